"""How sure an answer is, and when it is better not given.

What tells an answerable question from another is mostly what the lines lack: words of the question that stand nowhere,
the rarer the worse. The figures are weighed by a fitted logistic regression (see `lore.answers.weights`).
"""

from __future__ import annotations

from math import exp, log
from operator import mul
from typing import TYPE_CHECKING

from lore.answers.features import NAMES
from lore.answers.premises import doubt
from lore.answers.question import KINDS
from lore.answers.weights import CONFIDENCE_WEIGHTS

if TYPE_CHECKING:
    from lore.answers.matter import Matter
    from lore.answers.ranking import Ranking

LEAST = 0.5
"""An answer less sure than this is not given."""

_LOOKED_AT = 5
_IN_OTHER_WORDS = 0.5
_AT = {name: place for place, name in enumerate(NAMES)}
_WINDOW = tuple(_AT[name] for name in ("cover", "prev", "prev2", "next", "near"))
_KIN = (*_WINDOW, _AT["kin"], _AT["scene"])
_GREATEST = tuple(_AT[name] for name in ("ranked", "top", "pairs", "share", "names_all", "plain"))
_AT_CUE = {"when": _AT["time"], "where": _AT["place"], "why": _AT["cause"], "who": _AT["proper"]}
_AT_TOP = tuple(_AT[name] for name in ("cover", "names_all", "any_speaks"))


def confidence(matter: Matter, ranking: Ranking) -> float:
    """Return how sure the best line is, from 0 to 1, comparable between questions and libraries."""
    if not ranking.scored:
        return 0.0
    sure = 1 / (1 + exp(-sum(map(mul, CONFIDENCE_WEIGHTS, figures(matter, ranking)))))
    return sure * doubt(matter, [each.place for each in ranking.scored[:_LOOKED_AT]])


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
        *_fitting(matter, ranking),
        _spoken_share(matter, ranking),
        float(not matter.own),
        float(bool(matter.verb) and not any(mask & matter.verb for mask in matter.own.values())),
        float(
            bool(matter.verb) and not any(mask & matter.verb for mask in (*matter.own.values(), *matter.kin.values()))
        ),
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


def _fitting(matter: Matter, ranking: Ranking) -> list[float]:
    """Return whether the best lines have what the kind of question wants: a time, a place, a cause, a number."""
    question = matter.question
    rows = [ranking.vectors[each.place] for each in ranking.scored[:3]]
    wanted = _AT_CUE.get(question.kind)
    cues = [row[wanted] for row in rows] if wanted is not None else [0.5]
    numbers = [row[_AT["number"]] for row in rows] if question.number else [0.5]
    verbs = [row[_AT["verb"]] for row in rows]
    return [
        cues[0],
        max(cues),
        max(numbers),
        verbs[0],
        max(verbs),
        rows[0][_AT["plain"]],
        rows[0][_AT["cover"]] * rows[0][_AT["names_all"]],
        rows[0][_AT["cover_subject"]],
    ]


def _spoken_share(matter: Matter, ranking: Ranking) -> float:
    """Return how much of what was looked at is spoken: a play and a tale are not sure in the same way."""
    entries = matter.index.entries
    return sum(entries[place].line.speaker is not None for place in ranking.vectors) / len(ranking.vectors)


def _missing(matter: Matter) -> list[float]:
    """Return what of the question stands nowhere below the ceiling; what stands there in other words, by half."""
    own = kin = strange = 0
    for mask in matter.own.values():
        own |= mask
    for mask in matter.kin.values():
        kin |= mask
    for mask in matter.strange.values():
        strange |= mask
    missing = [
        weight * (_IN_OTHER_WORDS if kin >> bit & 1 else 1.0)
        for bit, weight in enumerate(matter.weights)
        if not own >> bit & 1
    ]
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
