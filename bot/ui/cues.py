"""Cues: the message that tells a performer it is their turn, and what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stage.book import is_shown
from bot.ui.pages import Button, Page, plain, shorten

if TYPE_CHECKING:
    from bot.stage.book import PromptBook, PromptLine
    from bot.texts import Say

_LONGEST_LEAD = 300
_LONGEST_LINE = 1300
_LONGEST_NAME = 100


def cue_page(book: PromptBook, number: int, say: Say, *, key: int, seq: int, user_id: int | None) -> Page:
    """Return the cue for a line: who is due, what was said before it, and the line with its buttons."""
    line = book.line(number)
    head = say(
        "cue.head",
        member=f"<@{user_id}>" if user_id else say("member.former"),
        part=shorten(plain(line.part or ""), _LONGEST_NAME),
        line=number,
        place=book.position(number),
        total=len(book.lines),
    )
    lead = _lead(book, number, say)
    text = shorten(_with_directions(line), _LONGEST_LINE)
    content = "\n".join(filter(None, (head, lead, say("cue.line", words=text))))
    return Page(content, cue_buttons(say, key, seq), pings=(user_id,) if user_id else ())


def cue_buttons(say: Say, key: int, seq: int) -> tuple[Button, ...]:
    """Return the buttons below a cue."""
    return (
        Button("say", key, seq, say("button.say"), "main"),
        Button("own", key, seq, say("button.own")),
        Button("line", key, seq, say("button.line")),
        Button("pass", key, seq, say("button.pass")),
        Button("pause", key, seq, say("button.pause")),
        Button("hold", key, seq, say("button.hold")),
    )


def _lead(book: PromptBook, number: int, say: Say) -> str:
    """Return the line before, quoted, so that the performer knows what they answer."""
    before = next((line for line in reversed(book.lines) if line.number < number), None)
    if before is None:
        return ""
    words = shorten(plain(before.words), _LONGEST_LEAD)
    text = (
        say("cue.after-speech", part=shorten(plain(before.part), _LONGEST_NAME), words=words) if before.part else words
    )
    return f"> {text}"


def _with_directions(line: PromptLine) -> str:
    shown = (
        plain(passage.text) if passage.kind == "spoken" else f"*({plain(passage.text).replace('*', '')})*"
        for passage in line.passages
        if is_shown(passage, line)
    )
    return " ".join(shown)


def closed_cue_page(book: PromptBook, number: int, say: Say, *, reader: str | None) -> Page:
    """Return what a cue turns into when its turn is over; `reader` None: the bot read, or the line went to another."""
    line = book.line(number)
    text_id = "cue.done" if reader else "cue.over"
    return Page(f"-# {say(text_id, line=number, part=plain(line.part or ''), reader=reader)}")
