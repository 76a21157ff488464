"""Quotation marks: which ones a text speaks with, and where each quotation starts and ends.

A quotation inside a quotation of the same kind does not end the outer one. Whether anybody says it is not decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Style: TypeAlias = Literal["double", "single", "dash"]

DOUBLES = '"“”„‟«»＂「」『』'
OPEN_ONLY = "„「『"
CLOSE_ONLY = "」』"
_DOUBLE = re.compile(f"[{DOUBLES}]|''|``")
_NO_OPENER = r"(?!(?:tis|twas|twere|twill|em|bout|cause|til|round|neath|gainst|n)\b|\d0s)"
_ELIDED = r"['’](?:tis|twas|twere|twill|em|cause|bout|til)\b"
_BEFORE_OPENER = r"(?<![\w.,!?;:'’‘)\]*_])"
_CURVED_OPEN = re.compile(rf"{_BEFORE_OPENER}[‘‚‹](?=[\w'’*_.…—–-]){_NO_OPENER}", re.IGNORECASE)
_STRAIGHT_OPEN = re.compile(rf"{_BEFORE_OPENER}'(?=[\w*_.…—–-]|{_ELIDED}){_NO_OPENER}", re.IGNORECASE)
_CURVED_CLOSE = re.compile(r"(?<=\S)(?:[’›]|(?<=[.,!?…—-])‘)(?!\w)|(?<=\s)’(?=\s|$)")
_STRAIGHT_CLOSE = re.compile(r"(?<=\S)'(?!\w)")
_DASH = re.compile(r"(?:—|―|–|--|-(?= ))\s?(?=\S)")
_END = ".,!?;:…—–-)*_"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted stretch: `start` and `end` hold the words, `outer_start` and `outer_end` the marks as well.

    `closed` is false where the paragraph ends before the quotation does.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool = True


def choose_style(source: str, starts: list[int]) -> Style:
    """Return the marks that a text's speech stands in; `starts` are where its paragraphs begin.

    The mark that opens most paragraphs wins; where none opens any, doubles before singles.
    """
    doubles = len(_DOUBLE.findall(source)) / 2
    dash_starts = sum(1 for start in starts if _DASH.match(source, start))
    single_starts = sum(1 for start in starts if _opens_single(source, start))
    double_starts = sum(1 for start in starts if source[start] in DOUBLES)
    if dash_starts > max(single_starts, double_starts) and dash_starts > doubles / 2:
        return "dash"
    if single_starts > double_starts or (doubles == 0 and _holds_singles(source)):
        return "single"
    return "double"


def _opens_single(source: str, start: int) -> bool:
    return bool(_CURVED_OPEN.match(source, start) or _STRAIGHT_OPEN.match(source, start))


def _holds_singles(source: str) -> bool:
    return bool(_CURVED_OPEN.search(source) or _STRAIGHT_OPEN.search(source))


def find_quotations(source: str, start: int, end: int, style: Style) -> list[Quotation]:
    """Return the quotations of one paragraph in order, outermost only."""
    if style == "single":
        return _find_singles(source, start, end)
    return _find_doubles(source, start, end)


def _find_doubles(source: str, start: int, end: int) -> list[Quotation]:
    marks = [match.span() for match in _DOUBLE.finditer(source, start, end)]
    if not marks:
        return []
    roles = [_role(source, start, end, mark) for mark in marks]
    nested, depth = _pair_nested(marks, roles, end)
    if depth == 0 or len(marks) % 2:
        return [_trim(source, quotation) for quotation in nested]
    return [_trim(source, quotation) for quotation in _pair_flat(marks)]


def _role(source: str, start: int, end: int, mark: tuple[int, int]) -> str:
    """Say whether a mark can open ("o"), close ("c") or either ("e"), judged by its neighbours."""
    sign = source[mark[0]]
    if sign in OPEN_ONLY:
        return "o"
    if sign in CLOSE_ONLY or (sign == "“" and "„" in source[start : mark[0]]):  # what opens in English closes in German
        return "c"
    before = source[mark[0] - 1] if mark[0] > start else " "
    after = source[mark[1]] if mark[1] < end else " "
    if before.isspace() and after.isspace():  # a French thin space stands inside the marks
        return {"«": "o", "»": "c", "“": "o", "”": "c"}.get(sign, "e")
    opens = before.isspace() or before in "([{—–-/‘'*_" + DOUBLES
    closes = after.isspace() or after in _END + "]}’'/" + DOUBLES
    if opens == closes:
        return {"“": "o", "”": "c"}.get(sign, "e")
    return "o" if opens else "c"


def _pair_nested(marks: list[tuple[int, int]], roles: list[str], end: int) -> tuple[list[Quotation], int]:
    """Pair marks as brackets would be, at most two deep; return the outer pairs and the depth left open."""
    found: list[Quotation] = []
    depth = 0
    opened = marks[0]
    for mark, role in zip(marks, roles, strict=True):
        if depth == 0:
            opened, depth = mark, 1
        elif role == "o" and depth == 1:
            depth = 2
        else:
            depth -= 1
            if depth == 0:
                found.append(Quotation(opened[1], mark[0], opened[0], mark[1]))
    if depth:
        found.append(Quotation(opened[1], end, opened[0], end, closed=False))
    return found, depth


def _pair_flat(marks: list[tuple[int, int]]) -> list[Quotation]:
    pairs = zip(marks[::2], marks[1::2], strict=False)
    return [Quotation(one[1], two[0], one[0], two[1]) for one, two in pairs]


def _trim(source: str, quotation: Quotation) -> Quotation:
    """Leave blanks at either end out of the words."""
    start, end = quotation.start, quotation.end
    while start < end and source[start].isspace():
        start += 1
    while end > start and source[end - 1].isspace():
        end -= 1
    return Quotation(start, end, quotation.outer_start, quotation.outer_end, quotation.closed)


def _find_singles(source: str, start: int, end: int) -> list[Quotation]:
    """Return the single quotations of a paragraph: curved ones where it has any, so that `'` is an apostrophe there."""
    curved = _CURVED_OPEN.search(source, start, end) is not None
    opener, closer = (_CURVED_OPEN, _CURVED_CLOSE) if curved else (_STRAIGHT_OPEN, _STRAIGHT_CLOSE)
    found: list[Quotation] = []
    position = start
    while opening := opener.search(source, position, end):
        following = opener.search(source, opening.end(), end)
        soft_end = following.start() if following else end
        closing = _closing_single(source, closer.finditer(source, opening.end(), end), soft_end)
        position = opening.end() if closing is None else closing + 1
        if closing is not None:
            found.append(Quotation(opening.end(), closing, opening.start(), closing + 1))
        elif opening.start() == start:
            found.append(Quotation(opening.end(), end, opening.start(), end, closed=False))
            break
    return [_trim(source, quotation) for quotation in found]


def _closing_single(source: str, closers: Iterable[re.Match[str]], soft_end: int) -> int | None:
    """Return where a single quotation closes: after a stop if it can, so that `boys'` and `goin'` do not end it."""
    plain: int | None = None
    for match in closers:
        if match.start() >= soft_end and plain is not None:
            return plain
        before = source[match.start() - 1]
        if before in _END or before.isspace():
            return match.start()
        plain = match.start() if plain is None or match.start() < soft_end else plain
    return plain


def opens_with_dash(source: str, start: int, end: int) -> int | None:
    """Return where the words begin in a paragraph that opens with a speech dash, or None."""
    match = _DASH.match(source, start, end)
    return match.end() if match else None
