"""What the bot says to an interaction after its first answer, through the interaction's token.

For fifteen minutes; before the first answer there is nothing to follow up.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.rehearsal import interactions, messages
from bot.rehearsal.api import Call
from bot.rehearsal.checks_messages import check_message, is_empty
from bot.rehearsal.kinds import CommandKind, InteractionKind, MessageFlag, MessageKind
from bot.rehearsal.messages import Draft
from bot.rehearsal.posting import post
from bot.rehearsal.refusals import ApiError, Code, refuse
from bot.rehearsal.rest_messages import check_edit
from bot.rehearsal.shapes import Json, Upload, without
from bot.rehearsal.world import World


def _row(call: Call) -> Json:
    row = interactions.by_token(call.world, call["webhook_token"])
    if row is None:
        raise ApiError(Code.INVALID_WEBHOOK_TOKEN)
    if row["state"] != interactions.ANSWERED:
        raise ApiError(Code.UNKNOWN_WEBHOOK)
    return row


def original(call: Call) -> Call:
    """Turn a call about the first answer into one about that message."""
    if call["webhook_id"] != call.bot_id:
        raise ApiError(Code.UNKNOWN_WEBHOOK)
    message_id = _row(call)["original_id"]
    if message_id is None:
        raise ApiError(Code.UNKNOWN_MESSAGE)
    return replace(call, parameters={**call.parameters, "message_id": message_id})


def _message(call: Call) -> Json:
    """Find a message that the interaction may speak of: its own answers, and the message it was about."""
    row = _row(call)
    message = call.world.messages.get(call["message_id"])
    own = message is not None and (
        message["id"] in (row["original_id"], row["message_id"])
        or message.get("interaction_metadata", {}).get("id") == row["id"]
    )
    if message is None or not own:
        raise ApiError(Code.UNKNOWN_MESSAGE)
    return message


def shown(message: Json) -> Json:
    """Show a message to the one who answers with it."""
    return without(message, *messages.PRIVATE)


def get(call: Call) -> Json:
    """Show a message of the interaction."""
    return shown(_message(call))


def edit(call: Call) -> Json:
    """Change a message of the interaction; a promised one is thereby given."""
    message = _message(call)
    check_edit(message, call)
    return shown(messages.rewrite(call.world, message, call.body, call.files, _permissions(call.world, message)))


def _permissions(world: World, message: Json) -> int:
    return world.permissions(world.channels[message["channel_id"]], world.bot_id)


def delete(call: Call) -> None:
    """Take a message of the interaction away."""
    messages.erase(call.world, _message(call))


def create(call: Call) -> Json:
    """Send one message more; where an answer was promised, this is it."""
    row = _row(call)
    if is_empty(call.body, call.files):
        raise ApiError(Code.EMPTY_MESSAGE)
    refuse(check_message(call.body, call.files))
    promised = call.world.messages.get(row["original_id"])
    if promised is not None and promised["flags"] & MessageFlag.LOADING:
        return shown(messages.rewrite(call.world, promised, call.body, call.files, _permissions(call.world, promised)))
    return shown(answer(call.world, row, call.body, call.files, followed=promised))


def answer(
    world: World,
    row: Json,
    body: Json,
    files: Sequence[Upload] = (),
    followed: Json | None = None,
) -> Json:
    """Write a message in answer to an interaction, for its member alone where the flags say so."""
    channel = world.channels.get(row["channel_id"])
    if channel is None:
        raise ApiError(Code.UNKNOWN_CHANNEL)
    _refuse_closed(channel)
    replied = followed or world.messages.get(row["message_id"])
    extra: Json = {
        "type": int(_message_kind(row, replied)),
        "application_id": world.bot_id,
        "webhook_id": world.bot_id,
        "interaction_metadata": row["metadata"],
    }
    if replied is not None and extra["type"] == MessageKind.REPLY:
        extra |= messages.reference(replied, channel)
    if followed is not None:
        metadata = row["metadata"] | {"original_response_message_id": followed["id"]}
        extra["interaction_metadata"] = metadata
    if int(body.get("flags") or 0) & MessageFlag.EPHEMERAL:
        extra["ephemeral_for"] = row["user_id"]
    return post(world, Draft(channel, world.bot, body, files, world.permissions(channel, world.bot_id), extra))


def _refuse_closed(channel: Json) -> None:
    metadata = channel.get("thread_metadata", {})
    if metadata.get("archived") and metadata.get("locked"):
        raise ApiError(Code.THREAD_ARCHIVED)


def _message_kind(row: Json, replied: Json | None) -> MessageKind:
    if replied is not None:
        return MessageKind.REPLY
    if row["type"] == InteractionKind.COMMAND:
        menu = row["command_type"] != CommandKind.CHAT_INPUT
        return MessageKind.CONTEXT_MENU_COMMAND if menu else MessageKind.CHAT_INPUT_COMMAND
    return MessageKind.DEFAULT
