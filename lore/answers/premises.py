"""What a question takes for granted, and whether the lines bear it out.

A question may be full of words that the lines have and still ask about what never happened. Grave events and consent
must be told outright, as done and not as feared or planned; a number or a colour must be there to be given. Everything
finer than that passes: a wrong reason or a wrong mood is not noticed.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from lore.search.index import body
from lore.search.words import forms_of, stem, wordset

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lore.answers.matter import Matter

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
        couple few several both many lot none all every single once twice
        """
    )
)
_AGES = _NUMBERS - {stem(form) for form in ("one", "all", "many", "once", "single", "every")} | {stem("age")}
_SUMS = _AGES | {stem(form) for form in wordset("dollar cent pound penny buck coin fortune nothing free grand")}
_SENTENCE = re.compile(r"[^.!?\x1e]+[.!?]*")


def doubt(matter: Matter, places: Sequence[int]) -> float:
    """Return 1 where the best lines bear out what the question takes for granted, `DOUBTED` where they do not."""
    forms = [word.form for word in matter.question.words]
    pairs = set(pairwise(forms))
    if ("how", "old") in pairs and not _any_stem(matter, places[:1], _AGES, digits=True):
        return DOUBTED
    if ("how", "many") in pairs and not _any_stem(matter, places, _NUMBERS, digits=True):
        return DOUBTED
    if ("how", "much") in pairs and "money" in forms and not _any_stem(matter, places[:1], _SUMS, digits=True):
        return DOUBTED
    if pairs & {("what", "colour"), ("what", "color")} and not _any_stem(matter, places, _COLOURS):
        return DOUBTED
    deeds = _GRAVE.get(matter.question.verb)
    return 1.0 if deeds is None or _told(matter, deeds) else DOUBTED


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
    return bool(matter.named.get(place, 0)) or not {line.speaker, line.to}.isdisjoint(matter.question.names)


def _done(sentence: str, deeds: frozenset[str]) -> bool:
    forms = forms_of(sentence)
    return not _UNDONE.intersection(forms) and any(stem(form) in deeds for form in forms)
