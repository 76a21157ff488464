"""Cues: the message that tells a performer it is their turn, and what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stage.book import is_shown
from bot.stage.books import CUE_ONLY, FULL
from bot.stage.hints import first_letters
from bot.ui.pages import Button, Page, ending, plain, shorten

if TYPE_CHECKING:
    from bot.stage.book import PromptBook, PromptLine
    from bot.texts import Say

_LONGEST_LEAD = 300
_ROOM_FOR_ESCAPES = 100
_LONGEST_LINE = 1300
_LONGEST_NAME = 100


def cue_page(  # noqa: PLR0913 (what a cue says)
    book: PromptBook,
    number: int,
    say: Say,
    *,
    key: int,
    seq: int,
    user_id: int | None,
    kind: str = FULL,
    unheard: bool = False,
) -> Page:
    """Return the cue for a line: who is due, what was said before it, and the line with its buttons.

    `kind` is the performer's book: everybody sees a cue, so that an open book alone shows its line there. `unheard`:
    they replied, and the words did not reach the bot.
    """
    line = book.line(number)
    place = book.position(number)
    head = say(
        "cue.head" if place == number else "cue.head-within",
        member=f"<@{user_id}>" if user_id else say("member.former"),
        part=shorten(plain(line.part or ""), _LONGEST_NAME),
        line=number,
        place=place,
        total=len(book.lines),
    )
    shown = (
        say("cue.line", words=shorten(with_directions(line), _LONGEST_LINE)) if kind == FULL else say("cue.by-heart")
    )
    told = say("cue.unheard") if unheard else ""
    content = "\n".join(filter(None, (head, lead(book, number, say), shown, told)))
    return Page(content, cue_buttons(say, key, seq, kind), pings=(user_id,) if user_id else ())


def cue_buttons(say: Say, key: int, seq: int, kind: str = FULL) -> tuple[Button, ...]:
    """Return the buttons below a cue; who plays from memory types the line where others say it."""
    return (
        Button("say" if kind == FULL else "memory", key, seq, say("button.say"), "main"),
        Button("own", key, seq, say("button.own")),
        Button("line", key, seq, say("button.line")),
        Button("pass", key, seq, say("button.pass")),
        Button("pause", key, seq, say("button.pause")),
        Button("hold", key, seq, say("button.hold")),
        Button("book", key, seq, say("button.book")),
        Button("improvise", key, seq, say("button.improvise")),
    )


def shown_in_book(line: PromptLine, kind: str, say: Say) -> str:
    """Return what a performer's book shows of a line."""
    if kind == CUE_ONLY:
        return say("book.nothing-shown")
    return with_directions(line) if kind == FULL else plain(first_letters(line.words))


def on_deck_page(line: PromptLine, say: Say, *, user_id: int | None) -> Page:
    """Return the notice to a member, who asked for it, that theirs is the next turn."""
    part = shorten(plain(line.part or ""), _LONGEST_NAME)
    told = say("cue.on-deck", member=f"<@{user_id}>" if user_id else say("member.former"), line=line.number, part=part)
    return Page(f"-# {told}", pings=(user_id,) if user_id else ())


def lead(book: PromptBook, number: int, say: Say) -> str:
    """Return the line before, quoted, so that the performer knows what they answer."""
    before = next((line for line in reversed(book.lines) if line.number < number), None)
    if before is None:
        return ""
    words = shorten(plain(ending(before.words, _LONGEST_LEAD)), _LONGEST_LEAD + _ROOM_FOR_ESCAPES)
    text = (
        say("cue.after-speech", part=shorten(plain(before.part), _LONGEST_NAME), words=words) if before.part else words
    )
    return f"> {text}"


def with_directions(line: PromptLine) -> str:
    """Return a line's words with its directions in italics between them."""
    shown = (
        plain(passage.text) if passage.kind == "spoken" else f"*({plain(passage.text).replace('*', '')})*"
        for passage in line.passages
        if is_shown(passage, line)
    )
    return " ".join(shown)


def closed_cue_page(book: PromptBook, number: int, say: Say, *, reader: str | None, replied: bool = False) -> Page:
    """Return what a cue turns into when its turn is over; `reader` None: the bot read, or the line went to another."""
    line = book.line(number)
    text_id = ("cue.done-by-reply" if replied else "cue.done") if reader else "cue.over"
    return Page(f"-# {say(text_id, line=number, part=plain(line.part or ''), reader=reader)}")
