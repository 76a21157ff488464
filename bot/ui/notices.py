"""Short messages of a performance: pauses, reminders, notes, recaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stage.events import ClockSet, DirectionHanded, Held, Skipped, UnderstudyNamed, WentBack
from bot.stage.state import Phase
from bot.ui.pages import Button, Page, plain, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.stage.book import PromptLine
    from bot.stage.events import Nudged, Paused
    from bot.stage.state import Performance
    from bot.texts import Say

_LINES_RECALLED = 3


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


def recap_page(state: Performance, say: Say, *, asked: bool = False) -> Page:
    """Return the last lines that were read, for people who come back, or who `asked` to look back."""
    last = state.readings[-_LINES_RECALLED:]
    lines = (state.book.line(reading.line) for reading in last)
    told = [f"> **{_name(line, say)}** {shorten(plain(line.words), 300)}" for line in lines]
    going = "notice.recap-asked" if asked else "notice.recap"
    text_id = "notice.recap-none" if not told else "notice.recap-over" if state.phase is Phase.OVER else going
    return Page("\n".join([say(text_id, title=shorten(plain(state.book.title), 200)), *told]))


def _name(line: PromptLine, say: Say) -> str:
    return shorten(plain(line.part), 100) if line.part else say("spoken.narrator")
