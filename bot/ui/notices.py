"""Short public messages of a performance: pauses, recaps, the curtain call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stage.events import ClockSet, DirectionHanded, Ending, Held, Manner, Skipped, UnderstudyNamed, WentBack
from bot.stage.transcript import render, transcribe
from bot.ui.pages import Attachment, Button, Page, plain, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.stage.book import PromptLine
    from bot.stage.events import Nudged, Paused
    from bot.stage.state import Performance
    from bot.texts import Say

_LINES_RECALLED = 3
_AT_THE_CURTAIN = ("txt", "html")
"""The formats that the card carries; the others are taken in private, so that a phone shows no wall of files."""


def pause_page(paused: Paused, say: Say, *, key: int, seq: int, member: str | None) -> Page:
    """Return the notice of a pause, with the button that ends it."""
    text = say("notice.paused-by", member=member) if member else say(f"notice.paused.{paused.reason or 'house'}")
    return Page(text, (Button("resume", key, seq, say("button.resume"), "good"),))


def nudge_page(nudged: Nudged, part: str, say: Say, *, user_id: int | None, until: datetime | None) -> Page:
    """Return the reminder of a performer whose line is due; `until` is when the next thing happens."""
    member = f"<@{user_id}>" if user_id else say("member.former")
    text = say("nudge.first" if nudged.rung == 1 else "nudge.again", member=member, line=nudged.line, part=plain(part))
    when = [say("nudge.until", when=f"<t:{int(until.timestamp())}:R>")] if until else []
    return Page(" ".join([text, *when]), pings=(user_id,) if user_id else ())


def note_page(event: object, members: Mapping[str, str], say: Say) -> Page:
    """Return a small note of what the director or a performer did."""
    return Page(f"-# {_note(event, members, say)}")


def _note(event: object, members: Mapping[str, str], say: Say) -> str:
    def named(performer: str | None) -> str:
        return members.get(performer or "") or say("member.former")

    if isinstance(event, Skipped):
        return say("note.skipped", member=named(event.performer), line=event.line)
    if isinstance(event, WentBack):
        return say("note.went-back", member=named(event.performer), line=event.line)
    if isinstance(event, DirectionHanded):
        text_id = "note.director-left" if event.reason == "left" else "note.handed"
        return say(text_id, member=named(event.performer), to=named(event.to))
    if isinstance(event, ClockSet):
        return say(f"note.clock-{event.clock}", member=named(event.performer))
    if isinstance(event, UnderstudyNamed):
        return say("note.understudy", member=named(event.performer), part=plain(event.part))
    if isinstance(event, Held):
        return say("note.held", member=named(event.performer), line=event.line)
    raise TypeError(f"nothing is noted of {type(event).__name__}")


def recap_page(state: Performance, say: Say) -> Page:
    """Return the last lines that were read, for people who come back."""
    last = state.readings[-_LINES_RECALLED:]
    lines = (state.book.line(reading.line) for reading in last)
    told = [f"> **{_name(line, say)}** {shorten(plain(line.words), 300)}" for line in lines]
    return Page("\n".join([say("notice.recap", title=shorten(plain(state.book.title), 200)), *told]))


def _name(line: PromptLine, say: Say) -> str:
    return shorten(plain(line.part), 100) if line.part else say("spoken.narrator")


def curtain_page(state: Performance, names: Mapping[str, str], own_words: Mapping[int, str], say: Say) -> Page:
    """Return the curtain call: the cast, how the lines were read, and the transcript to take away."""
    transcript = transcribe(state, lambda performer: names.get(performer) or say("member.former"), own_words)
    manners = [reading.manner for reading in state.readings]
    ending = state.ending or Ending.STOPPED
    text = [
        f"## {say(f'curtain.{ending}', title=shorten(plain(state.book.title), 200))}",
        *(_credit(state, part, names, say) for part in state.book.parts[:20]),
        say(
            "curtain.count",
            count=len(manners),
            written=manners.count(Manner.AS_WRITTEN),
            own=manners.count(Manner.OWN_WORDS),
            bot=manners.count(Manner.UNDERSTUDY) + manners.count(Manner.PROMPTER),
        ),
    ]
    files = tuple(Attachment(f"transcript.{ending}", render(transcript, ending, say)) for ending in _AT_THE_CURTAIN)
    return Page(shorten("\n".join(text), 1900), files=files if manners else ())


def _credit(state: Performance, part: str, names: Mapping[str, str], say: Say) -> str:
    players = [plain(names.get(performer, say("member.former"))) for performer in state.performers_of(part)]
    return say("curtain.part", part=shorten(plain(part), 80), players=", ".join(players) or say("playbill.bot"))
