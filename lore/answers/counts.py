"""How many, and which: questions that are worked out over the script, not looked up in it.

Every count and every list comes with the lines counted. Lines past the ceiling are neither counted nor known of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lore.search.words import forms_of, stem, wordset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lore.answers.question import Question
    from lore.search.index import Index

_COUNTED = re.compile(r"\bhow (?:many|often)\b|\bnumber of\b|\bcount\b", re.IGNORECASE)
_LINES = re.compile(
    r"\b(?:lines?|speeches|times (?:does|did|do|has) .{1,60} (?:speak|spoken|talk|say anything))\b", re.IGNORECASE
)
_SCENES = re.compile(r"\bhow many scenes\b|\bnumber of scenes\b", re.IGNORECASE)
_SPEAKERS = re.compile(
    r"\bhow many (?:different )?(?:characters|speakers|parts)\b(?! (?:did|does|do|will|would|were|was|can))"
    r"|\bhow many (?:different )?(?:people|persons) (?:speak|talk|have lines|are there(?=\W*$)|"
    r"are (?:there )?in (?:it|(?:this|the) (?:chapter|scene|script|story|text|play|cast)))\b"
    r"|\bnumber of (?:characters|speakers)\b",
    re.IGNORECASE,
)
_TIMES = re.compile(r"\bhow (?:many times|often)\b", re.IGNORECASE)


_LIST_SPEAKERS = re.compile(
    r"^\W*(?:who (?:all )?(?:speaks?|talks?|has lines)(?: in (?:it|(?:this|the) (?:chapter|scene|script|story|text)))?"
    r"|(?:who|what) are (?:all )?the (?:characters|speakers|parts)(?: in (?:it|(?:this|the) \w+))?"
    r"|(?:list|name|show)(?: me)?(?: all)?(?: of)? the (?:characters|speakers|parts)(?: in (?:it|(?:this|the) \w+))?"
    r"|(?:which|what) (?:characters|people) (?:speak|talk|are there|are in (?:it|(?:this|the) \w+)))\W*$",
    re.IGNORECASE,
)
_LIST_LINES = re.compile(
    r"^\W*(?:(?:list|show)(?: me)?(?: all| every)?(?: of)?(?: the)?|which|what are(?: all)?(?: the)?) lines?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Count:
    """A count with what was counted, in words, and the places counted; `names` are listed in place of a number."""

    number: int
    what: str
    places: tuple[int, ...]
    names: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return the count, or the list, in words."""
        return ", ".join(self.names) or f"{self.number} {self.what}"


def counted(question: Question, index: Index, ceiling: int) -> Count | None:
    """Return the count or list that a question asks for, or None where it asks for none that can be worked out."""
    return _listed(question, index, ceiling) or _numbered(question, index, ceiling)


def _listed(question: Question, index: Index, ceiling: int) -> Count | None:
    if _LIST_SPEAKERS.search(question.text):
        speaking = first_words(index, ceiling)
        return Count(len(speaking), "characters who speak", tuple(speaking.values()), tuple(speaking))
    if not _LIST_LINES.search(question.text):
        return None
    return _said(question, index, ceiling, "lines") if question.quotation else _spoken(question, index, ceiling)


def _numbered(question: Question, index: Index, ceiling: int) -> Count | None:
    text = question.text
    if not _COUNTED.search(text):
        return None
    if _SCENES.search(text):
        openings = sorted({entry.opening for entry in index.entries[:ceiling]})
        return Count(len(openings), "scenes", tuple(openings))
    if _SPEAKERS.search(text) and not question.terms[4:]:
        places = sorted(first_words(index, ceiling).values())
        return Count(len(places), "characters who speak", tuple(places))
    if question.quotation and _TIMES.search(text):
        return _said(question, index, ceiling, "times")
    return _spoken(question, index, ceiling) if _LINES.search(text) else None


def first_words(index: Index, ceiling: int) -> dict[str, int]:
    """Return each character who speaks below the ceiling, with the place where they first do."""
    found: dict[str, int] = {}
    for entry in index.entries[:ceiling]:
        if entry.line.speaker:
            found.setdefault(entry.line.speaker, entry.place)
    return found


def _spoken(question: Question, index: Index, ceiling: int) -> Count | None:
    about = [term for term in question.terms if term not in _COUNTING]
    if about:
        return None
    if not question.names:
        return None if question.strangers else Count(ceiling, "lines", tuple(range(ceiling)))
    who = question.subject or frozenset(question.names[:1])
    places = tuple(entry.place for entry in index.entries[:ceiling] if entry.line.speaker in who)
    return Count(len(places), "lines", places)


_COUNTING = frozenset(
    stem(form)
    for form in wordset(
        """
        line speech speak talk say time many count number script chapter total scene list show every all have
        """
    )
)


def _said(question: Question, index: Index, ceiling: int, what: str) -> Count:
    """Return how often the quoted words stand in lines, whoever says them where nobody is named."""
    wanted = [stem(form) for form in forms_of(question.quotation)]
    who = question.subject
    places: list[int] = []
    for entry in _holding(wanted, index, ceiling):
        forms = [stem(form) for form in forms_of(index.entries[entry].line.text)]
        if not who or index.entries[entry].line.speaker in who:
            places += [entry] * _runs(forms, wanted)
    found = tuple(dict.fromkeys(places))
    return Count(len(found if what == "lines" else places), what, found)


def _holding(wanted: list[str], index: Index, ceiling: int) -> Sequence[int]:
    rows = [set(index.places(each, ceiling)) for each in wanted if each in index.postings]
    return sorted(set.intersection(*rows)) if rows else []


def _runs(forms: list[str], wanted: list[str]) -> int:
    return sum(forms[at : at + len(wanted)] == wanted for at in range(len(forms) - len(wanted) + 1))
