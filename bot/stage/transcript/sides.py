"""Sides: the lines of one part, each with the end of what is said before it, as actors are given them.

Made from the book alone, so that they can be learned before anything was performed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.stage.book import PromptBook, PromptLine
    from bot.texts import Say

_WORDS_OF_A_CUE = 12


def sides_of(book: PromptBook, part: str, say: Say) -> str:
    """Return the sides of a part as plain text; KeyError where the book has no such part."""
    if part not in book.parts:
        raise KeyError(part)
    head = f"{book.title}\n{say('sides.head', part=part, count=book.line_counts[part])}"
    return "\n\n".join([head, *_entries(book, part, say)]) + "\n"


def _entries(book: PromptBook, part: str, say: Say) -> Iterator[str]:
    for line in book.lines:
        if line.part == part:
            rows = (_cue(book.before(line.number), part, say), f"{line.number:>4}  {line.part.upper()}: {line.words}")
            yield "\n".join(filter(None, rows))


def _cue(before: PromptLine | None, part: str, say: Say) -> str:
    """Return the end of the line before; nothing at the beginning, and between two lines of the part itself."""
    if before is None or before.part == part:
        return ""
    words = before.words.split()
    told = " ".join(words[-_WORDS_OF_A_CUE:])
    return f"      ({before.part or say('spoken.narrator')}) {'… ' if len(words) > _WORDS_OF_A_CUE else ''}{told}"
