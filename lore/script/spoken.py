"""Quoted words that nobody says: titles, words held up for inspection, names of things."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lore.attribution.lexicon import SPEECH_VERBS

if TYPE_CHECKING:
    from lore.script.marks import Quotation

_STOPS = ".,!?…—–-;:"
_TAG_AFTER = re.compile(r"[\s,]*(?:[\w.'’-]+\s+){0,3}?([a-z]+)\b")
_WORD_BEFORE = re.compile(r"([\w'’-]+)\W*$")


def is_spoken(source: str, start: int, end: int, quotation: Quotation) -> bool:
    """Tell whether somebody says a quotation, from the stops inside it and the sentence around it.

    A quotation is spoken unless it runs into the sentence: it has no stop at its end, no verb of speech beside it, and
    the words around it go on as if it were one of theirs.
    """
    words = source[quotation.start : quotation.end]
    before = source[start : quotation.outer_start].rstrip()
    after = source[quotation.outer_end : end].lstrip()
    if words[-1:] in _STOPS or (words[-1:] in "*_'’\"”)" and words[-2:-1] in _STOPS) or not quotation.closed:
        return not _held_up(words, before, after)
    if not before and not after:
        return True
    if _says_before(before) or _says_after(after):
        return True
    if before.endswith((",", ":")):
        return True
    return not before and after[:1] not in ",;" and not after[:1].islower()


def _held_up(words: str, before: str, after: str) -> bool:
    """Tell whether a short quotation is no speech though it ends in a stop: the stop is the sentence's around it."""
    if words[-1:] not in ".," or len(words.split()) > 4 or not before:  # noqa: PLR2004 - held-up words are few
        return False
    lower = words[:1].islower()
    return (
        lower
        and before[-1:] not in ",:—-"
        and not _says_before(before)
        and not (words[-1:] == "," and _says_after(after))
    )


def _says_before(before: str) -> bool:
    match = _WORD_BEFORE.search(before)
    return match is not None and match.group(1).lower() in SPEECH_VERBS


def _says_after(after: str) -> bool:
    head = re.split(r"[.,;:!?]", after, maxsplit=1)[0].lower().split()[:4]
    return any(word in SPEECH_VERBS for word in head)
