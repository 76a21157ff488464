"""From a reading to verdicts: certain speakers by rule, all others by the decoder over the whole text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lore.attribution.candidates import SOMEBODY, find_candidates
from lore.attribution.decoder import Link, marginals
from lore.attribution.features import Evidencer, link_pieces
from lore.attribution.rules import Certain, certain_speaker
from lore.attribution.weights import LINKS, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lore.attribution.reading import Reading

_LEAST = 0.12
"""A speaker is named from this share on; below it the line stays unresolved."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who may speak a turn: people with their shares, the likeliest first; the rule that fixed it, if one did."""

    shares: tuple[tuple[int, float], ...]
    pieces: tuple[str, ...]
    certain: Certain | None

    @property
    def person(self) -> int | None:
        """The likeliest person, or None where nobody can be named."""
        return self.shares[0][0] if self.shares else None


@dataclass(frozen=True, slots=True)
class Layout:
    """What is to be weighed: each turn's candidates, the evidence for each, its context, its certain speaker."""

    candidates: list[list[int]]
    rows: list[list[list[str]]]
    contexts: list[tuple[str, ...]]
    certain: list[Certain | None]


def lay_out(reading: Reading) -> Layout:
    """Return the candidates and evidence of a reading; a certain speaker is the only candidate."""
    certain = [certain_speaker(reading, turn) for turn in reading.turns]
    found = find_candidates(reading)
    candidates = [[fixed.person] if fixed else people for people, fixed in zip(found, certain, strict=True)]
    evidencer = Evidencer(reading)
    rows = [evidencer.read(turn, people) for turn, people in zip(reading.turns, candidates, strict=True)]
    contexts: list[tuple[str, ...]] = [link_pieces(reading, turn) if turn.number else () for turn in reading.turns]
    return Layout(candidates, rows, contexts, certain)


def weigh(reading: Reading) -> list[Verdict]:
    """Return a verdict for each turn of a reading, in order."""
    layout = lay_out(reading)
    scores = [[score(pieces) for pieces in row] for row in layout.rows]
    links = [link(context) for context in layout.contexts]
    shares = marginals(layout.candidates, scores, links)
    return [_verdict(*turn) for turn in zip(layout.candidates, shares, layout.rows, layout.certain, strict=True)]


def score(pieces: Sequence[str]) -> float:
    """Return what pieces of evidence are worth together."""
    return sum(WEIGHTS.get(piece, 0.0) for piece in pieces)


def link(pieces: Sequence[str]) -> Link:
    """Return the worth of keeping, going back to, and changing the speaker in a context."""
    worth = [LINKS.get(piece, (0.0, 0.0, 0.0)) for piece in pieces]
    return Link(*(sum(figures) for figures in zip((0.0, 0.0, 0.0), *worth, strict=True)))


def _verdict(
    people: Sequence[int], shares: Sequence[float], rows: Sequence[Sequence[str]], certain: Certain | None
) -> Verdict:
    order = sorted(
        (place for place, person in enumerate(people) if person != SOMEBODY), key=lambda place: (-shares[place], place)
    )
    if not order or shares[order[0]] < _LEAST:
        return Verdict((), (), None)
    return Verdict(tuple((people[place], shares[place]) for place in order), tuple(rows[order[0]]), certain)
