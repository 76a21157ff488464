"""Whether words tell of a place, as an answer to "where" must.

Prepositions, adverbs of place, a few nouns, and capitalised words that are nobody's name. It gets wrong what only
stands for a place by its sense ("with his mother"), and takes "in anger" for one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lore.search.index import TITLES
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
_NAMED_CAPITAL = re.compile(r"(?<=[\w,;:] )[\"'“‘(\[]?([A-Z][^\W\d_]+)")
_WHICH_PLACE = re.compile(
    r"\b(?:which|what)(?: \w+)? (?:city|town|village|country|kingdom|county|island|planet|street|road|river|lake|sea|"
    r"mountain|port|harbour|harbor)\b",
    re.IGNORECASE,
)
"""How a question begins that asks for the name of a place, as "what is the city like" does not."""


def tells_of_a_place(text: str, names: Container[str]) -> bool:
    """Tell whether a text may answer "where"; `names` are the stems of the names of people."""
    return bool(_PLACED.search(text)) or any(stem(word.lower()) not in names for word in _CAPITAL.findall(text))


def asks_for_place_name(text: str) -> bool:
    """Tell whether a question asks which place is meant: "which city", "what small town"."""
    return _WHICH_PLACE.search(text) is not None


def names_a_place(text: str, others: Container[str]) -> bool:
    """Tell whether a text may name a place; `others` are the stems of people's names and of the question's words."""
    words = (word.lower() for word in _NAMED_CAPITAL.findall(text))
    return any(word not in TITLES and stem(word) not in others for word in words)
