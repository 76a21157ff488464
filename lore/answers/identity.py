"""Who somebody is: the sentence of a chapter that says it, or the first that names them.

"Who is Ann?" has no word to look for but the name, and is best answered where the name is explained: "Ann, the miller's
daughter", "Ann was the oldest", "his cousin Ann". It gets wrong a comma that addresses somebody ("Ann, the boat!").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lore.answers.matter import name_stems
from lore.answers.sentences import split
from lore.search.index import name_parts, slices
from lore.search.words import forms_of, stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lore.answers.matter import Matter
    from lore.search.index import Entry

_ASKED = re.compile(
    r"^\W*(?:and )?who(?: is|['’]s| was| are| were) (?P<name>[^\W\d_][\w .'’-]*?)(?: supposed to be)?\W*$",
    re.IGNORECASE,
)
_OWN = r"(?:the|an?|his|her|my|our|their|your|heir|son|daughter|once|formerly)"
_LOOKED_AT = 200
"""Lines that name somebody which are looked at: who somebody is is said early, and a book names its hero everywhere."""
_EXPLAINED = 3, 2
"""How well a sentence explains a name: what it is, or whose; 1 where it only names somebody."""


class Told(NamedTuple):
    """The words that say who somebody is, the place of their line, and how well they explain it, from 1 to 3."""

    text: str
    place: int
    worth: int


def identity(matter: Matter) -> Told | None:
    """Return what says who somebody is, where a question asks just that of one character in a chapter of prose."""
    question = matter.question
    found = _ASKED.match(question.text)
    if found is None or len(question.names) != 1 or question.strangers:
        return None
    (name,) = question.names
    if not {stem(form) for form in forms_of(found["name"])} <= {
        "the",
        *map(stem, forms_of(name)),
        *question.name_stems,
    }:
        return None
    told = list(_naming(matter, name))
    return max(told, key=lambda each: (each.worth, -each.place), default=None)


def _naming(matter: Matter, name: str) -> Iterator[Told]:
    """Yield each sentence that names somebody, of lines that others tell or say."""
    parts = "|".join(re.escape(part) for part in sorted(name_parts(name)))
    explained, owned = _patterns(parts)
    for place in sorted(matter.named)[:_LOOKED_AT]:
        entry = matter.index.entries[place]
        if entry.line.kind == "heading" or not matter.index.is_prose(entry.opening, matter.ceiling):
            continue
        yield from (Told(text, place, _worth(text, explained, owned)) for text in _sentences(entry, name))


def _patterns(parts: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    named = rf"\b(?:{parts})\b"
    explained = re.compile(
        rf"{named}(?: \w+)?(?:,? (?:is|was|had been)|['’]s) (?:like )?{_OWN}\b|{named}(?: \w+)?, {_OWN} \w",
        re.IGNORECASE,
    )
    owned = re.compile(
        rf"\b(?:his|her|my|our|their|your) (?:[\w-]+ )?[\w-]+,? {named}"
        rf"|\b(?:old|young|little|late|named|called) {named}",
        re.IGNORECASE,
    )
    return explained, owned


def _worth(text: str, explained: re.Pattern[str], owned: re.Pattern[str]) -> int:
    most, less = _EXPLAINED
    return most if explained.search(text) else less if owned.search(text) else 1


def _sentences(entry: Entry, name: str) -> Iterator[str]:
    """Yield the sentences of a line that name somebody; a fragment with the sentence before it."""
    stems = set(name_stems(name))
    for row in slices(entry):
        sentences = split(row, dict.fromkeys(stems, 1.0))
        for at, each in enumerate(sentences):
            if each.has:
                fragment = at > 0 and len(forms_of(row[each.start : each.end])) <= 2  # noqa: PLR2004  "Ann."
                yield row[sentences[at - fragment].start : each.end]
