"""REST: channels, their permissions, typing.

Threads and messages have modules of their own.
"""

import time

from bot.rehearsal import guilds, mentions, seed, threads
from bot.rehearsal.access import reach_channel, reach_guild, reach_text_channel, refuse_archived
from bot.rehearsal.api import Answer, Call, Route
from bot.rehearsal.checks import Problems, check_choice, check_longest, check_range, check_text, check_thread
from bot.rehearsal.kinds import ChannelKind, Intent
from bot.rehearsal.permissions import Permission
from bot.rehearsal.refusals import ApiError, Code, refuse
from bot.rehearsal.shapes import Event, Json
from bot.rehearsal.world import World

FIELDS = ("name", "topic", "nsfw", "rate_limit_per_user", "parent_id", "position", "permission_overwrites")
THREAD_FIELDS = ("name", "rate_limit_per_user")
METADATA = ("locked", "auto_archive_duration", "invitable")
MAKEABLE = (ChannelKind.TEXT, ChannelKind.VOICE, ChannelKind.CATEGORY, ChannelKind.ANNOUNCEMENT)
ROLE_OVERWRITE = 0
MEMBER_OVERWRITE = 1


def get_channel(call: Call) -> Json:
    """Show a channel or thread."""
    channel = reach_channel(call)
    return guilds.with_membership(call.world, channel, call.bot_id) if call.world.is_thread(channel) else channel


def list_channels(call: Call) -> list[Json]:
    """List a guild's channels."""
    return guilds.guild_channels(call.world, reach_guild(call))


def create_channel(call: Call) -> Answer:
    """Open a channel."""
    guild = reach_guild(call, Permission.MANAGE_CHANNELS)
    kind = call.body.get("type", ChannelKind.TEXT)
    refuse(
        [*check_text("name", call.body.get("name"), 1, 100), *check_choice("type", kind, MAKEABLE), *_limits(call.body)]
    )
    channel = seed.new_text_channel(
        call.world, guild, call.world.new_id(), _channel_name(call.body["name"], kind), kind
    )
    _apply(channel, call.body)
    call.world.emit(Event("CHANNEL_CREATE", channel, guild["id"], channel["id"], intent=Intent.GUILDS))
    return Answer(201, channel)


def _channel_name(name: str, kind: int) -> str:
    """Write the name of a text channel as Discord does: small letters, no blanks."""
    return "-".join(name.lower().split()) if kind in (ChannelKind.TEXT, ChannelKind.ANNOUNCEMENT) else name


def _limits(body: Json) -> Problems:
    problems = check_longest("topic", body.get("topic"), 1024)
    return problems + check_range("rate_limit_per_user", body.get("rate_limit_per_user"), 0, 21_600)


def _apply(channel: Json, body: Json) -> None:
    channel.update({name: body[name] for name in FIELDS if name in body and name != "name"})
    channel["permission_overwrites"] = [
        {
            "id": str(row["id"]),
            "type": int(row.get("type", ROLE_OVERWRITE)),
            "allow": str(row.get("allow") or 0),
            "deny": str(row.get("deny") or 0),
        }
        for row in channel["permission_overwrites"] or []
    ]


def edit_channel(call: Call) -> Json:
    """Change a channel or thread."""
    channel = reach_channel(call)
    if channel["type"] == ChannelKind.DIRECT:
        raise ApiError(Code.NOT_IN_DIRECT_MESSAGE)
    if call.world.is_thread(channel):
        return _edit_thread(call, channel)
    reach_channel(call, Permission.MANAGE_CHANNELS)
    problems = _limits(call.body)
    if "name" in call.body:
        problems += check_text("name", call.body["name"], 1, 100)
    refuse(problems)
    if "name" in call.body:
        channel["name"] = _channel_name(call.body["name"], channel["type"])
    _apply(channel, call.body)
    changed(call.world, channel)
    return channel


def changed(world: World, channel: Json) -> None:
    """Note that a channel changed and tell everybody."""
    world.channels.put(channel["id"], channel)
    world.emit(Event("CHANNEL_UPDATE", channel, channel["guild_id"], channel["id"], intent=Intent.GUILDS))


def _edit_thread(call: Call, thread: Json) -> Json:
    """Change a thread: one that was put away must come out again first, or with the same request."""
    archived = call.body.get("archived", thread["thread_metadata"]["archived"])
    _require_for_thread(call, thread)
    if archived and thread["thread_metadata"]["archived"] and call.body.keys() - {"archived"}:
        raise ApiError(Code.THREAD_ARCHIVED)
    refuse(check_thread({"name": thread["name"], **call.body}))
    thread.update({name: call.body[name] for name in THREAD_FIELDS if call.body.get(name) is not None})
    metadata = thread["thread_metadata"]
    metadata.update({name: call.body[name] for name in METADATA if call.body.get(name) is not None})
    if archived != metadata["archived"]:
        metadata |= {"archived": bool(archived), "archive_timestamp": call.world.now()}
    threads.change(call.world, thread)
    return thread


def _require_for_thread(call: Call, thread: Json) -> None:
    """Refuse what only the thread's owner or somebody who manages threads may do.

    Whoever may send may take a thread out again, unless it is locked. The owner may rename and put away their own.
    """
    if call.world.may(thread, call.bot_id, Permission.MANAGE_THREADS):
        return
    asked = {name for name, value in call.body.items() if value is not None}
    if asked <= {"archived"} and call.body.get("archived") is False and not thread["thread_metadata"]["locked"]:
        reach_channel(call, Permission.SEND_MESSAGES)
        return
    owned = thread["owner_id"] == call.bot_id and not thread["thread_metadata"]["locked"]
    if not owned or asked & {"locked", "rate_limit_per_user"}:
        raise ApiError(Code.MISSING_PERMISSIONS)


def delete_channel(call: Call) -> Json:
    """Take a channel or thread away."""
    channel = reach_channel(call)
    if channel["type"] == ChannelKind.DIRECT:
        return channel
    needed = Permission.MANAGE_THREADS if call.world.is_thread(channel) else Permission.MANAGE_CHANNELS
    reach_channel(call, needed)
    remove_channel(call.world, channel)
    return channel


def remove_channel(world: World, channel: Json) -> None:
    """Take a channel or thread away with all that hangs on it and tell everybody."""
    if world.is_thread(channel):
        threads.remove(world, channel)
        return
    for thread in [row for row in world.threads(channel["guild_id"]) if row["parent_id"] == channel["id"]]:
        threads.empty(world, thread)
    for message_id in world.histories.forget(channel["id"]):
        world.messages.remove(message_id)
    world.webhooks.remove_group(channel["id"])
    world.channels.remove(channel["id"])
    world.emit(Event("CHANNEL_DELETE", channel, channel["guild_id"], intent=Intent.GUILDS))


def set_overwrite(call: Call) -> None:
    """Set what a role or member may do in a channel."""
    channel = reach_channel(call, Permission.MANAGE_ROLES)
    refuse(check_choice("type", call.body.get("type"), (ROLE_OVERWRITE, MEMBER_OVERWRITE)))
    allow, deny = int(call.body.get("allow") or 0), int(call.body.get("deny") or 0)
    put_overwrite(
        call.world, channel, {"id": call["overwrite_id"], "type": call.body["type"], "allow": allow, "deny": deny}
    )


def put_overwrite(world: World, channel: Json, overwrite: Json) -> None:
    """Put an overwrite in its place and tell everybody."""
    others = [row for row in channel["permission_overwrites"] if row["id"] != overwrite["id"]]
    shown = overwrite | {"allow": str(overwrite["allow"]), "deny": str(overwrite["deny"])}
    channel["permission_overwrites"] = [*others, shown]
    changed(world, channel)


def delete_overwrite(call: Call) -> None:
    """Take an overwrite away."""
    channel = reach_channel(call, Permission.MANAGE_ROLES)
    others = [row for row in channel["permission_overwrites"] if row["id"] != call["overwrite_id"]]
    if len(others) == len(channel["permission_overwrites"]):
        raise ApiError(Code.UNKNOWN_OVERWRITE)
    channel["permission_overwrites"] = others
    changed(call.world, channel)


def start_typing(call: Call) -> None:
    """Show that the bot is typing."""
    channel = reach_text_channel(call, Permission.SEND_MESSAGES)
    refuse_archived(call, channel)
    announce_typing(call.world, channel, call.bot_id)


def announce_typing(world: World, channel: Json, user_id: str) -> None:
    """Tell everybody that somebody is typing."""
    guild_id = channel.get("guild_id")
    data = {"channel_id": channel["id"], "user_id": user_id, "timestamp": int(time.time())}
    member = world.member(guild_id, user_id)
    if guild_id and member:
        data |= {"guild_id": guild_id, "member": {"user": world.users[user_id], **mentions.bare_member(member)}}
    intent = Intent.GUILD_MESSAGE_TYPING if guild_id else Intent.DIRECT_MESSAGE_TYPING
    world.emit(Event("TYPING_START", data, guild_id, channel["id"], intent=intent))


ROUTES = (
    Route("GET", "/channels/{channel_id}", get_channel),
    Route("PATCH", "/channels/{channel_id}", edit_channel),
    Route("DELETE", "/channels/{channel_id}", delete_channel),
    Route("PUT", "/channels/{channel_id}/permissions/{overwrite_id}", set_overwrite),
    Route("DELETE", "/channels/{channel_id}/permissions/{overwrite_id}", delete_overwrite),
    Route("POST", "/channels/{channel_id}/typing", start_typing),
    Route("GET", "/guilds/{guild_id}/channels", list_channels),
    Route("POST", "/guilds/{guild_id}/channels", create_channel),
)
