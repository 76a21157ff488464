"""Reading what a member filled in for a command's options, as a Discord client would before it sends anything.

What a client refuses raises here with a sentence. Which command it is, and whether the member may use it, is
decided by the members' interactions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.rehearsal import attachments
from bot.rehearsal.kinds import OptionKind
from bot.rehearsal.members_errors import MemberError, read_upload
from bot.rehearsal.shapes import Json
from bot.rehearsal.world import World

LONGEST_STRING = 6_000
WHOLE = 1 << 53
REFERENCES = {
    OptionKind.USER: ("user",),
    OptionKind.CHANNEL: ("channel",),
    OptionKind.ROLE: ("role",),
    OptionKind.MENTIONABLE: ("user", "role"),
}


@dataclass
class Filled:
    """Options as they will be sent, the ids in them that want resolving, and the files that came with them."""

    options: list[Json] = field(default_factory=list)
    named: list[tuple[str, str]] = field(default_factory=list)
    attachments: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Form:
    """What a member filled in: values and files by option name; ``focused`` names the one being typed."""

    values: Mapping[str, Any]
    files: Mapping[str, Json]
    focused: str | None = None


def descend(command: Json, path: Sequence[str]) -> tuple[Sequence[Json], list[Json]]:
    """Follow a path of subcommands; gives the options at its end and the steps that lead there."""
    specs, steps = command.get("options") or [], []
    for name in path:
        step = next((spec for spec in specs if spec["name"] == name and spec["type"] <= OptionKind.GROUP), None)
        if step is None:
            raise MemberError(f"The command {command['name']} has no subcommand {name}.")
        steps.append(step)
        specs = step.get("options") or []
    if any(spec["type"] <= OptionKind.GROUP for spec in specs):
        names = ", ".join(str(spec["name"]) for spec in specs)
        raise MemberError(f"The command {command['name']} needs a subcommand: {names}.")
    return specs, steps


def nest(options: list[Json], steps: Sequence[Json]) -> list[Json]:
    """Wrap options in the subcommands that lead to them."""
    for step in reversed(steps):
        options = [{"name": step["name"], "type": step["type"], "options": options}]
    return options


def fill(world: World, specs: Sequence[Json], form: Form, place_id: str) -> Filled:
    """Read all options in the command's order; files are kept for the channel the command was given in."""
    given = {**form.values, **form.files}
    unknown = given.keys() - {spec["name"] for spec in specs}
    if unknown:
        raise MemberError(f"There is no option {', '.join(sorted(unknown))}.")
    filled = Filled()
    for spec in specs:
        _fill_one(world, spec, form, filled, place_id)
    return filled


def _fill_one(world: World, spec: Json, form: Form, filled: Filled, place_id: str) -> None:
    name, kind = spec["name"], spec["type"]
    if name == form.focused:
        filled.options.append({"name": name, "type": kind, "value": str(form.values.get(name, "")), "focused": True})
        return
    if kind == OptionKind.ATTACHMENT and name in form.files:
        kept = attachments.keep(world, place_id, read_upload(form.files[name]))
        filled.attachments[kept["id"]] = kept
        filled.options.append({"name": name, "type": kind, "value": kept["id"]})
        return
    value = form.values.get(name)
    if value is None:
        if spec.get("required") and form.focused is None:
            raise MemberError(f"The option {name} is required.")
        return
    value = _read(world, spec, value, filled)
    filled.options.append({"name": name, "type": kind, "value": value})


def _read(world: World, spec: Json, value: object, filled: Filled) -> object:
    kind = OptionKind(spec["type"])
    if spec.get("choices"):
        return _choose(spec, value)
    if kind == OptionKind.STRING:
        return _text(spec, value)
    if kind in (OptionKind.INTEGER, OptionKind.NUMBER):
        return _number(spec, value, whole=kind == OptionKind.INTEGER)
    if kind == OptionKind.BOOLEAN:
        return _truth(spec, value)
    if kind in REFERENCES:
        return _reference(world, spec, value, filled)
    raise MemberError(f"The option {spec['name']} takes a file.")


def _choose(spec: Json, value: object) -> object:
    for choice in spec["choices"]:
        if value == choice["value"]:
            return choice["value"]
    names = ", ".join(str(choice["value"]) for choice in spec["choices"])
    raise MemberError(f"The option {spec['name']} takes one of: {names}.")


def _text(spec: Json, value: object) -> str:
    text = str(value)
    least, most = spec.get("min_length") or 0, spec.get("max_length") or LONGEST_STRING
    if not least <= len(text) <= most:
        raise MemberError(f"The option {spec['name']} takes {least} to {most} characters, not {len(text)}.")
    if not text:
        raise MemberError(f"The option {spec['name']} is empty.")
    return text


def _number(spec: Json, value: object, *, whole: bool) -> int | float:
    try:
        number: int | float = int(str(value)) if whole else float(str(value))
    except ValueError:
        raise MemberError(f"The option {spec['name']} takes a {'whole ' if whole else ''}number.") from None
    least, most = spec.get("min_value", -WHOLE), spec.get("max_value", WHOLE)
    if not least <= number <= most:
        raise MemberError(f"The option {spec['name']} takes {least} to {most}.")
    return number


def _truth(spec: Json, value: object) -> bool:
    if isinstance(value, bool):
        return value
    if str(value).lower() in ("true", "false"):
        return str(value).lower() == "true"
    raise MemberError(f"The option {spec['name']} takes true or false.")


def _reference(world: World, spec: Json, value: object, filled: Filled) -> str:
    for kind in REFERENCES[OptionKind(spec["type"])]:
        key = _find(world, kind, str(value))
        if key is None:
            continue
        if kind == "channel" and spec.get("channel_types") and world.channels[key]["type"] not in spec["channel_types"]:
            raise MemberError(f"The option {spec['name']} does not take a channel of this type.")
        filled.named.append((kind, key))
        return key
    raise MemberError(f"The option {spec['name']} names nothing that is here.")


def _find(world: World, kind: str, value: str) -> str | None:
    """Find a user by id or name, anything else by id."""
    if kind == "user":
        user = world.user_named(value)
        return str(user["id"]) if user else None
    table = world.roles if kind == "role" else world.channels
    return value if value in table else None
