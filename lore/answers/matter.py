"""What a question's words find in the index: which terms stand in which line, and how much of the question that is.

Worked out once a question. What it says of one line as an answer stands in `lore.answers.features`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING

from lore.answers.question import GENERIC
from lore.search.index import name_parts
from lore.search.lexicon import phrase_of, phrases_in, relatives
from lore.search.words import stem

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from lore.answers.question import Question
    from lore.search.index import Index

_SATURATION, _LENGTH = 0.6, 12.0
_NAME_WEIGHT = 3.0


@dataclass(slots=True)
class Here:
    """How telling each term of a question is among the lines at hand alone, and how long these usually are."""

    weights: list[float]
    total: float
    usual: float
    shares: dict[int, float] = field(default_factory=dict)

    def share(self, mask: int) -> float:
        """Return the share of the question that the terms of a mask make up among the lines at hand, from 0 to 1."""
        found = self.shares.get(mask)
        if found is None:
            found = sum(weight for bit, weight in enumerate(self.weights) if mask >> bit & 1) / self.total
            self.shares[mask] = found
        return found


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
    best_kin: float = 0.0
    generic: int = 0
    verb: int = 0
    aside: int = 0
    known: dict[str, float] = field(default_factory=dict)
    extent: int = 0
    _here: Here | None = None
    _name_stems: frozenset[str] | None = None
    _covers: list[float] | None = None
    _best_ranked: float | None = None
    _worths: dict[int, float] = field(default_factory=dict)

    def within(self, first: int, end: int) -> Matter:
        """Return what the question finds from one place to before another, as if nothing else were there."""
        inside = replace(
            self,
            best=0.0,
            best_kin=0.0,
            extent=end - first,
            _here=None,
            _covers=None,
            _best_ranked=None,
            _worths=self._worths,
        )
        inside.own, inside.kin, inside.named, inside.strange = (
            {place: marks[place] for place in range(first, end) if place in marks}
            for marks in (self.own, self.kin, self.named, self.strange)
        )
        _mark_whole(inside)
        return inside

    def worth(self, mask: int) -> float:
        """Return the share of the question's weight that the terms of a mask make up, from 0 to 1."""
        found = self._worths.get(mask)
        if found is None:
            found = sum(weight for bit, weight in enumerate(self.weights) if mask >> bit & 1) / self.total
            self._worths[mask] = found
        return found

    def better(self, cover: float) -> int:
        """Return how many lines hold a larger share of the question."""
        if self._covers is None:
            self._covers = sorted(map(self.worth, self.own.values()))
        return len(self._covers) - bisect_right(self._covers, cover + 1e-9)

    def aside_of(self, mask: int) -> float:
        """Return a mask's share of what the question says after "when", "after" and the like."""
        whole = self.worth(self.aside)
        return self.worth(mask & self.aside) / whole if whole else 0.0

    def plain(self, mask: int) -> float:
        """Return a mask's share of what the question asks beside words that stand in any question."""
        whole = self.worth(((1 << len(self.weights)) - 1) & ~self.generic)
        return self.worth(mask & ~self.generic) / whole if whole else 0.0

    @property
    def name_stems(self) -> frozenset[str]:
        """Return the stems of the names that are known below the ceiling; worked out when first asked for."""
        if self._name_stems is None:
            self._name_stems = self.index.name_stems(self.ceiling)
        return self._name_stems

    @property
    def here(self) -> Here:
        """Return how telling the terms are among the lines at hand; worked out when first asked for."""
        if self._here is None:
            self._here = _here(self)
        return self._here

    @property
    def best_ranked(self) -> float:
        """Return the best of what `ranked` says of any line; worked out when first asked for."""
        if self._best_ranked is None:
            self._best_ranked = max(map(self.ranked, self.own), default=0.0)
        return self._best_ranked

    def ranked(self, place: int) -> float:
        """Return how well a line's own words fit, long lines held back: a BM25 without its counts."""
        size = self.index.entries[place].size
        return self.worth(self.own.get(place, 0)) / (_SATURATION + (1 - _SATURATION) * max(size, 4) / _LENGTH)


def gather(question: Question, index: Index, ceiling: int, allowed: Collection[int] | None = None) -> Matter:
    """Return what the question's words find below the ceiling; in the `allowed` places alone where they are given."""
    matter = Matter(question, index, ceiling, extent=ceiling)
    kin = relatives()
    phrases = tuple(phrases_in([stem(word.form) for word in question.words]))
    for bit, term in enumerate(question.terms):
        matter.weights.append(index.weight(term, ceiling))
        _mark(matter.own, index.places(term, ceiling), bit)
        for other in kin.get(phrase_of(term, phrases), ()):
            _mark(matter.kin, index.places(other, ceiling), bit)
    matter.total = sum(matter.weights) or 1.0
    for bit, name in enumerate(question.names):
        for part in name_stems(name):
            _mark(matter.named, index.places(part, ceiling), bit)
    for bit, term in enumerate(question.strangers):
        _mark(matter.strange, index.places(term, ceiling), bit)
    if allowed is not None:
        _limit(matter, allowed)
    _mark_whole(matter)
    return matter


def _limit(matter: Matter, allowed: Collection[int]) -> None:
    """Forget what was found elsewhere than in the allowed places."""
    matter.own, matter.kin, matter.named, matter.strange = (
        {place: mask for place, mask in marks.items() if place in allowed}
        for marks in (matter.own, matter.kin, matter.named, matter.strange)
    )


def _mark(marks: dict[int, int], places: Sequence[int], bit: int) -> None:
    flag = 1 << bit
    for place in places:
        marks[place] = marks.get(place, 0) | flag


@lru_cache(maxsize=2_000)
def name_stems(name: str) -> tuple[str, ...]:
    """Return the stems of the parts of a name that tell somebody apart."""
    return tuple(stem(part) for part in name_parts(name))


def _here(matter: Matter) -> Here:
    counts = [0] * len(matter.weights)
    for mask in matter.own.values():
        for bit in range(mask.bit_length()):
            counts[bit] += mask >> bit & 1
    weights = [log((matter.extent + 1) / (count + 0.5)) if count else 0.0 for count in counts]
    entries = matter.index.entries
    sizes = [entries[place].size for place in matter.own]
    return Here(weights, sum(weights) or 1.0, sum(sizes) / len(sizes) if sizes else 1.0)


def _mark_whole(matter: Matter) -> None:
    """Work out what concerns the question as a whole."""
    question = matter.question
    for bit, term in enumerate(question.terms):
        if term in GENERIC:
            matter.generic |= 1 << bit
        if term in question.aside:
            matter.aside |= 1 << bit
        if term == question.verb:
            matter.verb = 1 << bit
    matter.known = dict(zip(question.terms, matter.weights, strict=True))
    for part in question.name_stems:
        matter.known.setdefault(part, _NAME_WEIGHT)
    matter.best = max(map(matter.worth, set(matter.own.values())), default=0.0)
    with_kin = {mask | matter.own.get(place, 0) for place, mask in matter.kin.items()}
    matter.best_kin = max(map(matter.worth, with_kin), default=0.0)
