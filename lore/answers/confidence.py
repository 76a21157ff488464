"""How sure an answer is, and when it is better not given."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lore.answers.matter import Matter
    from lore.answers.ranking import Scored

LEAST = 0.35
"""An answer less sure than this is not given."""


def confidence(matter: Matter, ranked: list[Scored]) -> float:
    """Return how sure the best line is, from 0 to 1."""
    if not ranked:
        return 0.0
    best = ranked[0].place
    mask = matter.own.get(best, 0)
    near = mask
    for place in (best - 2, best - 1, best + 1):
        near |= matter.own.get(place, 0)
    return 0.5 * matter.worth(mask) + 0.4 * matter.worth(near) + 0.1 * ranked[0].share
