"""Where the ranking is overruled: lines that cannot answer, however many of a question's words they have.

What only repeats a question stands in `lore.answers.echoes`, what a question takes for granted in
`lore.answers.premises`.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from lore.answers.matter import name_stems
from lore.answers.measures import gives_measure, measure_asked
from lore.answers.sentences import LONG_LINE
from lore.answers.whereabouts import asks_for_place_name, names_a_place, tells_of_a_place
from lore.search.index import body
from lore.search.words import stem

if TYPE_CHECKING:
    from collections.abc import Callable

    from lore.answers.matter import Matter
    from lore.answers.ranking import Scored

_ASKED_TO_DO = re.compile(
    r"\b(?:ask|asks|asked|tells?|told|begs?|begged|orders?|ordered|urges?|urged|warns?|warned|pleads?|pleaded|advises?|"
    r"advised|wants?|wanted) \w+(?: \w+)? (?:not )?to do\b",
    re.IGNORECASE,
)
_FORBIDS = re.compile(r"(?:^|[.!?,;] +)(?:please,? +)?(?:don['’]t|do not|never|stop)\b", re.IGNORECASE)
_BIDS = re.compile(
    r"(?:^|[.!?] +)(?:\w+, +)?(?:please\b|(?:don['’]t|do not|let|go|come|take|give|bring|tell|remember|keep|wait|"
    r"listen|hear|look|sit|stand|follow|get|put|forget|trust|help|try|leave|stop|stay|hold|join) )",
    re.IGNORECASE,
)
"""How sentences begin that forbid something, and that bid somebody do it."""
_REQUESTS = 8
"""Lines among which a request is looked for."""
_LOOKED_THROUGH = 12
"""Lines among which one that gives a measure, or names a place, is looked for."""
_NEAR = 6
"""Lines within which what somebody does next, or did before, is told."""
_NEXT_BEST = 4
"""Lines that may take the place of the best: those ranked before the fifth."""
_AFTERWARDS, _BEFOREHAND = frozenset({"after", "once", "since"}), frozenset({"before", "until"})


def overruled(matter: Matter, scored: list[Scored]) -> list[Scored]:
    """Return the ranking of a chapter of prose with a line that can answer in front, where the first cannot.

    What is given line by line is left as it was ranked: there the fitted weights know better than these rules.
    """
    if not matter.index.is_prose(matter.index.entries[scored[0].place].opening, matter.ceiling):
        return scored
    first = (
        _said_by_another(matter, scored)
        or _beyond_aside(matter, scored)
        or _request(matter, scored)
        or _giving(matter, scored)
    )
    return scored if first is None else [first, *(each for each in scored if each is not first)]


def _said_by_another(matter: Matter, scored: list[Scored]) -> Scored | None:
    """Return the next best line that another says, where "who says of Ann ..." would be answered by Ann.

    So too where the best line has nothing of the question but its "says", or is narration.
    """
    question, entries = matter.question, matter.index.entries
    best = scored[0].place
    telling = ~matter.generic & (1 << len(question.terms)) - 1
    has_nothing = bool(telling) and not matter.own.get(best, 0) & telling
    told = entries[best].line.speaker is None
    if not question.saying or (entries[best].line.speaker not in question.people and not has_nothing and not told):
        return None
    said = (
        each
        for each in scored[1 : _REQUESTS if told else _NEXT_BEST]
        if matter.own.get(each.place, 0) & (telling or -1)
    )
    others = (each for each in said if entries[each.place].line.speaker not in (None, *question.people))
    return next(others, None)


def _beyond_aside(matter: Matter, scored: list[Scored]) -> Scored | None:
    """Return the next best line with the verb after the best, where that has only what follows "after".

    "Where does she go after Ann leaves?" is not answered by "Ann left.", which only tells from where on to look. A long
    line may go on to tell what comes after.
    """
    question, best = matter.question, scored[0].place
    side = 1 if question.joined in _AFTERWARDS else -1 if question.joined in _BEFOREHAND else 0
    mask = matter.own.get(best, 0)
    if not side or not mask or mask & ~matter.aside or matter.index.entries[best].size > LONG_LINE:
        return None
    if not matter.verb & ~matter.aside:
        return _nearest(matter, scored, side)
    verbal = (each for each in scored[1:_NEXT_BEST] if matter.verb & _means(matter, each.place))
    return next((each for each in verbal if (each.place - best) * side > 0), None)


def _nearest(matter: Matter, scored: list[Scored], side: int) -> Scored | None:
    """Return the line of narration nearest to the best, on one side, that tells of whoever is asked of."""
    question, best = matter.question, scored[0].place
    own = {part for name in question.subject for part in name_stems(name)}
    entries = matter.index.entries
    told = [
        each
        for each in scored
        if 0 < (each.place - best) * side <= _NEAR
        and entries[each.place].line.speaker is None
        and not own.isdisjoint(entries[each.place].stems)
    ]
    return min(told, key=lambda each: abs(each.place - best), default=None)


def _request(matter: Matter, scored: list[Scored]) -> Scored | None:
    """Return the best line in which whoever is asked of asks for something, where a question is for what they ask."""
    question, entries = matter.question, matter.index.entries
    if question.kind != "what" or not question.subject or not _ASKED_TO_DO.search(question.text):
        return None
    wanted = _FORBIDS if re.search(r"\bnot\b", question.text) else _BIDS
    said = (each for each in scored[:_REQUESTS] if entries[each.place].line.speaker in question.subject)
    return next((each for each in said if wanted.search(entries[each.place].line.text)), None)


def _giving(matter: Matter, scored: list[Scored]) -> Scored | None:
    """Return the best line that gives what is asked for, a measure or the name of a place, where either is."""
    gives = _what_gives(matter)
    if gives is None:
        return None
    lines = ((each, matter.index.entries[each.place]) for each in scored[:_LOOKED_THROUGH])
    return next((each for each, entry in lines if gives(body(entry.script, entry.line))), None)


def _what_gives(matter: Matter) -> Callable[[str], bool] | None:
    """Return what tells whether a text gives the measure or the name of a place that is asked for, if one is."""
    question = matter.question
    measure = measure_asked(question)
    if measure:
        return partial(gives_measure, measure=measure)
    if asks_for_place_name(question.text):
        return partial(names_a_place, others=matter.name_stems | {stem(word.form) for word in question.words})
    return None


def _means(matter: Matter, place: int) -> int:
    return matter.own.get(place, 0) | matter.kin.get(place, 0)


def lacks_what_is_asked(matter: Matter, place: int, told: str) -> bool:
    """Tell whether words of a chapter of prose that are to answer "where" or "how long" tell of no place, no time."""
    if not matter.index.is_prose(matter.index.entries[place].opening, matter.ceiling):
        return False
    measure = measure_asked(matter.question)
    if measure:
        return not gives_measure(told, measure)
    return matter.question.kind == "where" and not tells_of_a_place(told, matter.name_stems)
