"""From a question to an answer: which way it is answered, and what is handed out.

The ways stand in modules of their own: counts, quotations, and lines ranked with a stretch chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lore.answers.confidence import LEAST, confidence
from lore.answers.counts import counted
from lore.answers.matter import gather
from lore.answers.question import read_question
from lore.answers.quotations import LIKENESS, remembered
from lore.answers.ranking import Scored, rank
from lore.answers.spans import shortest
from lore.search.index import body
from lore.search.searching import is_called
from lore.search.words import stem
from lore.values import Answer, Ranked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from lore.answers.counts import Count
    from lore.answers.matter import Matter
    from lore.answers.question import Question
    from lore.search.index import Entry, Index

MOST_LINES = 20
"""Lines of evidence handed out with an answer that was not counted."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A question with what its answer may know: places below the ceiling, and whose eyes it is seen through."""

    text: str
    ceiling: int
    character: str | None = None


def answer(index: Index, asking: Asking) -> Answer:
    """Return the answer to a question."""
    if not asking.ceiling:
        return Answer(None, None, (), 0.0, refusal="no lines")
    question = read_question(asking.text, index, asking.ceiling)
    heard = _heard(index, asking)
    count = counted(question, index, asking.ceiling) if heard is None else None
    if count is not None:
        return _counted(index, count)
    if question.quotation and question.kind == "who":
        return _quoted(index, question, asking.ceiling, heard)
    return _ranked(index, question, asking, heard)


def _heard(index: Index, asking: Asking) -> frozenset[int] | None:
    """Return the places that a character says or is present to hear; None where nobody is asked to answer."""
    if asking.character is None:
        return None
    entries = index.entries[: asking.ceiling]
    present = {
        entry.opening
        for entry in entries
        if is_called(index, entry.line.speaker, asking.character) or is_called(index, entry.line.to, asking.character)
    }
    return frozenset(entry.place for entry in entries if entry.opening in present)


def _counted(index: Index, count: Count) -> Answer:
    lines = tuple(_evidence(index.entries[place], 1.0, f"counted: {count.what}") for place in count.places)
    return Answer(f"{count.number} {count.what}", f"{count.number} {count.what}", lines, 1.0, kind="count")


def _evidence(entry: Entry, score: float, why: str) -> Ranked:
    return Ranked(entry.script, entry.line, score, why)


def _quoted(index: Index, question: Question, ceiling: int, heard: Collection[int] | None) -> Answer:
    """Return who says the quoted words."""
    found = remembered(question.quotation, index, ceiling, heard)[:MOST_LINES]
    lines = tuple(
        _evidence(index.entries[place], round(likeness, 4), "like the words quoted") for likeness, place in found
    )
    if not found:
        return Answer(None, None, _nearest(index, ceiling, heard), 0.0, kind="quotation", refusal="no match")
    likeness, place = found[0]
    line = index.entries[place].line
    sure = likeness >= LIKENESS and line.speaker is not None
    said = line.speaker or line.text
    return Answer(
        said if sure else None,
        said,
        _filled(index, lines, ceiling, heard),
        likeness,
        "quotation",
        line,
        "" if sure else "no match",
    )


def _nearest(index: Index, ceiling: int, heard: Collection[int] | None) -> tuple[Ranked, ...]:
    return _filled(index, (), ceiling, heard)


def _filled(index: Index, lines: tuple[Ranked, ...], ceiling: int, heard: Collection[int] | None) -> tuple[Ranked, ...]:
    """Return the lines and, where they are fewer than ten, others in order."""
    missing = 10 - len(lines)
    if missing <= 0:
        return lines
    have = {(id(ranked.script), ranked.line.number) for ranked in lines}
    others = (
        entry
        for entry in index.entries[:ceiling]
        if (heard is None or entry.place in heard) and (id(entry.script), entry.line.number) not in have
    )
    return (*lines, *(_evidence(entry, 0.0, "in order") for entry, _ in zip(others, range(missing), strict=False)))


def _ranked(index: Index, question: Question, asking: Asking, heard: frozenset[int] | None) -> Answer:
    matter = gather(question, index, asking.ceiling)
    ranked = rank(matter, heard)
    if asking.character is not None:
        ranked = _own_first(index, ranked, asking.character)
    if not ranked:
        return Answer(None, None, (), 0.0, question.kind, refusal="no lines")
    line = index.entries[ranked[0].place].line
    if asking.character is not None and not is_called(index, line.speaker, asking.character):
        return Answer(None, None, tuple(_explained(matter, ranked)), 0.0, question.kind, refusal="no match")
    best = _told(matter, ranked)
    sureness = confidence(matter, ranked)
    code = _refusal(matter, sureness)
    return Answer(None if code else best, best, tuple(_explained(matter, ranked)), sureness, question.kind, line, code)


def _own_first(index: Index, ranked: list[Scored], character: str) -> list[Scored]:
    """Return a character's own lines, then those they heard, each best first."""
    own = [each for each in ranked if is_called(index, index.entries[each.place].line.speaker, character)]
    return own + [each for each in ranked if each not in own]


def _told(matter: Matter, ranked: list[Scored]) -> str:
    entry = matter.index.entries[ranked[0].place]
    if matter.question.kind == "who" and entry.line.speaker:
        return entry.line.speaker
    return shortest(matter.question, body(entry.script, entry.line))


def _refusal(matter: Matter, sureness: float) -> str:
    question = matter.question
    if not question.terms and not question.names:
        return "empty"
    if not matter.own and not matter.named:
        return "no match"
    return "" if sureness >= LEAST else "unsure"


def _explained(matter: Matter, ranked: Iterable[Scored]) -> Iterable[Ranked]:
    for each, _ in zip(ranked, range(MOST_LINES), strict=False):
        entry = matter.index.entries[each.place]
        yield Ranked(entry.script, entry.line, round(each.score, 4), _why(matter, each.place))


def _why(matter: Matter, place: int) -> str:
    """Return what a line has of the question, in words."""
    question = matter.question
    mask, around = matter.own.get(place, 0), matter.own.get(place - 1, 0)
    met = [term for bit, term in enumerate(question.terms) if mask >> bit & 1]
    before = [term for bit, term in enumerate(question.terms) if around >> bit & 1 and not mask >> bit & 1]
    said = {word.form for word in question.words}
    parts = []
    if met:
        parts.append("has " + ", ".join(_shown(question, term) for term in met))
    if before:
        parts.append("follows a line with " + ", ".join(_shown(question, term) for term in before))
    if matter.index.entries[place].line.speaker in question.names:
        parts.append(f"{matter.index.entries[place].line.speaker} speaks")
    return "; ".join(parts) if said and parts else "near the lines that match"


def _shown(question: Question, term: str) -> str:
    return next((word.form for word in question.words if stem(word.form) == term), term)
