"""What can go wrong in a performance, each as one function, and the seeded choice of what goes wrong when."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from tests.wire.member import Refused

if TYPE_CHECKING:
    import random
    from collections.abc import Awaitable, Callable

    from tests.wire.evening import Evening
    from tests.wire.ledgers import Ledger, Post

Json = dict[str, Any]
Happens: TypeAlias = "Callable[[Evening], Awaitable[None]]"
_PATIENCE = 3.0
_GLANCE = 0.003
_REQUESTS = (
    r"POST /webhooks/\d+/\S+",
    r"POST /webhooks/\d+/\S+",
    r"POST /channels/\d+/messages",
    r"POST /channels/\d+/messages",
    r"PATCH /channels/\d+/messages/\d+",
    r"GET /channels/\d+/messages",
    r"(GET|POST) /channels/\d+/webhooks",
    r"GET /webhooks/\d+/\S+/messages/\d+",
    r"GET /guilds/\d+/members/\d+",
)
_OPENING_REQUESTS = (r"POST /channels/\d+/threads", r"GET /guilds/\d+/threads/active", r"POST /channels/\d+/messages")
_ACTIONS = ("429", "500", "503", "403", "reset_before", "reset_after", "reset_after", "delay")


@dataclass(frozen=True)
class Planned:
    """A mishap that begins so many seconds after so many lines were read."""

    line: int
    delay: float
    name: str


async def fail_some(evening: Evening, requests: tuple[str, ...] = _REQUESTS) -> None:
    """Make some of the bot's next requests fail."""
    chance = evening.chance
    rule = {
        "times": chance.randint(1, 3),
        "seconds": round(chance.uniform(0.02, 0.3), 3),
        "chance": chance.choice((1.0, 0.5)),
        "seed": chance.randrange(1000),
    }
    match, action = chance.choice(requests), chance.choice(_ACTIONS)
    evening.note(f"fault {action} on {match} {rule}")
    await evening.room.fault(match, action, **rule)


async def fail_opening(evening: Evening) -> None:
    """Make the requests fail with which a thread is opened."""
    await fail_some(evening, _OPENING_REQUESTS)


async def kill(evening: Evening) -> None:
    """Kill the bot."""
    evening.note("kill")
    await evening.kill_and_start()


async def kill_in_recovery(evening: Evening) -> None:
    """Kill the bot, and again while it recovers."""
    again = evening.chance.uniform(0.3, 3.0)
    evening.note(f"kill, and again after {again:.2f} s")
    await evening.kill_and_start(again=again)


async def kill_between_mark_and_send(evening: Evening) -> None:
    """Kill the bot when a post is marked and not known to have arrived."""
    await evening.room.fault(r"POST /(webhooks|channels)/\d+/\S+", "delay", times=1, seconds=0.2)

    def sending(ledger: Ledger) -> bool:
        return any(post.status == "sending" for post in ledger.posts)

    await _wait(evening, sending)
    evening.note("kill between the mark and the send")
    await evening.kill_and_start()


async def kill_after_send(evening: Evening) -> None:
    """Kill the bot as soon as a message of its arrived."""
    heard = evening.members["ana"].events
    count = len(heard)

    def arrived(_ledger: Ledger) -> bool:
        return any(event == "message_create" for event, _ in heard[count:])

    await _wait(evening, arrived)
    evening.note("kill after a send")
    await evening.kill_and_start()


async def kill_and_delete_meanwhile(evening: Evening) -> None:
    """Kill the bot, and have a moderator delete something before it is back."""

    async def away() -> None:
        await delete_something(evening)

    evening.note("kill, with a moderator at work meanwhile")
    await evening.kill_and_start(away=away)


async def _wait(evening: Evening, fits: Callable[[Ledger], bool]) -> None:
    clock = asyncio.get_running_loop().time
    until = clock() + _PATIENCE
    while clock() < until and not ((ledger := evening.ledger()) and fits(ledger)):  # noqa: ASYNC110 (another process)
        await asyncio.sleep(_GLANCE)


async def drop(evening: Evening) -> None:
    """Cut the bot's connection."""
    evening.note("gateway dropped")
    await evening.disturb_gateway("drop")


async def invalidate_session(evening: Evening) -> None:
    """End the bot's session, so that it has to begin anew, and delete something while it is not there."""

    async def away() -> None:
        await delete_something(evening)

    evening.note("session invalid, with a moderator at work meanwhile")
    await evening.disturb_gateway("invalid_session", away if evening.chance.random() < 0.5 else None)


async def restart_room(evening: Evening) -> None:
    """Restart the room."""
    evening.note("room restarted")
    await evening.restart_room()


async def delete_webhook(evening: Evening) -> None:
    """Delete the webhooks of the channel."""
    hooks = await evening.room.ask("GET", f"/channels/{evening.stage['id']}/webhooks")
    evening.note(f"{len(hooks)} webhooks deleted")
    for hook in hooks:
        await evening.room.ask("DELETE", f"/webhooks/{hook['id']}", None, **{"as": "ana"})


async def delete_something(evening: Evening) -> None:
    """Delete a line, a cue or the playbill, as a moderator does."""
    ledger = evening.ledger()
    if ledger is None or ledger.ended or not ledger.thread:
        return
    kind = evening.chance.choice(("line-performed", "line-performed", "cue-given", "opened"))
    standing = [post for post in ledger.posts if _may_go(ledger, post, kind) and post.message not in evening.deleted]
    if standing:
        await _delete(evening, evening.chance.choice(standing), kind)


def _may_go(ledger: Ledger, post: Post, kind: str) -> bool:
    is_message = post.slot != 0 if kind == "opened" else True
    here = post.status == "done" and post.channel == ledger.thread and bool(post.message)
    return here and is_message and ledger.kind_of(post) == kind


async def _delete(evening: Evening, post: Post, kind: str) -> None:
    evening.note(f"deleted the post of {kind} {post}")
    evening.deleted.add(post.message)
    try:
        await evening.members["ana"].delete({"id": post.message, "channel_id": post.channel})
    except Refused:
        evening.deleted.discard(post.message)


async def delete_thread(evening: Evening) -> None:
    """Delete the thread with all that stands in it."""
    ledger = evening.ledger()
    if ledger is None or ledger.ended or not ledger.thread:
        return
    evening.note(f"thread {ledger.thread} deleted")
    evening.upheavals += 1  # whoever presses there at this moment cannot be answered: no place is left to answer in
    evening.lost_threads.add(ledger.thread)
    await evening.room.ask("DELETE", f"/channels/{ledger.thread}", None, **{"as": "ana"})


async def step_out(evening: Evening) -> None:
    """Have a performer give their part back and take it again."""
    evening.note("ben gives his part back")
    await evening.command("ben", "reenact leave")
    await asyncio.sleep(0.3)
    await evening.command("ben", "reenact join", part=evening.cast["ben"])


async def leave_server(evening: Evening) -> None:
    """Have a performer leave the server and come back."""
    evening.note("ben leaves the server")
    guild = await evening.room.guild()
    await evening.room.ask("DELETE", f"/guilds/{guild['id']}/members/ben", None)
    await asyncio.sleep(0.5)
    await evening.room.ask("PUT", f"/guilds/{guild['id']}/members/ben", {})
    await evening.command("ben", "reenact join", part=evening.cast["ben"])


async def pause(evening: Evening) -> None:
    """Have somebody pause the scene."""
    evening.note("ben pauses")
    await evening.command("ben", "reenact pause")


KILLS: dict[str, Happens] = {
    "kill": kill,
    "kill in recovery": kill_in_recovery,
    "kill between mark and send": kill_between_mark_and_send,
    "kill after send": kill_after_send,
    "kill and delete": kill_and_delete_meanwhile,
}
SMALL: dict[str, Happens] = {
    "drop": drop,
    "invalid session": invalidate_session,
    "room": restart_room,
    "webhook": delete_webhook,
    "delete": delete_something,
    "delete more": delete_something,
    "thread": delete_thread,
    "step out": step_out,
    "leave": leave_server,
    "pause": pause,
}
MISHAPS: dict[str, Happens] = {**KILLS, **SMALL, "fail": fail_some}


def plan(chance: random.Random, lines: int) -> tuple[Planned, ...]:
    """Choose what goes wrong in a performance of so many lines, in order."""
    names = [
        *chance.choices(list(KILLS), k=chance.randint(1, 3)),
        *chance.sample(list(SMALL), k=chance.randint(2, 5)),
        *["fail"] * chance.randint(2, 5),
    ]
    planned = [Planned(chance.randint(0, lines - 5), round(chance.uniform(0, 0.4), 3), name) for name in names]
    return tuple(sorted(planned, key=lambda each: (each.line, each.delay, each.name)))
