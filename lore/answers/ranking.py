"""Which lines answer a question best: a log-linear ranker over the figures of `lore.answers.features`.

What is shown of a line stands in `lore.answers.spans`; how sure the answer is in `lore.answers.confidence`.
"""

from __future__ import annotations

from heapq import nlargest
from math import exp
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

from lore.answers.features import vector
from lore.answers.portraits import draw
from lore.answers.weights import LINE_WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from lore.answers.matter import Matter

SMALL = 160
"""Libraries of at most so many lines are ranked whole."""
CANDIDATES = 60
"""Lines of a larger library that are looked at closely."""
FEWEST = 10
SCENES, SCENE_LINES = 4, 30
"""Scenes of a larger library whose lines are looked at closely as well, and the most lines of each."""
_PEOPLE = 0.5
"""What it is worth that a scene has all the people named, against all the words."""


class Scored(NamedTuple):
    """A place with its score and its share of the belief that it answers."""

    place: int
    score: float
    share: float


class Ranking(NamedTuple):
    """The places ranked, best first, with the figures of each."""

    scored: list[Scored]
    vectors: dict[int, list[float]]


def rank(matter: Matter, allowed: Collection[int] | None = None) -> Ranking:
    """Return the places that may answer, best first; `allowed` limits them where it is given."""
    weights = LINE_WEIGHTS[matter.question.kind]
    portraits = draw(matter)
    vectors = {place: vector(matter, place, portraits) for place in candidates(matter, allowed)}
    found = [(sum(map(mul, weights, row)), place) for place, row in vectors.items()]
    found.sort(key=lambda pair: (-pair[0], pair[1]))
    top = found[0][0] if found else 0.0
    whole = sum(exp(score - top) for score, _ in found)
    return Ranking([Scored(place, score, exp(score - top) / whole) for score, place in found], vectors)


def candidates(matter: Matter, allowed: Collection[int] | None = None) -> list[int]:
    """Return the places worth looking at closely, in order: all of a small library, the likeliest of a large one."""
    if matter.ceiling <= SMALL:
        places: Iterable[int] = range(matter.ceiling)
        return [place for place in places if allowed is None or place in allowed]
    rough = _rough(matter)
    if allowed is not None:
        rough = {place: score for place, score in rough.items() if place in allowed}
    best = nlargest(CANDIDATES, rough.items(), key=lambda pair: (pair[1], -pair[0]))
    chosen = {place for place, _ in best}
    for opening in likely_scenes(matter)[:SCENES]:
        chosen.update(_of_scene(matter, opening, rough, allowed))
    for place in range(matter.ceiling) if len(chosen) < FEWEST else ():
        if len(chosen) >= FEWEST:
            break
        if allowed is None or place in allowed:
            chosen.add(place)
    return sorted(chosen)


def _rough(matter: Matter) -> dict[int, float]:
    """Return a cheap score for each line that a question's words touch, and for the lines about them."""
    rough: dict[int, float] = {}
    entries = matter.index.entries
    strongest = nlargest(3 * CANDIDATES, matter.own, key=lambda place: (matter.ranked(place), -place))
    for place in strongest:
        score = matter.ranked(place)
        _raise(rough, place, score)
        opening = entries[place].opening
        for step, share in ((1, 0.5), (2, 0.25), (-1, 0.4)):
            if opening <= place + step < matter.ceiling and entries[place + step].opening == opening:
                _raise(rough, place + step, share * score)
        _raise(rough, opening, 0.3 * score)
    names = set(matter.question.names)
    for place in rough:
        told = matter.named.get(place, 0).bit_count()
        rough[place] += 0.1 * (entries[place].line.speaker in names) + 0.05 * told
    return rough


def _of_scene(matter: Matter, opening: int, rough: Mapping[int, float], allowed: Collection[int] | None) -> list[int]:
    """Return the likeliest lines of a scene."""
    places: list[int] = []
    for entry in matter.index.entries[opening : matter.ceiling]:
        if entry.opening != opening:
            break
        if allowed is None or entry.place in allowed:
            places.append(entry.place)
    return nlargest(SCENE_LINES, places, key=lambda place: (rough.get(place, 0.0), -place))


def likely_scenes(matter: Matter) -> list[int]:
    """Return the openings of the scenes that have the most of a question's words and people, best first."""
    entries, names = matter.index.entries, matter.question.names
    words: dict[int, int] = {}
    people: dict[int, int] = {}
    for marks, found in ((matter.own, words), (matter.named, people)):
        for place, mask in marks.items():
            opening = entries[place].opening
            found[opening] = found.get(opening, 0) | mask
    for bit, name in enumerate(names):
        for place in matter.index.spoken.get(name, ()):
            if place < matter.ceiling:
                opening = entries[place].opening
                people[opening] = people.get(opening, 0) | 1 << bit
    share = 1 / len(names) if names else 0.0
    worth = {
        opening: matter.worth(words.get(opening, 0)) + _PEOPLE * share * people.get(opening, 0).bit_count()
        for opening in {**words, **people}
    }
    return sorted(worth, key=lambda opening: (-worth[opening], opening))


def _raise(rough: dict[int, float], place: int, by: float) -> None:
    rough[place] = rough.get(place, 0.0) + by
