"""Books: how a performer sees their lines, and how strictly they are heard when they type one from memory.

Each performer has a book of their own in the same performance. What a book shows is worked out in `bot.stage.hints`.
"""

from __future__ import annotations

from dataclasses import dataclass

FULL, LETTERS, CUE_ONLY = "full", "letters", "cue"
BOOKS = (FULL, LETTERS, CUE_ONLY)
"""All of the line, its first letters, or nothing but the line before it."""
USUAL_STRICTNESS = 95


@dataclass(frozen=True, slots=True)
class Book:
    """A performer's book, and the percentage of a line from which on they know it."""

    kind: str = FULL
    strictness: int = USUAL_STRICTNESS

    @property
    def is_open(self) -> bool:
        """Whether the performer reads; else they play from memory, and *Say it* has them type the line."""
        return self.kind == FULL
