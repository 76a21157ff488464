"""What a question's words find in the index: which terms stand in which line, and how much of the question that is.

Worked out once a question. What it says of one line as an answer stands in `lore.answers.features`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from lore.search.index import name_parts
from lore.search.lexicon import relatives
from lore.search.words import stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lore.answers.question import Question
    from lore.search.index import Index

_SATURATION, _LENGTH = 0.6, 12.0


@dataclass(slots=True)
class Matter:
    """The lines a question's words touch. Each mapping gives, for a place, the bits of the terms that stand there."""

    question: Question
    index: Index
    ceiling: int
    weights: list[float] = field(default_factory=list)
    total: float = 1.0
    own: dict[int, int] = field(default_factory=dict)
    kin: dict[int, int] = field(default_factory=dict)
    named: dict[int, int] = field(default_factory=dict)
    strange: dict[int, int] = field(default_factory=dict)
    best: float = 0.0
    best_ranked: float = 0.0
    best_kin: float = 0.0
    _worths: dict[int, float] = field(default_factory=dict)

    def worth(self, mask: int) -> float:
        """Return the share of the question's weight that the terms of a mask make up, from 0 to 1."""
        found = self._worths.get(mask)
        if found is None:
            found = sum(weight for bit, weight in enumerate(self.weights) if mask >> bit & 1) / self.total
            self._worths[mask] = found
        return found

    def ranked(self, place: int) -> float:
        """Return how well a line's own words fit, long lines held back: a BM25 without its counts."""
        size = self.index.entries[place].size
        return self.worth(self.own.get(place, 0)) / (_SATURATION + (1 - _SATURATION) * max(size, 4) / _LENGTH)


def gather(question: Question, index: Index, ceiling: int) -> Matter:
    """Return what the question's words find below the ceiling."""
    matter = Matter(question, index, ceiling)
    kin = relatives()
    for bit, term in enumerate(question.terms):
        matter.weights.append(index.weight(term, ceiling))
        _mark(matter.own, index.places(term, ceiling), bit)
        for other in kin.get(term, ()):
            _mark(matter.kin, index.places(other, ceiling), bit)
    matter.total = sum(matter.weights) or 1.0
    for bit, name in enumerate(question.names):
        for part in _name_stems(name):
            _mark(matter.named, index.places(part, ceiling), bit)
    for bit, term in enumerate(question.strangers):
        _mark(matter.strange, index.places(term, ceiling), bit)
    matter.best = max((matter.worth(mask) for mask in matter.own.values()), default=0.0)
    matter.best_ranked = max((matter.ranked(place) for place in matter.own), default=0.0)
    matter.best_kin = max(
        (matter.worth(mask | matter.own.get(place, 0)) for place, mask in matter.kin.items()), default=0.0
    )
    return matter


def _mark(marks: dict[int, int], places: Sequence[int], bit: int) -> None:
    flag = 1 << bit
    for place in places:
        marks[place] = marks.get(place, 0) | flag


@lru_cache(maxsize=2_000)
def _name_stems(name: str) -> tuple[str, ...]:
    return tuple(stem(part) for part in name_parts(name))
