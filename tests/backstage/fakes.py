"""A Discord that fits in a dictionary, and a stage to run crews on: fakes for the tests of carrying out."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import discord

from bot.backstage.courier import Courier, Place, Sent
from bot.backstage.crew import Crew
from bot.backstage.crowding import Opener
from bot.backstage.deciding import Asking, Decided, settle
from bot.backstage.house import Heard, House
from bot.backstage.opening import Terms, open_lobby
from bot.backstage.shelf import Shelf, Volume
from bot.backstage.webhooks import UncertainError
from bot.stage.book import Excerpt
from bot.store import ledgers
from bot.store.engine import cancel_between_transactions, transaction
from bot.store.values import Venue
from bot.ui.pages import Page, Panel
from lore import Script

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Collection

    from sqlalchemy.ext.asyncio import AsyncEngine

    from bot.stage.commands import Command
    from bot.store.values import Ledger, Post

GUILD, CHANNEL, ANN, BOB = 10, 20, 1, 2
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
PLAY = [
    (None, "Rain on the harbour."),
    ("Mara", "You kept the boat."),
    ("Tobin", "I kept her dry, too."),
    (None, "The bell rang once."),
    ("Mara", "Nobody asked you to."),
]
_PATIENCE = 30.0


def refused(status: int, code: int = 0) -> discord.HTTPException:
    """Return the error that discord.py raises for an answer of Discord's."""
    kind = {403: discord.Forbidden, 404: discord.NotFound, 503: discord.DiscordServerError}.get(
        status, discord.HTTPException
    )
    response = cast("Any", SimpleNamespace(status=status, reason=""))
    return kind(response, {"code": code, "message": "refused"})


@dataclass
class Shown:
    """A message that stands in a thread."""

    thread_id: int
    page: Page | Panel
    nonce: str

    @property
    def text(self) -> str:
        """What it shows."""
        return self.page.content if isinstance(self.page, Page) else "\n".join(self.page.blocks)


@dataclass
class Fault:
    """What goes wrong at the next call of a method: before it is done, or after."""

    method: str
    error: BaseException
    arrived: bool = False


@dataclass
class FakeCourier:
    """Keeps messages in a dictionary. Faults happen in the order they were put in, each once."""

    messages: dict[int, Shown] = field(default_factory=dict)
    threads: dict[int, str] = field(default_factory=dict)
    replies: list[Any] = field(default_factory=list)
    edits: list[tuple[int, Page | Panel]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    faults: deque[Fault] = field(default_factory=deque)
    failed: asyncio.Event = field(default_factory=asyncio.Event)
    before_sending: Callable[[str], Awaitable[None]] | None = None
    _next: int = 1000

    def texts(self, thread_id: int | None = None) -> list[str]:
        """Return what stands in the newest thread, or in the given one, from the top."""
        where = thread_id or max(self.threads)
        return [shown.text for _, shown in sorted(self.messages.items()) if shown.thread_id == where]

    def put(self, thread_id: int, page: Page | Panel, nonce: str) -> int:
        """Put a message up and return its id."""
        self._next += 1
        self.messages[self._next] = Shown(thread_id, page, nonce)
        return self._next

    def _fails(self, method: str, *, arrived: bool) -> None:
        if self.faults and self.faults[0].method == method and self.faults[0].arrived is arrived:
            self.failed.set()
            raise self.faults.popleft().error

    async def _do(self, method: str, do: Callable[[], int]) -> int:
        self.calls.append(method)
        self._fails(method, arrived=False)
        made = do()
        self._fails(method, arrived=True)
        return made

    async def send(self, place: Place, page: Page, nonce: str) -> Sent:
        if self.before_sending is not None:
            await self.before_sending(nonce)
        number = await self._do("send", lambda: self.put(place.thread_id, page, nonce))
        return Sent(number, 77 if page.character else None)

    async def send_panel(self, place: Place, panel: Panel, nonce: str) -> Sent:
        return Sent(await self._do("send_panel", lambda: self.put(place.thread_id, panel, nonce)))

    async def edit(self, _place: Place, message_id: int, page: Page | Panel) -> bool:
        self._fails("edit", arrived=False)
        self.edits.append((message_id, page))
        if message_id in self.messages:
            self.messages[message_id].page = page
        return message_id in self.messages

    async def find_copies(
        self, place: Place, page: Page | Panel | None, nonce: str, known: Collection[int]
    ) -> list[Sent]:
        self.calls.append("find_copies")
        self._fails("find_copies", arrived=False)
        return [
            Sent(number)
            for number, shown in sorted(self.messages.items())
            if number > max(known, default=0)
            and shown.thread_id == place.thread_id
            and (shown.nonce == nonce or shown.page == page)
        ]

    async def replies_to(self, _place: Place, message_id: int) -> list[Any]:
        self._fails("replies_to", arrived=False)
        return [reply for reply in self.replies if reply.reference.message_id == message_id]

    async def answer(self, place: Place, _message_id: int, page: Page) -> None:
        self._fails("answer", arrived=False)
        self.put(place.thread_id, page, "answer")

    def reply(self, user_id: int, to: int, words: str) -> Heard:
        """Put a member's reply into the thread, unheard until it is read back; return what is heard of it."""
        self._next += 1
        author, reference = SimpleNamespace(id=user_id, bot=False), SimpleNamespace(message_id=to)
        self.replies.append(SimpleNamespace(id=self._next, author=author, content=words, reference=reference))
        self.messages[self._next] = Shown(max(self.threads), Page(words), "")
        return Heard(self._next, to, user_id, words)

    async def remove(self, _place: Place, sent: Sent) -> None:
        self.messages.pop(sent.message_id, None)

    async def standing(self, place: Place) -> set[int]:
        self._fails("standing", arrived=False)
        return {number for number, shown in self.messages.items() if shown.thread_id == place.thread_id}

    async def unarchive(self, _place: Place) -> None:
        self.calls.append("unarchive")

    async def open_thread(self, _channel_id: int, name: str) -> int:
        number = 500 + len(self.threads)
        return await self._do("open_thread", lambda: (self.threads.update({number: name}), number)[1])

    async def find_thread(self, _guild_id: int, _channel_id: int, name: str) -> int | None:
        return next((number for number, called in self.threads.items() if called == name), None)


@dataclass
class FakeClient:
    """The server's members by id, and what is raised instead of answering who they are."""

    members: dict[int, str] = field(default_factory=lambda: {ANN: "Ann", BOB: "Bob"})
    faults: list[Exception] = field(default_factory=list)

    @property
    def http(self) -> FakeClient:
        return self

    def get_guild(self, _guild_id: int) -> None:
        return None

    async def get_member(self, _guild_id: int, user_id: int) -> dict[str, Any]:
        if self.faults:
            raise self.faults.pop()
        if user_id not in self.members:
            raise refused(404, 10007)
        return {"nick": None, "user": {"username": self.members[user_id]}}


class WatchedCrew(Crew):
    """A crew that says when it rests, and does not sleep when it is in trouble."""

    def __init__(self, house: House, performance_id: int) -> None:
        super().__init__(house, performance_id)
        self.rested = asyncio.Event()
        self.troubled = 0

    async def _wait_for_the_next_thing(self, ledger: Ledger) -> None:
        reading = ledger.state.cue is not None and ledger.state.cue.performer is None
        if not reading and not self._woken.is_set():
            self.rested.set()
        await super()._wait_for_the_next_thing(ledger)

    async def _wait_out_trouble(self) -> None:
        self.troubled += 1
        await asyncio.sleep(0)


@dataclass
class Stage:
    """One performance of a small play, its Discord, and crews to carry it out."""

    house: House
    courier: FakeCourier
    client: FakeClient
    number: int

    async def decide(self, user_id: int, command: Callable[[str], Command]) -> None:
        """Decide as a member; AssertionError where it is refused."""
        decided = await settle(self.house.engine, self.number, Asking(user_id, command), self.house.now())
        assert isinstance(decided, Decided), decided

    async def ledger(self) -> Ledger:
        """Return what is stored."""
        async with transaction(self.house.engine, writes=False) as session:
            ledger = await ledgers.load_ledger(session, self.number)
        assert ledger is not None
        return ledger

    async def posts(self) -> dict[tuple[int, int], Post]:
        """Return the posts that are stored."""
        return (await self.ledger()).posts

    @contextlib.asynccontextmanager
    async def crew(self) -> AsyncIterator[WatchedCrew]:
        """Run a crew; it is stopped at the end, in the midst of whatever it does on Discord."""
        crew = WatchedCrew(self.house, self.number)
        task = asyncio.create_task(crew.run())
        try:
            yield crew
        finally:
            await cancel_between_transactions((task,))

    async def carry_out(self) -> WatchedCrew:
        """Run a new crew until it rests or all is done, and return it."""
        crew = WatchedCrew(self.house, self.number)
        running = asyncio.create_task(crew.run())
        resting = asyncio.create_task(crew.rested.wait())
        done, _ = await asyncio.wait((running, resting), timeout=_PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        await cancel_between_transactions((running, resting))
        assert done, "the crew neither rests nor ends"
        return crew


async def open_stage(engine: AsyncEngine, lines: list[tuple[str | None, str]] | None = None) -> Stage:
    """Open a lobby of the small play, or of the given lines, as ann, who directs."""
    courier, client = FakeCourier(), FakeClient()
    house = House(engine, cast("discord.Client", client), cast("Courier", courier), 0.0, lambda: NOON)
    script = Script.from_lines("The boat", lines or PLAY)
    chapter = await Shelf(engine).add(
        guild_id=None, title="The boat", filename="boat.txt", script=script, user_id=None, now=NOON
    )
    venue = Venue(0, GUILD, CHANNEL, None, chapter.id)
    number = await open_lobby(house, Volume(chapter, script), Excerpt(), Terms(), venue, Opener(ANN))
    assert isinstance(number, int)
    return Stage(house, courier, client, number)


def uncertain() -> UncertainError:
    """Return what is raised where Discord did not say whether a post arrived."""
    return UncertainError("Discord answered 502")
