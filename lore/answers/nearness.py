"""How near to one another a question's words stand in a line: in one sentence, or scattered over a paragraph.

A paragraph of prose may hold every word of a question and still tell of something else. What that weighs stands in
`lore.answers.weights`; nothing here decides.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lore.answers.matter import Matter
    from lore.search.index import Entry


def scattered(matter: Matter, place: int) -> tuple[float, float]:
    """Return how much less of the question the best sentence of a line holds than the whole line does.

    Twice a share from 0 to 1: of the question's words by how telling they are at large, and among the lines at hand.
    Sentences are cut at their marks alone, so "Mr. Blum" is two.
    """
    mask, entry = matter.own.get(place, 0), matter.index.entries[place]
    if mask.bit_count() <= 1 or len(entry.ends) <= 1:
        return 0.0, 0.0
    masks = _masks(matter, entry)
    worth, share = matter.worth, matter.here.share
    return worth(mask) - max(map(worth, masks)), share(mask) - max(map(share, masks))


def _masks(matter: Matter, entry: Entry) -> set[int]:
    """Return the bits of the terms that stand in each sentence of a line."""
    bits = {term: 1 << bit for bit, term in enumerate(matter.question.terms)}
    found = set()
    for first, last in pairwise((0, *entry.ends)):
        mask = 0
        for each in entry.stems[first:last]:
            mask |= bits.get(each, 0)
        found.add(mask)
    return found
