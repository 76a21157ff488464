"""Finding what a request is about, and refusing those who may not reach it, as Discord does.

What is missing is unknown; what cannot be seen is missing access; what may not be done is missing permissions.
"""

from bot.rehearsal.api import Call
from bot.rehearsal.kinds import ChannelKind
from bot.rehearsal.permissions import Permission
from bot.rehearsal.refusals import ApiError, Code
from bot.rehearsal.shapes import Json


def reach_guild(call: Call, needed: Permission = Permission.NONE) -> Json:
    """Find the guild that a request names; one that the bot is not in is unknown to it."""
    guild = call.world.guilds.get(call["guild_id"])
    if guild is None or call.world.member(guild["id"], call.bot_id) is None:
        raise ApiError(Code.UNKNOWN_GUILD)
    if call.world.guild_permissions(guild["id"], call.bot_id) & needed != needed:
        raise ApiError(Code.MISSING_PERMISSIONS)
    return guild


def reach_channel(call: Call, needed: int = Permission.NONE) -> Json:
    """Find the channel that a request names; the bot must see it and have the permissions needed there."""
    channel = call.world.channels.get(call["channel_id"])
    if channel is None:
        raise ApiError(Code.UNKNOWN_CHANNEL)
    require(call, channel, needed)
    return channel


def require(call: Call, channel: Json, needed: int) -> None:
    """Refuse unless the bot sees a channel and has the permissions needed in it."""
    held = call.world.permissions(channel, call.bot_id)
    if not held & Permission.VIEW_CHANNEL:
        raise ApiError(Code.MISSING_ACCESS)
    if held & needed != needed:
        raise ApiError(Code.MISSING_PERMISSIONS)


def reach_text_channel(call: Call, needed: int = Permission.NONE) -> Json:
    """Find a channel that messages can stand in."""
    channel = reach_channel(call, needed)
    if channel["type"] == ChannelKind.CATEGORY:
        raise ApiError(Code.WRONG_CHANNEL_KIND)
    return channel


def reach_thread(call: Call, needed: int = Permission.NONE) -> Json:
    """Find a thread."""
    channel = reach_channel(call, needed)
    if not call.world.is_thread(channel):
        raise ApiError(Code.WRONG_CHANNEL_KIND)
    return channel


def reach_message(call: Call, channel: Json) -> Json:
    """Find a message in a channel; ephemeral ones cannot be reached that way."""
    message = call.world.messages.get(call["message_id"])
    if message is None or message["channel_id"] != channel["id"] or message.get("ephemeral_for"):
        raise ApiError(Code.UNKNOWN_MESSAGE)
    return message


def refuse_archived(call: Call, channel: Json) -> None:
    """Refuse to touch what stands in a thread that was put away."""
    if call.world.is_thread(channel) and channel["thread_metadata"]["archived"]:
        raise ApiError(Code.THREAD_ARCHIVED)


def refuse_locked(call: Call, channel: Json) -> None:
    """Refuse to touch a locked thread without the right to manage it."""
    if not call.world.is_thread(channel) or not channel["thread_metadata"]["locked"]:
        return
    if not call.world.may(channel, call.bot_id, Permission.MANAGE_THREADS):
        raise ApiError(Code.THREAD_LOCKED)
