"""Search lines by their words: the lines ranked, filters kept.

Questions are not understood here; that stands in `lore.answers`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from lore.search.index import name_parts
from lore.search.lexicon import relatives
from lore.search.words import forms_of, is_content, stem
from lore.values import Ranked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lore.search.index import Entry, Index

LONGEST = 600
"""Code points of a query that are read."""
MOST_TERMS = 24
_KIN_SHARE, _NAME_SHARE, _PAIR_SHARE = 0.3, 0.5, 0.25
_SATURATION, _LENGTH = 0.6, 12.0


@dataclass(frozen=True, slots=True)
class Filter:
    """What a line must be to be found: who says it, to whom, in which scene, below which place."""

    speaker: str | None
    to: str | None
    scene: int | None
    ceiling: int

    def passes(self, index: Index, entry: Entry) -> bool:
        """Tell whether a line may be found."""
        line = entry.line
        return (
            entry.place < self.ceiling
            and (self.scene is None or line.scene == self.scene)
            and (self.speaker is None or is_called(index, line.speaker, self.speaker))
            and (self.to is None or is_called(index, line.to, self.to))
        )


def is_called(index: Index, name: str | None, wanted: str) -> bool:
    """Tell whether a character may be meant by a name or by parts of one."""
    if name is None:
        return False
    parts = name_parts(wanted)
    return bool(parts) and (
        name.casefold() == wanted.strip().casefold() or all(name in index.names.get(part, ()) for part in parts)
    )


def find(index: Index, query: str, wanted: Filter, limit: int) -> list[Ranked]:
    """Return the lines that fit a query's words and pass the filter, best first."""
    forms = forms_of(query[:LONGEST])
    terms = list(dict.fromkeys(stem(form) for form in forms if is_content(form)))[:MOST_TERMS]
    if not terms:
        return _unranked(index, wanted, limit) if not query.strip() or _filtered(wanted) else []
    scores = _scores(index, terms, forms, wanted)
    best = sorted(scores, key=lambda place: (-scores[place][0], place))[:limit]
    return [
        Ranked(entry.script, entry.line, round(scores[entry.place][0], 4), _why(scores[entry.place][1]))
        for entry in (index.entries[place] for place in best)
    ]


def _filtered(wanted: Filter) -> bool:
    return wanted.speaker is not None or wanted.to is not None or wanted.scene is not None


def _unranked(index: Index, wanted: Filter, limit: int) -> list[Ranked]:
    found: list[Ranked] = []
    for entry in index.entries[: wanted.ceiling]:
        if len(found) == limit:
            break
        if wanted.passes(index, entry):
            found.append(Ranked(entry.script, entry.line, 0.0, "passes the filters"))
    return found


def _scores(index: Index, terms: list[str], forms: list[str], wanted: Filter) -> dict[int, tuple[float, list[str]]]:
    """Return a score and the words met for each line that has any."""
    found: dict[int, tuple[float, list[str]]] = {}
    passing: dict[int, bool] = {}

    def add(places: Iterable[int], weight: float, met: str) -> None:
        for place in places:
            if place not in passing:
                passing[place] = wanted.passes(index, index.entries[place])
            if passing[place]:
                score, words = found.get(place, (0.0, []))
                found[place] = (score + weight / _length(index.entries[place]), [*words, met])

    for form in dict.fromkeys(form for form in forms if is_content(form)):
        term = stem(form)
        if term not in terms:
            continue
        weight = index.weight(term, wanted.ceiling)
        add(index.places(term, wanted.ceiling), weight, form)
        for other in relatives().get(term, ()):
            add(index.places(other, wanted.ceiling), _KIN_SHARE * weight, f"a word near {form}")
        if form in index.names:
            bearers = set(index.names[form])
            spoken = [entry.place for entry in index.entries[: wanted.ceiling] if entry.line.speaker in bearers]
            add(spoken, _NAME_SHARE * weight, f"said by {form.title()}")
    _add_pairs(index, terms, found)
    return found


def _length(entry: Entry) -> float:
    return _SATURATION + (1 - _SATURATION) * max(entry.size, 4) / _LENGTH


def _add_pairs(index: Index, terms: list[str], found: dict[int, tuple[float, list[str]]]) -> None:
    """Raise lines where two words of the query stand side by side."""
    pairs = set(pairwise(terms))
    if not pairs:
        return
    for place, (score, words) in found.items():
        stems = index.entries[place].stems
        met = sum(pair in pairs for pair in pairwise(stems))
        found[place] = (score * (1 + _PAIR_SHARE * min(met, 3)), words)


def _why(words: list[str]) -> str:
    return "has " + ", ".join(dict.fromkeys(words))
