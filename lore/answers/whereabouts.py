"""Whether words tell of a place, as an answer to "where" must.

Prepositions, adverbs of place, a few nouns, and capitalised words that are nobody's name. It gets wrong what only
stands for a place by its sense ("with his mother"), and takes "in anger" for one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lore.search.words import stem

if TYPE_CHECKING:
    from collections.abc import Container

_PLACED = re.compile(
    r"\b(?:in|at|on|into|onto|from|under|inside|outside|near|behind|beside|between|among|through|across|towards?|"
    r"aboard|here|there|home|abroad|upstairs|downstairs|where|everywhere|anywhere|nowhere|somewhere|"
    r"room|house|street|door|window|table|floor|office|town|city|village|road|"
    r"out of|(?:down|up|over|back|to) (?:to )?(?:the|an?|his|her|their|my|your|our|its|this|that))\b",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"(?<=[\w,;] )[A-Z][^\W\d_]+")


def tells_of_a_place(text: str, names: Container[str]) -> bool:
    """Tell whether a text may answer "where"; `names` are the stems of the names of people."""
    return bool(_PLACED.search(text)) or any(stem(word.lower()) not in names for word in _CAPITAL.findall(text))
