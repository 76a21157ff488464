"""Which scenes of a larger library a question is about: each as a whole, in figures, before any of its lines is ranked.

A scene is told by who is in it and by all the question's words over it, each word weighed by how few scenes have it.
The figures are weighed by a fitted linear model (see `lore.answers.weights`). How its lines are ranked among themselves
stands in `lore.answers.ranking`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import pairwise
from math import exp, log, log1p
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

from lore.answers.weights import SCENE_WEIGHTS
from lore.search.words import words_in

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from lore.answers.matter import Matter
    from lore.search.index import Entry, Index

NAMES = words_in(
    """
    words words_told kin names names_told speaking mentioned strangers repeated size share joined
    best best_squared best_told window said beside together pairs talking head_words head_names narrated
    """
)
LOOKED_AT = 18
"""Scenes whose lines are looked at, the likeliest by their words and people."""
LONGEST = 80
"""Lines of a scene that are looked at; of a longer one, those about the line that has most of the question."""
_KIN_SHARE = 0.4
_FADING = (0.5, 0.25, 0.125)
_TOLD = 20.0


class Likely(NamedTuple):
    """A scene, from its first place to before the next one's, with the logarithm of its share of the belief."""

    opening: int
    end: int
    belief: float


@dataclass(slots=True)
class Sight:
    """What a scene has of a question: bits of its words, of words near them, of its names and of its strangers."""

    words: int = 0
    kin: int = 0
    mentioned: int = 0
    strange: int = 0
    counts: dict[int, int] = field(default_factory=dict)
    spoken: dict[int, int] = field(default_factory=dict)

    @property
    def speaking(self) -> int:
        """Return the bits of the names who speak."""
        return sum(1 << bit for bit in self.spoken)

    @property
    def people(self) -> int:
        """Return the bits of the names who speak or are mentioned."""
        return self.speaking | self.mentioned


class Weights(dict[int, float]):
    """How telling the bits of each mask are together, worked out when first asked for."""

    def __init__(self, bits: list[float]) -> None:
        super().__init__()
        self.bits = bits
        self.whole = sum(bits) or 1.0

    def __missing__(self, mask: int) -> float:
        """Work out the weight of a mask."""
        found = self[mask] = sum(weight for bit, weight in enumerate(self.bits) if mask >> bit & 1)
        return found


@dataclass(slots=True)
class View:
    """The scenes that have anything of a question, and how telling its words and names are among them all."""

    matter: Matter
    sights: dict[int, Sight]
    ends: dict[int, int]
    words: Weights
    people: Weights
    usual: float


def likely(matter: Matter, most: int, allowed: frozenset[int] | None = None) -> list[Likely]:
    """Return at most so many scenes that a question is likeliest about, best first; `allowed` limits the places."""
    view = survey(matter, allowed)
    rough = {opening: _sum(weigh(view, opening)) for opening in _worth_a_look(view)}
    near = nlargest(LOOKED_AT, rough, key=lambda opening: (rough[opening], -opening))
    scores = {opening: _sum(figures(view, opening)) for opening in near}
    top = max(scores.values(), default=0.0)
    whole = log(sum(exp(score - top) for score in scores.values())) if scores else 0.0
    best = nlargest(most, scores, key=lambda opening: (scores[opening], -opening))
    return [Likely(opening, view.ends[opening], scores[opening] - top - whole) for opening in best]


def _worth_a_look(view: View) -> Iterable[int]:
    """Return the scenes that have a word or a name of the question; all where these are few."""
    found = [opening for opening, sight in view.sights.items() if sight.words or sight.people]
    return found if len(found) >= LOOKED_AT else view.sights


def _sum(row: list[float]) -> float:
    return float(sum(map(mul, SCENE_WEIGHTS, row)))


def survey(matter: Matter, allowed: frozenset[int] | None = None) -> View:
    """Return the scenes that have anything of a question."""
    index, sights = matter.index, dict[int, Sight]()
    openings = [opening for opening in index.openings if opening < matter.ceiling]

    def see(opening: int) -> Sight:
        found = sights.get(opening)
        if found is None:
            found = sights[opening] = Sight()
        return found

    for bit, term in enumerate(matter.question.terms):
        for opening, count in _by_scene(index, index.places(term, matter.ceiling), allowed).items():
            sight = see(opening)
            sight.words |= 1 << bit
            sight.counts[bit] = count
    for bit, name in enumerate(matter.question.names):
        for opening, count in _by_scene(index, index.spoken_below(name, matter.ceiling), allowed).items():
            see(opening).spoken[bit] = count
    for opening, mask in _joined_by_scene(index, matter.kin).items():
        see(opening).kin = mask
    for opening, mask in _joined_by_scene(index, matter.named).items():
        see(opening).mentioned = mask
    for opening, mask in _joined_by_scene(index, matter.strange).items():
        see(opening).strange = mask
    terms, names = len(matter.question.terms), len(matter.question.names)
    return View(
        matter,
        sights,
        dict(pairwise([*openings, matter.ceiling])),
        _rarities(sights, terms, len(openings), lambda sight: sight.words),
        _rarities(sights, names, len(openings), lambda sight: sight.people),
        matter.ceiling / max(1, len(openings)),
    )


def _by_scene(index: Index, places: Iterable[int], allowed: frozenset[int] | None) -> Counter[int]:
    """Return how many of some places lie in each scene, by its opening."""
    kept = places if allowed is None else filter(allowed.__contains__, places)
    return Counter(map(index.scene_of.__getitem__, kept))


def _joined_by_scene(index: Index, marks: dict[int, int]) -> dict[int, int]:
    """Return the bits that any place of a scene has, by the scene's opening."""
    found: dict[int, int] = {}
    scene_of = index.scene_of
    for place, mask in marks.items():
        opening = scene_of[place]
        found[opening] = found.get(opening, 0) | mask
    return found


def _rarities(sights: dict[int, Sight], bits: int, scenes: int, mask_of: Callable[[Sight], int]) -> Weights:
    """Return how few scenes have each bit, as a logarithm."""
    masks = [mask_of(sight) for sight in sights.values()]
    counts = [sum(mask >> bit & 1 for mask in masks) for bit in range(bits)]
    return Weights([log((scenes + 1) / (count + 0.5)) for count in counts])


def weigh(view: View, opening: int) -> list[float]:
    """Return the figures of a scene that need none of its lines, in the order of `NAMES`."""
    sight, words, people = view.sights[opening], view.words, view.people
    whole, crowd = words.whole, people.whole
    told = words[sight.words]
    known = people[sight.people]
    size = view.ends[opening] - opening
    names = len(view.matter.question.names) or 1
    strangers = len(view.matter.question.strangers) or 1
    room = 0.5 + size / view.usual
    return [
        told / whole,
        told / _TOLD,
        (told + _KIN_SHARE * words[sight.kin & ~sight.words]) / whole,
        known / crowd,
        known / 5,
        len(sight.spoken) / names,
        sight.mentioned.bit_count() / names,
        sight.strange.bit_count() / strangers,
        sum(words.bits[bit] * count / (count + room) for bit, count in sight.counts.items()) / _TOLD,
        log(size) / 4,
        sum(sight.spoken.values()) / size,
        told / whole * known / crowd,
    ]


def figures(view: View, opening: int) -> list[float]:
    """Return all figures of a scene, in the order of `NAMES`."""
    first, end = _window(view, opening)
    entries = view.matter.index.entries[first:end]
    told = [_line_told(view, entry.place) for entry in entries]
    whole, names = view.words.whole, len(view.matter.question.names) or 1
    people = [_line_people(view, entry) for entry in entries]
    cover = [value / whole for value in told]
    known = [mask.bit_count() / names for mask in people]
    near = zip(_joined(view, entries), _widened(people), strict=True)
    subjects = view.matter.question.people
    own = [view.words[view.matter.own.get(entry.place, 0)] / whole for entry in entries]
    said = (value for value, entry in zip(own, entries, strict=True) if entry.line.speaker in subjects)
    narrated = (value for value, entry in zip(cover, entries, strict=True) if entry.line.speaker is None)
    best = max(own, default=0.0)
    return [
        *weigh(view, opening),
        best,
        best * best,
        max(told, default=0.0) / _TOLD,
        max(_faded(told), default=0.0) / _TOLD,
        max(said, default=0.0),
        max(map(mul, cover, known), default=0.0),
        max((value * mask.bit_count() / names for value, mask in near), default=0.0),
        _pairs_met(view, entries),
        log1p(_turns(entries, subjects)) / 2,
        cover[0] if cover else 0.0,
        known[0] if known else 0.0,
        max(narrated, default=0.0),
    ]


def _window(view: View, opening: int) -> tuple[int, int]:
    """Return a scene's first place and the one after its last; of a long scene, those about its likeliest line."""
    end = view.ends[opening]
    if end - opening <= LONGEST:
        return opening, end
    own = view.matter.own
    middle = max(range(opening, end), key=lambda place: (view.words[own.get(place, 0)], -place))
    first = max(opening, middle - LONGEST // 2)
    return first, min(end, first + LONGEST)


def _line_told(view: View, place: int) -> float:
    own = view.matter.own.get(place, 0)
    kin = view.matter.kin.get(place, 0) & ~own
    return (view.words[own] if own else 0.0) + (_KIN_SHARE * view.words[kin] if kin else 0.0)


def _line_people(view: View, entry: Entry) -> int:
    """Return the bits of the names that a line says or is said by."""
    found = view.matter.named.get(entry.place, 0)
    if entry.line.speaker in view.matter.question.people:
        for bit, name in enumerate(view.matter.question.names):
            if view.matter.index.is_among(name, {entry.line.speaker}):
                found |= 1 << bit
    return found


def _widened(masks: list[int]) -> list[int]:
    """Return each line's bits with those of the lines about it."""
    padded = [0, *masks, 0]
    return [before | mask | after for before, mask, after in zip(padded, masks, padded[2:], strict=False)]


def _joined(view: View, entries: list[Entry]) -> list[float]:
    """Return the share of the question's words that each line has together with the lines about it."""
    own = _widened([view.matter.own.get(entry.place, 0) for entry in entries])
    kin = _widened([view.matter.kin.get(entry.place, 0) for entry in entries])
    whole = view.words.whole
    return [
        (view.words[mask] + _KIN_SHARE * view.words[near & ~mask]) / whole for mask, near in zip(own, kin, strict=True)
    ]


def _faded(told: list[float]) -> list[float]:
    """Return each line's weight with that of the lines about it, the less the farther they are."""
    found = list(told)
    for step, share in enumerate(_FADING, start=1):
        for place in range(len(told) - step):
            found[place] += share * told[place + step]
            found[place + step] += share * told[place]
    return found


def _pairs_met(view: View, entries: list[Entry]) -> float:
    """Return how many pairs of words stand side by side in one line as they do in the question, from 0 to 1."""
    pairs, own = view.matter.question.pairs, view.matter.own
    met = (sum(pair in pairs for pair in pairwise(entry.stems)) for entry in entries if own.get(entry.place))
    return min(max(met, default=0), 3) / 3


def _turns(entries: list[Entry], subjects: Collection[str]) -> int:
    """Return how often two of the people named speak one after the other."""
    speakers = [entry.line.speaker for entry in entries]
    return sum(one != other and one in subjects and other in subjects for one, other in pairwise(speakers))
