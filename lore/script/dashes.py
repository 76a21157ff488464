"""Dialogue that opens with a dash and has no mark at its end: where the words stop and the tag begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lore.attribution.lexicon import PAST_FORMS, SPEECH_VERBS
from lore.script.marks import Quotation, opens_with_dash

_IRREGULAR = frozenset(
    [
        "said",
        "began",
        "told",
        "thought",
        "broke",
        "sang",
        "swore",
        "spoke",
        "spat",
        "bade",
        "read",
        "wrote",
        "burst",
        "cut",
    ]
)
_PAST = {verb for verb in SPEECH_VERBS if verb.endswith("ed") or verb in _IRREGULAR} | {
    "went on",
    "put in",
    "hesitated",
}
_PRESENT = {verb for verb in SPEECH_VERBS if verb.endswith("s")} | {"say", "goes on", "puts in"}
_DETERMINED = (
    r"(?:the|a|an|his|her|my|their|our|one of (?:the|his|her|my|their|our)|another of the|some of the) \w+(?: \w+)?"
)
_NAMED = r"(?:(?:M(?:r|rs|s)|Dr|St)\. )?[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,2}"
_SUBJECT = rf"(?:he|she|they|I|we|another|both|somebody|someone|everybody|everyone|{_DETERMINED}|{_NAMED})"
_NO_ABBREVIATION = r"(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSt\.)"
_MANNER = r"(?=\s*(?:[.,;:!?…—–]|--|$)|\s+(?:\w+ly|to|with|in|at|from|over|after|before|when|while|as|and|again|out)\b)"
_ANSWER = (
    r"(?:was|were) (?:the|his|her|my|their|\w+['’]s) (?:[\w'’]+ ){0,3}"
    r"(?:question|answer|reply|response|comment|remark)\b"
)
_DASH = re.compile(r"\s*(?:—|―|–|--)\s?(?=\S)")
_TAG_END = re.compile(rf"{_NO_ABBREVIATION}(?<=[.!?…])(?=\s|$)|,(?=\s)|(?<=\w)\s?(?=—|―|–|--)")
_RESUMES = re.compile(r"(?<=[\w.,:;!?…])\s*(?:—|―|–|--)\s?(?=\S)")
_RESUMES_APART = re.compile(r"(?<=[\w.,:;!?…)])\s+(?:—|―|–)\s(?=\S)")
_LED = re.compile(r"(?<=[.:,!?…])\s+(?:—|―|–)\s(?=[A-Z_'’])")
_ASIDE = re.compile(r"\s(?:—|―|–)(?=\w)(?P<aside>[^—―–\n]{2,160}?)(?:—|―|–)(?:[.,;:!?]|(?=\s))")
_SENTENCE_END = re.compile(rf"{_NO_ABBREVIATION}(?<=[.!?…])\s+(?=[A-Z])")
_MAY_END = re.compile(rf"{_NO_ABBREVIATION}(?<=[.!?…—-])\s+(?=\S)")
_SOUNDS_SPOKEN = re.compile(
    r"\b(?:I|[Mm]e|[Mm]y|[Mm]ine|[Yy]ou|[Yy]ours?|[Ww]e|[Uu]s|[Oo]urs?|is|are|am|isn['’]?t|aren['’]?t|don['’]?t"
    r"|doesn['’]?t|can['’]?t|won['’]?t|shall|has|let['’]?s|Yes|No|Oh|Ah|Well|please|sir|ma['’]am)\b"
    r"|\w['’](?:re|ve|ll|m)\b|[?!]"
)
_WENT = r"(?:\w+ed|was|were|had|did|" + "|".join(sorted(PAST_FORMS)) + ")"
_BEGINS_A_BEAT = re.compile(
    r"(?:(?:[Bb]ut|[Aa]nd|[Tt]hen|[Ff]or|[Aa]s|[Ww]hen|[Aa]t this) )?"
    rf"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Aa]n?) (?:\w+ )?\w+|{_NAMED})"
    rf" (?:\w+ly |then |only )?{_WENT}\b|(?:and|but|with|when|as|while) (?!I\b|you\b)"
)
_REACH = 300
"""A dash this far behind a tag still opens the words again."""


@dataclass(frozen=True, slots=True)
class DashHabit:
    """How a text writes dash dialogue: `again` where a dash opens speech after a tag, `present` where tags are so."""

    again: bool = False
    present: bool = False


def _tags(verbs: set[str]) -> re.Pattern[str]:
    verb = "(?:" + "|".join(sorted(verbs, key=len, reverse=True)) + ")"
    return re.compile(
        rf"(?<=[,?!.…—–-]){_NO_ABBREVIATION}\s+"
        rf"(?:{verb}\s+{_SUBJECT}|{_SUBJECT}\s+(?:had\s+|then\s+|\w+ly\s+|almost\s+)?{verb}\b{_MANNER}|{_ANSWER})"
    )


_IN_THE_PAST = _tags(_PAST)
_IN_THE_PRESENT = _tags(_PAST | _PRESENT)


def dash_habit(source: str, starts: list[int], ends: list[int]) -> DashHabit:
    """Return how a text in dash dialogue opens speech again, and in which tense it tells who speaks."""
    pairs = zip(starts, ends, strict=True)
    opened = [(start, end) for start, end in pairs if opens_with_dash(source, start, end)]
    again = sum(_LED.search(source, start + 1, end) is not None for start, end in opened)
    said, says = (len(re.findall(rf"\b{word}\b", source)) for word in ("said", "says?"))
    return DashHabit(again * 10 >= len(opened), says > said)


def find_dashed(source: str, start: int, end: int, habit: DashHabit) -> list[Quotation]:
    """Return the spoken stretches of a paragraph of dash dialogue; none where nothing in it is spoken.

    A further dash closes the words where a tag follows it and opens them again after the tag; a tag without a dash is
    known by its verb, a beat by the dash that opens the words again behind it. Gets wrong: a beat at a paragraph's end
    without a verb of speech and without a dash is taken for speech.
    """
    words = opens_with_dash(source, start, end)
    outer = start
    if words is None:
        led = _LED.search(source, start, end) if habit.again else None
        if led is None:
            return []
        outer, words = led.end() - len(led.group().lstrip()), led.end()
    found: list[Quotation] = []
    while words is not None and words < end:
        tag = _next_tag(source, words, end, habit)
        stop = tag[0] if tag else _speech_end(source, words, end)
        found.append(_stretch(source, outer, words, stop))
        outer, words = _after_tag(source, tag[1], end, habit) if tag else (end, None)
    return [quotation for quotation in found if quotation.end > quotation.start]


def _next_tag(source: str, start: int, end: int, habit: DashHabit) -> tuple[int, int] | None:
    """Return where the words stop and where the tag or the beat begins, or None."""
    plain = (_IN_THE_PRESENT if habit.present else _IN_THE_PAST).search(source, start, end)
    dashed = next((m for m in _DASH.finditer(source, start, end) if _is_tag(source, m.end(), end)), None)
    aside = _ASIDE.search(source, start, end)
    found = [(match.start(), match.end()) for match in (dashed, plain) if match]
    if aside:
        found.append((aside.start(), aside.start() + 2))
    if habit.again and not found:
        found += _beat(source, start, end)
    return min(found, default=None)


def _beat(source: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the sentence before the dash that opens the words again: nobody would open what is open."""
    led = _LED.search(source, start, end)
    sentences = [match.end() for match in _SENTENCE_END.finditer(source, start, led.start())] if led else []
    return [(sentences[-1], sentences[-1])] if sentences else []


def _speech_end(source: str, start: int, end: int) -> int:
    """Return where a speech without a tag ends: before a beat, told of others in the past, that closes the paragraph.

    The words before must sound spoken, by a question, a first or second person or the present; the beat must not.
    """
    for match in _MAY_END.finditer(source, start, end):
        if not _SOUNDS_SPOKEN.search(source, match.end(), end) and _BEGINS_A_BEAT.match(source, match.end(), end):
            return match.start() if _SOUNDS_SPOKEN.search(source, start, match.end()) else end
    return end


def _is_tag(source: str, position: int, end: int) -> bool:
    head = re.split(r"[.,;:!?—–]", source[position : min(end, position + 60)], maxsplit=1)[0].split()[:4]
    return any(word.lower() in SPEECH_VERBS for word in head)


def _after_tag(source: str, position: int, end: int, habit: DashHabit) -> tuple[int, int | None]:
    """Return where speech starts again after a tag: (its outer start, the first word), or (end, None)."""
    aside = _ASIDE.match(source, max(0, position - 2), end)
    if aside:
        return _first_word(source, aside.end(), end)
    pattern = _RESUMES_APART if habit.again else _RESUMES
    dash = pattern.search(source, position, min(end, position + _REACH))
    if dash and (habit.again or not _TAG_END.search(source, position, dash.start() - 1)):
        return dash.end() - len(dash.group().lstrip()), dash.end()
    stop = _TAG_END.search(source, position, end)
    if stop is None or habit.again or source[stop.start() - 1] not in ".!?…":
        return end, None
    return _first_word(source, stop.end(), end)


def _first_word(source: str, position: int, end: int) -> tuple[int, int | None]:
    while position < end and source[position].isspace():
        position += 1
    return (position, position) if position < end else (end, None)


def _stretch(source: str, outer: int, start: int, end: int) -> Quotation:
    while end > start and source[end - 1].isspace():
        end -= 1
    return Quotation(start, end, outer, end)
