"""REST: the bot's own messages, and reading those of others.

A webhook's messages are written and changed through the webhook; read here, their content is empty.
"""

from collections.abc import Iterator
from itertools import islice

from bot.rehearsal import messages
from bot.rehearsal.access import (
    reach_channel,
    reach_message,
    reach_text_channel,
    refuse_archived,
    refuse_locked,
)
from bot.rehearsal.api import Call, Route
from bot.rehearsal.checks import check_count, check_range
from bot.rehearsal.checks_messages import check_message, is_empty
from bot.rehearsal.kinds import ChannelKind, Intent, MessageFlag, MessageKind
from bot.rehearsal.mentions import as_read
from bot.rehearsal.messages import Draft
from bot.rehearsal.permissions import Permission
from bot.rehearsal.posting import post
from bot.rehearsal.refusals import ApiError, Code, Problem, refuse
from bot.rehearsal.shapes import Event, Json, without
from bot.rehearsal.snowflakes import is_snowflake

READ = Permission.READ_MESSAGE_HISTORY
MOST_LISTED = 100
CHANGEABLE_KINDS = (
    MessageKind.DEFAULT,
    MessageKind.REPLY,
    MessageKind.CHAT_INPUT_COMMAND,
    MessageKind.CONTEXT_MENU_COMMAND,
)


def shown(call: Call, message: Json) -> Json:
    """Show a message as the bot may read it; a nonce is given only when the message is made."""
    visible = without(message, *messages.PRIVATE)
    has_intent = call.world.settings["application"]["flags"] & (1 << 19 | 1 << 18)
    return visible if has_intent else as_read(call.world, visible)


def create_message(call: Call) -> Json:
    """Send a message as the bot."""
    channel = reach_text_channel(call)
    body, files = call.body, call.files
    if is_empty(body, files):
        raise ApiError(Code.EMPTY_MESSAGE)
    refuse(check_message(body, files) + _check_flags(body))
    _require_sending(call, channel)
    former = _former(call)
    if former is not None:
        return without(former, "ephemeral_for")
    extra = _reference_fields(call, channel) | ({"nonce": body["nonce"]} if body.get("nonce") is not None else {})
    held = call.world.permissions(channel, call.bot_id)
    message = post(call.world, Draft(channel, call.world.bot, body, files, held, extra), call.bot_id)
    if "nonce" in message:
        call.house.nonces.remember(message)
    return without(message, "ephemeral_for")


def _check_flags(body: Json) -> list[Problem]:
    if int(body.get("flags") or 0) & MessageFlag.EPHEMERAL:
        return [Problem("flags", "MESSAGE_FLAGS_INVALID", "Only answers to interactions can be ephemeral")]
    return []


def _require_sending(call: Call, channel: Json) -> None:
    needed = Permission.SEND_MESSAGES
    if call.files:
        needed |= Permission.ATTACH_FILES
    reach_channel(call, needed)
    if call.body.get("message_reference") and not call.world.may(channel, call.bot_id, READ):
        raise ApiError(Code.CANNOT_REPLY)
    refuse_locked(call, channel)
    if channel["type"] == ChannelKind.DIRECT and not _shares_guild(call, channel["recipients"][0]["id"]):
        raise ApiError(Code.CANNOT_SEND_TO_USER)


def _shares_guild(call: Call, user_id: str) -> bool:
    world = call.world
    return any(
        world.member(guild["id"], user_id) and world.member(guild["id"], call.bot_id) for guild in world.guilds.values()
    )


def _former(call: Call) -> Json | None:
    """Find the message that an enforced nonce has made already."""
    if not call.body.get("enforce_nonce") or call.body.get("nonce") is None:
        return None
    return call.house.nonces.find(call.bot_id, call.body["nonce"])


def _reference_fields(call: Call, channel: Json) -> Json:
    wanted = call.body.get("message_reference")
    if not wanted:
        return {}
    message = call.world.messages.get(str(wanted.get("message_id")))
    if message is not None and message["channel_id"] == channel["id"] and not message.get("ephemeral_for"):
        return {"type": int(MessageKind.REPLY), **messages.reference(message, channel)}
    if wanted.get("fail_if_not_exists", True):
        raise ApiError(
            Code.INVALID_FORM_BODY,
            [Problem("message_reference", "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")],
        )
    return {}


def get_message(call: Call) -> Json:
    """Show one message."""
    channel = reach_text_channel(call, READ)
    return shown(call, reach_message(call, channel))


def list_messages(call: Call) -> list[Json]:
    """List messages, newest first: the latest, or those before, after or around one.

    Without the right to read the history the list is empty, as Discord has it.
    """
    channel = reach_text_channel(call)
    limit = call.number("limit", 50, 0, MOST_LISTED + 1)
    refuse(check_range("limit", limit, 1, MOST_LISTED))
    if not call.world.may(channel, call.bot_id, READ):
        return []
    return [shown(call, message) for message in _page(call, channel, limit)]


def _page(call: Call, channel: Json, limit: int) -> list[Json]:
    for name in ("around", "before", "after"):
        if name in call.query and not is_snowflake(call.query[name]):
            refuse([Problem(name, "NUMBER_TYPE_COERCE", f'Value "{call.query[name]}" is not snowflake.')])
    histories, channel_id = call.world.histories, channel["id"]
    if "around" in call.query:
        return _around(call, channel_id, limit)
    if "after" in call.query:
        later = _visible(call, histories.after(channel_id, call.query["after"]))
        return list(islice(later, limit))[::-1]
    return list(islice(_visible(call, histories.before(channel_id, call.query.get("before"))), limit))


def _around(call: Call, channel_id: str, limit: int) -> list[Json]:
    histories, middle = call.world.histories, call.query["around"]
    later = list(islice(_visible(call, histories.after(channel_id, str(int(middle) - 1))), limit // 2 + 1))
    earlier = list(islice(_visible(call, histories.before(channel_id, middle)), limit - len(later)))
    return later[::-1] + earlier


def _visible(call: Call, ids: Iterator[str]) -> Iterator[Json]:
    found = (call.world.messages[message_id] for message_id in ids)
    return (message for message in found if not message.get("ephemeral_for"))


def edit_message(call: Call) -> Json:
    """Change a message of the bot; of others', nothing."""
    channel = reach_text_channel(call)
    message = reach_message(call, channel)
    if message["author"]["id"] != call.bot_id:
        raise ApiError(Code.NOT_THE_AUTHOR)
    if message["type"] not in CHANGEABLE_KINDS:
        raise ApiError(Code.SYSTEM_MESSAGE)
    refuse_archived(call, channel)
    refuse_locked(call, channel)
    check_edit(message, call)
    held = call.world.permissions(channel, call.bot_id)
    return without(messages.rewrite(call.world, message, call.body, call.files, held), *messages.PRIVATE)


def check_edit(message: Json, call: Call) -> None:
    """Refuse a change by which a message would break the rules or become empty."""
    flags = messages.edited_flags(message, call.body)
    after = {name: call.body.get(name, message[name]) for name in ("content", "embeds", "components")}
    refuse(check_message({"attachments": call.body.get("attachments"), **after}, call.files, flags=flags))
    kept = call.body["attachments"] if "attachments" in call.body else message["attachments"]
    if is_empty(after, call.files) and not kept:
        raise ApiError(Code.EMPTY_MESSAGE)


def delete_message(call: Call) -> None:
    """Take a message away: the bot's own, or any with the right to manage messages."""
    channel = reach_text_channel(call)
    message = reach_message(call, channel)
    if message["author"]["id"] != call.bot_id:
        reach_channel(call, Permission.MANAGE_MESSAGES)
    if message["type"] == MessageKind.THREAD_STARTER_MESSAGE:
        raise ApiError(Code.SYSTEM_MESSAGE)
    refuse_archived(call, channel)
    messages.erase(call.world, message)


def delete_messages(call: Call) -> None:
    """Take several messages away at once."""
    channel = reach_text_channel(call, Permission.MANAGE_MESSAGES)
    ids = call.body.get("messages")
    refuse(check_count("messages", ids, 2, 100))
    gone = [str(message_id) for message_id in call.body["messages"] if str(message_id) in call.world.messages]
    for message_id in gone:
        messages.forget(call.world, channel["id"], message_id)
        data = {"id": message_id, "channel_id": channel["id"]}
        call.world.emit(Event("MESSAGE_DELETE", data, channel["guild_id"], channel["id"], to_bot=False))
    bulk = {"ids": gone, "channel_id": channel["id"], "guild_id": channel["guild_id"]}
    name, intent = "MESSAGE_DELETE_BULK", Intent.GUILD_MESSAGES
    call.world.emit(Event(name, bulk, channel["guild_id"], channel["id"], to_members=False, intent=intent))


ROUTES = (
    Route("GET", "/channels/{channel_id}/messages", list_messages),
    Route("POST", "/channels/{channel_id}/messages", create_message),
    Route("POST", "/channels/{channel_id}/messages/bulk-delete", delete_messages),
    Route("GET", "/channels/{channel_id}/messages/{message_id}", get_message),
    Route("PATCH", "/channels/{channel_id}/messages/{message_id}", edit_message),
    Route("DELETE", "/channels/{channel_id}/messages/{message_id}", delete_message),
)
