"""Guilds, members and roles as Discord shows them, and what comes and goes with them.

Founding them for a fresh world is the seed's.
"""

from collections.abc import Iterable

from bot.rehearsal import threads
from bot.rehearsal.kinds import Intent
from bot.rehearsal.mentions import bare_member
from bot.rehearsal.shapes import Event, Json, without
from bot.rehearsal.world import World, member_key


def shown_role(role: Json) -> Json:
    """Show a role; its guild is known from where it stands."""
    return without(role, "guild_id")


def shown_member(world: World, member: Json) -> Json:
    """Show a member with the user."""
    return {"user": world.users[member["user_id"]], **bare_member(member)}


def guild_roles(world: World, guild: Json) -> list[Json]:
    """List a guild's roles."""
    return [shown_role(role) for role in world.roles.group(guild["id"]).values()]


def guild_channels(world: World, guild: Json) -> list[Json]:
    """List a guild's channels without its threads."""
    return [row for row in world.channels.group(guild["id"]).values() if not world.is_thread(row)]


def plain_guild(world: World, guild: Json) -> Json:
    """Show a guild as REST does."""
    return guild | {"roles": guild_roles(world, guild)}


def active_threads(world: World, guild: Json, user_id: str) -> list[Json]:
    """List the threads of a guild that are not put away and that a user may see."""
    rows = world.threads(guild["id"])
    return [thread for thread in rows if not thread["thread_metadata"]["archived"] and world.sees(thread, user_id)]


def with_membership(world: World, thread: Json, user_id: str) -> Json:
    """Show a thread with a user's membership of it, if there is one."""
    own = threads.membership(world, thread, user_id)
    return thread | ({"member": own} if own else {})


def full_guild(world: World, guild: Json) -> Json:
    """Show a guild as the gateway does; without the members intent the only member listed is the bot."""
    own = world.members[member_key(guild["id"], world.bot_id)]
    running = active_threads(world, guild, world.bot_id)
    return plain_guild(world, guild) | {
        "joined_at": own["joined_at"],
        "large": False,
        "unavailable": False,
        "member_count": len(world.members.group(guild["id"])),
        "members": [shown_member(world, own)],
        "channels": guild_channels(world, guild),
        "threads": [with_membership(world, thread, world.bot_id) for thread in running],
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": list(world.scheduled_events.group(guild["id"]).values()),
        "soundboard_sounds": [],
    }


def bot_guilds(world: World) -> Iterable[Json]:
    """Go through the guilds that the bot is in."""
    return [guild for guild in world.guilds.values() if world.member(guild["id"], world.bot_id)]


def announce_member(world: World, name: str, member: Json) -> None:
    """Tell of a member; the bot hears of itself always, of others with the members intent."""
    guild_id = member["guild_id"]
    data = {"guild_id": guild_id, **shown_member(world, member)}
    intent = Intent.GUILDS if member["user_id"] == world.bot_id else Intent.GUILD_MEMBERS
    world.emit(Event(name, data, guild_id, intent=intent))


def remove_member(world: World, member: Json) -> None:
    """Let a member go, out of the guild and its threads."""
    guild_id, user_id = member["guild_id"], member["user_id"]
    for thread in list(world.threads(guild_id)):
        if world.thread_members.remove(member_key(thread["id"], user_id)):
            thread["member_count"] -= 1
    world.members.remove(member_key(guild_id, user_id))
    if user_id == world.bot_id:
        _remove_bot(world, guild_id)
        return
    data = {"guild_id": guild_id, "user": world.users[user_id]}
    world.emit(Event("GUILD_MEMBER_REMOVE", data, guild_id, intent=Intent.GUILD_MEMBERS))


def _remove_bot(world: World, guild_id: str) -> None:
    """Take the bot's role away with it; its commands in that guild go too."""
    for role in [row for row in world.roles.group(guild_id).values() if row.get("tags", {}).get("bot_id")]:
        world.roles.remove(role["id"])
    world.commands.remove_group(guild_id)
    world.emit(Event("GUILD_DELETE", {"id": guild_id}, guild_id, intent=Intent.GUILDS))


def announce_role(world: World, name: str, role: Json) -> None:
    """Tell of a role."""
    data = {"guild_id": role["guild_id"], "role": shown_role(role)}
    world.emit(Event(name, data, role["guild_id"], intent=Intent.GUILDS))
