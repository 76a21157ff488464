"""From a question to an answer: which way it is answered, and what is handed out.

The ways stand in modules of their own: counts, quotations, and lines ranked with a stretch chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lore.answers.choosing import choose
from lore.answers.confidence import LEAST, confidence
from lore.answers.counts import counted
from lore.answers.echoes import beyond_echo
from lore.answers.features import is_question
from lore.answers.hearers import asked_name, asks_for_hearer, hearer
from lore.answers.identity import identity
from lore.answers.manners import manner_around
from lore.answers.matter import gather, name_stems
from lore.answers.order import ordered, outer, outermost, part_of
from lore.answers.overruling import lacks_what_is_asked, overruled
from lore.answers.premises import DOUBTED
from lore.answers.presence import heard
from lore.answers.question import SPEECH, read_question
from lore.answers.quotations import LIKENESS, remembered
from lore.answers.ranking import rank
from lore.answers.sentences import (
    all_of_short_row,
    is_long,
    row_with,
    share,
    wants,
    whole,
    with_antecedent,
    with_brackets,
)
from lore.search.index import ROW, body, slices
from lore.search.searching import is_called
from lore.search.words import forms_of, stem
from lore.values import Answer, Ranked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from lore.answers.counts import Count
    from lore.answers.matter import Matter
    from lore.answers.order import Placed
    from lore.answers.question import Question
    from lore.answers.ranking import Scored
    from lore.search.index import Entry, Index

MOST_LINES = 20
"""Lines of evidence handed out with an answer that was not counted."""
_LOOK_SHARE = 0.5
"""How much "look" counts there: who asks how the eyes look asks about eyes, not for somebody who looks up."""
_NAME_WEIGHT = 1.0
"""What a name counts where sentences of one line are compared: "he" stands for it as well."""
_TOLD_SHARE = 0.5
"""Share of a question in one sentence of a speech from which on the sentence tells who, not the name of its speaker."""


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
    part = part_of(asking.text, index, asking.ceiling)
    question = read_question(part.text, index, asking.ceiling)
    known = heard(index, asking.ceiling, asking.character)
    count = counted(question, index, asking.ceiling) if known is None and part.places is None else None
    if count is not None and count.places:
        return _counted(index, count)
    if question.quotation and question.kind == "who":
        return _quoted(index, question, asking.ceiling, known)
    if part.places is not None:
        inside = frozenset(part.places)
        known = inside if known is None else known & inside or known
    matter = gather(question, index, asking.ceiling, known)
    told = identity(matter) if known is None else None
    if told is not None:
        return _found(matter, told.text, told.place, 1.0 if told.worth > 1 else LEAST, "names who is asked of")
    placed = None
    if asking.character is None:
        placed = ordered(matter) if part.places is None else outermost(matter, part)
    return _ranked(matter, asking, known) if placed is None else _placed(matter, placed)


def _placed(matter: Matter, placed: Placed) -> Answer:
    """Return the line that is asked for by its order, or who says it."""
    entry = matter.index.entries[placed.place]
    speaker = entry.line.speaker if matter.question.kind == "who" else None
    told = speaker or outer(slices(entry)[0 if placed.first else -1], first=placed.first)
    return _found(matter, told, placed.place, 1.0, "by its order")


def _found(matter: Matter, told: str, place: int, sureness: float, why: str) -> Answer:
    """Return an answer that was not ranked, with its line and those beside it."""
    entries = matter.index.entries
    beside = (other for other in (place, place - 1, place + 1) if 0 <= other < matter.ceiling)
    lines = tuple(_evidence(entries[other], 1.0, why) for other in beside)
    lines = _filled(matter.index, lines, matter.ceiling, None)
    return Answer(told, told, lines, sureness, matter.question.kind, entries[place].line)


def _counted(index: Index, count: Count) -> Answer:
    lines = tuple(_evidence(index.entries[place], 1.0, f"counted: {count.what}") for place in count.places)
    return Answer(count.text, count.text, lines, 1.0, kind="count")


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
    name = asked_name(question, line)
    sure = likeness >= LIKENESS and name is not None
    said = name or line.text
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


def _ranked(matter: Matter, asking: Asking, heard: frozenset[int] | None) -> Answer:
    index, question = matter.index, matter.question
    ranking = rank(matter, heard)
    scored = ranking.scored
    if not scored:
        return Answer(None, None, (), 0.0, question.kind, refusal="no lines")
    if asking.character is not None:
        scored = _own_first(index, scored, asking.character)
        if not is_called(index, index.entries[scored[0].place].line.speaker, asking.character):
            return Answer(None, None, tuple(_explained(matter, scored)), 0.0, question.kind, refusal="no match")
    else:
        scored = overruled(matter, scored)
    best, source = _answering(matter, scored, heard, spoken=asking.character is None)
    sureness = confidence(matter, ranking)
    if lacks_what_is_asked(matter, source, best):
        sureness *= DOUBTED
    scored = _with_proof(scored, source)
    code = _refusal(matter, sureness)
    lines = tuple(_explained(matter, scored))
    return Answer(None if code else best, best, lines, sureness, question.kind, index.entries[source].line, code)


def _answering(matter: Matter, scored: list[Scored], heard: frozenset[int] | None, *, spoken: bool) -> tuple[str, int]:
    """Return the words that answer and the place that proves them: of the best line, or of one beside it."""
    found = hearer(matter, scored) if spoken and asks_for_hearer(matter.question) else None
    if found is not None:
        return found
    best, source = _told(matter, scored[0].place, spoken=spoken)
    beside = beyond_echo(matter, scored, best) if heard is None else None
    if beside is None:
        return best, source
    return outer(max(slices(matter.index.entries[beside]), key=len), first=True), beside


def _own_first(index: Index, scored: list[Scored], character: str) -> list[Scored]:
    """Return the best of a character's own lines, then all others that they say or hear, best first."""
    own = (each for each in scored if is_called(index, index.entries[each.place].line.speaker, character))
    first = next(own, None)
    return scored if first is None else [first, *(each for each in scored if each is not first)]


def _told(matter: Matter, place: int, *, spoken: bool) -> tuple[str, int]:
    """Return the words that answer and the place that proves them; `spoken` tells that a speaker's name may answer."""
    entry = matter.index.entries[place]
    text, speaker = body(entry.script, entry.line), entry.line.speaker
    named = speaker in matter.question.people if spoken and speaker and matter.question.kind == "who" else None
    if matter.question.saying and spoken and speaker is not None and not named:
        return speaker, _proof(matter, place, speaker)
    reply = place > entry.opening and is_question(matter.index.entries[place - 1])
    group = matter.question.kind, manner_around(matter, place).name
    stretch = choose(text, group, matter.known, matter.name_stems, reply=reply, speaker=named)
    if stretch is None:
        return entry.line.text, place
    known = {
        term: weight * (_LOOK_SHARE if term == "look" else 1.0)
        for term, weight in zip(matter.question.terms, matter.weights, strict=True)
    }
    known = dict.fromkeys(matter.question.name_stems, _NAME_WEIGHT) | known
    prose = matter.index.is_prose(entry.opening, matter.ceiling)
    told = prose and is_long(text) and share(text, known) >= _TOLD_SHARE
    if speaker is not None and stretch.end == 0 and not told:
        return speaker, _proof(matter, place, speaker)
    if not prose:
        start, end = with_brackets(text, stretch.start, stretch.end)
        return text[start:end], place
    return _told_in_prose(matter, entry, known, reply=reply) or entry.line.text, place


def _told_in_prose(matter: Matter, entry: Entry, known: Mapping[str, float], *, reply: bool) -> str:
    """Return the sentence or the row that answers of a line of prose; empty where it has no word."""
    text = _without_tags(entry, body(entry.script, entry.line), matter.question)
    group = matter.question.kind, "read"
    stretch = choose(text, group, matter.known, matter.name_stems, reply=reply, speaker=None)
    if stretch is None:
        return ""
    if is_long(text):
        start, end = whole(text, stretch.start, stretch.end, known, wants(matter.question))
        if matter.question.kind == "who":
            asked = {stem(word.form) for word in matter.question.words}
            start, end = with_antecedent(text, start, end, asked)
        start, end = all_of_short_row(text, start, end)
    else:
        start, end = row_with(text, stretch.start, wants(matter.question))
    return text[start:end]


def _without_tags(entry: Entry, text: str, question: Question) -> str:
    """Return the rows of a line's text but those that only say who speaks."""
    if entry.line.speaker is None:
        return text
    said = slices(entry)
    return ROW.join(row for row in text.split(ROW) if not _is_tag(row, said, question))


def _is_tag(row: str, said: Collection[str], question: Question) -> bool:
    """Tell whether a row of a line's text is a direction that only says who speaks ("said Ann"): it answers nothing."""
    stems = {stem(form) for form in forms_of(row)}
    matter = set(question.terms) - SPEECH
    return row not in said and not SPEECH.isdisjoint(stems) and stems.isdisjoint(matter)


def _proof(matter: Matter, place: int, speaker: str) -> int:
    """Return the line that best shows why a speaker is meant: one they say, or one that names or calls forth theirs."""
    entries = matter.index.entries
    best, most = place, matter.worth(matter.own.get(place, 0))
    stems = set(name_stems(speaker))
    for other in sorted(matter.own):
        entry = entries[other]
        following = entries[other + 1].line.speaker if other + 1 < matter.ceiling else None
        concerned = speaker in {entry.line.speaker, following} or not stems.isdisjoint(entry.stems)
        if concerned and matter.worth(matter.own[other]) > most:
            best, most = other, matter.worth(matter.own[other])
    return best


def _with_proof(scored: list[Scored], source: int) -> list[Scored]:
    """Return the ranking with the line that proves the answer among the first two."""
    places = [each.place for each in scored]
    if source not in places[2:]:
        return scored
    at = places.index(source)
    return [scored[0], scored[at], *scored[1:at], *scored[at + 1 :]]


def _refusal(matter: Matter, sureness: float) -> str:
    question = matter.question
    if not question.terms and not question.names:
        return "empty"
    if not matter.own and not matter.named:
        return "no match"
    return "" if sureness >= LEAST else "unsure"


def _explained(matter: Matter, scored: Iterable[Scored]) -> Iterable[Ranked]:
    for each, _ in zip(scored, range(MOST_LINES), strict=False):
        entry = matter.index.entries[each.place]
        yield Ranked(entry.script, entry.line, round(each.score, 4), _why(matter, each.place))


def _why(matter: Matter, place: int) -> str:
    """Return what a line has of the question, in words."""
    question, entry = matter.question, matter.index.entries[place]
    mask = matter.own.get(place, 0)
    before = matter.own.get(place - 1, 0) & ~mask if place > entry.opening else 0
    parts = []
    if mask:
        parts.append("has " + _words_of(question, mask))
    if before:
        parts.append("follows a line with " + _words_of(question, before))
    if entry.line.speaker in question.people:
        parts.append(f"{entry.line.speaker} speaks")
    if question.kind == "who" and matter.index.debuts.get(entry.line.speaker or "") == place:
        parts.append(f"{entry.line.speaker} first speaks here")
    return "; ".join(parts) or "near the lines that match"


def _words_of(question: Question, mask: int) -> str:
    """Return the question's own words for the terms of a mask."""
    terms = {term for bit, term in enumerate(question.terms) if mask >> bit & 1}
    said = dict.fromkeys(word.form for word in question.words if stem(word.form) in terms)
    return ", ".join(said)
