"""Play form: the name that labels a paragraph, and the words behind it.

Whether a label is one is decided where the whole text is known, in `lore.script.passages`: here only what looks so.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from lore.script.blocks import LABEL
from lore.script.headings import is_heading
from lore.script.marks import Quotation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lore.script.blocks import Block
    from lore.values import Span

_PARTICLES = frozenset(["of", "the", "and", "&", "de", "la", "von", "van", "du", "le", "a", "in", "at"])
_NO_LABELS = frozenset(
    [
        "note",
        "notes",
        "next",
        "next time",
        "previously",
        "pov",
        "place",
        "location",
        "setting",
        "scene",
        "subject",
        "from",
        "to",
        "re",
        "sent",
        "edit",
        "update",
        "genre",
        "characters",
        "disclaimer",
        "warning",
        "title",
        "author",
        "summary",
        "rating",
        "chapter",
        "he",
        "she",
        "they",
        "it",
        "i",
        "we",
        "you",
        "that",
        "this",
        "then",
        "there",
        "result",
        "answer",
        "question",
    ]
)


_LEAST_QUOTED = 3
"""Two marks and a letter between them."""
_SHORTENED = r"(?:MRS?|MS|DR|ST|REV|CAPT)\."
_SHOUTED = (
    rf"(?=[A-Z]{{2}})(?:{_SHORTENED} )?(?!{_SHORTENED})[A-Z][A-Z'’-]*"
    rf"(?: (?:{_SHORTENED} )?(?!{_SHORTENED})[A-Z'’-]+){{0,4}}"
)
_STOPPED = re.compile(rf"[ \t]*[*_]{{0,2}}(?P<name>{_SHOUTED})\.[*_]{{0,2}}[ \t]+(?=[\w(\[\"“'‘—–])")
"""A paragraph that opens as older plays are printed: `NAME. Words`."""
_CUE = re.compile(rf"(?P<name>{_SHOUTED})[ \t]*(?:\([^()\n]{{1,30}}\)[ \t]*)?(?:\r\n?|\n)[ \t]*(?=\S)")
"""A name on a line of its own above the words, as scripts print it."""
_LONE_CUE = re.compile(rf"{_SHOUTED}[ \t]*(?:\([^()\n]{{1,30}}\))?")
_LEAST_CUES = 3
_ASIDE = re.compile(r"[(\[](?:[a-z][^)\]\n]{0,80}|[A-Z][^)\]\n]{0,80}\.)[)\]][\s,.:]*")


def find_label(source: str, start: int, end: int) -> Span | None:
    """Return the span of the name that a paragraph opens with as in a play, or None."""
    stopped = _STOPPED.match(source, start, end)
    if stopped and not is_heading(source[start:end], first=False):
        return stopped.span("name")
    cue = _CUE.match(source, start, end)
    if cue and not is_heading(cue["name"], first=False, shouted=False):
        return cue.span("name")
    if not LABEL.match(source, start, end):
        return None
    colon = source.index(":", start)
    while source[start] in "*_ \t>":
        start += 1
    stop = source.index("(", start) if "(" in source[start:colon] else colon
    while source[stop - 1] in "*_ \t":
        stop -= 1
    return (start, stop) if _is_name(source[start:stop].split()) else None


def _after_label(source: str, label_end: int) -> int:
    """Return where a label's stop, colon or line ends."""
    if source[label_end] == ".":
        return label_end + 1
    end = re.compile(r"[ \t*_]*(?:\([^()\n]*\))?[ \t*_]*(?::|[\r\n]+)").match(source, label_end)
    return end.end() if end else source.index(":", label_end) + 1


def _is_name(words: list[str]) -> bool:
    if words[0].casefold() in _NO_LABELS:
        return False
    return all(word[0].isupper() or word in _PARTICLES or word[0].isdigit() for word in words)


def is_stopped(source: str, label: Span | None) -> bool:
    """Tell whether a stop, and no colon, ends a label."""
    return label is not None and source[label[1]] == "."


def join_cues(source: str, blocks: Sequence[Block]) -> list[Block]:
    """Put a script's cues and the lines right below them together, where cues are how the text says who speaks."""
    cues = [number for number in range(len(blocks) - 1) if _is_cue(source, blocks, number)]
    names = Counter(source[blocks[number].start : blocks[number].end] for number in cues)
    if len(cues) < _LEAST_CUES or max(names.values()) == 1:
        return list(blocks)
    joined: list[Block] = []
    opened = set(cues)
    for number, block in enumerate(blocks):
        if joined and block.gap == 0 and number not in opened and _CUE.match(source, joined[-1].start, block.end):
            joined[-1] = replace(joined[-1], end=block.end)
        else:
            joined.append(block)
    return joined


def _is_cue(source: str, blocks: Sequence[Block], number: int) -> bool:
    block = blocks[number]
    return blocks[number + 1].gap == 0 and bool(_LONE_CUE.fullmatch(source, block.start, block.end))


def begins_words(source: str, label: Span | None, end: int) -> bool:
    """Tell whether what follows a label begins as words do: `Time: a quarter to ten.` says what, and not who."""
    return label is not None and not source[played_words(source, label[1], end).start].islower()


def played_words(source: str, label_end: int, end: int) -> Quotation:
    """Return the words of a play-form paragraph: after the label, a direction in brackets and any outer mark."""
    start = _after_label(source, label_end)
    while start < end and (source[start].isspace() or (source[start] in "*_" and source[start - 1] in ":.*_")):
        start += 1
    aside = _ASIDE.match(source, start, end)
    if aside and aside.end() < end:
        start = aside.end()
    marked = end - start >= _LEAST_QUOTED and source[start] in '"“«' and source[end - 1] in '"”»'
    if marked and not re.search('["“«]', source[start + 1 : end - 1]):
        return Quotation(start + 1, end - 1, start, end)
    return Quotation(start, end, start, end)
