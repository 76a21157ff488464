"""What a question takes for granted, and whether the lines bear it out.

A question may be full of words that the lines have and still ask about what never happened. Grave events and consent
must be told outright, as done and not as feared or planned; a blow or a kiss must be mentioned; who is asked what they
said must speak, and to the one they are asked to have said it to; who is asked of must be about in the scene; what
one does to another must not be told of the other alone; a number, a colour or a name must be there to be given.
Everything finer than that passes: a wrong reason or a wrong mood is not noticed.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from lore.answers.matter import name_stems
from lore.answers.question import GENERIC, SPEECH
from lore.search.index import body
from lore.search.lexicon import relatives
from lore.search.words import forms_of, stem, wordset

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lore.answers.matter import Matter
    from lore.answers.question import Question

_NOT_FAR = 12
"""Lines before and after the best one among which everybody who is asked of must be about."""
DOUBTED = 0.3
"""What sureness is multiplied by where a premise is not borne out."""

_GRAVE = {
    stem(form): frozenset(stem(each) for each in forms.split())
    for forms in (
        "kill murder slay shoot stab poison drown behead strangle",
        "die perish drown dead",
        "betray",
        "kidnap abduct",
        "marry wed wedding",
        "divorce",
        "steal rob theft burgle",
        "arrest jail imprison",
        "agree accept consent assent approve",
    )
    for form in forms.split()
}
_BODILY = {
    stem(form): frozenset(stem(each) for each in forms.split())
    for forms in (
        "hit strike punch slap beat smack kick thump knock blow",
        "kiss",
        "hug embrace",
        "bite",
        "apologize apologise sorry pardon forgive excuse",
        "sing song hum",
        "dance waltz",
        "faint swoon collapse unconscious",
    )
    for form in forms.split()
}
"""Deeds that are seldom told in other words, each with the words that tell them."""
_TELLING = frozenset(
    stem(form) for form in wordset("say tell ask reply answer respond whisper shout promise suggest mention explain")
)
_ENTITLING = frozenset({stem("title"), stem("entitled"), stem("called")})
_QUOTED = re.compile(r"[\"“«„‘*_]\w")
_NAME, _CALLED = stem("name"), stem("called")
_UNDONE = wordset(
    """
    if would could might may can will shall should wish want wanted hope plan planned attempt attempts try tried
    threaten threatened threat never not n't almost nearly before unless until ll going d
    """
)
_COLOURS = frozenset(
    stem(form)
    for form in wordset(
        "red green blue white black brown grey gray yellow pink purple orange golden gold silver dark pale bright"
    )
)
_NUMBERS = frozenset(
    stem(form)
    for form in wordset(
        """
        one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million half dozen
        couple few several both many lot none twice once
        """
    )
) - {stem("one")}
_SINGLE = frozenset(stem(form) for form in ("one", "single", "only", "no", "every"))
_AGES = _NUMBERS - {stem(form) for form in ("many", "once")} | {stem("age")}
_SUMS = _AGES | {stem(form) for form in wordset("dollar cent pound penny buck coin fortune nothing free grand")}
_BEFORE_NAME = re.compile(r"\b([^\W\d_]+),? (?:(?:is|was|named|called) )*(?=[A-Z])")
_AFTER_NAME = re.compile(r"\b[A-Z][^\W\d_]+(?:,| was| is)? (?:the|a|an|his|her|my|our|their) ([^\W\d_]+)")
_SENTENCE = re.compile(r"[^.!?\x1e]+[.!?]*")


def doubt(matter: Matter, places: Sequence[int]) -> float:
    """Return 1 where the best lines bear out what the question takes for granted, `DOUBTED` where they do not."""
    forms = [word.form for word in matter.question.words]
    pairs = set(pairwise(forms))
    if ("how", "old") in pairs and not _any_stem(matter, places[:1], _AGES, digits=True):
        return DOUBTED
    if ("how", "many") in pairs and not _numbered(matter, places):
        return DOUBTED
    if ("how", "much") in pairs and "money" in forms and not _any_stem(matter, places[:1], _SUMS, digits=True):
        return DOUBTED
    if pairs & {("what", "colour"), ("what", "color")} and not _any_stem(matter, places, _COLOURS):
        return DOUBTED
    deeds = _GRAVE.get(matter.question.verb or _deed(matter))
    borne_out = (
        (deeds is None or _told(matter, deeds))
        and all(_mentioned(matter, _BODILY[term]) for term in matter.question.terms if term in _BODILY)
        and _counted_there(matter, forms)
        and _related(matter)
        and _spoken(matter)
        and _named(matter, forms)
        and _titled(matter, forms)
        and not _turned_round(matter)
        and (not places or (_come_on(matter, places[0]) and _is_about_them(matter, places[0])))
    )
    return 1.0 if borne_out else DOUBTED


def _come_on(matter: Matter, place: int) -> bool:
    """Tell whether all who are asked of speak, are spoken to or are named in the scene, not far from the best line.

    Asked of chapters of prose alone: in a play's scene people are about whom its lines do not name.
    """
    entries = matter.index.entries
    opening = entries[place].opening
    if not matter.index.is_prose(opening, matter.ceiling):
        return True
    low, high = max(opening, place - _NOT_FAR), min(matter.ceiling, place + _NOT_FAR + 1)
    about = [entry for entry in entries[low:high] if entry.opening == opening]
    present = {name for entry in about for name in (entry.line.speaker, entry.line.to)}
    stems = {each for entry in about for each in entry.stems}
    return all(
        matter.index.is_among(name, present) or not stems.isdisjoint(name_stems(name)) for name in matter.question.names
    )


def _is_about_them(matter: Matter, place: int) -> bool:
    """Tell whether a line of prose that has only words of any question has to do with whoever is asked of."""
    question, entry = matter.question, matter.index.entries[place]
    telling = matter.own.get(place, 0) & ~matter.generic
    if telling or not question.names or not matter.index.is_prose(entry.opening, matter.ceiling):
        return True
    return _concerns(matter, place)


def _deed(matter: Matter) -> str:
    """Return the stem that follows the word "who" at the beginning of a question, empty where none does."""
    words = matter.question.words
    return stem(words[1].form) if len(words) > 1 and words[0].form == "who" else ""


def _numbered(matter: Matter, places: Iterable[int]) -> bool:
    """Tell whether the best lines give a number: a figure, a word for one, or "one" before a word of the question."""
    entries = matter.index.entries
    for place in places:
        stems = [stem(form) for form in forms_of(body(entries[place].script, entries[place].line))]
        if any(each in _NUMBERS or each.isdigit() for each in stems):
            return True
        if any(one in _SINGLE and other in matter.known for one, other in pairwise(stems)):
            return True
    return False


def _mentioned(matter: Matter, stems: Iterable[str]) -> bool:
    """Tell whether any of some words stands anywhere below the ceiling."""
    return any(matter.index.places(each, matter.ceiling) for each in stems)


def _counted_there(matter: Matter, forms: Sequence[str]) -> bool:
    """Tell whether what is asked the number of stands anywhere, by its own word or one near it."""
    asked = next((each for pair, each in zip(pairwise(forms), forms[2:], strict=False) if pair == ("how", "many")), "")
    term = stem(asked)
    if term not in matter.question.terms:
        return True
    return _mentioned(matter, (term, *relatives().get(term, ())))


def _spoken(matter: Matter) -> bool:
    """Tell whether somebody who is asked to have said something speaks, and to whom they are asked to have spoken."""
    question = matter.question
    if question.kind in {"who", "yes"} or question.verb not in _TELLING:
        return True
    if not question.subject and not question.strangers:
        return True
    if question.strangers and (not question.subject or _begins_with_stranger(question)):
        return _tells_of_stranger(matter)
    if question.strangers:
        return True
    lines = [place for name in question.subject for place in matter.index.spoken_below(name, matter.ceiling)]
    to = question.objects if question.addressed else frozenset()
    said = any(not to or not to.isdisjoint(_hearers(matter, place)) for place in lines)
    return said or any(_reports(matter, place, 2 if to else 1) for place in matter.named)


def _related(matter: Matter) -> bool:
    """Tell whether somebody's relation who is asked to have told something is mentioned anywhere."""
    relation = _telling_relation(matter.question)
    return not relation or _mentioned(matter, (relation,))


def _telling_relation(question: Question) -> str:
    """Return the stem of who is named by somebody else and asked to have told: "what did Ann's mother say"."""
    forms = [word.form for word in question.words]
    stems = [stem(form) for form in forms]
    triples = zip(stems, forms[1:], stems[2:], stems[3:], strict=False)
    found = (noun for name, s, noun, verb in triples if s == "s" and name in question.name_stems and verb in _TELLING)
    return next(found, "")


def _begins_with_stranger(question: Question) -> bool:
    """Tell whether a name that no character bears stands before those that characters bear: its bearer acts."""
    stems = [stem(word.form) for word in question.words]
    named = next((at for at, each in enumerate(stems) if each in question.name_stems), len(stems))
    return any(each in question.strangers for each in stems[:named])


def _tells_of_stranger(matter: Matter) -> bool:
    """Tell whether a sentence names somebody who has no lines, and has a word of speech."""
    entries, strangers = matter.index.entries, set(matter.question.strangers)
    sentences = (
        set(map(stem, forms_of(sentence)))
        for place in matter.strange
        for sentence in _SENTENCE.findall(body(entries[place].script, entries[place].line))
    )
    return any(not strangers.isdisjoint(each) and not SPEECH.isdisjoint(each) for each in sentences)


def _reports(matter: Matter, place: int, least: int) -> bool:
    """Tell whether a sentence of a line names so many of the people asked of, and has a word of speech."""
    entry = matter.index.entries[place]
    named = [set(name_stems(name)) for name in matter.question.names]
    stems = (set(map(stem, forms_of(each))) for each in _SENTENCE.findall(body(entry.script, entry.line)))
    return any(
        not SPEECH.isdisjoint(each) and sum(not parts.isdisjoint(each) for parts in named) >= least for each in stems
    )


def _hearers(matter: Matter, place: int) -> set[str | None]:
    """Return who a line is said to; where that is not known, who speaks just before and after it."""
    entries = matter.index.entries
    if entries[place].line.to is not None:
        return {entries[place].line.to}
    around = (place - 2, place - 1, place + 1, place + 2)
    return {entries[other].line.speaker for other in around if 0 <= other < matter.ceiling}


def _turned_round(matter: Matter) -> bool:
    """Tell whether what is asked was done, but only by the one it is asked to have been done to."""
    question = matter.question
    if not question.subject or not question.objects or not _does_to(question):
        return False
    subject, objects = (
        {part for name in people for part in name_stems(name)} for people in (question.subject, question.objects)
    )
    entries = matter.index.entries
    agents = [
        agent
        for place in matter.index.places(question.verb, matter.ceiling)
        for sentence in _SENTENCE.findall(body(entries[place].script, entries[place].line))
        for agent in _agents(sentence, question.verb, entries[place].line.speaker)
    ]
    return bool(objects.intersection(agents)) and subject.isdisjoint(agents)


def _does_to(question: Question) -> bool:
    """Tell whether a question has one who acts, the verb and another in a row: "did Ann turn against Ben"."""
    if question.joined or question.verb in SPEECH or question.verb in GENERIC:
        return False
    stems = [stem(word.form) for word in question.words]
    at = stems.index(question.verb) if question.verb in stems else 0
    before, after = stems[max(0, at - 1) : at], stems[at + 1 : at + 3]
    return not question.name_stems.isdisjoint(before) and not question.name_stems.isdisjoint(after)


def _agents(sentence: str, verb: str, speaker: str | None) -> list[str]:
    """Return the stems of the words before a verb, "I" read as who speaks; nothing where somebody does it "by"."""
    forms = forms_of(sentence)
    stems = [stem(form) for form in forms]
    if verb not in stems or "by" in forms:
        return []
    before = stems[: stems.index(verb)]
    mine = name_stems(speaker) if speaker and "i" in before else ()
    return [*before, *mine]


def _named(matter: Matter, forms: Sequence[str]) -> bool:
    """Tell whether a name that is asked for is given: beside what bears it, or by a word that gives names."""
    question = matter.question
    bearing = [term for term in question.terms if term not in {_NAME, _CALLED}]
    if question.kind != "what" or not _asks_a_name(forms) or len(bearing) != 1:
        return True
    entries = matter.index.entries
    lines = (entries[place] for place in matter.index.places(bearing[0], matter.ceiling))
    return any(_NAME in entry.stems or _has_name(body(entry.script, entry.line), bearing[0]) for entry in lines)


def _titled(matter: Matter, forms: Sequence[str]) -> bool:
    """Tell whether a title that is asked for is given: in quotation marks, or by a word that gives titles."""
    if matter.question.kind != "what" or "title" not in forms:
        return True
    entries = matter.index.entries
    lines = (entries[place] for place in matter.own)
    return any(
        not _ENTITLING.isdisjoint(entry.stems) or _QUOTED.search(body(entry.script, entry.line)) for entry in lines
    )


def _asks_a_name(forms: Sequence[str]) -> bool:
    """Tell whether a question is for a name: "what is the nurse's name", "what is the nurse called"."""
    return "name" in forms or (len(forms) > 3 and forms[-1] in {"called", "named"} and forms[1] in {"is", "was", "s"})  # noqa: PLR2004  "what is the"


def _has_name(text: str, bearer: str) -> bool:
    """Tell whether a capitalised word stands by one with a stem: "the nurse Ann", "the nurse was Ann"."""
    beside = (*_BEFORE_NAME.findall(text), *_AFTER_NAME.findall(text))
    return any(stem(one.lower()) == bearer for one in beside)


def _any_stem(matter: Matter, places: Iterable[int], wanted: frozenset[str], *, digits: bool = False) -> bool:
    entries = matter.index.entries
    return any(
        each in wanted or (digits and each.isdigit())
        for place in places
        for each in map(stem, forms_of(body(entries[place].script, entries[place].line)))
    )


def _told(matter: Matter, deeds: frozenset[str]) -> bool:
    """Tell whether any sentence below the ceiling says that such a deed was done."""
    entries = matter.index.entries
    touched = {place for deed in deeds for place in matter.index.places(deed, matter.ceiling)}
    return any(
        _done(sentence, deeds)
        for place in sorted(touched)
        if not matter.question.names or _concerns(matter, place)
        for sentence in _SENTENCE.findall(body(entries[place].script, entries[place].line))
    )


def _concerns(matter: Matter, place: int) -> bool:
    """Tell whether a line names, or is said by or to, somebody whom the question names."""
    line = matter.index.entries[place].line
    return bool(matter.named.get(place, 0)) or not {line.speaker, line.to}.isdisjoint(matter.question.people)


def _done(sentence: str, deeds: frozenset[str]) -> bool:
    forms = forms_of(sentence)
    return not _UNDONE.intersection(forms) and any(stem(form) in deeds for form in forms)
