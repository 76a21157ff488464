"""The stretch of a line that is given as the answer, chosen by fitted weights.

What can be said of a stretch stands in `lore.answers.spans`.
"""

from __future__ import annotations

from functools import cache
from heapq import nlargest
from importlib import resources
from math import exp
from typing import TYPE_CHECKING, NamedTuple

from lore.answers.manners import MANNERS
from lore.answers.question import KINDS
from lore.answers.spans import end_features, read_line, start_features, stretch_features

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lore.answers.spans import Reading

EDGES = 12
"""Beginnings, and as many ends, that are paired with one another."""
RIVALS = 16
"""Stretches that are compared with one another to find the one most like all likely ones."""
HOPELESS = 7.0
"""How far the two edges of a stretch may fall behind the best two before the stretch is not looked at."""
BELIEVED = 0.65
"""How much of a difference of scores counts when likely stretches are compared: fitted weights are too sure."""
LONG = 60
"""Words of a line that is looked at in part: in the sentences that have most of the question and those after them."""
SENTENCES = 3
NAME_FEATURE = "speaker"


class Stretch(NamedTuple):
    """A stretch of a text, end exclusive, with its score; the whole of nothing (0, 0) stands for the speaker's name."""

    start: int
    end: int
    score: float


class _Rival(NamedTuple):
    first: int
    last: int
    score: float


@cache
def weights_by_group() -> dict[tuple[str, str], dict[str, float]]:
    """Return each feature's weight, by kind of question and manner of the lines."""
    table = resources.files("lore.answers").joinpath("span_weights.txt").read_text(encoding="utf-8")
    rows = (row.split(" ", 1) for row in table.splitlines())
    return merged((feature, float(weight)) for weight, feature in rows)


def merged(weights: Iterable[tuple[str, float]]) -> dict[tuple[str, str], dict[str, float]]:
    """Return features' weights by kind and manner: those of all ("name") and of some ("kind|name") added up."""
    of: dict[str, dict[str, float]] = {group: {} for group in ("", *KINDS, *MANNERS)}
    for feature, weight in weights:
        group, bar, own = feature.partition("|")
        alone = bool(bar) and group in of
        of[group if alone else ""][own if alone else feature] = weight
    return {(kind, manner): _added(of[""], of[kind], of[manner]) for kind in KINDS for manner in MANNERS}


def _added(*tables: Mapping[str, float]) -> dict[str, float]:
    found: dict[str, float] = {}
    for table in tables:
        for name, weight in table.items():
            found[name] = found.get(name, 0.0) + weight
    return found


def choose(
    text: str,
    group: tuple[str, str],
    known: Mapping[str, float],
    names: frozenset[str],
    *,
    reply: bool,
    speaker: bool | None,
) -> Stretch | None:
    """Return the stretch of a text that answers best, or None where the text has no word.

    `group` is the kind of question and the manner of the lines; `known` gives the question's stems with their
    weights, `names` the stems of names, `reply` tells that the line before asks, `speaker` whether the question names
    who speaks (None where nobody does, or no name is wanted).
    """
    weights = weights_by_group()[group]
    reading = read_line(text, known, names)
    rivals = _rivals(reading, weights, reply=reply)
    named = _name_score(weights, asked=speaker) if speaker is not None else None
    if not rivals:
        return Stretch(0, 0, named) if named is not None else None
    if named is not None and named >= rivals[0].score:
        return Stretch(0, 0, named)
    best = _most_like_all(reading, rivals)
    return Stretch(reading.tokens[best.first].start, reading.tokens[best.last].end, best.score)


def _name_score(weights: Mapping[str, float], *, asked: bool) -> float:
    return weights.get(NAME_FEATURE, 0.0) + weights.get(NAME_FEATURE + ("Q" if asked else "N"), 0.0)


def _rivals(reading: Reading, weights: Mapping[str, float], *, reply: bool) -> list[_Rival]:
    """Return the likeliest stretches, best first."""
    words = _promising(reading)
    starts = _best((at, _sum(start_features(reading, at, reply=reply), weights)) for at in words)
    ends = _best((at, _sum(end_features(reading, at), weights)) for at in words)
    least = starts[0][1] + ends[0][1] - HOPELESS if starts else 0.0
    found = [
        _Rival(first, last, start + end + _sum(stretch_features(reading, first, last), weights))
        for first, start in starts
        for last, end in ends
        if first <= last and start + end > least and reading.rows[first] == reading.rows[last]
    ]
    return nlargest(RIVALS, found, key=lambda rival: (rival.score, -rival.first, -rival.last))


def _best(scored: Iterable[tuple[int, float]]) -> list[tuple[int, float]]:
    return nlargest(EDGES, scored, key=lambda pair: (pair[1], -pair[0]))


def _sum(features: Iterable[str], weights: Mapping[str, float]) -> float:
    return sum(weights.get(feature, 0.0) for feature in features)


def _promising(reading: Reading) -> list[int]:
    """Return the places of the words where an answer may begin or end."""
    words = [at for at, token in enumerate(reading.tokens) if token.word]
    if len(words) <= LONG or not reading.best:
        return words
    best = nlargest(SENTENCES, range(len(reading.covers)), key=lambda number: (reading.covers[number], -number))
    kept = {each for number in best for each in (number, number + 1)}
    return [at for at in words if reading.sentence[at] in kept]


def _most_like_all(reading: Reading, rivals: list[_Rival]) -> _Rival:
    """Return the stretch whose words are likeliest right: the most in common with all, by their likelihood."""
    top = rivals[0].score
    shares = [exp(BELIEVED * (rival.score - top)) for rival in rivals]

    def in_common(one: _Rival) -> float:
        return sum(share * _overlap(reading, one, other) for share, other in zip(shares, rivals, strict=True))

    return max(rivals[: RIVALS // 2], key=in_common)


def _overlap(reading: Reading, one: _Rival, other: _Rival) -> float:
    """Return the F1 of two stretches' words."""
    words = reading.words
    common = words[min(one.last, other.last) + 1] - words[max(one.first, other.first)]
    if common <= 0:
        return 0.0
    return 2 * common / (words[one.last + 1] - words[one.first] + words[other.last + 1] - words[other.first])
