"""How far of a chapter a performance has come, so that nobody is told more of it.

A performance plays a book of its own; the chapter may have been replaced by a newer version since it opened, so a line
is looked up by its words there, not by its number alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.stage.book import PromptBook, PromptLine
    from lore import Script


def reached(book: PromptBook, furthest: int, script: Script) -> int:
    """Return the number of the script's last line that may be known of; 0: none.

    `furthest` is the last line of the book that anybody heard. Where nothing was read yet, that is the line before the
    book's first. Where the script has no line with the words of the last line read, the one before that counts.
    """
    numbers: dict[str, list[int]] = {}
    for known in script.lines:
        numbers.setdefault(_folded(known.text), []).append(known.number)
    for line in reversed(book.lines):
        same = numbers.get(_folded(line.words), []) if line.number <= furthest else []
        if same:
            return min(same, key=lambda number: abs(number - line.number))
    return _before_the_book(book, numbers)


def _before_the_book(book: PromptBook, numbers: dict[str, list[int]]) -> int:
    first: PromptLine | None = next(iter(book.lines), None)
    same = numbers.get(_folded(first.words), []) if first else []
    return min(same, default=1) - 1


def _folded(text: str) -> str:
    return " ".join(text.split())
