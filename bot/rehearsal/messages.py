"""Messages: writing, changing and erasing them, and telling everybody.

What may be written is checked before it comes here; who may write is decided by the handlers.
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from bot.rehearsal import attachments, components
from bot.rehearsal.checks_components import displayed_text
from bot.rehearsal.kinds import ChannelKind, Intent, MessageFlag, MessageKind
from bot.rehearsal.mentions import Allowed, bare_member, mention, mentions
from bot.rehearsal.shapes import Event, Json, Upload, without
from bot.rehearsal.world import World

PRIVATE = ("ephemeral_for", "nonce")
EDITABLE_FLAGS = int(MessageFlag.SUPPRESS_EMBEDS | MessageFlag.COMPONENTS_V2)


@dataclass(frozen=True)
class Draft:
    """A message about to be written: where, by whom, with which body and files.

    ``permissions`` are the sender's, for mentions. ``extra`` holds fields that only some messages have.
    """

    channel: Json
    author: Json
    body: Json
    files: Sequence[Upload] = ()
    permissions: int = 0
    extra: Json = field(default_factory=dict)


def write(world: World, draft: Draft) -> Json:
    """Write a message, count it in its channel and tell everybody."""
    message = _compose(world, draft)
    world.messages.put(message["id"], message)
    world.histories.add(message["channel_id"], message["id"])
    draft.channel["last_message_id"] = message["id"]
    announce(world, "MESSAGE_CREATE", message)
    return message


def _compose(world: World, draft: Draft) -> Json:
    body, channel = draft.body, draft.channel
    message_id = world.new_id()
    kept = attachments.keep_all(world, channel["id"], body.get("attachments"), draft.files)
    message: Json = {
        "id": message_id,
        "type": int(MessageKind.DEFAULT),
        "channel_id": channel["id"],
        "content": str(body.get("content") or "").strip(),
        "author": draft.author,
        "timestamp": world.now(),
        "edited_timestamp": None,
        "tts": bool(body.get("tts")),
        "attachments": kept,
        "embeds": _linked_embeds(body.get("embeds"), kept),
        "components": components.keep(body.get("components"), kept, world.ids),
        "pinned": False,
        "flags": int(body.get("flags") or 0),
        **draft.extra,
    }
    return message | _mention_fields(world, message, body, draft.permissions)


def _mention_fields(world: World, message: Json, body: Json, permissions: int) -> Json:
    channel = world.channels[message["channel_id"]]
    guild_id, allowed = channel.get("guild_id"), Allowed.read(body.get("allowed_mentions"))
    text = message["content"] + "\n" + displayed_text(message["components"])
    fields = mentions(world, text, allowed, guild_id, permissions)
    replied = message.get("referenced_message")
    if replied and message["type"] == MessageKind.REPLY and allowed.replied_user:
        _mention_replied(world, fields["mentions"], replied, guild_id)
    return fields


def _mention_replied(world: World, mentioned: list[Json], replied: Json, guild_id: str | None) -> None:
    """Add the author of the message replied to; webhooks and answers to interactions cannot be mentioned so."""
    author_id = replied["author"]["id"]
    known = author_id in world.users and not replied.get("webhook_id")
    if known and all(user["id"] != author_id for user in mentioned):
        mentioned.append(mention(world, guild_id, author_id))


def _linked_embeds(embeds: object, kept: Sequence[Json]) -> object:
    shown = attachments.link(embeds or [], kept)
    if isinstance(shown, list):
        for embed in shown:
            embed.setdefault("type", "rich")
    return shown


def rewrite(world: World, message: Json, body: Json, files: Sequence[Upload] = (), permissions: int = 0) -> Json:
    """Change the fields of a message that a body names and tell everybody."""
    kept = _kept_attachments(message, body)
    kept += attachments.keep_all(world, message["channel_id"], body.get("attachments"), files)
    first_answer = bool(message["flags"] & MessageFlag.LOADING)
    message["attachments"] = kept
    message["flags"] = edited_flags(message, body) & ~int(MessageFlag.LOADING)
    if "content" in body:
        message["content"] = str(body["content"] or "").strip()
    if "embeds" in body:
        message["embeds"] = _linked_embeds(body["embeds"], kept)
    if "components" in body:
        message["components"] = components.keep(body["components"], kept, world.ids)
    if {"content", "components"} & body.keys():
        message |= _mention_fields(world, message, body, permissions)
    message["edited_timestamp"] = None if first_answer else world.now()
    world.messages.put(message["id"], message)
    announce(world, "MESSAGE_UPDATE", message)
    return message


def edited_flags(message: Json, body: Json) -> int:
    """Tell which flags a message will have: the second version of components can be turned on, never off."""
    asked = int(body.get("flags") or 0) & EDITABLE_FLAGS if "flags" in body else message["flags"] & EDITABLE_FLAGS
    lasting = message["flags"] & ~int(MessageFlag.SUPPRESS_EMBEDS)
    return int(lasting | asked)


def _kept_attachments(message: Json, body: Json) -> list[Json]:
    """Choose the old files that stay: those named, or all when the body does not speak of files."""
    if body.get("attachments") is None:
        return [] if "attachments" in body else list(message["attachments"])
    named = {str(row.get("id")) for row in body["attachments"]}
    return [row for row in message["attachments"] if row["id"] in named]


def erase(world: World, message: Json) -> None:
    """Take a message away and tell everybody; a thread that started from it stays."""
    forget(world, message["channel_id"], message["id"])
    data = {"id": message["id"], "channel_id": message["channel_id"]}
    announce(world, "MESSAGE_DELETE", data | ({"ephemeral_for": owner} if (owner := owner_of(message)) else {}))


def forget(world: World, channel_id: str, message_id: str) -> None:
    """Take a message away without a word."""
    world.messages.remove(message_id)
    world.histories.discard(channel_id, message_id)


def owner_of(message: Json) -> str | None:
    """Tell who alone sees a message, if it is ephemeral."""
    owner: str | None = message.get("ephemeral_for")
    return owner


def announce(world: World, name: str, message: Json) -> None:
    """Tell the bot and the members of a message, each in the form that Discord gives them.

    An ephemeral message reaches the bot as if it were a direct one, without its guild: so does Discord send it.
    """
    channel, owner = world.channels[message["channel_id"]], owner_of(message)
    guild_id = None if owner else channel.get("guild_id")
    place = {"guild_id": guild_id} if guild_id else {}
    public = without(message, "ephemeral_for") | place | _membership(world, guild_id, message)
    intent = Intent.GUILD_MESSAGES if guild_id else Intent.DIRECT_MESSAGES
    world.emit(Event(name, public, guild_id, channel["id"], intent=intent, to_members=False))
    world.emit(Event(name, message, channel.get("guild_id"), channel["id"], only_for=owner, to_bot=False))


def _membership(world: World, guild_id: str | None, message: Json) -> Json:
    if "author" not in message or message.get("webhook_id"):
        return {}
    member = world.member(guild_id, message["author"]["id"])
    return {} if member is None else {"member": bare_member(member)}


def snapshot(message: Json) -> Json:
    """Copy a message as others carry it: without what is private and without further references."""
    return deepcopy(without(message, *PRIVATE, "referenced_message"))


def reference(message: Json, channel: Json) -> Json:
    """Make the fields by which a message refers to another."""
    place = {"guild_id": channel["guild_id"]} if channel["type"] != ChannelKind.DIRECT else {}
    pointer = {"type": 0, "channel_id": channel["id"], "message_id": message["id"], **place}
    return {"message_reference": pointer, "referenced_message": snapshot(message)}
