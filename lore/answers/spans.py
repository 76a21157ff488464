"""Which words of a line answer: the stretches that could, and the one chosen.

Every stretch is a slice of the line's text or of one of its directions.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lore.answers.question import Question

_CUTS = re.compile(r"[.!?;:,\n]+|\s[-–—]+\s")


def shortest(_question: Question, text: str) -> str:
    """Return the stretch of a text that answers a question."""
    pieces = [piece for piece in _pieces(text) if piece.strip()]
    return max(pieces, key=len, default=text).strip()


def _pieces(text: str) -> list[str]:
    found, start = [], 0
    for cut in _CUTS.finditer(text):
        found.append(text[start : cut.start()])
        start = cut.end()
    return [*found, text[start:]]
