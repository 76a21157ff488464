"""Quoted words that nobody says: titles, words held up for inspection, writing, and what is only about to be said.

One quotation at a time is judged here, by its own stops and by the sentence around it; letters that fill paragraphs of
their own are found in `lore.script.letters`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lore.attribution.lexicon import SPEECH_VERBS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lore.script.marks import Quotation


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_STOPS = ".,!?…—–-;:"
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SENTENCE = re.compile(r"[.!?…;][)\]’']*\s+(?=\S)")
_ENDS = ".!?…"
_PARTED = ',;:—–-.!?…("”»)'
_FEW = 4
_SEVERAL = 8
"""So many words are a sentence: names of things and words held up for inspection are shorter."""

_WRITTEN_VERBS = frozenset(["wrote", "write", "writes", "written", "writing", "read", "reads", "ran", "runs"])
_VOICED = SPEECH_VERBS - _WRITTEN_VERBS - {"noted", "notes", "note", "called", "calls", "call", "cut", "broke", "burst"}
_LEADS_INTO_A_THING = _listed("""
    the a an this that these those such no any every each of in on at for with from about into by as than to not only
    even is was are were be been being become it its his her my our your their and or both called calls call named
    entitled titled styled termed dubbed nicknamed christened known marked labelled labeled headed signed inscribed
    stamped word words name names title phrase term motto label expression
    """)
"""A word after which a quotation without a comma before it is part of the sentence, where none of speech stands by."""
_NAMING = frozenset(["called", "calls", "call", "name", "word", "words"])
_CRIES = _listed(
    "cry cries shout shouts chorus exclamation exclamations call calls yell yells scream screams whisper murmur"
)
_PERFORMED = _listed("""
    sang sing sings singing played play plays playing recited recite recites reciting hummed humming whistled whistling
    read reads reading performed performing rendered entitled titled called illustrate illustrated wrote
    """)
"""Verbs whose object may be a piece by its title."""
_PUTS_IN_WRITING = re.compile(
    r"\b(?:labels?|labell?ed|signs?|signboard|cards?|plate|motto|inscri(?:bed|ption)|headings?|headed|notice|placard|poster"
    r"|telegram|wire[ds]?|slates?|blackboard|envelope|page|headlines?|newspapers?|postscript|scrawl\w*|scribbl\w+|written"
    r"|printed|engraved|painted|carved|stamped|entitled|titled|signed|grammar|banner|plaque|tombstone|gravestone"
    r"|doormat|screen|text(?:ed)?|e-?mail(?:ed)?|typed|message|(?:letter|note)s? (?:ran|read|said|saying)"
    r"|wrote)\b",
    re.IGNORECASE,
)
_IN_WRITING_AFTER = re.compile(
    r"\W{0,2}(?:(?:it|the (?:\w+ )?(?:letter|note|telegram|message|sign|card|notice|inscription)) (?:ran|read|went)"
    r"|(?:s?he|I|they|[A-Z]\w+)\s+(?:\w+ly\s+)?(?:wrote|typed|texted|scribbled|scrawled)"
    r"|(?:wrote|typed|texted|scribbled)\s+[A-Z]|(?:said|reported|announced|declared) (?:the )?(?=[_*]))\b"
)
_SAY = r"(?:say|answer|reply|exclaim|cry|ask|add|retort|remark|shout|tell \w+|ask \w+)"
_SAID = r"(?:said|answered|replied|exclaimed|cried|asked|added|retorted|remarked|shouted)"
_UNSAID = re.compile(
    rf"\b(?:(?:would|could|should|might|must) (?:\w+ly )?have (?:\w+ly )?{_SAID}|(?:almost|nearly) {_SAID}"
    rf"|(?:not|never|n['’]t)(?: going| about| want| wish| mean)? (?:to )?{_SAY}"
    r"|(?:tempted|going|about|wish\w*|want\w*|long\w*|inclined|impulse|point of|much as|as who should|as (?:if|though))"
    rf" (?:to )?(?:[a-z]+ to )?{_SAY}(?:ing)?|(?:without|instead of|short of) {_SAY}ing)"
    r"(?: to \w+| aloud| out)?[,:]?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Around:
    """A quotation with the narration beside it: back to the quotation before, on to the next one.

    `said` is true where the quotation before it in the paragraph is spoken, `open` where that one stops mid-sentence.
    """

    words: str
    before: str
    after: str
    said: bool
    open: bool

    @property
    def parted(self) -> bool:
        """Whether a sentence ends between the quotation before and this one."""
        return self.before[-1:] in _ENDS or bool(_SENTENCE.search(self.before))

    @property
    def sentence(self) -> str:
        """What the sentence holds before the quotation."""
        return "" if self.before[-1:] in f"{_ENDS};" else _SENTENCE.split(self.before)[-1]


def tell_spoken(source: str, start: int, end: int, quotations: Iterable[Quotation]) -> list[Quotation]:
    """Return those of a paragraph's quotations that somebody says, in order."""
    found = list(quotations)
    spoken: list[Quotation] = []
    written = False
    for number, quotation in enumerate(found):
        last = found[number - 1] if number else None
        stop = found[number + 1].outer_start if number + 1 < len(found) else end
        around = _Around(
            source[quotation.start : quotation.end],
            source[last.outer_end if last else start : quotation.outer_start].strip(),
            source[quotation.outer_end : stop].strip(),
            said=last is not None and last in spoken,
            open=last is not None and source[last.end - 1] not in ".!?",
        )
        written = _is_written(around) or (written and around.open and not around.parted)
        if not written and _is_spoken(around, closed=quotation.closed, alone=len(found) == 1):
            spoken.append(quotation)
    return spoken


def _is_spoken(around: _Around, *, closed: bool, alone: bool) -> bool:
    """Tell whether somebody says a quotation.

    A quotation is spoken unless it runs into the sentence around it, is told of as written, or is never said.
    """
    if not around.before and not around.after and alone:
        return True
    if _goes_on(around):
        return True
    if _UNSAID.search(around.sentence):
        return False
    if not closed:
        return True
    return not _is_held_up(around) and (_stops(around.words) or _is_set_off(around))


def _goes_on(around: _Around) -> bool:
    """Tell whether a quotation takes up the speech that a tag or a beat has interrupted, or says it once more."""
    words = _words(around.before)
    if around.said and words in (["and"], ["or"]):
        return True
    if not (around.said and around.open and around.words[:1].islower()) or _SENTENCE.search(around.before):
        return False
    return around.before[-1:] in _PARTED or words[-1:] == [] or words[-1] not in _LEADS_INTO_A_THING


def _is_written(around: _Around) -> bool:
    if _IN_WRITING_AFTER.match(around.after):
        return True
    return bool(_PUTS_IN_WRITING.search(around.sentence)) and not _voices(_words(around.sentence))


def _is_held_up(around: _Around) -> bool:
    """Tell whether the sentence has the quotation for one of its words, whatever stop stands in it."""
    words = _words(around.before)
    if words and words[-1] in _PERFORMED and around.before[-1] not in _ENDS and _is_titled(around.words):
        return True
    if not words or around.before[-1] in _PARTED:
        return _is_word_in_passing(around)
    if words[-1] in _LEADS_INTO_A_THING:
        near = words[-5:-1]
        went_on = words[-2:] in (["went", "on"], ["goes", "on"], ["go", "on"])
        exclaims = words[-1] in _NAMING and around.words[-1:] in "!?"
        return not (went_on or exclaims or _voices(near) or (words[-1] == "of" and _CRIES & set(near)))
    return around.words[:1].islower() and len(_words(around.words)) <= _FEW and not _says_before(words)


def _is_word_in_passing(around: _Around) -> bool:
    """Tell whether a few words in small letters stand where no speech can begin."""
    lower = around.words[:1].islower() and len(_words(around.words)) <= _FEW and bool(around.before)
    return lower and around.before[-1] not in ",:;—–-(" and not _says_after(around.after)


def _is_set_off(around: _Around) -> bool:
    """Tell whether a quotation without a stop at its end is speech by what stands around it."""
    if around.before.endswith((",", ":")) and not _is_word_among_words(around):
        return True
    if _says_before(_words(around.before)) or _says_after(around.after):
        return True
    begins = not around.before or around.before[-1] in ".!?…—–-"
    if begins and around.words[:1].isupper() and len(_words(around.words)) >= _SEVERAL:
        return True
    return begins and not around.after[:1].islower() and around.after[:1] not in ",;"


def _is_word_among_words(around: _Around) -> bool:
    """Tell whether a word or two stand in a list: small, without a stop, and the sentence goes on after them."""
    few = around.words[:1].islower() and len(_words(around.words)) <= _FEW and around.after[:1].islower()
    return few and not _voices(_words(around.sentence)) and not _says_after(around.after)


def _is_titled(words: str) -> bool:
    """Tell whether words are written as a title is: two and more, every long one with a capital."""
    long = [word for word in _WORD.findall(words) if len(word) >= _FEW]
    return len(words.split()) > 1 and bool(long) and words[-1] not in "!?" and all(word[0].isupper() for word in long)


def _stops(words: str) -> bool:
    return words[-1:] in _STOPS or (words[-1:] in "*_'’\"”)" and words[-2:-1] in _STOPS)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _voices(words: Iterable[str]) -> bool:
    return any(word in _VOICED for word in words)


def _says_before(words: list[str]) -> bool:
    return bool(words) and words[-1] in SPEECH_VERBS


def _says_after(after: str) -> bool:
    head = re.split(r"[.,;:!?]", after.lstrip(", "), maxsplit=1)[0].lower().split()[:4]
    return any(word in SPEECH_VERBS for word in head)
