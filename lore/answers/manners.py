"""How lines tell what they tell: said as in a play, told as in a tale, or read from a text of prose that does both.

Fitted weights differ by it: who speaks answers in a play, while a chapter of prose answers in its narration too.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lore.answers.matter import Matter
    from lore.search.index import Entry

MANNERS = ("said", "told", "read")
PROSE = 0.5
"""Least share by which a chapter of prose is taken as a tale: its lines of speech hold narration of their own."""


class Manner(NamedTuple):
    """The share of lines that is told, from 0 in a play to 1 in a tale, and 1 where they are a text of prose."""

    told: float
    read: float

    @property
    def name(self) -> str:
        """The one of `MANNERS` that is nearest."""
        if self.read:
            return "read"
        return "told" if self.told >= PROSE else "said"


def manner(entries: Sequence[Entry], *, prose: bool) -> Manner:
    """Return how some lines tell what they tell; `prose` where they were read from a text of prose."""
    told = share_told(entries)
    return Manner(max(told, PROSE), 1.0) if prose else Manner(told, 0.0)


def manner_around(matter: Matter, place: int) -> Manner:
    """Return how the scene of a place tells what it tells, as far as it lies below the ceiling."""
    index = matter.index
    at = bisect_right(index.openings, place)
    end = index.openings[at] if at < len(index.openings) else len(index.entries)
    opening = index.openings[at - 1]
    prose = index.is_prose(opening, matter.ceiling)
    return manner(index.entries[opening : min(end, matter.ceiling)], prose=prose)


def share_told(entries: Sequence[Entry]) -> float:
    """Return the share of some lines that is told and not said, from 0 in a play to 1 in a tale."""
    return sum(entry.line.speaker is None for entry in entries) / max(1, len(entries))
