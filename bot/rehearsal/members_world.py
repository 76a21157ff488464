"""What a member's client sees of the world: guilds, channels, people, commands.

Messages and interactions have modules of their own.
"""

from bot.rehearsal import guilds, scheduled_events
from bot.rehearsal.kinds import ChannelKind
from bot.rehearsal.members_api import Ask, Way
from bot.rehearsal.permissions import EVERYTHING
from bot.rehearsal.rest_application import direct_channel
from bot.rehearsal.shapes import Json
from bot.rehearsal.world import GLOBAL, World

IN_GUILD, IN_DIRECT = 0, 1


def show_world(ask: Ask) -> Json:
    """Show everything there is; with a member named, only what that member sees."""
    world = ask.world
    viewer = ask.member()["id"] if "as" in ask.query else None
    rows = [guild for guild in world.guilds.values() if viewer is None or world.member(guild["id"], viewer)]
    return {
        "guilds": [_guild(world, guild, viewer) for guild in rows],
        "users": list(world.users.values()),
        "bot": {"id": world.bot_id, "online": ask.house.gateway.online},
        "direct_channels": [row for row in world.channels.group(GLOBAL).values() if viewer in (None, _recipient(row))],
    }


def _recipient(channel: Json) -> str:
    return str(channel["recipients"][0]["id"])


def _guild(world: World, guild: Json, viewer: str | None) -> Json:
    channels = world.channels.group(guild["id"]).values()
    return {
        "id": guild["id"],
        "name": guild["name"],
        "owner_id": guild["owner_id"],
        "channels": [row for row in channels if viewer is None or world.sees(row, viewer)],
        "roles": guilds.guild_roles(world, guild),
        "events": scheduled_events.ahead(world, guild["id"]),
        "members": [guilds.shown_member(world, row) for row in world.members.group(guild["id"]).values()],
    }


def show_commands(ask: Ask) -> list[Json]:
    """List the commands that a member may use in a guild, or in direct messages when none is named."""
    return visible_commands(ask.world, ask.member()["id"], ask.query.get("guild"))


def visible_commands(world: World, user_id: str, guild_id: str | None) -> list[Json]:
    """List the commands of a guild and the global ones that a member may use there; a guild's own hide global ones."""
    if guild_id is None:
        return [row for row in world.commands.group(GLOBAL).values() if _offered(row, IN_DIRECT)]
    if world.member(guild_id, world.bot_id) is None:
        return []
    everywhere = [row for row in world.commands.group(GLOBAL).values() if _offered(row, IN_GUILD)]
    by_name = {(row["type"], row["name"]): row for row in [*everywhere, *world.commands.group(guild_id).values()]}
    held = world.guild_permissions(guild_id, user_id)
    return [row for row in by_name.values() if _permitted(row, held)]


def _offered(command: Json, context: int) -> bool:
    if command["contexts"] is not None:
        return context in command["contexts"]
    return context == IN_GUILD or bool(command["dm_permission"])


def _permitted(command: Json, held: int) -> bool:
    needed = command["default_member_permissions"]
    if needed is None or held == EVERYTHING:
        return True
    return int(needed) != 0 and held & int(needed) == int(needed)


def open_direct(ask: Ask) -> Json:
    """Open a member's direct channel with the bot."""
    return direct_channel(ask.world, ask.member())


def context_of(channel: Json) -> str | None:
    """Tell which guild a channel is in, none for direct ones."""
    return None if channel["type"] == ChannelKind.DIRECT else str(channel["guild_id"])


WAYS = (
    Way("GET", "/world", show_world),
    Way("GET", "/members/{member}/commands", show_commands),
    Way("POST", "/members/{member}/direct", open_direct),
)
