"""Mentions in the narration: names, pronouns, nouns such as `the old man` or `his wife`; each with whom it may mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from lore.attribution.lexicon import (
    INDEFINITE,
    KIN,
    PERSON_NOUNS,
    PLAIN_NOUNS,
    SURE_VERBS,
    TITLES,
    noun_gender,
    pronoun_gender,
    title_gender,
)
from lore.attribution.names import NAME, key_of, strip_name

if TYPE_CHECKING:
    from lore.attribution.names import Roster
    from lore.values import Span

MentionKind: TypeAlias = Literal["name", "pronoun", "noun"]

_PRONOUN = (
    r"\b(?:[Hh]e|[Ss]he|I|[Tt]hey|[Ww]e|[Hh]im|[Hh]er|[Hh]is|hers|himself|herself|me|[Mm]y"
    r"|[Ss]omebody|[Ss]omeone|[Ee]verybody|[Ee]veryone)\b"
)
_STOPPERS = (
    "of|to|in|and|the|that|was|is|had|a|an|at|on|with|for|from|by|or|as|but|not|were|who|which|his|her|my|said|he|she"
)


def noun_pattern(extra: frozenset[str]) -> str:
    """Return the pattern of a noun phrase that means a person; `extra` are further nouns."""
    nouns = "|".join(sorted(map(re.escape, PERSON_NOUNS | extra), key=len, reverse=True))
    determiner = r"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Mm]y|[Tt]heir|[Oo]ur|[Yy]our|[Tt]his|[Tt]hat|[Aa]nother)"
    kin = "|".join(sorted(KIN, key=len, reverse=True))
    between = rf"(?:(?!(?:{_STOPPERS})\b)[a-z][a-z-]*,?\s+){{0,2}}?"
    return rf"{determiner}\s+{between}(?:{nouns})\b|\b[A-Z][a-z]+[’']s?\s+{between}(?:{kin})\b"


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention: its span, kind, the people it may mean (names and known nouns), its gender and its head word.

    `role` is "s" for a likely subject, "p" for a possessive, "o" for the rest.
    """

    start: int
    end: int
    kind: MentionKind
    people: tuple[int, ...]
    gender: str
    word: str
    role: str


_AFTER_PREPOSITION = re.compile(
    r"(?:\b(?:to|of|at|with|for|from|by|on|upon|in|into|towards?|about|over|after|before|beside|behind|against|than|like"
    r"|between|near|told|asked|saw|met|see|without|under|around|past|through)|(?<![,;:.!?—-])\s+and)\s+(?:(?:the|one|another|a)\s+)?$"
)
_BROKE_IN = re.compile(r"\b(?:broke|breaks|put|puts|chimed|chimes|cut|cuts|struck|strikes)\s+in\s+(?:the\s+)?$")
_POSSESSED = re.compile(r"[’' ]s\b|[’'](?=\s)")


_SPEAKING = re.compile(
    rf"[\"”’»]\s+(?:{'|'.join(sorted(SURE_VERBS))})\s+(?:the|an?|his|her|my|our|their)\s+(?:[a-z-]+\s+){{0,2}}?([a-z][a-z-]+)"
    r"(?=\s*[.,;:!?]|\s+(?:in|with|who|as|to|and|from|at|on|again|of)\b)"
)
_SPOKEN_BY = re.compile(r"[\"”’»]\s+the\s+([a-z][a-z-]+)\s+(?:said|asked|replied|answered|cried|whispered|called)\b")
_NO_SPEAKERS = frozenset(
    [
        "same",
        "next",
        "last",
        "first",
        "other",
        "whole",
        "rest",
        "air",
        "way",
        "voice",
        "tone",
        "one",
        "two",
        "moment",
        "time",
        "end",
        "lot",
        "others",
        "latter",
    ]
)


def speaking_nouns(source: str) -> frozenset[str]:
    """Return nouns that a verb of speech beside a quotation has for its subject: `said the porter`."""
    return frozenset((*_SPEAKING.findall(source), *_SPOKEN_BY.findall(source))) - _NO_SPEAKERS


class MentionFinder:
    """Finds the mentions of a roster's people in stretches of a source."""

    def __init__(self, source: str, roster: Roster, speaking: frozenset[str] = frozenset()) -> None:
        self._source = source
        self._roster = roster
        extra = frozenset(
            word
            for person in roster.people
            for form in person.forms
            for word in key_of(form)[-1:]
            if (form[:1].islower() or form.startswith(("A ", "An ", "The ", "That "))) and word.isalpha()
        )
        self._pattern = re.compile(rf"(?P<n>{noun_pattern(extra | speaking)})|(?P<p>{_PRONOUN})|(?P<c>{NAME})")

    def find(self, start: int, end: int) -> list[Mention]:
        """Return the mentions of a stretch in order."""
        found: list[Mention] = []
        for match in self._pattern.finditer(self._source, start, end):
            kind = match.lastgroup
            mention = (
                self._pronoun(match.span())
                if kind == "p"
                else self._noun(match.span(), start)
                if kind == "n"
                else self._name(match.span(), start)
            )
            if mention:
                found.append(mention)
        return found

    def _pronoun(self, span: Span) -> Mention:
        word = self._source[span[0] : span[1]]
        lower = word.lower()
        role = (
            "s"
            if lower in ("he", "she", "i", "they", "we") or lower in INDEFINITE
            else "p"
            if lower in ("his", "my", "hers")
            else "o"
        )
        return Mention(*span, "pronoun", (), pronoun_gender(lower), lower, role)

    def _noun(self, span: Span, start: int) -> Mention | None:
        words = key_of(self._source[span[0] : span[1]])
        head = words[-1]
        people = self._roster.exact(" ".join(words)) or self._roster.exact(head)
        owned = words[0] in ("his", "her", "my", "their", "our", "your")
        if not people and head in TITLES - KIN - PLAIN_NOUNS and not owned:
            people = self._roster.owners(head)
        if not people and len(words) > 1 and head not in KIN | PLAIN_NOUNS and not owned:
            people = self._roster.owners(" ".join(words[-2:]))
        return Mention(*span, "noun", people, noun_gender(head), " ".join(words), self._role(span, start))

    def _name(self, span: Span, start: int) -> Mention | None:
        whole = " ".join(self._source[span[0] : span[1]].split())
        name = span if self._roster.exact(whole) else strip_name(self._source, *span)
        if name is None:
            return None
        text = " ".join(self._source[name[0] : name[1]].split())
        people = self._roster.owners(text)
        if not people:
            return None
        gender = next((title_gender(word) for word in key_of(text) if title_gender(word)), "")
        return Mention(*name, "name", people, gender, text, self._role(name, start))

    def _role(self, span: Span, start: int) -> str:
        if _POSSESSED.match(self._source, span[1]):
            return "p"
        before = max(start, span[0] - 14)
        if _AFTER_PREPOSITION.search(self._source, before, span[0]):
            return "s" if _BROKE_IN.search(self._source, before, span[0]) else "o"
        return "s"
