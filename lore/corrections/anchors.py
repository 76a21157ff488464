"""Finding a line again by its words and its neighbours, in a later reading or another version of the text.

A number would not do: one paragraph more, or a reader that parts two speeches where an older one did not, and every
number behind it means another line.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from lore.corrections.values import Anchor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lore.values import Script

LONGEST_WORDS = 400
"""So much of a line tells it from others; a longer one is cut, here and in what it is compared with."""
_TELLING = 4
"""A line of so many words is known by them alone; a shorter one needs a neighbour."""
_LIKE = 0.6
_MUCH_LIKE = 0.8


def words_of(text: str) -> str:
    """Return a text's words in one form: without marks, stress, case or the shape of blanks."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return (" ".join(re.findall(r"[^\W_]+", folded)) or " ".join(text.split()))[:LONGEST_WORDS]


def anchor_of(script: Script, number: int) -> Anchor:
    """Return what a line is found again by; IndexError where the script has no such line."""
    if not 1 <= number <= len(script.lines):
        raise IndexError(number)
    lines = (script.line(each) for each in (number - 1, number, number + 1))
    before, words, after = (words_of(line.text) if line else "" for line in lines)
    return Anchor(words, before, after, round(number / len(script.lines), 4))


class Finder:
    """Finds anchors in one script; what it gets wrong: of two equal short lines between equal neighbours, which one."""

    def __init__(self, script: Script) -> None:
        self._words = [words_of(line.text) for line in script.lines]
        self._spoken = [line.kind == "speech" for line in script.lines]
        self._by_words = _index(self._words)

    def find(self, anchor: Anchor) -> int | None:
        """Return the number of the speech an anchor means, or None where it is gone."""
        found = self._alike(anchor)
        if found is None:
            found = self._changed(anchor)
        if found is None:
            found = self._parted(anchor)
        return None if found is None else found + 1

    def _alike(self, anchor: Anchor) -> int | None:
        places = self._speeches(self._by_words.get(anchor.words, ()))
        if len(anchor.words.split()) < _TELLING:
            places = [place for place in places if self._neighbours(place, anchor)]
        return self._best(places, anchor)

    def _changed(self, anchor: Anchor) -> int | None:
        """Return the line between the same neighbours, or beside one of them, whose words are much like these."""
        beside = {place + 1 for place in self._by_words.get(anchor.before, ())}
        beside |= {place - 1 for place in self._by_words.get(anchor.after, ())}
        places = [place for place in self._speeches(beside) if self._is_like(place, anchor)]
        return self._best(places, anchor)

    def _is_like(self, place: int, anchor: Anchor) -> bool:
        wanted = _LIKE if self._neighbours(place, anchor) > 1 else _MUCH_LIKE
        return _likeness(self._words[place], anchor.words) >= wanted

    def _parted(self, anchor: Anchor) -> int | None:
        """Return the line that holds these words, or the longest that is held by them: a speech joined or parted."""
        if len(anchor.words.split()) < _TELLING:
            return None
        places = [
            place
            for place in self._speeches(range(len(self._words)))
            if anchor.words in self._words[place]
            or (len(self._words[place].split()) >= _TELLING and self._words[place] in anchor.words)
        ]
        longest = max((len(self._words[place]) for place in places), default=0)
        return self._best([place for place in places if len(self._words[place]) == longest], anchor)

    def _speeches(self, places: Iterable[int]) -> list[int]:
        return [place for place in places if 0 <= place < len(self._words) and self._spoken[place]]

    def _neighbours(self, place: int, anchor: Anchor) -> int:
        before = self._words[place - 1] if place else ""
        after = self._words[place + 1] if place + 1 < len(self._words) else ""
        return (before == anchor.before) + (after == anchor.after)

    def _best(self, places: list[int], anchor: Anchor) -> int | None:
        def fit(place: int) -> tuple[int, float]:
            return self._neighbours(place, anchor), -abs((place + 1) / len(self._words) - anchor.place)

        return max(places, key=fit, default=None)


def _index(words: list[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(words):
        places[each].append(place)
    return places


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
