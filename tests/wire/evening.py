"""One performance among mishaps: what its members do, whatever happens around them, until the curtain falls.

A member here tries again when nothing came of a click, as people do. What goes wrong, and when, stands in
`tests.wire.chaos_mishaps`; who is right in the end in `tests.wire.ledgers`.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import aiohttp

from tests.wire.ledgers import Ledger, last_performance, read_ledger
from tests.wire.member import Refused
from tests.wire.performing import Play, until

if TYPE_CHECKING:
    import random
    from collections.abc import Awaitable, Callable, Coroutine
    from pathlib import Path

    from tests.wire.member import Member, RoomClient
    from tests.wire.processes import Theatre

Json = dict[str, Any]
_STEP = 0.03
_GLANCES = 60
_BEFORE_TRYING_AGAIN = 1.5
_BEFORE_RESUMING = 0.4
_BEFORE_COMING_BACK = 0.6
_REFUSALS = (Refused, AssertionError, aiohttp.ClientError, TimeoutError)
"""What a client meets while the room is away or a button is gone: a member shrugs and tries again."""


@dataclass
class Evening:
    """A performance with everything that befell it."""

    theatre: Theatre
    room: RoomClient
    chance: random.Random
    database: Path
    cast: dict[str, str]
    chapter: str
    members: dict[str, Member] = field(default_factory=dict)
    stage: Json = field(default_factory=dict)
    number: int = 0
    play: Play | None = None
    bot_is_up: bool = True
    upheavals: int = 0
    """Grows whenever the bot goes or comes, so that a click can tell whether the bot was up for the whole of it."""
    upheaval: asyncio.Lock = field(default_factory=asyncio.Lock)
    kills: int = 0
    clicks: int = 0
    slowest_milliseconds: float = 0.0
    unanswered: list[str] = field(default_factory=list)
    typed: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)
    lost_threads: set[str] = field(default_factory=set)
    violations: list[Json] = field(default_factory=list)
    history: list[str] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)
    _tried: tuple[str, int, float] = ("", 0, 0.0)
    _resumed_at: float = 0.0
    _came_back_at: float = 0.0
    _acts: set[asyncio.Task[None]] = field(default_factory=set)

    async def enter(self) -> None:
        """Find the stage and the members."""
        self.stage = await self.room.channel("stage")
        self.members = {name: await self.room.member(name) for name in ("ana", "ben", "cleo", "dan")}

    def ledger(self) -> Ledger | None:
        """Read the ledger as it stands now."""
        return read_ledger(self.database, self.number) if self.number else None

    def note(self, what: str) -> None:
        """Write down what happened, for whoever has to explain a failure."""
        ledger = self.ledger()
        lines = len(ledger.having("line-performed")) if ledger else 0
        self.history.append(f"{time.monotonic() - self.began:5.1f} s, {lines} lines: {what}")

    # Acting

    async def attempt(self, what: str, acting: Awaitable[Json]) -> Json | None:
        """Do something as a member; None where nothing came of it. The bot may only fail while it is disturbed."""
        was_up, before = self.bot_is_up, self.upheavals
        try:
            outcome = await acting
        except _REFUSALS:
            return None
        self.clicks += 1
        if outcome["outcome"] == "failed":
            if was_up and self.upheavals == before:
                seconds = time.monotonic() - self.began
                self.unanswered.append(f"{what}, given up at {seconds:.1f} s after {outcome.get('milliseconds')} ms")
            return None
        self.slowest_milliseconds = max(self.slowest_milliseconds, float(outcome.get("milliseconds") or 0))
        return outcome

    async def command(self, name: str, command: str, **options: object) -> Json | None:
        """Give a command in the thread, or in the channel while there is no thread."""
        ledger = self.ledger()
        place = {"id": ledger.thread} if ledger and ledger.thread else self.stage
        return await self.attempt(f"{name}: /{command}", self.members[name].command(command, place, **options))

    def start(self, acting: Coroutine[Any, Any, object]) -> None:
        """Let a member act without waiting for them."""

        async def act() -> None:
            await acting

        task = asyncio.create_task(act())
        self._acts.add(task)

    async def settle(self) -> None:
        """Wait for everything that members began."""
        acts, self._acts = self._acts, set()
        await asyncio.gather(*acts)

    def _reap(self) -> None:
        for task in [task for task in self._acts if task.done()]:
            self._acts.discard(task)
            task.result()

    # The evening in order

    async def open(self, meanwhile: Callable[[], Awaitable[None]] | None = None) -> None:
        """Open the lobby; `meanwhile` is done while it opens. A member whose command was lost gives it again."""
        before = last_performance(self.database)
        while last_performance(self.database) == before:
            opening = asyncio.create_task(
                self.attempt("ana: /reenact start", self._start_command()), name="reenact start"
            )
            if meanwhile is not None:
                await meanwhile()
                meanwhile = None
            await opening
            await self._wait_for_a_performance(before)
        self.number = last_performance(self.database)

    async def _wait_for_a_performance(self, before: int) -> None:
        """Give a command that was acknowledged the time to be carried out."""
        for _ in range(_GLANCES):
            if last_performance(self.database) != before:
                return
            await asyncio.sleep(_STEP)

    def _start_command(self) -> Awaitable[Json]:
        return self.members["ana"].command("reenact start", self.stage, chapter=self.chapter)

    async def fill(self) -> None:
        """Take the parts, again and again until the ledger has each."""
        for name, part in self.cast.items():
            while not self._takes(part):
                await self.command(name, "reenact join", part=part)
                await asyncio.sleep(_STEP)
        await self.command("ben", "reenact book", on_deck=True)

    def _takes(self, part: str) -> bool:
        ledger = self.ledger()
        return ledger is not None and any(event.data["part"] == part for event in ledger.having("part-taken"))

    async def begin(self) -> None:
        """Begin, again and again until the ledger says so."""
        while (ledger := self.ledger()) is None or not ledger.having("begun"):
            await self.command("ana", "reenact begin")
            await asyncio.sleep(_STEP)

    async def perform(self, each_step: Callable[[Ledger], None]) -> None:
        """Do what is to be done until the ledger says that it is over; `each_step` sees the ledger every time."""
        while (ledger := self.ledger()) is None or not ledger.ended:
            self._reap()
            if ledger is not None:
                each_step(ledger)
                await self._follow(ledger)
                self._turn(ledger)
            await asyncio.sleep(_STEP)

    async def _follow(self, ledger: Ledger) -> None:
        """Look into the thread of the performance, which may be a new one."""
        if ledger.thread and (self.play is None or self.play.thread["id"] != ledger.thread):
            self.play = Play(self.room, {"id": ledger.thread}, self.members)
            await self.look_again()

    async def look_again(self) -> None:
        """Read the thread anew; what cannot be read now is heard of later."""
        try:
            if self.play is not None:
                await self.play.look_again()
        except _REFUSALS:
            self.play = None

    def _turn(self, ledger: Ledger) -> None:
        now = asyncio.get_running_loop().time()
        if ledger.paused:
            if now - self._resumed_at > _BEFORE_RESUMING:
                self._resumed_at = now
                self.start(self.command("ana", "reenact resume"))
            return
        if ledger.off_script:
            if now - self._came_back_at > _BEFORE_COMING_BACK:
                self._came_back_at = now
                self.start(self._come_back(self.chance.random()))
            return
        cue = self.play.live_cue() if self.play else None
        if cue is None:
            return
        tried, upheavals, at = self._tried
        if cue["id"] != tried or upheavals != self.upheavals or now - at > _BEFORE_TRYING_AGAIN:
            self._tried = (cue["id"], self.upheavals, now)
            self.start(self._answer(cue, self.chance.random()))

    async def _answer(self, cue: Json, mood: float) -> None:
        """Answer a cue as the mood (0 to 1) has it; others meddle.

        Say it, once or in haste, in own words, in a reply; pass; or leave the script.
        """
        due = next(
            (m for m in self.members.values() if cue["mentions"] and m.name == cue["mentions"][0]["username"]), None
        )
        if due is None:
            return
        if mood < 0.1:
            await self._press(self.members["dan"], cue, "say:")
        if 0.1 <= mood < 0.2:
            await self._own_words(due, cue)
        elif 0.2 <= mood < 0.27:
            await self._press(due, cue, "pass:")
        elif 0.27 <= mood < 0.34:
            await self._reply(due, cue)
        elif 0.34 <= mood < 0.4:
            await self._improvise(due.name)
        elif mood < 0.45:
            await asyncio.gather(*(self._press(due, cue, "say:") for _ in range(3)))
        else:
            await self._press(due, cue, "say:")

    async def _press(self, member: Member, message: Json, prefix: str) -> Json | None:
        async def click() -> Json:
            return await member.click(message, prefix)

        return await self.attempt(f"{member.name} presses {prefix}", click())

    async def _own_words(self, member: Member, cue: Json) -> None:
        modal = await self._press(member, cue, "own:")
        if modal is None or modal["outcome"] != "modal":
            return
        words = self._own(f"I say it my own way, for the {len(self.typed) + 1}th time.")

        async def submit() -> Json:
            return await member.submit(modal, words=words)

        await self.attempt(f"{member.name} types own words", submit())

    async def _reply(self, member: Member, cue: Json) -> None:
        """Reply to the cue, which is the line if the bot hears it, at once or when it is back."""
        words = self._own(f"I answer in my own way, for the {len(self.typed) + 1}th time.")
        try:
            await member.say({"id": cue["channel_id"]}, words, reply_to=cue)
        except _REFUSALS:
            return
        self.note(f"{member.name} replied")

    async def _improvise(self, name: str) -> None:
        words = self._own(f"Nobody wrote this, and I say it for the {len(self.typed) + 1}th time.")
        self.note(f"{name} improvises")
        await self.command(name, "reenact improvise", words=words)

    async def _come_back(self, mood: float) -> None:
        """Say one thing more off the script, or come back to it."""
        if mood < 0.3:
            await self._improvise("ben")
        else:
            await self.command("ana", "reenact script")

    def _own(self, words: str) -> str:
        self.typed.add(words)
        return words

    # Upheavals

    async def kill_and_start(self, *, away: Callable[[], Awaitable[None]] | None = None, again: float = 0.0) -> None:
        """Kill the bot and start it; `away` is done meanwhile; with `again` it is killed that long after its start."""
        async with self.upheaval:
            self.went()
            await self.theatre.kill_bot()
            self.kills += 1
            if away is not None:
                await away()
            if again:
                await self.theatre.spawn_bot()
                await asyncio.sleep(again)
                await self.theatre.kill_bot()
                self.kills += 1
            await self.theatre.start_bot(self.room)
            self.came()

    async def disturb_gateway(self, action: str, away: Callable[[], Awaitable[None]] | None = None) -> None:
        """Break the bot's connection and wait until it is back."""
        async with self.upheaval:
            self.went()
            await self.room.ask("POST", "/gateway", {"action": action})
            if away is not None:
                await away()
            await asyncio.sleep(0.3)
            await until(self.room.bot_online, "the bot is back")
            self.came()

    async def restart_room(self) -> None:
        """Kill the room and open it again; everybody's connection breaks."""
        async with self.upheaval:
            self.went()
            self.violations += await self.room.violations()
            assert self.theatre.room_process is not None
            await self.theatre.room_process.kill()
            await self.theatre.open_room()
            for member in self.members.values():
                await member.listen_again()
            await until(self.room.bot_online, "the bot is back")
            await self.look_again()
            self.came()

    def went(self) -> None:
        """Note that the bot cannot be expected to answer."""
        self.bot_is_up = False
        self.upheavals += 1

    def came(self) -> None:
        """Note that the bot is to answer everything from now on."""
        self.upheavals += 1
        self.bot_is_up = True
