"""Cut a source into paragraphs without changing it.

Only where paragraphs begin and end is decided here, from blank lines, line ends and indents; not what a paragraph is.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

WRAPPED_AT_MOST = 120
"""Lines longer than this were not broken by hand or by a typesetter: each is a paragraph."""

LABEL = re.compile(
    r"[ \t>]*[*_]{0,2}[A-Z][\w.'’-]*(?: [\w.'’&-]+){0,3}(?: \([^()\n]{1,40}\))?[*_]{0,2}:[*_]{0,2}[ \t]+\S"
)
"""A line that opens like play form: `Name: words`."""
_LEAST_INDENT = 2
_LEAST_WIDTH = 40
"""Nobody wraps text more narrowly: shorter lines are lines of their own."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """What begins a paragraph inside hard-wrapped text: indents or not, and these labels."""

    indents: bool
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: where it starts and ends in the source, and how many blank lines stand before it."""

    start: int
    end: int
    gap: int


def split_blocks(source: str) -> list[Block]:
    """Return the paragraphs of a source in order, blanks at either end left out.

    A blank line always separates. A single line end separates when the text is not hard-wrapped, and in hard-wrapped
    text before a play-form label, or before an indent where indents are how the text begins its paragraphs. Gets wrong:
    verse in hard-wrapped text stays one paragraph.
    """
    lines = list(_lines(source))
    wrapped = _is_wrapped(source, lines)
    layout = _Layout(_indents_begin(source, lines), _labels(source, lines))
    blocks: list[Block] = []
    gap = 0
    opened: tuple[int, int] | None = None
    for start, end in lines:
        if start == end:
            if opened:
                blocks.append(Block(*opened, gap))
                opened, gap = None, 0
            gap += 1
        elif opened and wrapped and not _starts_paragraph(source, layout, start, end):
            opened = (opened[0], end)
        else:
            if opened:
                blocks.append(Block(*opened, gap))
                gap = 0
            opened = (start, end)
    if opened:
        blocks.append(Block(*opened, gap))
    return blocks


def _lines(source: str) -> Iterator[tuple[int, int]]:
    """Yield each line's trimmed span; an empty span is a blank line."""
    position = 0
    for line in source.splitlines(keepends=True):
        body = line.strip()
        start = position + (len(line) - len(line.lstrip())) if body else position
        yield start, start + len(body)
        position += len(line)


def _is_wrapped(source: str, lines: list[tuple[int, int]]) -> bool:
    """Tell whether line ends inside paragraphs come from wrapping: the next word would not have fitted."""
    pairs = [(one, two) for one, two in pairwise(lines) if one[1] > one[0] and two[1] > two[0]]
    if not pairs:
        return True
    lengths = sorted(end - start for start, end in lines if end > start)
    width = lengths[math.ceil(len(lengths) * 0.95) - 1]
    if width > WRAPPED_AT_MOST:
        return False
    full = sum(_would_overflow(source, one, two, width) for one, two in pairs)
    if width < _LEAST_WIDTH and _labels(source, lines):
        return False
    # Hardly a paragraph begins with a small letter; ragged lines broken by hand often do.
    small = sum(source[two[0]].islower() for _, two in pairs)
    return full > len(pairs) * 0.6 or small > len(pairs) * 0.3


def _would_overflow(source: str, one: tuple[int, int], two: tuple[int, int], width: int) -> bool:
    word = len(source[two[0] : two[1]].split(None, 1)[0])
    return one[1] - one[0] + 1 + word > width * 0.85


def _starts_paragraph(source: str, layout: _Layout, start: int, end: int) -> bool:
    """Tell whether a line inside hard-wrapped text begins a paragraph of its own."""
    if layout.indents and _indent(source, start) >= _LEAST_INDENT:
        return True
    label = LABEL.match(source, start, end)
    return label is not None and source[start : source.index(":", start)] in layout.labels


def _indent(source: str, start: int) -> int:
    """Return how far a line's first word stands in."""
    line_start = max(source.rfind("\n", 0, start), source.rfind("\r", 0, start)) + 1
    return start - line_start if source[line_start:start].strip(" \t") == "" else 0


def _indents_begin(source: str, lines: list[tuple[int, int]]) -> bool:
    """Tell whether indents begin paragraphs: there are more of them than paragraphs that a blank line sets apart.

    Elsewhere an indent is the look of a letter, a verse or a list that stands in.
    """
    inside = apart = 0
    for one, two in pairwise(lines):
        if two[1] > two[0]:
            inside += one[1] > one[0] and _indent(source, two[0]) >= _LEAST_INDENT > _indent(source, one[0])
            apart += one[1] == one[0] and _indent(source, two[0]) < _LEAST_INDENT
    return inside > apart


def _labels(source: str, lines: list[tuple[int, int]]) -> frozenset[str]:
    """Return the labels that a play in one block has: each begins more than one line, or all of them in a row."""
    found = [
        match and source[start : source.index(":", start)]
        for start, end in lines
        if end > start
        for match in (LABEL.match(source, start, end),)
    ]
    names = [name for name in found if name]
    rows = {name for pair in pairwise(found) if all(pair) for name in pair if name}
    return frozenset(name for name in names if names.count(name) > 1) | frozenset(rows)
