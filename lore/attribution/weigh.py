"""From a reading to verdicts: certain speakers by rule, all others by the decoder over the whole text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from lore.attribution.candidates import SOMEBODY, find_candidates
from lore.attribution.company import Company
from lore.attribution.contexts import link_pieces
from lore.attribution.decoder import Link, marginals
from lore.attribution.features import Evidencer
from lore.attribution.rules import Certain, certain_speaker
from lore.attribution.weights import FIRST_LINKS, FIRST_WEIGHTS, SECOND_LINKS, SECOND_WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lore.attribution.reading import Reading


class Figures(NamedTuple):
    """What each piece of evidence is worth, and each context of a turn for keeping, going back, changing."""

    weights: Mapping[str, float]
    links: Mapping[str, tuple[float, float, float]]


FIRST = Figures(FIRST_WEIGHTS, FIRST_LINKS)
SECOND = Figures(SECOND_WEIGHTS, SECOND_LINKS)
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
    """Return a verdict for each turn of a reading, in order: what three looks find together."""
    layout = lay_out(reading)
    shares = look_thrice(reading, layout)
    return [_verdict(*turn) for turn in zip(layout.candidates, shares, layout.rows, layout.certain, strict=True)]


def look_thrice(reading: Reading, layout: Layout) -> list[list[float]]:
    """Return each turn's share for each of its candidates, the mean of three looks.

    The first knows what each turn and its neighbours show; the second also who, by the first, speaks around it; the
    third the same by the first two. Each look errs in other places, so that their mean errs less and is less sure
    where it errs.
    """
    first = decode(layout, FIRST)
    second = decode(look_again(reading, layout, first), SECOND)
    third = decode(look_again(reading, layout, _mean([(0.5, first), (0.5, second)])), SECOND)
    return _mean(list(zip(_LOOKS, (first, second, third), strict=True)))


_LOOKS = (0.2, 0.4, 0.4)
"""What each look counts."""

_Shares: TypeAlias = "list[list[float]]"


def _mean(looks: Sequence[tuple[float, _Shares]]) -> _Shares:
    """Return the weighted mean of several looks' shares."""
    counts = [count for count, _ in looks]
    return [
        [sum(count * share for count, share in zip(counts, found, strict=True)) for found in zip(*turn, strict=True)]
        for turn in zip(*(shares for _, shares in looks), strict=True)
    ]


def look_again(reading: Reading, layout: Layout, found: Sequence[Sequence[float]]) -> Layout:
    """Return a layout with the evidence that a first pass's shares add."""
    company = Company(reading, layout.candidates, found).pieces()
    rows = [[one + two for one, two in zip(*turn, strict=True)] for turn in zip(layout.rows, company, strict=True)]
    return replace(layout, rows=rows)


def decode(layout: Layout, figures: Figures) -> list[list[float]]:
    """Return each turn's share for each of its candidates."""
    weights, links = figures
    scores = [[sum(weights.get(piece, 0.0) for piece in pieces) for pieces in row] for row in layout.rows]
    return marginals(layout.candidates, scores, [_link(context, links) for context in layout.contexts])


def _link(context: Sequence[str], links: Mapping[str, tuple[float, float, float]]) -> Link:
    """Return the worth of keeping, going back to, and changing the speaker in a context."""
    worth = [links.get(piece, (0.0, 0.0, 0.0)) for piece in context]
    return Link(*(sum(figures) for figures in zip((0.0, 0.0, 0.0), *worth, strict=True)))


def _verdict(
    people: Sequence[int], shares: Sequence[float], rows: Sequence[Sequence[str]], certain: Certain | None
) -> Verdict:
    order = sorted(
        (place for place, person in enumerate(people) if person != SOMEBODY), key=lambda place: (-shares[place], place)
    )
    if not order or shares[order[0]] < _LEAST:
        return Verdict((), (), certain)
    return Verdict(tuple((people[place], shares[place]) for place in order), tuple(rows[order[0]]), certain)
