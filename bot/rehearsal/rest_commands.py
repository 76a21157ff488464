"""REST: application commands, global and of one guild.

Their rules stand in ``checks_commands``; running one is the members' interactions'.
"""

from bot.rehearsal.access import reach_guild
from bot.rehearsal.api import Answer, Call, Route
from bot.rehearsal.checks_commands import check_command, check_commands
from bot.rehearsal.kinds import CommandKind
from bot.rehearsal.refusals import ApiError, Code, refuse
from bot.rehearsal.shapes import Event, Json
from bot.rehearsal.world import GLOBAL

MOST = {CommandKind.CHAT_INPUT: 100, CommandKind.USER: 15, CommandKind.MESSAGE: 15}
EDITABLE = (
    "name",
    "name_localizations",
    "description",
    "description_localizations",
    "options",
    "default_member_permissions",
    "dm_permission",
    "nsfw",
    "contexts",
    "integration_types",
)


def _scope(call: Call) -> str:
    """Tell which group of commands a request is about."""
    if call["application_id"] != call.bot_id:
        raise ApiError(Code.UNKNOWN_APPLICATION)
    return str(reach_guild(call)["id"]) if "guild_id" in call.parameters else GLOBAL


def list_commands(call: Call) -> list[Json]:
    """List the commands of a scope."""
    return list(call.world.commands.group(_scope(call)).values())


def replace_commands(call: Call) -> list[Json]:
    """Replace all commands of a scope; those that keep their name and type keep their id."""
    scope = _scope(call)
    refuse(check_commands(call.rows))
    _refuse_too_many(call.rows)
    former = {_identity(command): command for command in call.world.commands.group(scope).values()}
    kept = [_complete(call, scope, row, former.get(_identity(row))) for row in call.rows]
    call.world.commands.remove_group(scope)
    for command in kept:
        call.world.commands.put(command["id"], command)
    _announce(call, scope)
    return kept


def create_command(call: Call) -> Answer:
    """Add a command, or replace the one of the same name and type."""
    scope = _scope(call)
    refuse(check_command(call.body))
    present = call.world.commands.group(scope).values()
    former = next((row for row in present if _identity(row) == _identity(call.body)), None)
    _refuse_too_many([*(row for row in present if row is not former), call.body])
    command = _complete(call, scope, call.body, former)
    call.world.commands.put(command["id"], command)
    _announce(call, scope)
    return Answer(200 if former else 201, command)


def get_command(call: Call) -> Json:
    """Show one command."""
    command = call.world.commands.group(_scope(call)).get(call["command_id"])
    if command is None:
        raise ApiError(Code.UNKNOWN_COMMAND)
    return command


def edit_command(call: Call) -> Json:
    """Change the fields of a command that a request names."""
    former = get_command(call)
    changed = former | {name: call.body[name] for name in EDITABLE if name in call.body}
    refuse(check_command(changed))
    command = _complete(call, _scope(call), changed, former)
    call.world.commands.put(command["id"], command)
    _announce(call, _scope(call))
    return command


def delete_command(call: Call) -> None:
    """Take a command away."""
    call.world.commands.remove(get_command(call)["id"])
    _announce(call, _scope(call))


def list_permissions(call: Call) -> list[Json]:
    """List the permissions that a guild set for commands: the room has none."""
    _scope(call)
    return []


def _identity(command: Json) -> tuple[int, str]:
    return int(command.get("type") or CommandKind.CHAT_INPUT), str(command.get("name"))


def _refuse_too_many(commands: list[Json]) -> None:
    for kind, most in MOST.items():
        if sum(1 for command in commands if _identity(command)[0] == kind) > most:
            raise ApiError(Code.TOO_MANY_COMMANDS)


def _complete(call: Call, scope: str, row: Json, former: Json | None) -> Json:
    """Fill in what Discord fills in."""
    needed = row.get("default_member_permissions")
    command: Json = {
        "id": former["id"] if former else call.world.new_id(),
        "application_id": call.bot_id,
        "version": call.world.new_id(),
        "type": _identity(row)[0],
        "name": row["name"],
        "name_localizations": row.get("name_localizations"),
        "description": row.get("description") or "",
        "description_localizations": row.get("description_localizations"),
        "default_member_permissions": None if needed is None else str(needed),
        "dm_permission": bool(row.get("dm_permission", True)),
        "contexts": row.get("contexts"),
        "integration_types": row.get("integration_types") or [0],
        "nsfw": bool(row.get("nsfw")),
    }
    if row.get("options"):
        command["options"] = row["options"]
    return command | ({"guild_id": scope} if scope else {})


def _announce(call: Call, scope: str) -> None:
    call.world.emit(Event("COMMANDS_UPDATE", {"guild_id": scope or None}, scope or None, to_bot=False))


def _routes(base: str) -> tuple[Route, ...]:
    return (
        Route("GET", base, list_commands),
        Route("PUT", base, replace_commands),
        Route("POST", base, create_command),
        Route("GET", base + "/{command_id}", get_command),
        Route("PATCH", base + "/{command_id}", edit_command),
        Route("DELETE", base + "/{command_id}", delete_command),
    )


ROUTES = (
    *_routes("/applications/{application_id}/commands"),
    Route("GET", "/applications/{application_id}/guilds/{guild_id}/commands/permissions", list_permissions),
    *_routes("/applications/{application_id}/guilds/{guild_id}/commands"),
)
