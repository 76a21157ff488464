"""A performer's book, in private: their line as the book shows it, and how they want to play."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stage.books import BOOKS
from bot.stage.scoring import STRICTNESS
from bot.ui.cues import lead, shown_in_book
from bot.ui.pages import Button, Choice, Menu, Page, plain, shorten
from bot.ui.spoken import split_at_sentences

if TYPE_CHECKING:
    from bot.stage.book import PromptLine
    from bot.stage.books import Book
    from bot.stage.state import Performance
    from bot.texts import Say

_LONGEST_PIECE = 1900


def book_pages(state: Performance, performer: str, say: Say, *, key: int) -> tuple[Page, ...]:
    """Return the performer's line that is due or comes next, in pieces where it is long, and what they may choose.

    The last page has the controls; it shows nothing of the line, so that it can change without it.
    """
    line = _line_of(state, performer)
    shown = _shown(state, line, state.book_of(performer), say) if line else say("book.no-line")
    pieces = split_at_sentences(shown, _LONGEST_PIECE)
    return (*(Page(piece) for piece in pieces), settings_page(state, performer, say, key=key))


def _line_of(state: Performance, performer: str) -> PromptLine | None:
    """Return the performer's line that is due, else the next one of a part of theirs."""
    cue = state.cue
    if cue is not None and cue.performer == performer:
        return state.book.line(cue.line)
    reached = cue.line if cue is not None else state.furthest
    parts = state.parts_of(performer)
    return next((line for line in state.book.lines if line.number > reached and line.part in parts), None)


def _shown(state: Performance, line: PromptLine, book: Book, say: Say) -> str:
    is_due = state.cue is not None and state.cue.line == line.number
    part = shorten(plain(line.part or ""), 100)
    head = say("book.line-due" if is_due else "book.line-next", line=line.number, part=part)
    return "\n".join(filter(None, (head, lead(state.book, line.number, say), shown_in_book(line, book.kind, say))))


def settings_page(state: Performance, performer: str, say: Say, *, key: int) -> Page:
    """Return how a performer plays, with what changes it."""
    book = state.book_of(performer)
    told, agreed = performer in state.on_deck, performer in state.agreed
    text = (
        say(f"book.is-{book.kind}", strictness=book.strictness),
        say("book.told-on-deck" if told else "book.not-told-on-deck"),
        _score(state, performer, say),
        say("book.scores-agreed" if agreed else "book.scores-not-agreed"),
    )
    kinds = tuple(Choice(each, say(f"book.{each}"), chosen=each == book.kind) for each in BOOKS)
    grades = tuple(
        Choice(str(each), say("book.strictness", percent=each), say(f"book.strictness-{each}"), each == book.strictness)
        for each in STRICTNESS
    )
    return Page(
        "\n".join(filter(None, text)),
        (
            Button("ondeck", key, int(not told), say("button.ondeck-off" if told else "button.ondeck-on")),
            Button("scores", key, int(not agreed), say("button.scores-off" if agreed else "button.scores-on")),
        ),
        (
            Menu("book", key, 0, say("book.choose"), kinds),
            Menu("strictness", key, 0, say("book.choose-strictness"), grades),
        ),
    )


def _score(state: Performance, performer: str, say: Say) -> str:
    """Return what the performer's own lines came to; it is theirs to see at any time."""
    figures = [each.percent for each in state.readings if each.performer == performer and each.percent is not None]
    return say("book.own-score", percent=sum(figures) // len(figures), count=len(figures)) if figures else ""
