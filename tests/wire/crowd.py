"""Many performances at once in one bot process, the clicks of all members interleaved, one channel slow and failing.

`python -m tests.wire.soak --crowd 50` prints what it came to. Bounded: so many performances in a handful of channels of
a room on 127.0.0.1, each played once.
"""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.wire.bot_log import unexplained
from tests.wire.chaos import CHAPTER_NAME, SCRIPT
from tests.wire.ledgers import Ledger, Remains, differences, performances_in, read_ledger
from tests.wire.member import Refused, custom_ids
from tests.wire.performing import until

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from tests.wire.member import Member, RoomClient
    from tests.wire.processes import Theatre

Json = dict[str, Any]
ACKNOWLEDGED_WITHIN = 3000.0
_CHANNELS = 5
_PAIRS = (("ana", "ben"), ("cleo", "dan"), ("ben", "cleo"), ("dan", "ana"))
_PARTS = ("Mara", "Tobin")
_STEP = 0.2
_SECONDS_TO_OPEN = 120.0
_SECONDS_A_PERFORMANCE = 12.0
_SECONDS_AT_LEAST = 120.0


@dataclass(frozen=True)
class CrowdResult:
    """What a crowd came to; times of acknowledgements in milliseconds."""

    wrong: tuple[str, ...]
    performances: int
    lines: int
    clicks: int
    slowest: float
    percentile_95: float
    seconds: float
    memory_kilobytes: int | None

    def __str__(self) -> str:
        """Say it in a line."""
        memory = f"{self.memory_kilobytes / 1024:.0f} MB at most" if self.memory_kilobytes else "memory unknown"
        return (
            f"{self.performances} performances at once: {self.lines} lines in {self.seconds:.1f} s "
            f"({self.lines / self.seconds:.1f} a second), {self.clicks} clicks, acknowledged in "
            f"{self.percentile_95:.0f} ms (95th percentile), {self.slowest:.0f} ms (slowest); {memory}"
        )


@dataclass
class Company:
    """One performance of the crowd."""

    number: int
    channel: Json
    thread: str
    pair: tuple[str, str]


@dataclass
class Crowd:
    """All performances of a run with the clicks that were made."""

    theatre: Theatre
    room: RoomClient
    chance: random.Random
    companies: dict[str, Company] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    milliseconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    acts: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def database(self) -> Path:
        """Where the bot keeps its ledgers."""
        return self.theatre.folder / "wire.db"

    def ledger(self, company: Company) -> Ledger:
        """Read a performance's ledger."""
        ledger = read_ledger(self.database, company.number)
        assert ledger is not None
        return ledger

    async def attempt(self, what: str, acting: Awaitable[Json]) -> None:
        """Do something as a member, and keep how long the answer took."""
        try:
            outcome = await acting
        except (Refused, AssertionError):  # the button is gone
            return
        self.milliseconds.append(float(outcome.get("milliseconds") or 0))
        if outcome["outcome"] == "failed":
            self.failed.append(what)

    # Opening

    async def open_all(self, count: int) -> None:
        """Open so many lobbies, shared out over the channels, and fill them."""
        self.members = {name: await self.room.member(name) for name in ("ana", "ben", "cleo", "dan")}
        guild = await self.room.guild()
        names = [f"stage-{number}" for number in range(1, min(count, _CHANNELS) + 1)]
        channels = [await self.room.ask("POST", f"/guilds/{guild['id']}/channels", {"name": name}) for name in names]
        shares = [len(range(place, count, len(channels))) for place in range(len(channels))]
        async with asyncio.timeout(_SECONDS_TO_OPEN):
            await asyncio.gather(*(self._open_in(*each) for each in zip(channels, shares, strict=True)))
            await asyncio.gather(*(self._fill(company) for company in self.companies.values()))

    async def _open_in(self, channel: Json, count: int) -> None:
        for place in range(count):
            await self._open(channel, _PAIRS[place % len(_PAIRS)])

    async def _open(self, channel: Json, pair: tuple[str, str]) -> None:
        known = performances_in(self.database, channel["id"])

        async def opened() -> tuple[int, str] | None:
            now = performances_in(self.database, channel["id"])
            return next(((number, thread) for number, thread in now.items() if number not in known and thread), None)

        # Who manages the server may open as many as it holds; members are held to a few.
        command = self.members["ana"].command("reenact start", channel, chapter=CHAPTER_NAME)
        await self.attempt("ana: /reenact start", command)
        number, thread = await until(opened, "the thread opens")
        self.companies[thread] = Company(number, channel, thread, pair)

    async def _fill(self, company: Company) -> None:
        for name, part in zip(company.pair, _PARTS, strict=True):
            join = self.members[name].command("reenact join", {"id": company.thread}, part=part)
            await self.attempt(f"{name}: /reenact join", join)

        async def filled() -> bool:
            return len(self.ledger(company).having("part-taken")) == len(_PARTS)

        await until(filled, f"the parts are taken; not answered so far: {self.failed}")

    # Playing

    async def play(self) -> None:
        """Begin everything at once and answer every cue as it comes, until `cancel`."""
        hearing = self.members["ana"].live()
        for company in self.companies.values():
            self._start(self._begin(company))
        async for event, message in hearing:
            is_cue = event == "message_create" and any(each.startswith("say:") for each in custom_ids(message))
            if is_cue and message["channel_id"] in self.companies:
                self._start(self._answer(message, self.chance.random()))

    def _start(self, acting: Any) -> None:  # noqa: ANN401 (a coroutine)
        task = asyncio.create_task(acting)
        self.acts.add(task)
        task.add_done_callback(self.acts.discard)

    async def _begin(self, company: Company) -> None:
        name = company.pair[0]
        await self.attempt(
            f"{name}: /reenact begin", self.members[name].command("reenact begin", {"id": company.thread})
        )

    async def _answer(self, cue: Json, mood: float) -> None:
        """Say the line that is due; the mood (0 to 1) makes some click in haste and outsiders meddle."""
        due = self.members[cue["mentions"][0]["username"]]
        others = [member for member in self.members.values() if member is not due]
        clicking = [due, due] if mood < 0.15 else [others[0], due] if mood < 0.3 else [due]
        await asyncio.gather(*(self.attempt(f"{member.name} says", _say(member, cue)) for member in clicking))

    async def over(self, companies: list[Company]) -> None:
        """Wait until these performances have nothing left to do."""
        for company in companies:
            while not self.ledger(company).over:  # noqa: ASYNC110 (what is waited for lives in another process)
                await asyncio.sleep(_STEP)


async def _say(member: Member, cue: Json) -> Json:
    return await member.click(cue, "say:")


async def play_crowd(theatre: Theatre, room: RoomClient, count: int, seed: int = 1) -> CrowdResult:
    """Play so many performances at once; the last channel's posts are slow and fail until all others are done."""
    crowd = Crowd(theatre, room, random.Random(seed))  # noqa: S311 (a seed, not a secret)
    await crowd.open_all(count)
    slow_channel = max(company.channel["id"] for company in crowd.companies.values())
    slow = [company for company in crowd.companies.values() if company.channel["id"] == slow_channel]
    others = [company for company in crowd.companies.values() if company not in slow]
    await _hold_up(room, slow)
    began = time.monotonic()
    playing = asyncio.create_task(crowd.play())
    try:
        async with asyncio.timeout(_SECONDS_AT_LEAST + _SECONDS_A_PERFORMANCE * count):
            await crowd.over(others)
            seconds, held_up = time.monotonic() - began, [each for each in slow if not crowd.ledger(each).ended]
            await room.ask("DELETE", "/faults")
            await crowd.over(slow)
    finally:
        playing.cancel()
        await asyncio.gather(playing, *crowd.acts, return_exceptions=True)
    wrong = await _judge(crowd)
    if len(held_up) != len(slow):
        wrong.append("the slow channel was not slow: the run shows nothing")
    return _result(crowd, wrong, len(others) * len(SCRIPT.lines), seconds)


async def _hold_up(room: RoomClient, companies: list[Company]) -> None:
    """Make the threads of these performances slow for good, and some of their posts fail."""
    for company in companies:
        await room.fault(rf"POST /channels/{company.thread}/messages", "503", times=3, chance=0.5, seed=company.number)
        await room.fault(rf"(POST|PATCH|GET) /channels/{company.thread}/", "delay", times=100_000, seconds=2.5)


async def _judge(crowd: Crowd) -> list[str]:
    ana = crowd.members["ana"]
    wrong = [f"not answered: {what}" for what in crowd.failed]
    wrong += [f"acknowledged after {late:.0f} ms" for late in crowd.milliseconds if late > ACKNOWLEDGED_WITHIN]
    for company in crowd.companies.values():
        remains = Remains({company.thread: await ana.messages({"id": company.thread}, limit=1000)}, ())
        found = differences(crowd.ledger(company), SCRIPT, remains)
        wrong += [f"performance {company.number}: {difference}" for difference in found]
    wrong += [f"Discord would refuse {violation}" for violation in await crowd.room.violations()]
    return wrong + [f"in the log: {trouble}" for trouble in unexplained(crowd.theatre.folder / "bot.log")]


def _result(crowd: Crowd, wrong: list[str], lines: int, seconds: float) -> CrowdResult:
    ordered = sorted(crowd.milliseconds)
    return CrowdResult(
        tuple(wrong),
        len(crowd.companies),
        lines,
        len(ordered),
        ordered[-1],
        ordered[int(len(ordered) * 0.95)],
        seconds,
        _memory(crowd.theatre),
    )


def _memory(theatre: Theatre) -> int | None:
    """Return the most memory the bot's process had, in kilobytes, where the system tells."""
    status = Path(f"/proc/{theatre.bot.process.pid}/status") if theatre.bot else Path()
    lines = status.read_text().splitlines() if status.is_file() else []
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), None)
