"""One decoder over a whole text: a chain of turns, each weighed by its own evidence and by the two speakers before it.

The chain is exact: forward and backward sums over pairs of neighbouring speakers give every turn's share for each
candidate. Because a transition only asks whether a speaker is the one before, the one before that, or somebody else, a
step costs the square of the candidates and not the cube.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


_NOBODY = -2
"""Who speaks before the first turn."""


@dataclass(frozen=True, slots=True)
class Link:
    """How a turn follows the one before: log weights of keeping the speaker, of going back one, of somebody else."""

    same: float
    back: float
    new: float


def marginals(
    candidates: Sequence[Sequence[int]], scores: Sequence[Sequence[float]], links: Sequence[Link]
) -> list[list[float]]:
    """Return each turn's share for each of its candidates, summing to 1; no turn may be without candidates."""
    if not candidates:
        return []
    unary = [_exponents(row) for row in scores]
    forward = _sweep(candidates, unary, links)
    backward = _backward(candidates, unary, links)
    return [_share(forward[number], backward[number]) for number in range(len(candidates))]


def _exponents(row: Sequence[float]) -> list[float]:
    top = max(row)
    return [math.exp(max(score - top, -50.0)) for score in row]


def _sweep(
    candidates: Sequence[Sequence[int]], unary: Sequence[Sequence[float]], links: Sequence[Link]
) -> list[list[list[float]]]:
    """Return the forward weights of pairs: `[turn][before][now]`; the first turn has one nameless speaker before it."""
    table = [[list(unary[0])]]
    before_ids: Sequence[int] = (_NOBODY,)
    for number in range(1, len(candidates)):
        same, back, new = (math.exp(value) for value in (links[number].same, links[number].back, links[number].new))
        now_ids = candidates[number]
        last_ids = candidates[number - 1]
        previous = table[-1]
        places = {person: place for place, person in enumerate(before_ids)}
        rows: list[list[float]] = []
        for place, person in enumerate(last_ids):
            total = sum(row[place] for row in previous)
            base = new * total
            row_out: list[float] = []
            for now, weight in zip(now_ids, unary[number], strict=True):
                if now == person:
                    row_out.append(same * total * weight)
                    continue
                place_before = places.get(now)
                extra = (back - new) * previous[place_before][place] if place_before is not None else 0.0
                row_out.append((base + extra) * weight)
            rows.append(row_out)
        scale = sum(map(sum, rows)) or 1.0
        table.append([[value / scale for value in row] for row in rows])
        before_ids = last_ids
    return table


def _backward(
    candidates: Sequence[Sequence[int]], unary: Sequence[Sequence[float]], links: Sequence[Link]
) -> list[list[list[float]]]:
    """Return the backward weights of the same pairs."""
    last = len(candidates) - 1
    befores: list[Sequence[int]] = [(_NOBODY,), *candidates[:-1]]
    table: list[list[list[float]]] = [[[1.0] * len(candidates[last]) for _ in befores[last]]]
    for number in range(last, 0, -1):
        same, back, new = (math.exp(value) for value in (links[number].same, links[number].back, links[number].new))
        after = table[-1]
        now_ids = candidates[number]
        last_ids = candidates[number - 1]
        rows_in = [[value * weight for value, weight in zip(row, unary[number], strict=True)] for row in after]
        totals = [new * sum(row) for row in rows_in]
        places = {person: place for place, person in enumerate(now_ids)}
        for place, person in enumerate(last_ids):
            own = places.get(person)
            if own is not None:
                totals[place] += (same - new) * rows_in[place][own]
        rows: list[list[float]] = []
        for person in befores[number - 1]:
            own = places.get(person)
            rows.append(
                [
                    totals[place] + ((back - new) * rows_in[place][own] if own is not None and one != person else 0.0)
                    for place, one in enumerate(last_ids)
                ]
            )
        scale = sum(map(sum, rows)) or 1.0
        table.append([[value / scale for value in row] for row in rows])
    table.reverse()
    return table


def _share(forward: Sequence[Sequence[float]], backward: Sequence[Sequence[float]]) -> list[float]:
    sums = [0.0] * len(forward[0])
    for one, two in zip(forward, backward, strict=True):
        for place, (left, right) in enumerate(zip(one, two, strict=True)):
            sums[place] += left * right
    total = sum(sums) or 1.0
    return [value / total for value in sums]
