"""Who speaks around a turn, from a first decoding: evidence for the second one.

A first pass knows every turn's likely speakers. Somebody who speaks often before and after a turn, or who has been
exchanging words with the speaker beside it, is more likely its speaker than somebody who is only named there.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lore.attribution.reading import Reading

_REACH = 10
"""So many turns to either side are looked at, within the scene."""
_NEAR = 2
_SUMS = (0.15, 0.7, 1.5, 3.0)
_DISTANCES = (1, 2, 3, 4, 6, 9)
_TRACE = 0.01
_LEAST = 0.1
"""A partner less likely than this at a turn is not counted there."""

Shares: TypeAlias = "dict[int, float]"


class Company:
    """The likely speakers of all turns of a reading."""

    def __init__(self, reading: Reading, candidates: Sequence[Sequence[int]], found: Sequence[Sequence[float]]) -> None:
        self._reading = reading
        self._candidates = candidates
        self._shares = [dict(zip(people, row, strict=True)) for people, row in zip(candidates, found, strict=True)]
        self._likeliest = [max(row, key=lambda person: row[person]) for row in self._shares]
        self._likely = [[(p, share) for p, share in row.items() if share > _TRACE] for row in self._shares]
        self._everywhere = _sums(self._shares)

    def pieces(self) -> list[list[list[str]]]:
        """Return for each candidate of each turn the evidence of who speaks around it."""
        return [
            self._turn(number, max(start, number - _REACH), min(end, number + _REACH + 1))
            for start, end in self._scenes()
            for number in range(start, end)
        ]

    def _scenes(self) -> Iterable[tuple[int, int]]:
        turns = self._reading.turns
        starts = [turn.number for turn in turns if turn.broken or not turn.number]
        return pairwise([*starts, len(turns)])

    def _turn(self, number: int, low: int, high: int) -> list[list[str]]:
        shares = self._shares
        tags = self._reading.tags[number]
        sort = tags[0].mention.kind[0] if tags else "u"
        sums = {
            "past": _sums(shares[low : max(low, number - _NEAR)]),
            "coming": _sums(shares[number + _NEAR + 1 : high]),
            "beside": _sums(shares[n] for n in (number - 1, number + 1) if low <= n < high),
            "second": _sums(shares[n] for n in (number - 2, number + 2) if low <= n < high),
        }
        for side, beside in (("before", number - 1), ("after", number + 1)):
            if low <= beside < high:
                sums[f"pair.{side}"] = self._partners(self._likeliest[beside], low, high, number)
        rows: list[list[str]] = []
        for person in self._candidates[number]:
            pieces = [f"said.{sort}.{name}{_grade(found.get(person, 0.0))}" for name, found in sums.items()]
            pieces.append(f"said.share{int(10 * self._everywhere[person] / len(shares))}")
            pieces.append(f"said.{sort}.last{self._distance(person, number, low)}")
            rows.append(pieces)
        return rows

    def _partners(self, partner: int, low: int, high: int, number: int) -> Shares:
        """Return how often each person speaks right before or after a partner, the turn itself left out."""
        found: Shares = {}
        for one, two in pairwise(range(low, high)):
            if number in (one, two):
                continue
            for own, other in ((one, two), (two, one)):
                share = self._shares[own].get(partner, 0.0)
                if share > _LEAST:
                    for person, worth in self._likely[other]:
                        found[person] = found.get(person, 0.0) + share * worth
        return found

    def _distance(self, person: int, number: int, low: int) -> int:
        """Return a grade of how long ago a person spoke last, 0 for not within reach."""
        last = next((number - one for one in range(number - 1, low - 1, -1) if self._likeliest[one] == person), 0)
        return sum(last > bound for bound in _DISTANCES) + 1 if last else 0


def _sums(rows: Iterable[Shares]) -> Shares:
    found: Shares = {}
    for row in rows:
        for person, share in row.items():
            found[person] = found.get(person, 0.0) + share
    return found


def _grade(amount: float) -> int:
    return bisect_left(_SUMS, amount)
