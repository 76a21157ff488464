"""To whom something is said: questions whose answer is the one spoken to, not the one who speaks.

"To whom does Ann say that she will go", "who does Ann tell", "who is Ann talking to when she says ...", "who is told".
Whoever a line is said to was worked out when the chapter was read, and is not always known. It gets wrong who asks for
somebody that is only spoken of ("who does Ann ask for").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lore.search.words import stem, wordset

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lore.answers.matter import Matter
    from lore.answers.question import Question
    from lore.answers.ranking import Scored
    from lore.values import Line

_SPEAKING = frozenset(
    stem(form)
    for form in wordset(
        """
        say tell talk speak ask reply answer respond whisper shout explain promise warn remind thank greet address
        apologize beg order invite confess admit complain propose suggest offer swear threaten plead
        """
    )
)
_TO_WHOM = re.compile(
    r"\bto whom\b|^\W*who(?:m)? (?:is|was|are|were) \w+(?: \w+)? (?:speaking|talking) (?:to|with)\b", re.IGNORECASE
)
_BOTH = re.compile(r"\bwho\b.*\b(?:and )to whom\b", re.IGNORECASE)
_TOLD = re.compile(
    r"^\W*who(?:m)? (?:is|was|gets|got) (?:being )?"
    r"(?:told|asked|warned|addressed|thanked|reminded|invited|begged|greeted|ordered|threatened|spoken to)\b",
    re.IGNORECASE,
)
_HELPED = re.compile(r"^\W*who(?:m)? (?:does|did|do|has|had|will|would)\b", re.IGNORECASE)
_OF = re.compile(r"\b(?:about|of)\W*$|\b(?:speaks?|spoke|talk|talks|talked|speak) (?:about|of)\b", re.IGNORECASE)
_OF_OTHERS = re.compile(
    r"\b(?:say|claim|admit|suggest|swear|complain)s? (?:that )?"
    r"(?:is|are|was|were|am|will|would|can|could|has|have|had|should|must|might|may)\b",
    re.IGNORECASE,
)
"""What follows where somebody tells of another: "who does Ann say is coming" asks for that other, not for a hearer."""
_NEXT_BEST = 4
"""Lines that are looked at for one that whoever is asked of says to somebody."""


def asks_for_hearer(question: Question) -> bool:
    """Tell whether a question is for whom something is said to."""
    if question.kind != "who":
        return False
    if _TO_WHOM.search(question.text) or _TOLD.search(question.text):
        return True
    verbs = {stem(word.form) for word in question.words}
    told = _HELPED.search(question.text) and bool(question.subject) and not verbs.isdisjoint(_SPEAKING)
    return bool(told) and not any(each.search(question.text) for each in (_OF, _OF_OTHERS))


def asks_for_both(question: Question) -> bool:
    """Tell whether a question is for who says something as well as for whom it is said to."""
    return _BOTH.search(question.text) is not None


def asked_name(question: Question, line: Line) -> str | None:
    """Return who says a line, or to whom it is said, or both, as is asked; None where that is not known."""
    if not asks_for_hearer(question):
        return line.speaker
    both = line.speaker and line.to and asks_for_both(question)
    return f"{line.speaker}, {line.to}" if both else line.to


def hearer(matter: Matter, scored: Sequence[Scored]) -> tuple[str, int] | None:
    """Return who is spoken to and the place of the line that shows it; None where no likely line shows anybody."""
    question, entries = matter.question, matter.index.entries
    if not set(question.terms) - _SPEAKING and question.subject:
        return _usual(matter)
    if not set(question.terms) - _SPEAKING:
        return None
    for each in scored[:_NEXT_BEST]:
        line = entries[each.place].line
        said = line.speaker in question.subject or (not question.subject and line.speaker is not None)
        name = asked_name(question, line) if line.to else None
        if said and name and matter.own.get(each.place, 0):
            return name, each.place
    return None


def _usual(matter: Matter) -> tuple[str, int] | None:
    """Return everybody whom the one asked of speaks to, in order, and the first line that shows it."""
    places = sorted(
        place for name in matter.question.subject for place in matter.index.spoken_below(name, matter.ceiling)
    )
    hearers = _first_lines(matter, places)
    return (", ".join(hearers), next(iter(hearers.values()))) if hearers else None


def _first_lines(matter: Matter, places: Iterable[int]) -> dict[str, int]:
    """Return each one spoken to at some places, with the first of them."""
    found: dict[str, int] = {}
    for place in places:
        to = matter.index.entries[place].line.to
        if to:
            found.setdefault(to, place)
    return found
