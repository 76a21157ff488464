"""A performance among seeded mishaps, from the lobby to the comparison of its thread with its ledger.

`python -m tests.wire.soak --chaos --runs 100` plays many; a failing seed is repeated with `--runs 1 --seed S`.
"""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import aiohttp

import lore
from tests.wire import chaos_mishaps
from tests.wire.bot_log import unexplained
from tests.wire.evening import Evening
from tests.wire.ledgers import Remains, differences
from tests.wire.member import Refused
from tests.wire.performing import threads, until

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from tests.wire.chaos_mishaps import Planned
    from tests.wire.ledgers import Ledger
    from tests.wire.member import RoomClient
    from tests.wire.processes import Theatre

Json = dict[str, Any]
LONGEST_RUN = 180.0
_SECONDS_TO_SETTLE = 20.0
_LONG = " ".join(
    f"On night {night} the water stood at the {night + 2}th step, and we carried what we could to the loft."
    for night in range(1, 28)
)
CHAPTER = f"""The lamp went out twice before the boats came in.

"Hold the rope," said Mara.

"Hold the rope," said Mara.

"I have it," said Tobin.

Rain ran down the glass.

"You have nothing," said Wren. "You have the end of it."

"Then give me the other end," said Tobin.

"Tell them how it was," said Mara.

"{_LONG}" said Tobin.

Nobody spoke for a while.

"Twenty-seven nights," said Wren.

"Twenty-seven," said Mara.

"And the flour?" said Wren.

"Dry," said Tobin.

"Dry," said Tobin.

A boat knocked against the steps.

"Somebody is at the door," said Mara.

"Somebody has been there all along," said Wren.

"Then let them in," said Tobin.

The lamp burned until the morning.
"""
CHAPTER_NAME = "flood"
SCRIPT = lore.read_text(CHAPTER, title=CHAPTER_NAME)
ENVIRONMENT = {"LOG_FORMAT": "json"}


@dataclass(frozen=True)
class Outcome:
    """What a performance among mishaps came to: what is wrong, what happened, and how it was played."""

    wrong: tuple[str, ...]
    history: tuple[str, ...]
    kills: int
    clicks: int
    slowest_milliseconds: float
    seconds: float


def lay_out(folder: Path) -> dict[str, str]:
    """Write the chapter into a folder and return the settings that bring it to the bot."""
    texts = folder / "texts"
    texts.mkdir()
    (texts / f"{CHAPTER_NAME}.txt").write_text(CHAPTER, encoding="utf8")
    return {**ENVIRONMENT, "LORE_DIR": str(texts)}


async def play_among_mishaps(theatre: Theatre, room: RoomClient, seed: int) -> Outcome:
    """Play one performance, with what its seed has in store, and judge it."""
    chance = random.Random(seed)  # noqa: S311 (a seed, not a secret)
    cast = {"ana": "Mara", "ben": "Tobin"} | ({"cleo": "Wren"} if chance.random() < 0.6 else {})
    evening = Evening(theatre, room, chance, theatre.folder / "wire.db", cast, CHAPTER_NAME)
    offset = (theatre.folder / "bot.log").stat().st_size
    known = {thread["id"] for thread in await threads(room)}
    try:
        async with asyncio.timeout(LONGEST_RUN):
            await _play(evening)
            wrong = await _judge(evening, known)
    except (AssertionError, TimeoutError, Refused, OSError, aiohttp.ClientError) as failure:
        wrong = [f"{type(failure).__name__}: {failure}", _where(evening)]
    wrong += [f"in the log: {trouble}" for trouble in unexplained(theatre.folder / "bot.log", offset)]
    seconds = time.monotonic() - evening.began
    return Outcome(
        tuple(wrong), tuple(evening.history), evening.kills, evening.clicks, evening.slowest_milliseconds, seconds
    )


async def _play(evening: Evening) -> None:
    await evening.enter()
    chance = evening.chance
    if chance.random() < 0.4:
        await chaos_mishaps.fail_opening(evening)
    await evening.open(_while_opening(evening))
    if chance.random() < 0.3:
        await chaos_mishaps.kill(evening)
    await evening.fill()
    await evening.begin()
    await _perform(evening, list(chaos_mishaps.plan(chance, len(SCRIPT.lines))))
    await _heal(evening)


def _while_opening(evening: Evening) -> Callable[[], Awaitable[None]] | None:
    """Return a kill at an instant of the opening, or nothing."""
    if evening.chance.random() < 0.5:
        return None
    delay = evening.chance.uniform(0, 0.4)

    async def interrupt() -> None:
        await asyncio.sleep(delay)
        evening.note(f"kill {delay:.2f} s into the opening")
        await evening.kill_and_start()

    return interrupt


async def _perform(evening: Evening, planned: list[Planned]) -> None:
    """Play on while what is planned happens."""
    happening: set[asyncio.Task[None]] = set()

    def happen(ledger: Ledger) -> None:
        read = len(ledger.having("line-performed"))
        while planned and planned[0].line <= read:
            happening.add(asyncio.create_task(_happen(evening, planned.pop(0))))

    try:
        await evening.perform(happen)
        await asyncio.gather(*happening)
    finally:
        for task in happening:
            task.cancel()


async def _happen(evening: Evening, mishap: Planned) -> None:
    await asyncio.sleep(mishap.delay)
    try:
        await chaos_mishaps.MISHAPS[mishap.name](evening)
    except (Refused, OSError, aiohttp.ClientError) as refused:  # the room is away, or what was to be deleted is gone
        evening.note(f"{mishap.name} came to nothing: {type(refused).__name__}")


async def _heal(evening: Evening) -> None:
    """Let everything be well again, and wait until the bot has nothing left to do."""
    await evening.settle()
    await evening.room.ask("DELETE", "/faults")
    evening.note("everything is well again")

    async def is_done() -> bool:
        ledger = evening.ledger()
        return ledger is not None and ledger.over

    await until(is_done, "nothing is left to do", _SECONDS_TO_SETTLE * 3)


async def _judge(evening: Evening, known: set[str]) -> list[str]:
    """Return what is wrong in the end; what is still on its way has a while to arrive."""
    clock = asyncio.get_running_loop().time
    until_then = clock() + _SECONDS_TO_SETTLE
    while (wrong := await _wrong(evening, known)) and clock() < until_then:  # noqa: ASYNC110 (the bot is another process)
        await asyncio.sleep(0.3)
    violations = [*evening.violations, *await evening.room.violations()]
    return [
        *wrong,
        *(f"not answered: {click}" for click in evening.unanswered),
        *(f"Discord would refuse {violation}" for violation in violations),
    ]


async def _wrong(evening: Evening, known: set[str]) -> list[str]:
    ledger = evening.ledger()
    if ledger is None:
        return ["there is no performance"]
    opened = [thread["id"] for thread in await threads(evening.room) if thread["id"] not in known]
    ana = evening.members["ana"]
    standing = {thread: await ana.messages({"id": thread}, limit=1000) for thread in opened}
    there = {message["id"] for messages in standing.values() for message in messages}
    deleted = evening.deleted - there  # a moderator whose request was cut off may not have deleted anything
    surplus = [f"thread {thread} is in no ledger" for thread in opened if thread != ledger.thread]
    return surplus + differences(ledger, SCRIPT, Remains(standing, deleted), evening.typed)


def _where(evening: Evening) -> str:
    """Return where a performance that did not come to its end stands."""
    ledger = evening.ledger()
    if ledger is None:
        return "there is no performance"
    undone = [post for post in ledger.posts if post.status != "done"]
    return f"thread {ledger.thread}, last events {ledger.events[-6:]}, posts not done {undone}"
