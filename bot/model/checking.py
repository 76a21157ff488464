"""Whether a model's reply may be shown: every sentence contained in the lines it cites, and nothing else in it.

It gets wrong what the words of a line cannot tell: irony, lies, and who a narrator's "he" is. It turns down much that a
reader would accept; the plain answer then goes out.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.model.containment import contains
from bot.model.marks import has_marks
from bot.model.reading import MOST_SENTENCES, read_reply
from bot.model.reporting import Claim, claims_of
from bot.model.tokens import sentences_of, tokens_of
from bot.model.values import Cited, Given, Names, Rejection, Wording
from bot.model.vocabulary import FREE, PREPOSITIONS, PRONOUNS, QUALIFIERS, SAYING, SKIPPABLE, SOMEBODY
from lore.search.words import forms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.model.tokens import Token

LONGEST_SENTENCE = 300
_QUOTED = re.compile(r"[\"“«]([^\"“”«»]*)[\"”»]")
_LEFT_MARK = re.compile(r"[\"“”«»]")
_ENGLISH = FREE | SKIPPABLE | PREPOSITIONS | QUALIFIERS | frozenset(PRONOUNS) | frozenset(SAYING)
_LEAST_ENGLISH = 0.2
_MOST_UNKNOWN = 0.5
_FEWEST_TOLD = 5


@dataclass(frozen=True, slots=True)
class _Frame:
    """What a reply is checked against: the lines shown, the names in them, and whose voice it is in."""

    lines: Sequence[Given]
    names: Names
    voice: str | None


class _FaultError(Exception):
    """A sentence that does not hold; never leaves this module."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check(reply: str, lines: Sequence[Given], names: Names, voice: str | None = None) -> Wording | Rejection:
    """Return the wording a reply holds, or why it is not used.

    `voice` is the character who speaks it, who then says "I" and reports nothing; otherwise it is the third person's.
    """
    sentences = read_reply(reply)
    if isinstance(sentences, Rejection):
        return sentences
    if sum(len(sentences_of(each.text)) for each in sentences) > MOST_SENTENCES:
        return Rejection("length")
    frame = _Frame(lines, names, voice)
    last = voice
    try:
        for cited in sentences:
            last = _speaker_after(cited, frame, last)
    except _FaultError as fault:
        return Rejection(fault.code)
    return Wording(sentences)


def _speaker_after(cited: Cited, frame: _Frame, last: str | None) -> str | None:
    """Return who spoke last once a sentence that holds is read, `last` being who did before it."""
    source = [line for line in frame.lines if line.number in cited.lines]
    _check_form(cited, source, frame.lines)
    used: set[int] = set()
    for sentence in sentences_of(cited.text):
        for claim in _claims(sentence, source, frame):
            line = _line_of(claim, source, frame, last)
            used.add(line.number)
            last = line.speaker or last
    if used != set(cited.lines):
        raise _FaultError("citation")
    return last


def _claims(sentence: str, source: Sequence[Given], frame: _Frame) -> Sequence[Claim]:
    """Return a sentence's claims; one that narration contains as it stands reports nobody, though it reads "says"."""
    tokens = tokens_of(sentence, frame.names)
    whole = [Claim(tokens, asks=_asks(sentence))]
    if frame.voice is not None:
        return whole
    if _speaks_for_itself(sentence):
        raise _FaultError("person")
    if any(contains(line, tokens, frame.names, asked=_asks(sentence)) for line in source if not line.spoken):
        return whole
    return [replace(claim, asks=claim.asks or _asks(sentence)) for claim in claims_of(tokens)] or whole


def _asks(sentence: str) -> bool:
    return sentence.rstrip("\"”’'») ").endswith("?")


def _check_form(cited: Cited, source: Sequence[Given], lines: Sequence[Given]) -> None:
    faults = {
        "length": len(cited.text) > LONGEST_SENTENCE,
        "marks": has_marks(cited.text),
        "language": _is_foreign(cited.text, lines),
        "citation": len(source) != len(cited.lines),
        "quotation": not _quotes_truly(cited.text, source),
    }
    for code, is_there in faults.items():
        if is_there:
            raise _FaultError(code)


def _is_foreign(text: str, lines: Sequence[Given]) -> bool:
    known = {form for line in lines for form in forms_of(line.text)}
    if not _scripts(text) <= {"LATIN", *(script for line in lines for script in _scripts(line.text))}:
        return True
    forms = forms_of(text)
    unknown = sum(form not in known and form not in _ENGLISH for form in forms)
    english = sum(form in _ENGLISH for form in forms)
    return len(forms) >= _FEWEST_TOLD and unknown > _MOST_UNKNOWN * len(forms) and english < _LEAST_ENGLISH * len(forms)


def _scripts(text: str) -> set[str]:
    return {unicodedata.name(character, "?").split()[0] for character in text if character.isalpha()}


def _quotes_truly(text: str, source: Iterable[Given]) -> bool:
    quotes = [_levelled(quote).rstrip(" ,.;:!?…-") for quote in _QUOTED.findall(text)]
    texts = [_levelled(line.text) for line in source]
    verbatim = all(any(re.search(rf"(?<!\w){re.escape(quote)}(?!\w)", each) for each in texts) for quote in quotes)
    return verbatim and not _LEFT_MARK.search(_QUOTED.sub("", text))


def _levelled(text: str) -> str:
    marks = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
    return " ".join(text.translate(marks).split())


def _speaks_for_itself(sentence: str) -> bool:
    forms = forms_of(_QUOTED.sub("", sentence))
    return any(PRONOUNS.get(form) in {"I", "you", "we"} for form in forms)


def _line_of(claim: Claim, source: Sequence[Given], frame: _Frame, last: str | None) -> Given:
    """Return the cited line that holds a claim and was said by whom the sentence says."""
    holding = [line for line in source if contains(line, claim.tokens, frame.names, asked=claim.asks)]
    if not holding:
        elsewhere = any(contains(line, claim.tokens, frame.names, asked=claim.asks) for line in frame.lines)
        raise _FaultError("citation" if elsewhere else "added")
    faults = [_fault_of_speaker(claim, line, frame.voice, last) for line in holding]
    if "" not in faults:
        raise _FaultError(faults[0])
    return holding[faults.index("")]


def _fault_of_speaker(claim: Claim, line: Given, voice: str | None, last: str | None) -> str:
    """Return what is wrong with who is said to have said it: a speech is reported as its speaker's, never as a fact."""
    if voice is not None:
        return "" if line.spoken and line.speaker == voice else "speaker"
    if not line.spoken:
        return "speaker" if claim.speaker else ""
    if claim.speaker is None:
        return "unattributed"
    return "" if _is_speaker(claim.speaker, line, last) and _is_addressed(claim.to, line) else "speaker"


def _is_speaker(named: Token, line: Given, last: str | None) -> bool:
    if line.speaker is None:
        return named.form in SOMEBODY
    return line.speaker == (named.person if named.named else last)


def _is_addressed(named: Token | None, line: Given) -> bool:
    return named is None or not named.named or named.person == line.to
