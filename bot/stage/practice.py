"""Practice: one member alone with one part, line by line, in the order that teaches most.

Pure like the performance's rules, but nobody else's business: no ledger, no clock, no refusals. A line that was missed
comes again soon; lines that were missed in earlier practice come before the part is run from the top.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.stage.books import USUAL_STRICTNESS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.stage.book import PromptBook, PromptLine

BOOKS = ("full", "letters", "cue")
"""How a line stands in the performer's book: whole, cut down to first letters, or not at all, the cue being all."""
LINES_UNTIL_AGAIN = 3
"""So many lines after a line was missed, it comes again."""
MOST_LINES_BEFORE = 6


@dataclass(frozen=True, slots=True)
class Practice:
    """Where a practice stands: the lines to come (the first is due), and what became of those before.

    `drill` counts the lines at the head of the queue that are trouble from before; `shown` tells that the due line was
    looked at; `strictness` is the percentage of a typed line from which on it is known. `step` grows with all that is
    pressed, so that a button of before does nothing.
    """

    part: str
    book: str
    queue: tuple[int, ...]
    drill: int = 0
    step: int = 0
    shown: bool = False
    known: int = 0
    missed: tuple[int, ...] = ()
    strictness: int = USUAL_STRICTNESS

    @property
    def due(self) -> int | None:
        """The line that is due, or None at the end."""
        return self.queue[0] if self.queue else None


def begin_practice(
    book: PromptBook, part: str, kind: str, trouble: Mapping[int, int], strictness: int = USUAL_STRICTNESS
) -> Practice:
    """Return a practice of a part; `trouble` counts for each line how often it was missed."""
    lines = tuple(line.number for line in book.lines if line.part == part)
    drilled = sorted((line for line in lines if trouble.get(line, 0) > 0), key=lambda line: (-trouble[line], line))
    kind = kind if kind in BOOKS else BOOKS[0]
    return Practice(part, kind, (*drilled, *lines), drill=len(drilled), strictness=strictness)


def show(practice: Practice) -> Practice:
    """Look at the line that is due."""
    return replace(practice, shown=True, step=practice.step + 1)


def attempt(practice: Practice) -> Practice:
    """Stay at the line that was typed with too many wrong words; what it was held against showed the line."""
    return show(practice)


def know(practice: Practice) -> Practice:
    """Go on: the line that was due was known."""
    return replace(_gone_on(practice, practice.queue[1:]), known=practice.known + 1)


def miss(practice: Practice) -> Practice:
    """Go on: the line that was due was missed, and comes again soon."""
    due, rest = practice.queue[0], practice.queue[1:]
    again = (*rest[:LINES_UNTIL_AGAIN], due, *rest[LINES_UNTIL_AGAIN:])
    # In a row with itself it would be said from the ear, not from memory.
    queue = tuple(line for place, line in enumerate(again) if place == 0 or line != again[place - 1])
    return replace(_gone_on(practice, queue), missed=(*practice.missed, due))


def _gone_on(practice: Practice, queue: tuple[int, ...]) -> Practice:
    return replace(practice, queue=queue, drill=max(0, practice.drill - 1), step=practice.step + 1, shown=False)


def lines_before(book: PromptBook, number: int) -> tuple[PromptLine, ...]:
    """Return what the bot reads before a line: everything since the same part spoke last, as far as it helps."""
    line = book.line(number)
    before: list[PromptLine] = []
    for earlier in reversed([each for each in book.lines if each.number < number]):
        if earlier.part == line.part or len(before) == MOST_LINES_BEFORE:
            break
        before.append(earlier)
    return tuple(reversed(before))
