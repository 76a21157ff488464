"""REST: guilds, members and roles.

The members' own doings (leaving, being given roles) come in on the members' side.
"""

from bot.rehearsal import guilds, seed
from bot.rehearsal.access import reach_guild
from bot.rehearsal.api import Call, Route
from bot.rehearsal.checks import check_longest
from bot.rehearsal.kinds import Intent
from bot.rehearsal.permissions import Permission
from bot.rehearsal.refusals import ApiError, Code, Problem, refuse
from bot.rehearsal.shapes import Event, Json

ROLE_FIELDS = ("name", "permissions", "color", "hoist", "mentionable")


def get_guild(call: Call) -> Json:
    """Show a guild."""
    guild = guilds.plain_guild(call.world, reach_guild(call))
    if call.flag("with_counts"):
        count = len(call.world.members.group(guild["id"]))
        guild |= {"approximate_member_count": count, "approximate_presence_count": count}
    return guild


def edit_guild(call: Call) -> Json:
    """Change a guild's name."""
    guild = reach_guild(call, Permission.MANAGE_GUILD)
    guild["name"] = str(call.body.get("name") or guild["name"])
    call.world.guilds.put(guild["id"], guild)
    shown = guilds.plain_guild(call.world, guild)
    call.world.emit(Event("GUILD_UPDATE", shown, guild["id"], intent=Intent.GUILDS))
    return shown


def get_member(call: Call) -> Json:
    """Show a member; somebody who is a user but not here is an unknown member, anybody else an unknown user."""
    guild = reach_guild(call)
    return guilds.shown_member(call.world, _member(call, guild))


def _member(call: Call, guild: Json) -> Json:
    member = call.world.member(guild["id"], call["user_id"])
    if member is None:
        known = call["user_id"] in call.world.users
        raise ApiError(Code.UNKNOWN_MEMBER if known else Code.UNKNOWN_USER)
    return member


def list_members(call: Call) -> list[Json]:
    """List members; without the members intent of the application Discord refuses it."""
    guild = reach_guild(call)
    if not call.world.settings["application"]["flags"] & (1 << 15 | 1 << 14):
        raise ApiError(Code.MISSING_ACCESS)
    after, limit = call.number("after", 0, 0, 1 << 63), call.number("limit", 1, 1, 1000)
    rows = sorted(call.world.members.group(guild["id"]).values(), key=lambda row: int(row["user_id"]))
    later = [row for row in rows if int(row["user_id"]) > after]
    return [guilds.shown_member(call.world, row) for row in later[:limit]]


def search_members(call: Call) -> list[Json]:
    """Find members by the beginning of their name."""
    guild, start = reach_guild(call), call.query.get("query", "").lower()
    if not start:
        raise ApiError(Code.INVALID_FORM_BODY, [Problem("query", "BASE_TYPE_REQUIRED", "This field is required")])
    shown = [guilds.shown_member(call.world, row) for row in call.world.members.group(guild["id"]).values()]
    found = [member for member in shown if _named(member, start)]
    return found[: call.number("limit", 1, 1, 1000)]


def _named(member: Json, start: str) -> bool:
    names = (member["user"]["username"], member["user"]["global_name"], member["nick"])
    return any(str(name).lower().startswith(start) for name in names if name)


def edit_me(call: Call) -> Json:
    """Change the bot's own nickname."""
    guild = reach_guild(call)
    member = call.world.members[f"{guild['id']}:{call.bot_id}"]
    refuse(check_longest("nick", call.body.get("nick"), 32))
    if "nick" in call.body:
        member["nick"] = call.body["nick"] or None
    call.world.members.put(f"{guild['id']}:{call.bot_id}", member)
    guilds.announce_member(call.world, "GUILD_MEMBER_UPDATE", member)
    return guilds.shown_member(call.world, member)


def list_roles(call: Call) -> list[Json]:
    """List a guild's roles."""
    return guilds.guild_roles(call.world, reach_guild(call))


def get_role(call: Call) -> Json:
    """Show a role."""
    return guilds.shown_role(_role(call, reach_guild(call)))


def _role(call: Call, guild: Json) -> Json:
    role = call.world.roles.group(guild["id"]).get(call["role_id"])
    if role is None:
        raise ApiError(Code.UNKNOWN_ROLE)
    return role


def create_role(call: Call) -> Json:
    """Make a role."""
    guild = reach_guild(call, Permission.MANAGE_ROLES)
    refuse(check_longest("name", call.body.get("name"), 100))
    role = seed.new_role(call.world, guild, call.world.new_id(), call.body.get("name") or "new role", 0)
    role.update({name: call.body[name] for name in ROLE_FIELDS if call.body.get(name) is not None})
    guilds.announce_role(call.world, "GUILD_ROLE_CREATE", role)
    return guilds.shown_role(role)


def edit_role(call: Call) -> Json:
    """Change a role."""
    role = _role(call, reach_guild(call, Permission.MANAGE_ROLES))
    role.update({name: call.body[name] for name in ROLE_FIELDS if call.body.get(name) is not None})
    call.world.roles.put(role["id"], role)
    guilds.announce_role(call.world, "GUILD_ROLE_UPDATE", role)
    return guilds.shown_role(role)


def delete_role(call: Call) -> None:
    """Take a role away, from those who have it too."""
    role = _role(call, reach_guild(call, Permission.MANAGE_ROLES))
    for member in call.world.members.group(role["guild_id"]).values():
        if role["id"] in member["roles"]:
            member["roles"].remove(role["id"])
            call.world.members.put(f"{role['guild_id']}:{member['user_id']}", member)
    call.world.roles.remove(role["id"])
    data = {"guild_id": role["guild_id"], "role_id": role["id"]}
    call.world.emit(Event("GUILD_ROLE_DELETE", data, role["guild_id"], intent=Intent.GUILDS))


def add_member_role(call: Call) -> None:
    """Give a member a role."""
    _set_member_role(call, present=True)


def remove_member_role(call: Call) -> None:
    """Take a role from a member."""
    _set_member_role(call, present=False)


def _set_member_role(call: Call, *, present: bool) -> None:
    guild = reach_guild(call, Permission.MANAGE_ROLES)
    role, member = _role(call, guild), _member(call, guild)
    others = [role_id for role_id in member["roles"] if role_id != role["id"]]
    member["roles"] = [*others, role["id"]] if present else others
    call.world.members.put(f"{guild['id']}:{member['user_id']}", member)
    guilds.announce_member(call.world, "GUILD_MEMBER_UPDATE", member)


ROUTES = (
    Route("GET", "/guilds/{guild_id}", get_guild),
    Route("PATCH", "/guilds/{guild_id}", edit_guild),
    Route("GET", "/guilds/{guild_id}/members", list_members),
    Route("GET", "/guilds/{guild_id}/members/search", search_members),
    Route("PATCH", "/guilds/{guild_id}/members/@me", edit_me),
    Route("GET", "/guilds/{guild_id}/members/{user_id}", get_member),
    Route("PUT", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}", add_member_role),
    Route("DELETE", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}", remove_member_role),
    Route("GET", "/guilds/{guild_id}/roles", list_roles),
    Route("POST", "/guilds/{guild_id}/roles", create_role),
    Route("GET", "/guilds/{guild_id}/roles/{role_id}", get_role),
    Route("PATCH", "/guilds/{guild_id}/roles/{role_id}", edit_role),
    Route("DELETE", "/guilds/{guild_id}/roles/{role_id}", delete_role),
)
