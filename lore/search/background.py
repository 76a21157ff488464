"""How rare English words are at large, so that one scene alone need not tell which of its words matter.

The table beside this module lists stems by band: the band is twice the natural logarithm of 25,843 stretches of forty
words over the stretches that hold the stem, rounded. It was counted over the Brown corpus of American English of 1961,
proper nouns left out, stems in fewer than four stretches left out. Stems that have come to be one since ("answered"
with "answer") have their stretches added up. It holds no name of a character.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

RAREST = 9.0
"""The weight of a stem that the table does not know."""


@cache
def rarities() -> dict[str, float]:
    """Return each known stem's inverse document frequency: natural logarithm, from 0 (everywhere) to 8.5 (rare)."""
    table = resources.files("lore.search").joinpath("background.txt").read_text(encoding="utf-8")
    rows = (line.split() for line in table.splitlines())
    return {stem: int(band) / 2 for band, *stems in rows for stem in stems}


def rarity(stem: str) -> float:
    """Return a stem's inverse document frequency in English at large, `RAREST` where it is unknown."""
    return rarities().get(stem, RAREST)
