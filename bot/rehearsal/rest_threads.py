"""REST: opening threads, their members, and the lists of those that run and those put away.

Changing and deleting a thread goes through its channel.
"""

from bot.rehearsal import guilds, threads
from bot.rehearsal.access import reach_channel, reach_guild, reach_message, reach_thread, refuse_archived
from bot.rehearsal.api import Answer, Call, Route
from bot.rehearsal.checks import check_choice, check_thread
from bot.rehearsal.kinds import ChannelKind
from bot.rehearsal.permissions import Permission
from bot.rehearsal.refusals import ApiError, Code, refuse
from bot.rehearsal.shapes import Json
from bot.rehearsal.threads import Opening

PARENTS = (ChannelKind.TEXT, ChannelKind.ANNOUNCEMENT)
NEEDED = {
    ChannelKind.PUBLIC_THREAD: Permission.CREATE_PUBLIC_THREADS,
    ChannelKind.PRIVATE_THREAD: Permission.CREATE_PRIVATE_THREADS,
}
ARCHIVE_PAGE = 100


def create_thread(call: Call) -> Answer:
    """Open a thread by itself; private, unless its type says otherwise."""
    kind = call.body.get("type", ChannelKind.PRIVATE_THREAD)
    refuse([*check_thread(call.body), *check_choice("type", kind, tuple(NEEDED))])
    parent = _parent(call, NEEDED[ChannelKind(kind)])
    return Answer(201, _open(call, parent, None, kind))


def create_thread_from_message(call: Call) -> Answer:
    """Open a thread from a message, whose id it takes."""
    parent = _parent(call, Permission.CREATE_PUBLIC_THREADS | Permission.READ_MESSAGE_HISTORY)
    starter = reach_message(call, parent)
    refuse(check_thread(call.body))
    if starter["id"] in call.world.channels:
        raise ApiError(Code.ALREADY_HAS_THREAD)
    return Answer(201, _open(call, parent, starter, ChannelKind.PUBLIC_THREAD))


def _parent(call: Call, needed: int) -> Json:
    parent = reach_channel(call, needed)
    if parent["type"] not in PARENTS:
        raise ApiError(Code.WRONG_CHANNEL_KIND)
    return parent


def _open(call: Call, parent: Json, starter: Json | None, kind: int) -> Json:
    opening = Opening(
        parent=parent,
        owner_id=call.bot_id,
        name=call.body["name"].strip(),
        kind=kind,
        auto_archive_duration=call.body.get("auto_archive_duration") or 1440,
        rate_limit_per_user=call.body.get("rate_limit_per_user") or 0,
        invitable=bool(call.body.get("invitable", True)),
        starter=starter,
    )
    return guilds.with_membership(call.world, threads.open_thread(call.world, opening), call.bot_id)


def join_thread(call: Call) -> None:
    """Let the bot into a thread."""
    thread = reach_thread(call)
    refuse_archived(call, thread)
    threads.join(call.world, thread, call.bot_id)


def leave_thread(call: Call) -> None:
    """Let the bot out of a thread."""
    thread = reach_thread(call)
    refuse_archived(call, thread)
    threads.leave(call.world, thread, call.bot_id)


def add_member(call: Call) -> None:
    """Let a member into a thread."""
    thread = reach_thread(call, Permission.SEND_MESSAGES)
    refuse_archived(call, thread)
    if call.world.member(thread["guild_id"], call["user_id"]) is None:
        raise ApiError(Code.UNKNOWN_MEMBER)
    if not call.world.sees(call.world.parent(thread), call["user_id"]):
        raise ApiError(Code.MISSING_ACCESS)
    threads.join(call.world, thread, call["user_id"])


def remove_member(call: Call) -> None:
    """Let a member out of a thread: for those who manage threads, and for the owner of a private one."""
    thread = reach_thread(call)
    refuse_archived(call, thread)
    owned = thread["owner_id"] == call.bot_id and thread["type"] == ChannelKind.PRIVATE_THREAD
    if not owned:
        reach_thread(call, Permission.MANAGE_THREADS)
    threads.leave(call.world, thread, call["user_id"])


def get_member(call: Call) -> Json:
    """Show a member of a thread."""
    row = threads.membership(call.world, reach_thread(call), call["user_id"])
    if row is None:
        raise ApiError(Code.UNKNOWN_MEMBER)
    return _shown(call, row)


def _shown(call: Call, row: Json) -> Json:
    thread = call.world.channels[row["id"]]
    member = call.world.member(thread["guild_id"], row["user_id"]) if call.flag("with_member") else None
    return row | ({"member": guilds.shown_member(call.world, member)} if member else {})


def list_members(call: Call) -> list[Json]:
    """List the members of a thread."""
    thread = reach_thread(call)
    return [_shown(call, row) for row in call.world.thread_members.group(thread["id"]).values()]


def list_active(call: Call) -> Json:
    """List the threads of a guild that run and that the bot may see, with its memberships."""
    rows = guilds.active_threads(call.world, reach_guild(call), call.bot_id)
    return _listed(call, rows, more=False)


def _listed(call: Call, rows: list[Json], *, more: bool) -> Json:
    own = [threads.membership(call.world, row, call.bot_id) for row in rows]
    return {"threads": rows, "members": [row for row in own if row], "has_more": more}


def list_archived_public(call: Call) -> Json:
    """List the public threads of a channel that were put away, the latest first."""
    return _archived(call, ChannelKind.PUBLIC_THREAD)


def list_archived_private(call: Call) -> Json:
    """List the private threads of a channel that were put away, the latest first."""
    reach_channel(call, Permission.MANAGE_THREADS)
    return _archived(call, ChannelKind.PRIVATE_THREAD)


def _archived(call: Call, kind: int) -> Json:
    parent = reach_channel(call, Permission.READ_MESSAGE_HISTORY)
    before, limit = call.query.get("before", "9"), call.number("limit", 50, 2, ARCHIVE_PAGE)
    rows = [
        row
        for row in call.world.threads(parent["guild_id"])
        if row["parent_id"] == parent["id"] and row["type"] == kind and row["thread_metadata"]["archived"]
    ]
    rows.sort(key=_archived_at, reverse=True)
    earlier = [row for row in rows if _archived_at(row) < before]
    return _listed(call, earlier[:limit], more=len(earlier) > limit)


def _archived_at(thread: Json) -> str:
    return str(thread["thread_metadata"]["archive_timestamp"])


ROUTES = (
    Route("POST", "/channels/{channel_id}/threads", create_thread),
    Route("POST", "/channels/{channel_id}/messages/{message_id}/threads", create_thread_from_message),
    Route("GET", "/channels/{channel_id}/threads/archived/public", list_archived_public),
    Route("GET", "/channels/{channel_id}/threads/archived/private", list_archived_private),
    Route("GET", "/channels/{channel_id}/thread-members", list_members),
    Route("PUT", "/channels/{channel_id}/thread-members/@me", join_thread),
    Route("DELETE", "/channels/{channel_id}/thread-members/@me", leave_thread),
    Route("GET", "/channels/{channel_id}/thread-members/{user_id}", get_member),
    Route("PUT", "/channels/{channel_id}/thread-members/{user_id}", add_member),
    Route("DELETE", "/channels/{channel_id}/thread-members/{user_id}", remove_member),
    Route("GET", "/guilds/{guild_id}/threads/active", list_active),
)
