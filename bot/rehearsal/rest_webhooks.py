"""REST: webhooks, and the messages sent through them.

The same addresses with the application's id and an interaction's token are answers to that interaction; they
are handed on.
"""

from bot.rehearsal import cdn, followups, messages, webhooks
from bot.rehearsal.access import reach_channel, reach_guild, refuse_archived
from bot.rehearsal.api import Answer, Call, Route
from bot.rehearsal.checks import check_webhook_name
from bot.rehearsal.checks_messages import check_message, is_empty
from bot.rehearsal.kinds import ChannelKind
from bot.rehearsal.permissions import Permission
from bot.rehearsal.refusals import ApiError, Code, refuse
from bot.rehearsal.rest_messages import check_edit
from bot.rehearsal.shapes import Json, without

MANAGE = Permission.MANAGE_WEBHOOKS


def create_webhook(call: Call) -> Json:
    """Make a webhook of the application in a channel."""
    channel = reach_channel(call, MANAGE)
    if channel["type"] not in (ChannelKind.TEXT, ChannelKind.ANNOUNCEMENT, ChannelKind.VOICE):
        raise ApiError(Code.WRONG_CHANNEL_KIND)
    refuse(check_webhook_name("name", call.body.get("name")))
    if len(call.world.webhooks.group(channel["id"])) >= webhooks.MOST_IN_CHANNEL:
        raise ApiError(Code.TOO_MANY_WEBHOOKS)
    maker = webhooks.Maker(call.world.bot, call.bot_id)
    webhook = webhooks.make(call.world, channel, maker, call.body["name"], call.body.get("avatar"))
    return webhooks.shown(call.world, webhook)


def list_channel_webhooks(call: Call) -> list[Json]:
    """List the webhooks of a channel."""
    channel = reach_channel(call, MANAGE)
    return [webhooks.shown(call.world, row) for row in call.world.webhooks.group(channel["id"]).values()]


def list_guild_webhooks(call: Call) -> list[Json]:
    """List the webhooks of a guild."""
    guild = reach_guild(call, MANAGE)
    return [webhooks.shown(call.world, row) for row in call.world.webhooks.values() if row["guild_id"] == guild["id"]]


def _managed(call: Call) -> Json:
    """Find a webhook for somebody who manages webhooks where it stands."""
    webhook = call.world.webhooks.get(call["webhook_id"])
    if webhook is None:
        raise ApiError(Code.UNKNOWN_WEBHOOK)
    if not call.world.may(call.world.channels[webhook["channel_id"]], call.bot_id, MANAGE):
        raise ApiError(Code.MISSING_PERMISSIONS)
    return webhook


def _opened(call: Call) -> Json:
    """Find a webhook for somebody who has its token."""
    webhook = call.world.webhooks.get(call["webhook_id"])
    if webhook is None:
        raise ApiError(Code.UNKNOWN_WEBHOOK)
    if webhook["token"] != call["webhook_token"]:
        raise ApiError(Code.INVALID_WEBHOOK_TOKEN)
    return webhook


def get_webhook(call: Call) -> Json:
    """Show a webhook."""
    return webhooks.shown(call.world, _managed(call))


def get_webhook_by_token(call: Call) -> Json:
    """Show a webhook to somebody who has its token; who made it is left out."""
    return without(webhooks.shown(call.world, _opened(call)), "user")


def edit_webhook(call: Call) -> Json:
    """Change a webhook, or move it to another channel."""
    webhook = _managed(call)
    destination = call.world.channels.get(str(call.body.get("channel_id") or webhook["channel_id"]))
    if destination is None or destination.get("guild_id") != webhook["guild_id"]:
        raise ApiError(Code.UNKNOWN_CHANNEL)
    _change(call, webhook)
    if destination["id"] != webhook["channel_id"]:
        webhooks.move(call.world, webhook, destination)
    webhooks.announce(call.world, webhook)
    return webhooks.shown(call.world, webhook)


def edit_webhook_by_token(call: Call) -> Json:
    """Change a webhook for somebody who has its token."""
    webhook = _opened(call)
    _change(call, webhook)
    webhooks.announce(call.world, webhook)
    return without(webhooks.shown(call.world, webhook), "user")


def _change(call: Call, webhook: Json) -> None:
    if "name" in call.body:
        refuse(check_webhook_name("name", call.body["name"]))
        webhook["name"] = webhooks.tidy(call.body["name"])
    if "avatar" in call.body:
        webhook["avatar"] = cdn.keep_picture(call.world, webhook["id"], call.body["avatar"])
    call.world.webhooks.put(webhook["id"], webhook)


def delete_webhook(call: Call) -> None:
    """Take a webhook away."""
    webhooks.remove(call.world, _managed(call))


def delete_webhook_by_token(call: Call) -> None:
    """Take a webhook away for somebody who has its token."""
    webhooks.remove(call.world, _opened(call))


def execute(call: Call) -> Answer | Json | None:
    """Send a message through a webhook; with ``wait`` it is answered, else nothing is."""
    if call["webhook_id"] == call.bot_id:
        return followups.create(call)
    webhook = _opened(call)
    body = call.body
    refuse(check_webhook_name("username", body["username"]) if body.get("username") else [])
    if not webhook["application_id"]:
        body = without(body, "components")
    if is_empty(body, call.files):
        raise ApiError(Code.EMPTY_MESSAGE)
    refuse(check_message(body, call.files))
    channel = _destination(call, webhook)
    if channel.get("thread_metadata", {}).get("locked") and channel["thread_metadata"]["archived"]:
        raise ApiError(Code.THREAD_ARCHIVED)
    message = webhooks.say(call.world, webhook, channel, body, call.files)
    return message if call.flag("wait") else None


def _destination(call: Call, webhook: Json) -> Json:
    """Find where a message goes or stands: the webhook's channel, or the thread of it that the query names."""
    thread_id = call.query.get("thread_id")
    if not thread_id:
        return call.world.channels[webhook["channel_id"]]
    thread = call.world.channels.get(thread_id)
    if thread is None or thread.get("parent_id") != webhook["channel_id"]:
        raise ApiError(Code.UNKNOWN_CHANNEL)
    return thread


def _sent_message(call: Call) -> tuple[Json, Json]:
    """Find a message of the webhook, with its channel; in a thread it is found only when the query names the thread."""
    webhook = _opened(call)
    channel = _destination(call, webhook)
    message = call.world.messages.get(call["message_id"])
    if message is None or message.get("webhook_id") != webhook["id"] or message["channel_id"] != channel["id"]:
        raise ApiError(Code.UNKNOWN_MESSAGE)
    return message, channel


def get_message(call: Call) -> Json:
    """Show a message of the webhook, with its content."""
    if call["webhook_id"] == call.bot_id:
        return followups.get(call)
    return without(_sent_message(call)[0], *messages.PRIVATE)


def edit_message(call: Call) -> Json:
    """Change a message of the webhook."""
    if call["webhook_id"] == call.bot_id:
        return followups.edit(call)
    message, channel = _sent_message(call)
    refuse_archived(call, channel)
    check_edit(message, call)
    changed = messages.rewrite(call.world, message, call.body, call.files, int(Permission.MENTION_EVERYONE))
    return without(changed, *messages.PRIVATE)


def delete_message(call: Call) -> None:
    """Take a message of the webhook away."""
    if call["webhook_id"] == call.bot_id:
        followups.delete(call)
        return
    message, channel = _sent_message(call)
    refuse_archived(call, channel)
    messages.erase(call.world, message)


def get_original(call: Call) -> Json:
    """Show the first answer to an interaction."""
    return followups.get(followups.original(call))


def edit_original(call: Call) -> Json:
    """Change the first answer to an interaction."""
    return followups.edit(followups.original(call))


def delete_original(call: Call) -> None:
    """Take the first answer to an interaction away."""
    followups.delete(followups.original(call))


TOKEN = "/webhooks/{webhook_id}/{webhook_token}"  # noqa: S105 - the pattern of an address, not a secret
ROUTES = (
    Route("GET", "/channels/{channel_id}/webhooks", list_channel_webhooks),
    Route("POST", "/channels/{channel_id}/webhooks", create_webhook),
    Route("GET", "/guilds/{guild_id}/webhooks", list_guild_webhooks),
    Route("GET", "/webhooks/{webhook_id}", get_webhook),
    Route("PATCH", "/webhooks/{webhook_id}", edit_webhook),
    Route("DELETE", "/webhooks/{webhook_id}", delete_webhook),
    Route("GET", TOKEN, get_webhook_by_token, authenticated=False),
    Route("PATCH", TOKEN, edit_webhook_by_token, authenticated=False),
    Route("DELETE", TOKEN, delete_webhook_by_token, authenticated=False),
    Route("POST", TOKEN, execute, authenticated=False),
    Route("GET", TOKEN + "/messages/@original", get_original, authenticated=False),
    Route("PATCH", TOKEN + "/messages/@original", edit_original, authenticated=False),
    Route("DELETE", TOKEN + "/messages/@original", delete_original, authenticated=False),
    Route("GET", TOKEN + "/messages/{message_id}", get_message, authenticated=False),
    Route("PATCH", TOKEN + "/messages/{message_id}", edit_message, authenticated=False),
    Route("DELETE", TOKEN + "/messages/{message_id}", delete_message, authenticated=False),
)
