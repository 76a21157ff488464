"""From a reading to verdicts: certain speakers by rule, all others by the decoder over the whole text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lore.attribution.candidates import find_candidates
from lore.attribution.decoder import Link, marginals
from lore.attribution.features import Evidencer, link_pieces
from lore.attribution.rules import Certain, certain_speaker
from lore.attribution.weights import LINKS, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lore.attribution.reading import Reading

_CERTAIN = 12.0
"""What a rule that applies adds, in natural logarithms: nothing else outweighs it."""


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


def weigh(reading: Reading) -> list[Verdict]:
    """Return a verdict for each turn of a reading, in order."""
    candidates = find_candidates(reading)
    certain = [certain_speaker(reading, turn) for turn in reading.turns]
    evidencer = Evidencer(reading)
    rows = [evidencer.read(turn, people) for turn, people in zip(reading.turns, candidates, strict=True)]
    scores = [
        [
            score(pieces) + _CERTAIN * (fixed is not None and fixed.person == person)
            for person, pieces in zip(people, row, strict=True)
        ]
        for people, row, fixed in zip(candidates, rows, certain, strict=True)
    ]
    kept = [number for number, people in enumerate(candidates) if people]
    links = [link(link_pieces(reading, reading.turns[number])) if number else Link(0, 0, 0) for number in kept]
    shares = marginals([candidates[number] for number in kept], [scores[number] for number in kept], links)
    verdicts = [Verdict((), (), None)] * len(candidates)
    for number, row_shares in zip(kept, shares, strict=True):
        verdicts[number] = _verdict(candidates[number], row_shares, rows[number], certain[number])
    return verdicts


def score(pieces: Sequence[str]) -> float:
    """Return what pieces of evidence are worth together."""
    return sum(WEIGHTS.get(piece, 0.0) for piece in pieces)


def link(pieces: Sequence[str]) -> Link:
    """Return the worth of keeping, going back to, and changing the speaker in a context."""
    worth = [LINKS.get(piece, (0.0, 0.0, 0.0)) for piece in pieces]
    return Link(*(sum(figures) for figures in zip(*worth, strict=True)))


def _verdict(
    people: Sequence[int], shares: Sequence[float], rows: Sequence[Sequence[str]], certain: Certain | None
) -> Verdict:
    order = sorted(range(len(people)), key=lambda place: (-shares[place], place))
    return Verdict(tuple((people[place], shares[place]) for place in order), tuple(rows[order[0]]), certain)
