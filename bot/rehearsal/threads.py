"""Threads: opening, archiving, joining and leaving them, and telling everybody.

Who may do so is decided by the handlers. Threads are not archived by the passing of time here.
"""

from dataclasses import dataclass

from bot.rehearsal import messages
from bot.rehearsal.kinds import ChannelKind, Intent, MessageFlag, MessageKind
from bot.rehearsal.shapes import Event, Json, only
from bot.rehearsal.world import World, member_key


@dataclass(frozen=True)
class Opening:
    """A thread about to be opened: where, by whom, under which name, from which message."""

    parent: Json
    owner_id: str
    name: str
    kind: int = ChannelKind.PUBLIC_THREAD
    auto_archive_duration: int = 1440
    rate_limit_per_user: int = 0
    invitable: bool = True
    starter: Json | None = None


def open_thread(world: World, opening: Opening) -> Json:
    """Open a thread, let its owner join, and leave the notes that Discord leaves."""
    thread = _new_thread(world, opening)
    world.channels.put(thread["id"], thread)
    membership = _enter(world, thread, opening.owner_id)
    own = {"member": membership} if opening.owner_id == world.bot_id else {}
    announce(world, "THREAD_CREATE", thread, {"newly_created": True, **own})
    if opening.starter is not None:
        _mark_starter(world, opening.starter, thread)
        _write_starter_note(world, opening, thread)
    elif opening.kind != ChannelKind.PRIVATE_THREAD:
        _write_note_in_parent(world, opening, thread)
    return thread


def _new_thread(world: World, opening: Opening) -> Json:
    now = world.now()
    metadata = {
        "archived": False,
        "archive_timestamp": now,
        "auto_archive_duration": opening.auto_archive_duration,
        "locked": False,
        "create_timestamp": now,
    }
    private = {"invitable": opening.invitable} if opening.kind == ChannelKind.PRIVATE_THREAD else {}
    return {
        "id": opening.starter["id"] if opening.starter else world.new_id(),
        "type": int(opening.kind),
        "guild_id": opening.parent["guild_id"],
        "parent_id": opening.parent["id"],
        "owner_id": opening.owner_id,
        "name": opening.name,
        "last_message_id": None,
        "rate_limit_per_user": opening.rate_limit_per_user,
        "message_count": 0,
        "total_message_sent": 0,
        "member_count": 0,
        "flags": 0,
        "thread_metadata": metadata | private,
    }


def _mark_starter(world: World, starter: Json, thread: Json) -> None:
    starter["flags"] |= int(MessageFlag.HAS_THREAD)
    starter["thread"] = dict(thread)
    world.messages.put(starter["id"], starter)
    messages.announce(world, "MESSAGE_UPDATE", starter)


def _write_starter_note(world: World, opening: Opening, thread: Json) -> None:
    extra = {"type": int(MessageKind.THREAD_STARTER_MESSAGE)}
    if opening.starter is not None:
        extra |= messages.reference(opening.starter, opening.parent)
    messages.write(world, messages.Draft(thread, world.users[opening.owner_id], {}, extra=extra))


def _write_note_in_parent(world: World, opening: Opening, thread: Json) -> None:
    pointer = {"type": 0, "channel_id": thread["id"], "guild_id": thread["guild_id"]}
    extra = {"type": int(MessageKind.THREAD_CREATED), "message_reference": pointer, "thread": dict(thread)}
    body = {"content": opening.name}
    messages.write(world, messages.Draft(opening.parent, world.users[opening.owner_id], body, extra=extra))


def announce(world: World, name: str, thread: Json, extra: Json | None = None) -> None:
    """Tell the bot and the members of a thread."""
    data = thread | (extra or {})
    world.emit(Event(name, data, thread["guild_id"], thread["id"], intent=Intent.GUILDS))


def change(world: World, thread: Json) -> None:
    """Note that a thread changed and tell everybody."""
    world.channels.put(thread["id"], thread)
    announce(world, "THREAD_UPDATE", thread)


def set_archived(world: World, thread: Json, *, archived: bool) -> None:
    """Put a thread away or take it out again."""
    metadata = thread["thread_metadata"]
    if metadata["archived"] != archived:
        metadata |= {"archived": archived, "archive_timestamp": world.now()}
        change(world, thread)


def count_message(world: World, thread: Json, sender_id: str | None) -> None:
    """Do what a message in a thread brings with it: the thread wakes, it counts one more, its sender has joined."""
    set_archived(world, thread, archived=False)
    thread["message_count"] += 1
    thread["total_message_sent"] += 1
    if sender_id is not None and member_key(thread["id"], sender_id) not in world.thread_members:
        join(world, thread, sender_id)


def _enter(world: World, thread: Json, user_id: str) -> Json:
    row = {"id": thread["id"], "user_id": user_id, "join_timestamp": world.now(), "flags": 1}
    world.thread_members.put(member_key(thread["id"], user_id), row)
    thread["member_count"] = len(world.thread_members.group(thread["id"]))
    world.channels.put(thread["id"], thread)
    return row


def join(world: World, thread: Json, user_id: str) -> None:
    """Let a user into a thread; nothing, if they are in it."""
    if member_key(thread["id"], user_id) in world.thread_members:
        return
    row = _enter(world, thread, user_id)
    if user_id == world.bot_id and thread["type"] == ChannelKind.PRIVATE_THREAD:
        announce(world, "THREAD_CREATE", thread, {"member": row})
    _announce_members(world, thread, {"added_members": [row]}, user_id)


def leave(world: World, thread: Json, user_id: str) -> None:
    """Let a user out of a thread; nothing, if they are not in it."""
    if world.thread_members.remove(member_key(thread["id"], user_id)) is None:
        return
    thread["member_count"] = len(world.thread_members.group(thread["id"]))
    world.channels.put(thread["id"], thread)
    _announce_members(world, thread, {"removed_member_ids": [user_id]}, user_id)


def _announce_members(world: World, thread: Json, change_: Json, user_id: str) -> None:
    """Tell of comers and goers: without the members intent the bot hears only of itself."""
    data = {"id": thread["id"], "guild_id": thread["guild_id"], "member_count": thread["member_count"], **change_}
    intent = Intent.GUILDS if user_id == world.bot_id else Intent.GUILD_MEMBERS
    world.emit(Event("THREAD_MEMBERS_UPDATE", data, thread["guild_id"], thread["id"], intent=intent))


def remove(world: World, thread: Json) -> None:
    """Take a thread and all that stands in it away and tell everybody."""
    empty(world, thread)
    data = only(thread, "id", "guild_id", "parent_id", "type")
    world.emit(Event("THREAD_DELETE", data, thread["guild_id"], thread["parent_id"], intent=Intent.GUILDS))


def empty(world: World, thread: Json) -> None:
    """Take a thread away without a word."""
    for message_id in world.histories.forget(thread["id"]):
        world.messages.remove(message_id)
    world.thread_members.remove_group(thread["id"])
    world.channels.remove(thread["id"])


def membership(world: World, thread: Json, user_id: str) -> Json | None:
    """Find a user's membership of a thread."""
    return world.thread_members.get(member_key(thread["id"], user_id))
