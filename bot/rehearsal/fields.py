"""Reading what a member chose in a select or filled into a modal, as a Discord client would before it sends anything.

What a client refuses raises here with a sentence.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.rehearsal import attachments
from bot.rehearsal.kinds import SELECTS, ComponentKind
from bot.rehearsal.members_errors import MemberError, read_upload
from bot.rehearsal.shapes import Json
from bot.rehearsal.world import World

K = ComponentKind
LONGEST_INPUT = 4_000
NAMED = {
    K.USER_SELECT: ("user",),
    K.ROLE_SELECT: ("role",),
    K.CHANNEL_SELECT: ("channel",),
    K.MENTIONABLE_SELECT: ("user", "role"),
}


@dataclass
class Chosen:
    """What was chosen on the way: the ids that want resolving, and the files."""

    named: list[tuple[str, str]] = field(default_factory=list)
    attachments: Json = field(default_factory=dict)


def choose(world: World, select: Json, values: object, chosen: Chosen, *, required: bool = True) -> list[str]:
    """Read the values chosen in a select, as many as it wants and of those it offers."""
    listed = [str(value) for value in values] if isinstance(values, list) else [] if values is None else [str(values)]
    least = select.get("min_values", 1) if required else min(1, len(listed)) * select.get("min_values", 1)
    most = select.get("max_values") or 1
    if not least <= len(listed) <= most:
        raise MemberError(f"The select {select['custom_id']} takes {least} to {most} values, not {len(listed)}.")
    if select["type"] == K.STRING_SELECT:
        _refuse_unknown(select, listed)
        return listed
    return [_name(world, select, value, chosen) for value in listed]


def _refuse_unknown(select: Json, values: list[str]) -> None:
    offered = {option["value"] for option in select["options"]}
    for value in values:
        if value not in offered:
            raise MemberError(f"The select {select['custom_id']} does not offer {value}.")


def _name(world: World, select: Json, value: str, chosen: Chosen) -> str:
    tables = {"user": world.users, "role": world.roles, "channel": world.channels}
    user = world.user_named(value)
    for kind in NAMED[K(select["type"])]:
        key = str(user["id"]) if kind == "user" and user else value
        if key in tables[kind]:
            chosen.named.append((kind, key))
            return key
    raise MemberError(f"The select {select['custom_id']} has nothing named {value}.")


@dataclass
class Sheet:
    """A modal being filled in: the values by custom id, where its files are kept, and what was chosen."""

    world: World
    values: Mapping[str, Any]
    place_id: str
    chosen: Chosen = field(default_factory=Chosen)


def submit(sheet: Sheet, components: list[Json]) -> list[Json]:
    """Fill a modal's components with values, in the form in which they are sent."""
    known = {part["custom_id"] for part in _fields(components)}
    unknown = sheet.values.keys() - known
    if unknown:
        raise MemberError(f"The modal has no field {', '.join(sorted(unknown))}.")
    return [_fill_top(sheet, component) for component in components]


def _fields(components: list[Json]) -> list[Json]:
    inner = [part for component in components for part in component.get("components") or [component.get("component")]]
    return [part for part in inner if part]


def _fill_top(sheet: Sheet, component: Json) -> Json:
    shape = {"type": component["type"], "id": component["id"]}
    if component["type"] == K.ACTION_ROW:
        return shape | {"components": [_fill(sheet, part) for part in component["components"]]}
    if component["type"] == K.LABEL:
        return shape | {"component": _fill(sheet, component["component"])}
    return shape


def _fill(sheet: Sheet, part: Json) -> Json:
    shape = {"type": part["type"], "id": part["id"], "custom_id": part["custom_id"]}
    return shape | FILLERS[K(part["type"])](sheet, part, sheet.values.get(part["custom_id"]))


def _is_required(part: Json) -> bool:
    return part.get("required") is not False


def _fill_text(_sheet: Sheet, part: Json, value: object) -> Json:
    text = str(part.get("value") or "") if value is None else str(value)
    least, most = part.get("min_length") or 0, part.get("max_length") or LONGEST_INPUT
    if not text.strip() and _is_required(part):
        raise MemberError(f"The field {part['custom_id']} is required.")
    if text and not least <= len(text) <= most:
        raise MemberError(f"The field {part['custom_id']} takes {least} to {most} characters, not {len(text)}.")
    return {"value": text}


def _fill_select(sheet: Sheet, part: Json, value: object) -> Json:
    if value is None:
        value = [option["value"] for option in part.get("options") or [] if option.get("default")]
        value = value or [row["id"] for row in part.get("default_values") or []]
    return {"values": choose(sheet.world, part, value, sheet.chosen, required=_is_required(part))}


def _fill_files(sheet: Sheet, part: Json, value: object) -> Json:
    files: list[Any] = value if isinstance(value, list) else [] if value is None else [value]
    least, most = part.get("min_values", 1) if _is_required(part) else 0, part.get("max_values") or 1
    if not least <= len(files) <= most:
        raise MemberError(f"The field {part['custom_id']} takes {least} to {most} files, not {len(files)}.")
    kept = [attachments.keep(sheet.world, sheet.place_id, read_upload(file)) for file in files]
    sheet.chosen.attachments.update({row["id"]: row for row in kept})
    return {"values": [row["id"] for row in kept]}


def _offered(part: Json, values: list[Any]) -> None:
    offered = {option["value"] for option in part["options"]}
    for value in values:
        if value not in offered:
            raise MemberError(f"The field {part['custom_id']} does not offer {value}.")


def _preset(part: Json) -> list[Any]:
    return [option["value"] for option in part["options"] if option.get("default")]


def _fill_radio(_sheet: Sheet, part: Json, value: object) -> Json:
    chosen = value if value is not None else next(iter(_preset(part)), None)
    if chosen is None and _is_required(part):
        raise MemberError(f"The field {part['custom_id']} is required.")
    _offered(part, [] if chosen is None else [chosen])
    return {"value": chosen}


def _fill_checkboxes(_sheet: Sheet, part: Json, value: object) -> Json:
    values = value if isinstance(value, list) else _preset(part) if value is None else [value]
    _offered(part, values)
    least = part.get("min_values", 1) if _is_required(part) else 0
    most = part.get("max_values") or len(part["options"])
    if not least <= len(values) <= most:
        raise MemberError(f"The field {part['custom_id']} takes {least} to {most} ticks, not {len(values)}.")
    return {"values": values}


def _fill_checkbox(_sheet: Sheet, part: Json, value: object) -> Json:
    return {"value": bool(part.get("default")) if value is None else bool(value)}


FILLERS: dict[ComponentKind, Callable[[Sheet, Json, object], Json]] = {
    K.TEXT_INPUT: _fill_text,
    K.FILE_UPLOAD: _fill_files,
    K.RADIO_GROUP: _fill_radio,
    K.CHECKBOX_GROUP: _fill_checkboxes,
    K.CHECKBOX: _fill_checkbox,
    **dict.fromkeys(SELECTS, _fill_select),
}
