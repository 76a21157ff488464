"""The objects that an interaction's data only names by id, resolved as Discord sends them along."""

from collections.abc import Iterable

from bot.rehearsal.mentions import bare_member
from bot.rehearsal.messages import PRIVATE
from bot.rehearsal.shapes import Json, only, without
from bot.rehearsal.world import World

CHANNEL_FIELDS = (
    "id",
    "type",
    "guild_id",
    "name",
    "parent_id",
    "position",
    "topic",
    "nsfw",
    "last_message_id",
    "rate_limit_per_user",
    "flags",
    "thread_metadata",
    "owner_id",
    "message_count",
    "member_count",
    "total_message_sent",
    "recipients",
)


def partial_channel(world: World, channel: Json, user_id: str) -> Json:
    """Show a channel with what the user may do in it."""
    return only(channel, *CHANNEL_FIELDS) | {"permissions": str(world.declared_permissions(channel, user_id))}


def interacting_member(world: World, channel: Json, user_id: str) -> Json:
    """Show a member with the user and with what they may do in the channel."""
    return {"user": world.users[user_id], **resolved_member(world, channel, user_id)}


def resolved_member(world: World, channel: Json, user_id: str) -> Json:
    """Show a member without the user, with what they may do in the channel."""
    member = world.members[f"{channel['guild_id']}:{user_id}"]
    return bare_member(member) | {"permissions": str(world.declared_permissions(channel, user_id))}


def resolve(world: World, channel: Json, asker_id: str, named: Iterable[tuple[str, str]]) -> Json:
    """Resolve ids, each with its kind: user, role, channel or message. What is not there is left out."""
    found: Json = {}
    for kind, key in named:
        if kind == "user" and key in world.users:
            _add_user(world, channel, found, key)
        elif kind == "role" and key in world.roles:
            found.setdefault("roles", {})[key] = without(world.roles[key], "guild_id")
        elif kind == "channel" and key in world.channels:
            found.setdefault("channels", {})[key] = partial_channel(world, world.channels[key], asker_id)
        elif kind == "message" and key in world.messages:
            found.setdefault("messages", {})[key] = without(world.messages[key], *PRIVATE)
    return found


def _add_user(world: World, channel: Json, found: Json, user_id: str) -> None:
    found.setdefault("users", {})[user_id] = world.users[user_id]
    if world.member(channel.get("guild_id"), user_id) is not None:
        member = without(resolved_member(world, channel, user_id), "deaf", "mute")
        found.setdefault("members", {})[user_id] = member
