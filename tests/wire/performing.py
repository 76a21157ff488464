"""Playing a chapter through the room as members would, and comparing the thread with the script.

The comparison is the tests' own: it looks at letters and digits alone, so that neither markdown nor credits matter, and
knows nothing of how the bot words a line.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.wire.member import Member, Refused, RoomClient, custom_ids, text_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from lore import Line, Script

Json = dict[str, Any]
_STEP = 0.02
_PATIENCE = 90.0
_BEFORE_CLICKING_AGAIN = 3.0
_THREAD = 11


@dataclass
class Play:
    """A performance as its members see it: who plays, in which thread."""

    room: RoomClient
    thread: Json
    performers: dict[str, Member]
    clicks: int = 0
    failed_clicks: int = 0
    slowest_milliseconds: float = 0.0
    _shown: dict[str, Json] = field(default_factory=dict)
    _heard: int = 0

    async def read(self) -> list[Json]:
        """Read the thread from its beginning."""
        someone = next(iter(self.performers.values()))
        return await someone.messages(self.thread, limit=1000)

    async def look_again(self) -> None:
        """Read the thread anew, for a client that was cut off for a while."""
        self._heard = len(next(iter(self.performers.values())).events)
        self._shown = {message["id"]: message for message in await self.read()}

    def seen(self) -> list[Json]:
        """Return the thread as the first member's client shows it, kept up to date by what it hears."""
        listener = next(iter(self.performers.values()))
        for event, data in listener.events[self._heard :]:
            if event in {"message_create", "message_update"} and data["channel_id"] == self.thread["id"]:
                self._shown[data["id"]] = data
            elif event == "message_delete":
                self._shown.pop(data["id"], None)
        self._heard = len(listener.events)
        return list(self._shown.values())

    def live_cue(self) -> Json | None:
        """Find the cue whose buttons can be pressed, if there is one."""
        cues = [message for message in self.seen() if any(_is_say(each) for each in custom_ids(message))]
        return cues[-1] if cues else None

    def due(self, cue: Json) -> Member:
        """Tell whose turn a cue says it is."""
        return next(member for member in self.performers.values() if cue["mentions"][0]["username"] == member.name)

    def is_over(self) -> bool:
        """Tell whether the curtain fell."""
        return any("Curtain" in message["content"] for message in self.seen())

    async def press(self, member: Member, message: Json, prefix: str) -> Json | None:
        """Press a button; None where it was taken away meanwhile."""
        try:
            outcome = await member.click(message, prefix)
        except (Refused, AssertionError):
            return None
        self.clicks += 1
        if outcome["outcome"] == "failed":
            self.failed_clicks += 1
        self.slowest_milliseconds = max(self.slowest_milliseconds, float(outcome.get("milliseconds") or 0))
        return outcome


def _is_say(custom_id: str) -> bool:
    return custom_id.startswith("say:")


async def open_lobby(room: RoomClient, members: dict[str, str], **options: object) -> Play:
    """Open a lobby as the first member and give each the part named; wait until the playbill shows them."""
    people = {name: await room.member(name) for name in members}
    first = next(iter(people.values()))
    stage = await room.channel("stage")
    known = {channel["id"] for channel in await threads(room)}
    await first.command("reenact start", stage, **options)
    thread = await until(lambda: _new_thread(room, known), "the thread opens")
    play = Play(room, thread, people)
    await until(lambda: _playbill_shows(play, ""), "the playbill stands")
    for name, part in members.items():
        await people[name].command("reenact join", thread, part=part)
    await until(lambda: _playbill_shows(play, *(member for member in people)), "the playbill shows the cast")
    return play


async def threads(room: RoomClient) -> list[Json]:
    """List the threads of the first guild."""
    return [channel for channel in (await room.guild())["channels"] if channel["type"] == _THREAD]


async def _new_thread(room: RoomClient, known: set[str]) -> Json | None:
    return next((thread for thread in await threads(room) if thread["id"] not in known), None)


async def _playbill_shows(play: Play, *names: str) -> Json | None:
    ids = [await _user_id(play.room, name) for name in names if name]
    for message in await play.read():
        if any(each.startswith("take:") for each in custom_ids(message)) and all(i in text_of(message) for i in ids):
            return message
    return None


async def _user_id(room: RoomClient, name: str) -> str:
    users: list[Json] = (await room.ask("GET", "/world"))["users"]
    return next(str(user["id"]) for user in users if user["username"] == name)


async def until(look: Callable[[], Awaitable[Any]], what: str, patience: float = _PATIENCE) -> Any:  # noqa: ANN401 (whatever is looked for)
    """Look again and again until something is there, and return it."""
    try:
        async with asyncio.timeout(patience):
            while not (found := await look()):  # noqa: ASYNC110 (what is waited for lives in another process)
                await asyncio.sleep(_STEP)
    except TimeoutError:
        raise AssertionError(f"waited {patience} s in vain until {what}") from None
    return found


async def begin(play: Play) -> None:
    """Press Begin on the playbill."""
    member = next(iter(play.performers.values()))
    playbill = await until(lambda: _playbill_shows(play, ""), "the playbill stands")
    await play.press(member, playbill, "begin:")


async def play_to_curtain(play: Play, interrupt: Callable[[Play], Awaitable[None]] | None = None) -> None:
    """Say every line that is due until the curtain falls; `interrupt` is called after each click.

    A cue is clicked again when nothing came of it for a while, as a member would whose click was lost.
    """
    clock = asyncio.get_running_loop().time
    clicked, clicked_at, count, moved_at = "", 0.0, 0, clock()
    while not play.is_over():
        cue = play.live_cue()
        if cue is not None and (cue["id"] != clicked or clock() - clicked_at > _BEFORE_CLICKING_AGAIN):
            clicked, clicked_at = cue["id"], clock()
            if await play.press(play.due(cue), cue, "say:") is not None and interrupt is not None:
                await interrupt(play)
        if len(play.seen()) != count:
            count, moved_at = len(play.seen()), clock()
        assert clock() - moved_at < _PATIENCE, "nothing happened in the thread for long"
        await asyncio.sleep(_STEP)


def squash(text: str) -> str:
    """Return the letters and digits of a text alone."""
    return "".join(character for character in text.casefold() if character.isalnum())


def performed(messages: list[Json]) -> list[str]:
    """Return the lines that stand in a thread, squashed, in order: what characters spoke and what the bot read."""
    return [squash(_without_credits(message["content"])) for message in messages if _is_line(message)]


def is_spoken(message: Json) -> bool:
    """Tell whether a character spoke a message: answers to commands carry the application for a webhook."""
    return bool(message.get("webhook_id")) and message["webhook_id"] != message.get("application_id")


def _is_line(message: Json) -> bool:
    if is_spoken(message):
        return True
    is_plain = message["type"] == 0 and not message["components"] and not message["attachments"]
    return (
        is_plain and bool(message["content"]) and not message["content"].startswith("-# ") and not message["flags"] & 64
    )


def _without_credits(content: str) -> str:
    return "\n".join(line for line in content.splitlines() if not line.startswith("-# "))


def expected(script: Script) -> list[str]:
    """Return what should stand in the thread for each line, squashed, directions where the text has them."""
    return [squash("".join(script.source[start:end] for start, end in _spans(script, line))) for line in script.lines]


def _spans(script: Script, line: Line) -> list[tuple[int, int]]:
    """Return where a line stands in the source, without the name that a line in play form begins with."""
    name = squash(line.speaker or "")
    beside = [span for span in line.directions if squash(script.source[span[0] : span[1]]) != name]
    return sorted((*line.spans, *beside))


def compare(messages: list[Json], script: Script) -> list[str]:
    """Return the differences between a thread and a script, none where each line stands there once and in order."""
    there, wanted = performed(messages), expected(script)
    if there == wanted:
        return []
    place = next(
        (i for i, (a, b) in enumerate(zip(there, wanted, strict=False)) if a != b), min(len(there), len(wanted))
    )
    return [
        f"{len(there)} lines stand in the thread, {len(wanted)} in the script",
        f"they differ from line {place + 1}: {there[place : place + 2]} for {wanted[place : place + 2]}",
    ]
