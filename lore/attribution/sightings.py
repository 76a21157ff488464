"""Capitalised forms as a text shows them, and which of them only look like one name.

Who the people are is decided in `lore.attribution.names`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lore.attribution.endings import womans_share
from lore.attribution.lexicon import TITLES

if TYPE_CHECKING:
    from collections.abc import Mapping

_OFTEN = 3
_PAIR = 2
_SURE = 0.85
_ADVERB = 7
"""Letters of the shortest word that is taken for one of manner by its ending."""


@dataclass(slots=True)
class Seen:
    """What the text shows about one capitalised form; `told` is how often the narration has it."""

    spelling: str
    total: int = 0
    told: int = 0
    middle: int = 0
    person: float = 0.0
    place: float = 0.0


def without_openers(common: frozenset[str], seen: dict[tuple[str, ...], Seen]) -> dict[tuple[str, ...], Seen]:
    """Return the forms seen with a sentence's first word taken off where it is no name: `Clasping Ann` is `Ann`."""
    kept: dict[tuple[str, ...], Seen] = {}
    for key, entry in sorted(seen.items(), key=lambda item: len(item[0])):
        rest = kept.get(key[1:])
        opener = key[0] not in TITLES and (key[0] in common or key[0].endswith("ing") or _is_adverb(key[0], seen))
        if rest is not None and opener and entry.middle == 0:
            rest.total += entry.total
            rest.person += entry.person
        else:
            kept[key] = entry
    return kept


def without_runs(seen: dict[tuple[str, ...], Seen]) -> dict[tuple[str, ...], Seen]:
    """Return the forms seen without those that only stand side by side: `Ann Ida`, once, in `to Ann Ida was dear`.

    Both words are well known alone, and the second is a first name: it opens a longer one, or ends as women's do.
    """
    first = {key[0] for key in seen if len(key) > 1 and key[0] not in TITLES}
    known = {key[0] for key, entry in seen.items() if len(key) == 1 and entry.total >= _OFTEN}
    return {
        key: entry
        for key, entry in seen.items()
        if entry.total > 1
        or len(key) != _PAIR
        or not known.issuperset(key)
        or not (key[1] in first or womans_share(key[1]) > _SURE)
    }


def _is_adverb(word: str, seen: Mapping[tuple[str, ...], Seen]) -> bool:
    """Tell whether a word is one of manner that opens a sentence, `Abruptly Ann`, and no name such as Beverly."""
    return len(word) >= _ADVERB and word.endswith("ly") and (word,) not in seen
