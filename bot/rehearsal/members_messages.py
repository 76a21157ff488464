"""What members type and read, and what moderators take away."""

from collections.abc import Iterator
from itertools import islice

from bot.rehearsal import messages
from bot.rehearsal.checks_messages import check_message, is_empty
from bot.rehearsal.kinds import ChannelKind, MessageKind
from bot.rehearsal.members_api import Ask, Way
from bot.rehearsal.members_errors import FORBIDDEN, MemberError, read_upload
from bot.rehearsal.messages import Draft
from bot.rehearsal.permissions import Permission
from bot.rehearsal.posting import post
from bot.rehearsal.refusals import refuse
from bot.rehearsal.rest_channels import announce_typing
from bot.rehearsal.shapes import Json, without

MOST_LISTED = 200


def read(ask: Ask) -> list[Json]:
    """Read messages as a member, oldest first; private ones only if they are the member's own."""
    channel = ask.channel()
    ask.require(channel, Permission.READ_MESSAGE_HISTORY)
    limit = int(ask.query.get("limit") or 50)
    limit = max(1, min(limit, MOST_LISTED))
    histories = ask.world.histories
    if "after" in ask.query:
        return list(islice(_visible(ask, histories.after(channel["id"], ask.query["after"])), limit))
    return list(islice(_visible(ask, histories.before(channel["id"], ask.query.get("before"))), limit))[::-1]


def _visible(ask: Ask, ids: Iterator[str]) -> Iterator[Json]:
    user_id = ask.member()["id"]
    found = (ask.world.messages[message_id] for message_id in ids)
    return (without(row, "nonce") for row in found if row.get("ephemeral_for") in (None, user_id))


def write(ask: Ask) -> Json:
    """Type a message, or a reply; a reply mentions its author unless ``ping`` is false."""
    channel, user = ask.channel(), ask.member()
    ask.require(channel, Permission.SEND_MESSAGES)
    _refuse_locked(ask, channel)
    body = {"content": ask.body.get("content")}
    if not ask.body.get("ping", True):
        body["allowed_mentions"] = {"parse": ["users", "roles", "everyone"], "replied_user": False}
    files = [read_upload(row) for row in ask.body.get("files") or []]
    if is_empty(body, files):
        raise MemberError("A message cannot be empty.")
    refuse(check_message(body, files))
    extra = _reply(ask, channel)
    held = ask.world.permissions(channel, user["id"])
    return post(ask.world, Draft(channel, user, body, files, held, extra), user["id"])


def _refuse_locked(ask: Ask, channel: Json) -> None:
    if channel.get("thread_metadata", {}).get("locked"):
        ask.require(channel, Permission.MANAGE_THREADS)


def _reply(ask: Ask, channel: Json) -> Json:
    if not ask.body.get("reply_to"):
        return {}
    replied = ask.message(channel, ask.body["reply_to"])
    if replied.get("ephemeral_for"):
        raise MemberError("A private message cannot be replied to.")
    return {"type": int(MessageKind.REPLY), **messages.reference(replied, channel)}


def edit(ask: Ask) -> Json:
    """Change a message of one's own."""
    channel = ask.channel()
    message = ask.message(channel, ask["message"])
    if message["author"]["id"] != ask.member()["id"]:
        raise MemberError("Only its author may change a message.", FORBIDDEN)
    body = {"content": ask.body.get("content")}
    refuse(check_message(body, ()))
    return messages.rewrite(ask.world, message, body, (), ask.world.permissions(channel, ask.member()["id"]))


def delete(ask: Ask) -> None:
    """Take a message away: one's own, a private one, or any with the right to manage messages."""
    channel = ask.channel()
    message = ask.message(channel, ask["message"])
    own = ask.member()["id"] in (message["author"]["id"], message.get("ephemeral_for"))
    if not own:
        ask.require(channel, Permission.MANAGE_MESSAGES)
    messages.erase(ask.world, message)


def start_typing(ask: Ask) -> None:
    """Show that a member is typing."""
    channel = ask.channel()
    if channel["type"] != ChannelKind.DIRECT:
        ask.require(channel, Permission.SEND_MESSAGES)
    announce_typing(ask.world, channel, ask.member()["id"])


WAYS = (
    Way("GET", "/channels/{channel}/messages", read),
    Way("POST", "/channels/{channel}/messages", write),
    Way("PATCH", "/channels/{channel}/messages/{message}", edit),
    Way("DELETE", "/channels/{channel}/messages/{message}", delete),
    Way("POST", "/channels/{channel}/typing", start_typing),
)
