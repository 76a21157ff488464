"""Who says the words that somebody half remembers: lines compared with words, in their order, small words counted.

Whether a question is of this kind stands in `lore.answers.question`.
"""

from __future__ import annotations

from heapq import nlargest
from typing import TYPE_CHECKING

from lore.search.index import body
from lore.search.words import forms_of, is_content, stem

if TYPE_CHECKING:
    from collections.abc import Collection

    from lore.search.index import Index

CLOSELY = 40
"""Lines that are compared word by word."""
LIKENESS = 0.5
"""Least share of the words, by weight and in order, that a line must hold to be taken for the one remembered."""
_SMALL_WORD = 0.5
MOST_WORDS = 60


def remembered(
    quotation: str, index: Index, ceiling: int, allowed: Collection[int] | None = None
) -> list[tuple[float, int]]:
    """Return the places of lines like the words, best first, each with its likeness from 0 to 1."""
    forms = forms_of(quotation)[:MOST_WORDS]
    stems = [stem(form) for form in forms]
    weights = {stem(form): index.weight(stem(form), ceiling) if is_content(form) else _SMALL_WORD for form in forms}
    rough: dict[int, float] = {}
    for each, weight in weights.items():
        for place in index.places(each, ceiling):
            if allowed is None or place in allowed:
                rough[place] = rough.get(place, 0.0) + weight
    closely = nlargest(CLOSELY, rough, key=lambda place: (rough[place], -place))
    found = [(_likeness(stems, weights, index, place), place) for place in closely]
    return sorted(found, key=lambda pair: (-pair[0], pair[1]))


def _likeness(stems: list[str], weights: dict[str, float], index: Index, place: int) -> float:
    """Return the share of the words' weight that the line has in the same order."""
    entry = index.entries[place]
    line = [stem(form) for form in forms_of(body(entry.script, entry.line))][:400]
    row = [0.0] * (len(line) + 1)
    for each in stems:
        weight, before = weights[each], 0.0
        for column, other in enumerate(line, start=1):
            kept = row[column]
            row[column] = max(kept, row[column - 1], before + weight if each == other else 0.0)
            before = kept
    return row[-1] / (sum(weights[each] for each in stems) or 1.0)
