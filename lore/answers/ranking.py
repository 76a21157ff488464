"""Which lines answer a question best: a log-linear ranker over the figures of `lore.answers.features`.

What is shown of a line stands in `lore.answers.spans`; how sure the answer is in `lore.answers.confidence`.
"""

from __future__ import annotations

from heapq import nlargest
from math import exp, log
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

from lore.answers.features import vector
from lore.answers.manners import manner
from lore.answers.portraits import draw
from lore.answers.scenes import likely
from lore.answers.weights import LINE_WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lore.answers.manners import Manner
    from lore.answers.matter import Matter
    from lore.answers.portraits import Portrait
    from lore.answers.scenes import Likely

SMALL = 160
"""Libraries of at most so many lines are ranked whole."""
SCENES = 4
"""Scenes of a larger library whose lines are ranked."""
CANDIDATES = 72
"""Lines of a larger library that are looked at closely, shared out among the scenes."""
FEWEST = 10
UNSURE = 0.5
"""Where the likeliest scene has less of the belief than this, the first three lines come from three scenes."""


class Scored(NamedTuple):
    """A place with its score and its share of the belief that it answers."""

    place: int
    score: float
    share: float


class Ranking(NamedTuple):
    """The places ranked, best first, with the figures of each."""

    scored: list[Scored]
    vectors: dict[int, list[float]]


def rank(matter: Matter, allowed: frozenset[int] | None = None) -> Ranking:
    """Return the places that may answer, best first; `allowed` limits them where it is given."""
    if matter.ceiling <= SMALL:
        places = (place for place in range(matter.ceiling) if allowed is None or place in allowed)
        return _ranking(_scored(matter, places, draw(matter), weights_for(matter, 0, matter.ceiling)))
    found = likely(matter, SCENES, allowed)
    rows: list[_Row] = []
    for scene in found:
        rows += _of_scene(matter, scene, CANDIDATES // len(found), allowed)
    have = {place for _, place, _ in rows}
    rest = [place for place in range(matter.ceiling if len(rows) < FEWEST else 0) if place not in have]
    rest = [place for place in rest if allowed is None or place in allowed][: FEWEST - len(rows)]
    weights = LINE_WEIGHTS[matter.question.kind]
    rows += [(score + _LAST, place, row) for score, place, row in _scored(matter, rest, {}, weights)]
    return _spread(_levelled(_ranking(rows), matter, found), matter, exp(found[0].belief) if found else 1.0)


def weights_for(matter: Matter, first: int, end: int) -> Sequence[float]:
    """Return the weights of the lines from one place to before another: those of plays, tales and prose, mixed."""
    prose = matter.index.is_prose(first, matter.ceiling)
    return mixed(LINE_WEIGHTS, matter.question.kind, manner(matter.index.entries[first:end], prose=prose))


def mixed(weights: Mapping[str, Sequence[float]], kind: str, shares: Manner) -> Sequence[float]:
    """Return the weights for a kind of question where lines tell in such a manner."""
    rows = zip(weights[kind], weights[f"{kind} told"], weights[f"{kind} read"], strict=True)
    return [said + shares.told * (told - said) + shares.read * read for said, told, read in rows]


def _levelled(ranking: Ranking, matter: Matter, scenes: Iterable[Likely]) -> Ranking:
    """Return the ranking with its scores on the scale of a small library's: the best keeps that of its figures."""
    if not ranking.scored:
        return ranking
    best = ranking.scored[0]
    found = (weights_for(matter, each.opening, each.end) for each in scenes if each.opening <= best.place < each.end)
    weights = next(found, LINE_WEIGHTS[matter.question.kind])
    by = sum(map(mul, weights, ranking.vectors[best.place])) - best.score
    return Ranking([each._replace(score=each.score + by) for each in ranking.scored], ranking.vectors)


_LAST = -50.0
"""What holds lines back that are there only because there must be some."""
_Row = tuple[float, int, list[float]]


def _scored(
    matter: Matter, places: Iterable[int], portraits: Mapping[str, Portrait], weights: Sequence[float]
) -> list[_Row]:
    rows = ((place, vector(matter, place, portraits)) for place in places)
    return [(sum(map(mul, weights, row)), place, row) for place, row in rows]


def _ranking(rows: list[_Row]) -> Ranking:
    rows.sort(key=lambda row: (-row[0], row[1]))
    top = rows[0][0] if rows else 0.0
    whole = sum(exp(score - top) for score, _, _ in rows)
    scored = [Scored(place, score, exp(score - top) / whole) for score, place, _ in rows]
    return Ranking(scored, {place: row for _, place, row in rows})


def _of_scene(matter: Matter, scene: Likely, most: int, allowed: frozenset[int] | None) -> list[_Row]:
    """Return the likeliest lines of a scene, each with the logarithm of its share of the belief.

    Inside the scene its lines are ranked as if it were all there is; the scene's own share is added.
    """
    inside = matter.within(scene.opening, scene.end)
    places = [place for place in range(scene.opening, scene.end) if allowed is None or place in allowed]
    if len(places) > most:
        rough = _rough(inside)
        places = sorted(nlargest(most, places, key=lambda place: (rough.get(place, 0.0), -place)))
    rows = _scored(
        inside, places, draw(inside, scene.opening, scene.end), weights_for(matter, scene.opening, scene.end)
    )
    top = max((score for score, _, _ in rows), default=0.0)
    whole = top + log(sum(exp(score - top) for score, _, _ in rows)) if rows else 0.0
    return [(score - whole + scene.belief, place, row) for score, place, row in rows]


def _spread(ranking: Ranking, matter: Matter, belief: float) -> Ranking:
    """Return the ranking with the best lines of other scenes among the first three, where the scene is not sure."""
    scored, entries = ranking.scored, matter.index.entries
    leaders: dict[int, Scored] = {}
    for each in scored:
        leaders.setdefault(entries[each.place].opening, each)
    wanted = list(leaders.values())[:3] if belief < UNSURE else [*scored[:2], *list(leaders.values())[1:2]]
    first = list(dict.fromkeys(wanted))
    return Ranking([*first, *(each for each in scored if each not in first)], ranking.vectors)


def _rough(matter: Matter) -> dict[int, float]:
    """Return a cheap score for each line that a question's words touch, and for the lines about them."""
    rough: dict[int, float] = {}
    entries = matter.index.entries
    for place in matter.own:
        score = matter.ranked(place)
        _raise(rough, place, score)
        opening = entries[place].opening
        for step, share in ((1, 0.5), (2, 0.25), (-1, 0.4)):
            if opening <= place + step < matter.ceiling and entries[place + step].opening == opening:
                _raise(rough, place + step, share * score)
        _raise(rough, opening, 0.3 * score)
    names = matter.question.people
    for place in rough:
        told = matter.named.get(place, 0).bit_count()
        rough[place] += 0.1 * (entries[place].line.speaker in names) + 0.05 * told
    return rough


def _raise(rough: dict[int, float], place: int, by: float) -> None:
    rough[place] = rough.get(place, 0.0) + by
