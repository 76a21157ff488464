"""Where the ranking is overruled: lines that cannot answer, however many of a question's words they have.

What only repeats a question stands in `lore.answers.echoes`, what a question takes for granted in
`lore.answers.premises`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lore.answers.sentences import LONG_LINE
from lore.answers.whereabouts import tells_of_a_place

if TYPE_CHECKING:
    from lore.answers.matter import Matter
    from lore.answers.ranking import Scored

_NEXT_BEST = 4
"""Lines that may take the place of the best: those ranked before the fifth."""
_AFTERWARDS, _BEFOREHAND = frozenset({"after", "once", "since"}), frozenset({"before", "until"})


def overruled(matter: Matter, scored: list[Scored]) -> list[Scored]:
    """Return the ranking with a line that can answer in front, where the first cannot and one of the next can."""
    first = _said_by_another(matter, scored) or _beyond_aside(matter, scored)
    return scored if first is None else [first, *(each for each in scored if each is not first)]


def _said_by_another(matter: Matter, scored: list[Scored]) -> Scored | None:
    """Return the next best line that another says, where "who says of Ann ..." would be answered by Ann."""
    question, entries = matter.question, matter.index.entries
    if not question.saying or entries[scored[0].place].line.speaker not in question.people:
        return None
    others = (each for each in scored[1:_NEXT_BEST] if matter.own.get(each.place) and entries[each.place].line.speaker)
    return next((each for each in others if entries[each.place].line.speaker not in question.people), None)


def _beyond_aside(matter: Matter, scored: list[Scored]) -> Scored | None:
    """Return the next best line with the verb after the best, where that has only what follows "after".

    "Where does she go after Ann leaves?" is not answered by "Ann left.", which only tells from where on to look. A long
    line may go on to tell what comes after.
    """
    question, best = matter.question, scored[0].place
    side = 1 if question.joined in _AFTERWARDS else -1 if question.joined in _BEFOREHAND else 0
    mask = matter.own.get(best, 0)
    if not side or not mask or mask & ~matter.aside or not matter.verb & ~matter.aside:
        return None
    if matter.index.entries[best].size > LONG_LINE:
        return None
    verbal = (each for each in scored[1:_NEXT_BEST] if matter.verb & _means(matter, each.place))
    return next((each for each in verbal if (each.place - best) * side > 0), None)


def _means(matter: Matter, place: int) -> int:
    return matter.own.get(place, 0) | matter.kin.get(place, 0)


def lacks_a_place(matter: Matter, place: int, told: str) -> bool:
    """Tell whether words of a chapter of prose that are to answer "where" tell of no place."""
    opening = matter.index.entries[place].opening
    if matter.question.kind != "where" or not matter.index.is_prose(opening, matter.ceiling):
        return False
    return not tells_of_a_place(told, matter.name_stems)
