"""First and last: questions whose answer is a line's place in the order, not its words.

"What is the last thing Ann says to Ben before she leaves", "who speaks first", "how does the chapter end", and what is
asked of the end or the beginning of a chapter alone. What follows "before" or "after" is looked for in the lines, and
where nothing has it the question is read without it. It gets wrong who means the first time that something is told.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from lore.answers.question import GENERIC
from lore.answers.sentences import split

if TYPE_CHECKING:
    from lore.answers.matter import Matter
    from lore.search.index import Entry, Index

_FIRST = r"first|opening"
_LAST = r"last|final|closing|parting"
_SAID = re.compile(rf"\b({_FIRST}|{_LAST}) (?:thing|words?|line|sentence|remark|sentences|lines)\b", re.IGNORECASE)
_SAYING = re.compile(
    r"\b(?:says?|said|saying|speaks?|spoke|spoken|tells?|told)\b|^\W*what(?: is|['’]s| are| was| were)\b", re.IGNORECASE
)
_SPEAKS = re.compile(
    r"^\W*who (?:is |was |has |had |gets |got )?(?:the )?(?:speaks?|spoke|talks?|talked|says?|said)? ?(?:the )?"
    rf"({_FIRST}|{_LAST})\b"
    r"(?: (?:one )?to (?:speak|talk)|(?: (?:person|character))?(?: to (?:speak|talk))?| line| word)?"
    r"(?: in (?:it|(?:this|the) \w+))?\W*$",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"^\W*how (?:does|did) (?:it|(?:this|the) (?:chapter|scene|story|text|script))(?: all)? "
    r"(begin|start|open|end|close|finish)\W*$",
    re.IGNORECASE,
)
_PART = re.compile(
    r",?\s*\b(?:right |just )?(?:at|in|by|near|towards?) the (?:very )?(end|close|beginning|start|opening)"
    r"(?: of (?:the|this) (?:chapter|scene|story|text|script)\b,?|(?=\W*$))",
    re.IGNORECASE,
)
_PRONOUNS = frozenset({"he", "she", "they", "it"})
_TOLD = 2
"""Sentences that are told of a line that is asked for by its order."""
_FEWEST, _TENTH = 3, 10
"""A chapter begins and ends with a tenth of its lines, and with no fewer than three."""
_BEGINS = frozenset({"first", "opening", "begin", "beginning", "start", "open"})


class Part(NamedTuple):
    """A question without the words that limit it to a part of each chapter, and the places of that part's lines.

    `places` is None where a question is limited to none, else in the order of the chapter, headings apart.
    """

    text: str
    places: tuple[int, ...] | None
    first: bool


class Placed(NamedTuple):
    """The place of a line that is asked for by its order, and whether it is asked for as a beginning or as an end."""

    place: int
    first: bool


def part_of(text: str, index: Index, ceiling: int) -> Part:
    """Return what a question asks, and the lines at the end or the beginning of which chapters it asks that of."""
    found = _PART.search(text)
    if found is None:
        return Part(text, None, first=False)
    first = found.group(1).lower() in _BEGINS
    places: list[int] = []
    for _, group in groupby(index.entries[:ceiling], key=lambda entry: id(entry.script)):
        told = [entry.place for entry in group if entry.line.kind != "heading"]
        number = max(_FEWEST, len(told) // _TENTH)
        places += told[:number] if first else told[-number:]
    return Part((text[: found.start()] + text[found.end() :]).strip(), tuple(places), first)


def outermost(matter: Matter, part: Part) -> Placed | None:
    """Return the line nearest the end or the beginning that has to do with whoever is asked of.

    None where a question asks for more than what happens or what somebody does: then the words decide among the lines.
    """
    question = matter.question
    if part.places is None or not GENERIC.issuperset(question.terms):
        return None
    concerned = [place for place in part.places if not question.people or _concerns(matter, place)]
    if not concerned:
        return None
    return Placed(concerned[0] if part.first else concerned[-1], part.first)


def _concerns(matter: Matter, place: int) -> bool:
    """Tell whether a line has to do with whoever is asked of; narration that opens with "he" does as what is before."""
    entry = matter.index.entries[place]
    line = entry.line
    if place in matter.named or matter.question.people & {line.speaker, line.to}:
        return True
    goes_on = line.speaker is None and line.text.partition(" ")[0].lower() in _PRONOUNS
    return goes_on and place > entry.opening and _concerns(matter, place - 1)


def outer(text: str, *, first: bool) -> str:
    """Return the first sentences of a long text, or its last: as many as an answer tells."""
    sentences = split(text, {})
    if len(sentences) <= _TOLD:
        return text
    chosen = sentences[:_TOLD] if first else sentences[-_TOLD:]
    return text[chosen[0].start : chosen[-1].end]


def ordered(matter: Matter) -> Placed | None:
    """Return the line that is asked for by its order, or None where a question asks for none."""
    text = matter.question.text
    found = _WHOLE.search(text)
    if found:
        return _end_of(matter.index.entries[: matter.ceiling], first=found.group(1).lower() in _BEGINS)
    found = _SPEAKS.search(text)
    if found:
        said = [entry for entry in matter.index.entries[: matter.ceiling] if entry.line.speaker]
        return _end_of(said, first=found.group(1).lower() in _BEGINS)
    found = _SAID.search(text)
    if found and matter.question.kind == "what" and matter.question.people and _SAYING.search(text):
        return _end_of(_said(matter), first=found.group(1).lower() in _BEGINS)
    return None


def _end_of(entries: list[Entry], *, first: bool) -> Placed | None:
    """Return the first or the last of some lines, headings apart."""
    told = [entry.place for entry in entries if entry.line.kind != "heading"]
    if not told:
        return None
    return Placed(told[0] if first else told[-1], first)


def _said(matter: Matter) -> list[Entry]:
    """Return the lines that whoever is asked of says, to whom they are asked to, before or after what is asked."""
    question, entries = matter.question, matter.index.entries
    speakers = question.subject or question.people
    said = [entry for entry in entries[: matter.ceiling] if entry.line.speaker in speakers]
    hearers = question.objects - speakers
    to = [entry for entry in said if entry.line.to in hearers] if question.addressed else []
    said = to or said
    about = _told_of(matter)
    if about is not None and question.joined in {"before", "until"}:
        return [entry for entry in said if entry.place < about] or said
    if about is not None and question.joined in {"after", "once", "since"}:
        return [entry for entry in said if entry.place > about] or said
    return said


def _told_of(matter: Matter) -> int | None:
    """Return the place of the line that has most of what the question says after "before" or "after"."""
    worth = {place: matter.aside_of(mask) for place, mask in matter.own.items()}
    place = max(worth, key=lambda each: (worth[each], each), default=None)
    return place if place is not None and worth[place] > 0 else None
