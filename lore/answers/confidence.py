"""How sure an answer is, and when it is better not given.

What tells an answerable question from another is mostly what the lines lack: words of the question that stand nowhere,
the rarer the worse. The figures are weighed by a fitted logistic regression (see `lore.answers.weights`).
"""

from __future__ import annotations

from math import exp, log
from operator import mul
from typing import TYPE_CHECKING

from lore.answers.features import NAMES
from lore.answers.question import KINDS
from lore.answers.weights import CONFIDENCE_WEIGHTS

if TYPE_CHECKING:
    from lore.answers.matter import Matter
    from lore.answers.ranking import Ranking

LEAST = 0.5
"""An answer less sure than this is not given."""

_AT = {name: place for place, name in enumerate(NAMES)}
_WINDOW = tuple(_AT[name] for name in ("cover", "prev", "prev2", "next", "near"))
_KIN = (*_WINDOW, _AT["kin"], _AT["scene"])
_GREATEST = tuple(_AT[name] for name in ("ranked", "top", "pairs", "share", "names_all", "plain"))
_AT_TOP = tuple(_AT[name] for name in ("cover", "names_all", "any_speaks"))


def confidence(matter: Matter, ranking: Ranking) -> float:
    """Return how sure the best line is, from 0 to 1, comparable between questions and libraries."""
    if not ranking.scored:
        return 0.0
    return 1 / (1 + exp(-sum(map(mul, CONFIDENCE_WEIGHTS, figures(matter, ranking)))))


def figures(matter: Matter, ranking: Ranking) -> list[float]:
    """Return what the sureness is weighed from, in a fixed order, most of it from 0 to 1."""
    question = matter.question
    kinds = [float(question.kind == kind) for kind in KINDS]
    found = _found(ranking)
    widest = max(sum(map(row.__getitem__, _WINDOW)) for row in ranking.vectors.values())
    total = sum(matter.weights)
    return [
        1.0,
        *_ranks(ranking),
        *found,
        widest,
        *_missing(matter),
        min(len(question.names), 3) / 3,
        min(len(question.terms), 8) / 8,
        float(len(question.terms) <= 1),
        float(bool(question.subject)),
        float(not question.names),
        log(len(ranking.scored) + 1) / 5,
        matter.best * total / 20,
        widest * total / 20,
        total / 30,
        matter.best,
        matter.best**2,
        matter.best_kin,
        *kinds,
        *(kind * widest for kind in kinds),
    ]


def _ranks(ranking: Ranking) -> list[float]:
    """Return how the best line's score stands to the others'."""
    first = ranking.scored[0]
    second = ranking.scored[1].score if len(ranking.scored) > 1 else first.score
    return [first.score / 5, first.share, first.score * first.share / 5, (first.score - second) / 5]


def _found(ranking: Ranking) -> list[float]:
    """Return what the best line has, and the most that any line has."""
    top = ranking.vectors[ranking.scored[0].place]
    rows = ranking.vectors.values()
    return [
        *(top[at] for at in _AT_TOP),
        sum(top[at] for at in _WINDOW),
        max(sum(map(row.__getitem__, _KIN)) for row in rows),
        *(max(row[at] for row in rows) for at in _GREATEST),
    ]


def _missing(matter: Matter) -> list[float]:
    """Return what of the question stands nowhere below the ceiling."""
    own = kin = strange = 0
    for mask in matter.own.values():
        own |= mask
    for mask in matter.kin.values():
        kin |= mask
    for mask in matter.strange.values():
        strange |= mask
    missing = [weight for bit, weight in enumerate(matter.weights) if not own >> bit & 1]
    strangers = len(matter.question.strangers)
    return [
        matter.worth(own),
        matter.worth(own | kin),
        max(missing, default=0.0) / 9,
        min(len(missing), 5) / 5,
        min(sum(missing), 30.0) / 30,
        float(strangers - strange.bit_count()),
        float(strangers > 0),
    ]
