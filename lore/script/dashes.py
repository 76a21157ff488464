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


def find_dashed(source: str, start: int, end: int) -> list[Quotation]:
    """Return the spoken stretches of a paragraph that opens with a dash; none where it does not.

    A further dash closes the words where a tag follows it and opens them again after the tag; a tag without a dash is
    known by its verb. Gets wrong: a beat without a verb of speech and without a dash is taken for speech.
    """
    words = opens_with_dash(source, start, end)
    if words is None:
        return []
    found: list[Quotation] = []
    outer = start
    while words is not None and words < end:
        tag = _next_tag(source, words, end)
        stop = tag[0] if tag else end
        found.append(_stretch(source, outer, words, stop))
        outer, words = _after_tag(source, tag[1], end) if tag else (end, None)
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


def _after_tag(source: str, position: int, end: int) -> tuple[int, int | None]:
    """Return where speech starts again after a tag: (its outer start, the first word), or (end, None)."""
    stop = _TAG_END.search(source, position, end)
    if stop is None:
        return end, None
    dash = _DASH.match(source, stop.end(), end)
    if dash:
        return dash.end() - len(dash.group().lstrip()), dash.end()
    words = stop.end()
    while words < end and source[words].isspace():
        words += 1
    return (words, words) if words < end and source[stop.start()] in ".!?…" else (end, None)


def _stretch(source: str, outer: int, start: int, end: int) -> Quotation:
    while end > start and source[end - 1].isspace():
        end -= 1
    return Quotation(start, end, outer, end)
