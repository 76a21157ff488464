"""What only repeats a question: there the answer stands beside it.

"Why can't it be mended?" finds "Let it be mended." first, and the reply to it is the answer. Within one
paragraph the same is seen to in `lore.answers.sentences`. It gets wrong where somebody asks for the words themselves
without a word of speech ("What about the oldest boat?").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lore.answers.measures import gives_measure, measure_asked
from lore.answers.sentences import only_repeats
from lore.search.words import forms_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from lore.answers.matter import Matter
    from lore.answers.ranking import Scored
    from lore.search.index import Entry

_AGREES = re.compile(
    r"\W*(?:yes|no|yeah|yep|nope|aye|nay|never|of course|certainly|neither|nor"
    r"|so (?:am|do|did|have|will|would|can|shall) i"
    r"|i (?:am|do|did|have|will|would|can|shall)(?:n['’]t| not)?\b(?=\W))\b",
    re.IGNORECASE,
)
"""How a reply begins that says yes or no."""

_EXPLAINED = 2
"""Words that a line which begins with "it" may have beside the question's, and still leave its "it" to be explained."""
_OPENING = 4
"""Words of a line among which "because" opens it."""


def beyond_echo(matter: Matter, scored: Sequence[Scored], told: str) -> int | None:
    """Return the place of the line beside the best that answers in its stead, or None where the best stands.

    `told` are the words that would answer, said in a chapter of prose. Where they say no more than the question, the
    reply answers, unless whoever is asked of says them; where they begin with "it", the line before, which explains
    it. A reply that begins with "because" always answers why, and a yes or no of whoever is asked of whether it is so.
    """
    entry, question = matter.index.entries[scored[0].place], matter.question
    if entry.line.speaker is None or question.kind == "who" or question.spoken:
        return None
    if not matter.index.is_prose(entry.opening, matter.ceiling):
        return None
    measure = measure_asked(question)
    if measure and gives_measure(told, measure):
        return None
    return next((entry.place + step for step in _steps(matter, entry, told) if _replies(matter, entry, step)), None)


def _steps(matter: Matter, entry: Entry, told: str) -> tuple[int, ...]:
    """Return how many lines further the answer may stand, the likeliest first."""
    if matter.question.kind == "yes":
        return (1,) if _says_whether(matter, entry, entry.place + 1) else ()
    forms = forms_of(told)
    fresh = _fresh(forms, {*matter.known, *matter.name_stems})
    if matter.question.kind == "why" and "because" not in forms and _gives_a_cause(matter, entry.place + 1):
        return (1,)
    if forms[:1] == ["it"] and fresh <= _EXPLAINED:
        return (-1, 1)
    return () if fresh or entry.line.speaker in matter.question.subject else (1,)


def _gives_a_cause(matter: Matter, place: int) -> bool:
    """Tell whether a line opens with a cause: "Because ...", "That's because ..."."""
    return place < matter.ceiling and "because" in forms_of(matter.index.entries[place].line.text)[:_OPENING]


def _says_whether(matter: Matter, entry: Entry, place: int) -> bool:
    """Tell whether a reply to another says yes or no, and is by whoever the question is about."""
    if place >= matter.ceiling or entry.line.speaker in matter.question.subject:
        return False
    line = matter.index.entries[place].line
    return line.speaker in matter.question.subject and _AGREES.match(line.text) is not None


def _fresh(forms: Iterable[str], known: Container[str]) -> int:
    """Return how many words say more than the question."""
    return sum(not only_repeats((form,), known) for form in forms)


def _replies(matter: Matter, entry: Entry, step: int) -> bool:
    """Tell whether the line so many lines further is said by another in the same scene."""
    place = entry.place + step
    if not entry.opening <= place < matter.ceiling:
        return False
    other = matter.index.entries[place]
    return other.opening == entry.opening and other.line.speaker not in (None, entry.line.speaker)
