"""What members do with the bot: commands, menus, buttons, selects, modals, autocomplete.

Everything that a Discord client would not send is refused here with a sentence; the rest goes to the bot and
its first answer comes back.
"""

import time
from collections.abc import Callable
from dataclasses import replace

from bot.rehearsal import interactions
from bot.rehearsal.checks_components import nested
from bot.rehearsal.fields import Chosen, Sheet, choose, submit
from bot.rehearsal.interactions import Act
from bot.rehearsal.kinds import SELECTS, ButtonStyle, CommandKind, ComponentKind, InteractionKind
from bot.rehearsal.members_api import Ask, Way
from bot.rehearsal.members_errors import FORBIDDEN, MISSING, MemberError
from bot.rehearsal.members_world import context_of, visible_commands
from bot.rehearsal.options import Form, descend, fill, nest
from bot.rehearsal.permissions import Permission
from bot.rehearsal.resolved import resolve
from bot.rehearsal.shapes import Json


async def interact(ask: Ask) -> Json:
    """Do something with the bot and give its first answer, with the time it took."""
    kind = str(ask.body.get("type"))
    if kind not in READERS:
        raise MemberError(f"The type must be one of {', '.join(READERS)}.")
    act = replace(READERS[kind](ask), locale=str(ask.body.get("locale") or interactions.LOCALE))
    begun = time.perf_counter()
    outcome = await interactions.perform(ask.house, act)
    return outcome | {"milliseconds": round(1000 * (time.perf_counter() - begun), 1)}


def _command(ask: Ask, channel: Json, kind: int) -> Json:
    """Find a command that the member may use where they are."""
    user, name = ask.member(), ask.body.get("name")
    ask.require(channel, Permission.VIEW_CHANNEL)
    guild_id = context_of(channel)
    if guild_id is not None:
        ask.require(channel, Permission.USE_APPLICATION_COMMANDS)
    for command in visible_commands(ask.world, user["id"], guild_id):
        if command["name"] == name and command["type"] == kind:
            return command
    raise MemberError(f"There is no command {name} for {user['username']} here.", MISSING)


def _typed(ask: Ask, kind: InteractionKind, focused: str | None = None) -> Act:
    """Read a slash command, complete or while it is being typed."""
    channel = ask.channel()
    ask.require(channel, Permission.SEND_MESSAGES)
    _refuse_locked(ask, channel)
    command = _command(ask, channel, CommandKind.CHAT_INPUT)
    path = [str(name) for name in ask.body.get("path") or []]
    specs, steps = descend(command, path)
    form = Form(ask.body.get("options") or {}, ask.body.get("attachments") or {}, focused)
    filled = fill(ask.world, specs, form, channel["id"])
    data = _command_data(command) | {"options": nest(filled.options, steps)}
    resolved = resolve(ask.world, channel, ask.member()["id"], filled.named)
    resolved |= {"attachments": filled.attachments} if filled.attachments else {}
    data |= {"resolved": resolved} if resolved else {}
    full_name = " ".join([command["name"], *path])
    return Act(ask.member()["id"], channel, kind, data, summary={"name": full_name, "command_type": command["type"]})


def _refuse_locked(ask: Ask, channel: Json) -> None:
    if channel.get("thread_metadata", {}).get("locked"):
        ask.require(channel, Permission.MANAGE_THREADS)


def _command_data(command: Json) -> Json:
    data = {"id": command["id"], "name": command["name"], "type": command["type"]}
    return data | ({"guild_id": command["guild_id"]} if command.get("guild_id") else {})


def read_command(ask: Ask) -> Act:
    """Read a slash command."""
    return _typed(ask, InteractionKind.COMMAND)


def read_autocomplete(ask: Ask) -> Act:
    """Read a slash command that is being typed, with the option that wants choices."""
    focused = str(ask.body.get("focused"))
    act = _typed(ask, InteractionKind.AUTOCOMPLETE, focused)
    command = ask.world.commands[act.data["id"]]
    specs, _ = descend(command, [str(name) for name in ask.body.get("path") or []])
    if not any(spec["name"] == focused and spec.get("autocomplete") for spec in specs):
        raise MemberError(f"The option {focused} has no autocomplete.")
    return act


def read_message_command(ask: Ask) -> Act:
    """Read a command from a message's menu."""
    channel = ask.channel()
    message = ask.message(channel, ask.body.get("message"))
    return _menu(ask, channel, CommandKind.MESSAGE, ("message", message["id"]))


def read_user_command(ask: Ask) -> Act:
    """Read a command from a user's menu."""
    channel, user = ask.channel(), ask.world.user_named(str(ask.body.get("user")))
    if user is None:
        raise MemberError(f"There is nobody called {ask.body.get('user')}.", MISSING)
    return _menu(ask, channel, CommandKind.USER, ("user", user["id"]))


def _menu(ask: Ask, channel: Json, kind: CommandKind, target: tuple[str, str]) -> Act:
    command = _command(ask, channel, kind)
    resolved = resolve(ask.world, channel, ask.member()["id"], [target])
    data = _command_data(command) | {"target_id": target[1], "resolved": resolved}
    summary = {"name": command["name"], "command_type": int(kind)}
    return Act(ask.member()["id"], channel, InteractionKind.COMMAND, data, summary=summary)


def read_component(ask: Ask) -> Act:
    """Read a click on a button or the values chosen in a select."""
    channel = ask.channel()
    message = ask.message(channel, ask.body.get("message"))
    if message.get("application_id") != ask.world.bot_id and message["author"]["id"] != ask.world.bot_id:
        raise MemberError("This message is not the bot's.")
    component = _find_component(message, ask.body.get("custom_id"))
    data = {"custom_id": component["custom_id"], "component_type": component["type"], "id": component["id"]}
    if component["type"] in SELECTS:
        data |= _chosen(ask, channel, component)
    return Act(ask.member()["id"], channel, InteractionKind.COMPONENT, data, message)


def _find_component(message: Json, custom_id: object) -> Json:
    """Find what can be clicked under a custom id."""
    for part in nested(message["components"]):
        if part.get("custom_id") != custom_id or custom_id is None:
            continue
        if part.get("disabled"):
            raise MemberError("This is switched off.")
        if part["type"] == ComponentKind.BUTTON and part["style"] in (ButtonStyle.LINK, ButtonStyle.PREMIUM):
            break
        return part
    raise MemberError(f"There is nothing to click under {custom_id} on this message.")


def _chosen(ask: Ask, channel: Json, select: Json) -> Json:
    chosen = Chosen()
    values = choose(ask.world, select, ask.body.get("values"), chosen)
    resolved = resolve(ask.world, channel, ask.member()["id"], chosen.named)
    return {"values": values} | ({"resolved": resolved} if resolved else {})


def read_modal(ask: Ask) -> Act:
    """Read a modal that was filled in."""
    opener = ask.world.interactions.get(str(ask.body.get("modal")))
    if opener is None or opener["modal"] is None:
        raise MemberError("There is no such modal open.", MISSING)
    if opener["user_id"] != ask.member()["id"]:
        raise MemberError("This modal is open for somebody else.", FORBIDDEN)
    modal = opener["modal"]
    if ask.body.get("custom_id") not in (None, modal["custom_id"]):
        raise MemberError("This modal has another custom id.")
    channel = ask.channel(opener["channel_id"])
    sheet = Sheet(ask.world, ask.body.get("fields") or {}, channel["id"])
    data: Json = {"custom_id": modal["custom_id"], "components": submit(sheet, modal["components"])}
    resolved = resolve(ask.world, channel, ask.member()["id"], sheet.chosen.named)
    resolved |= {"attachments": sheet.chosen.attachments} if sheet.chosen.attachments else {}
    data |= {"resolved": resolved} if resolved else {}
    message = ask.world.messages.get(opener["message_id"])
    return Act(ask.member()["id"], channel, InteractionKind.MODAL_SUBMIT, data, message, opener)


READERS: dict[str, Callable[[Ask], Act]] = {
    "command": read_command,
    "message_command": read_message_command,
    "user_command": read_user_command,
    "autocomplete": read_autocomplete,
    "component": read_component,
    "modal": read_modal,
}
WAYS = (Way("POST", "/interactions", late_act=interact),)
