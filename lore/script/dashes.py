"""Dialogue that opens with a dash and has no mark at its end: where the words stop and the tag begins."""

from __future__ import annotations

import re

from lore.attribution.lexicon import SPEECH_VERBS
from lore.script.marks import Quotation, opens_with_dash

_SUBJECT = r"(?:he|she|they|I|we|the \w+(?: \w+)?|(?:M(?:r|rs|s)\.? |Dr\.? )?[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,2})"
_VERB = "(?:" + "|".join(sorted(SPEECH_VERBS, key=len, reverse=True)) + ")"
_TAG = re.compile(rf"(?<=[,?!.…—–-])\s+(?:{_VERB}\s+{_SUBJECT}|{_SUBJECT}\s+(?:had\s+|then\s+|\w+ly\s+)?{_VERB})\b")
_DASH = re.compile(r"\s*(?:—|―|–|--)\s?(?=\S)")
_TAG_END = re.compile(r"[.!?…](?=\s|$)|,(?=\s)|(?<=\w)\s?(?=—|―|–|--)")


_RESUMES = re.compile(r"(?<=[\w.,:;!?…])\s*(?:—|―|–|--)\s?(?=\S)")
_LED = re.compile(r"(?<=[.:,!?…])\s+(?:—|―|–)\s(?=[A-Z_'’])")
_REACH = 300
"""A dash this far behind a tag still opens the words again."""


def reopens(source: str, starts: list[int], ends: list[int]) -> bool:
    """Tell whether a text in dash dialogue opens speech again after a tag with another dash."""
    pairs = zip(starts, ends, strict=True)
    opened = [(start, end) for start, end in pairs if opens_with_dash(source, start, end)]
    again = sum(_LED.search(source, start + 1, end) is not None for start, end in opened)
    return again * 10 >= len(opened)


def find_dashed(source: str, start: int, end: int, *, again: bool = False) -> list[Quotation]:
    """Return the spoken stretches of a paragraph of dash dialogue; none where nothing in it is spoken.

    A further dash closes the words where a tag follows it and opens them again after the tag; a tag without a dash is
    known by its verb. `again` says that the text opens speech after a tag with a dash only. Gets wrong: a beat
    without a verb of speech and without a dash is taken for speech.
    """
    words = opens_with_dash(source, start, end)
    outer = start
    if words is None:
        led = _LED.search(source, start, end) if again else None
        if led is None:
            return []
        outer, words = led.end() - len(led.group().lstrip()), led.end()
    found: list[Quotation] = []
    while words is not None and words < end:
        tag = _next_tag(source, words, end)
        stop = tag[0] if tag else end
        found.append(_stretch(source, outer, words, stop))
        outer, words = _after_tag(source, tag[1], end, again=again) if tag else (end, None)
    return [quotation for quotation in found if quotation.end > quotation.start]


def _next_tag(source: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where the words stop and where the tag begins, or None."""
    plain = _TAG.search(source, start, end)
    dashed = next((m for m in _DASH.finditer(source, start, end) if _is_tag(source, m.end(), end)), None)
    if dashed and (plain is None or dashed.start() <= plain.start()):
        return dashed.start(), dashed.end()
    return (plain.start(), plain.end()) if plain else None


def _is_tag(source: str, position: int, end: int) -> bool:
    head = re.split(r"[.,;:!?—–]", source[position : min(end, position + 60)], maxsplit=1)[0].split()[:4]
    return any(word.lower() in SPEECH_VERBS for word in head)


def _after_tag(source: str, position: int, end: int, *, again: bool) -> tuple[int, int | None]:
    """Return where speech starts again after a tag: (its outer start, the first word), or (end, None)."""
    dash = _RESUMES.search(source, position, min(end, position + _REACH))
    if dash and (again or not _TAG_END.search(source, position, dash.start() - 1)):
        return dash.end() - len(dash.group().lstrip()), dash.end()
    stop = _TAG_END.search(source, position, end)
    if stop is None or again or source[stop.start()] not in ".!?…":
        return end, None
    words = stop.end()
    while words < end and source[words].isspace():
        words += 1
    return (words, words) if words < end else (end, None)


def _stretch(source: str, outer: int, start: int, end: int) -> Quotation:
    while end > start and source[end - 1].isspace():
        end -= 1
    return Quotation(start, end, outer, end)
