"""First and last: questions whose answer is a line's place in the order, not its words.

"What is the last thing Ann says to Ben before she leaves", "who speaks first", "how does the chapter end". What follows
"before" or "after" is looked for in the lines, and where nothing has it the question is read without it. It gets wrong
who means the first time that something is spoken of.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lore.answers.matter import Matter
    from lore.search.index import Entry

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
_BEGINS = frozenset({"first", "opening", "begin", "start", "open"})


def ordered(matter: Matter) -> int | None:
    """Return the place of the line that is asked for by its order, or None where a question asks for none."""
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


def _end_of(entries: list[Entry], *, first: bool) -> int | None:
    """Return the place of the first or the last of some lines, headings apart."""
    told = [entry.place for entry in entries if entry.line.kind != "heading"]
    if not told:
        return None
    return told[0] if first else told[-1]


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
