"""Lines of text with their places on pages, back to the paragraphs they were.

Told by what typesetters do: indents, wider gaps, lines that end early, larger type. Not here: how the lines were found.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from lore.documents.paragraphs import Paragraph
from lore.script.headings import is_heading, is_ornament

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Place:
    """A line: its text, where it starts, its base line from the page's foot, and its type size, in points."""

    text: str
    left: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines in reading order, with the page's width and height in points."""

    lines: tuple[Place, ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a document is set: type size, distances of lines and paragraphs, both margins, characters in a line."""

    size: float
    leading: float
    gap: float
    margins: tuple[float, float]
    capacity: float
    indents: bool
    ragged: bool


_EDGE = 2
"""Headers and footers are looked for in this many lines from either end of a page."""
_NEAR = 4.0
_FEWEST_PAGES = 3
_SHARE_OF_PAGES = 0.4
_LARGER = 1.15
_WIDER = 1.35
_TIGHT = 1.7
"""Lines closer than this, in type sizes, are lines of one paragraph; wider ones may be so too, in a typescript."""
_LONGEST_HEADING = 100
_EARLY = 0.3
_PAGE_NUMBER = re.compile(r"\W*(?:page\s+)?(?P<number>\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
_ENDS = frozenset(".!?…:\"'”’“»«*)]")
_DASH_END = re.compile(r"\S(?:[—–]|--)$")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def paragraphs_of(pages: Sequence[Page]) -> list[Paragraph]:
    """Return the paragraphs of a document, its running heads, running feet and page numbers left out."""
    clean = [page for page in _without_furniture([_in_order(page) for page in pages]) if page.lines]
    if not clean:
        return []
    setting = _setting(clean)
    words = frozenset(word.casefold() for page in clean for line in page.lines for word in _WORD.findall(line.text))
    gathered = _Gatherer(setting, words)
    for number, page in enumerate(clean):
        gathered.take(page, number)
    return gathered.finish()


def _in_order(page: Page) -> Page:
    """Return a page with its lines from top to foot, unless it was written in columns."""
    falls = sum(one.base >= two.base - 1 for one, two in pairwise(page.lines))
    if falls < (len(page.lines) - 1) * 0.8:
        return page
    return Page(tuple(sorted(page.lines, key=lambda line: -line.base)), page.width, page.height)


def _without_furniture(pages: Sequence[Page]) -> Iterator[Page]:
    seen = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    needed = max(_FEWEST_PAGES, len(pages) * _SHARE_OF_PAGES)
    offsets = Counter(value - number for number, page in enumerate(pages) for value in _numbers(page))
    common = {offset for offset, count in offsets.items() if count >= max(2, len(pages) * _SHARE_OF_PAGES)}
    for number, page in enumerate(pages):
        edges = _edges(page)
        kept = (
            line
            for line in page.lines
            if line not in edges
            or not (
                _is_running(line, seen, needed) or (_number(line) or -number) - number in common or _is_foot(line, page)
            )
        )
        yield Page(tuple(kept), page.width, page.height)


def _edges(page: Page) -> tuple[Place, ...]:
    return page.lines[:_EDGE] + page.lines[-_EDGE:] if len(page.lines) > _EDGE else page.lines


def _key(line: Place) -> tuple[str, int]:
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", line.text.casefold()), round(line.base / _NEAR)


def _is_running(line: Place, seen: Counter[tuple[str, int]], needed: float) -> bool:
    """Tell whether a line stands at that height of many pages, in the same words but for a number."""
    text, height = _key(line)
    times = sum(seen[text, near] for near in (height - 1, height, height + 1))
    return times >= needed and any(map(str.isalnum, line.text)) and text.strip("# -–—") != ""


def _number(line: Place) -> int | None:
    told = _PAGE_NUMBER.fullmatch(line.text)
    return int(told["number"]) if told else None


def _numbers(page: Page) -> set[int]:
    return {value for line in _edges(page) if (value := _number(line)) is not None}


def _is_foot(line: Place, page: Page) -> bool:
    """Tell whether a line is a number alone at the foot, well below the text."""
    above = page.lines[-2].base if len(page.lines) > 1 else page.height
    below = line is page.lines[-1] and line.base < page.height * 0.12
    return _number(line) is not None and below and above - line.base > 1.8 * line.size


def _setting(pages: Sequence[Page]) -> _Setting:
    lines = [line for page in pages for line in page.lines]
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    size = sizes.most_common(1)[0][0]
    body = [line for line in lines if abs(line.size - size) < size * (_LARGER - 1)]
    gaps = sorted(_gaps(pages, size)) or [size * 1.2]
    leading = gaps[0] if gaps[0] < size * _TIGHT else gaps[len(gaps) // 10]
    wide = [gap for gap in gaps if gap > leading * _WIDER]
    gap = wide[len(wide) // 2] if len(wide) * 4 > len(gaps) else leading
    margins = _margins(pages, size)
    lengths = sorted(len(line.text) for line in body)
    capacity = lengths[int(len(lengths) * 0.95)] if len(lengths) > 1 else lengths[0]
    indented = sum(
        _is_indented(line, margins[number % 2], size) for number, page in enumerate(pages) for line in page.lines
    )
    indents = indented * 10 >= len(lines)
    return _Setting(size, leading, gap, margins, capacity, indents, _is_ragged(lines, capacity))


def _gaps(pages: Sequence[Page], size: float) -> Iterator[float]:
    for page in pages:
        for one, two in pairwise(page.lines):
            fall = one.base - two.base
            if size * 0.8 < fall < size * 8:
                yield fall


def _margins(pages: Sequence[Page], size: float) -> tuple[float, float]:
    """Return the left margins of even and odd pages: the leftmost place where a tenth of the lines start."""
    return _margin(pages[::2], size), _margin(pages[1::2] or pages[::2], size)


def _margin(pages: Sequence[Page], size: float) -> float:
    lefts = [line.left for page in pages for line in page.lines]
    counted = Counter(round(left / size) for left in lefts)
    frequent = min(
        step for step, count in counted.items() if count * 10 >= len(lefts) or count == max(counted.values())
    )
    return min(left for left in lefts if round(left / size) == frequent)


def _is_ragged(lines: Sequence[Place], capacity: float) -> bool:
    """Tell whether each line is a paragraph rather than wrapped: most end early, or nearly all end a sentence."""
    early = sum(_ends_early(one, two, capacity) for one, two in pairwise(lines))
    return early * 2 > len(lines) - 1 or sum(map(_ends_sentence, lines)) > len(lines) * 0.8


def _ends_sentence(line: Place) -> bool:
    return line.text[-1] in _ENDS or is_heading(line.text, first=False)


def _ends_early(line: Place, following: Place, capacity: float, share: float = 0.8) -> bool:
    """Tell whether the next line's first word would have fitted on a line, and how easily: in that share of one."""
    return len(line.text) + 1 + len(following.text.split(" ", maxsplit=1)[0]) <= capacity * share


def _is_indented(line: Place, margin: float, size: float) -> bool:
    return line.left - margin > size * 0.7


class _Gatherer:
    """Puts lines together to paragraphs, over the turn of pages as well."""

    def __init__(self, setting: _Setting, words: frozenset[str]) -> None:
        self._setting = setting
        self._words = words
        self._paragraphs: list[Paragraph] = []
        self._lines: list[Place] = []
        self._last: Place | None = None
        self._foot = 0.0

    def take(self, page: Page, number: int) -> None:
        """Take the lines of the page of that number, from 0."""
        margin = self._setting.margins[number % 2]
        if self._last is not None and self._foot > page.height * _EARLY:
            self._close()
            self._paragraphs.append(Paragraph("break"))
        turned = True
        for line in page.lines:
            if self._begins(line, margin, turned=turned):
                self._close()
                if not turned and self._last is not None and self._is_gap(self._last, line):
                    self._paragraphs.append(Paragraph("blank"))
            self._lines.append(line)
            self._last, turned = line, False
        self._foot = page.lines[-1].base - min(72.0, page.height * 0.1)

    def _is_gap(self, last: Place, line: Place) -> bool:
        set_apart = self._is_large(last) or self._is_large(line) or is_ornament(last.text) or is_ornament(line.text)
        return not set_apart and last.base - line.base > self._setting.gap + self._setting.leading * 0.8

    def _is_large(self, line: Place) -> bool:
        return line.size > self._setting.size * _LARGER and len(line.text) <= _LONGEST_HEADING

    def _begins(self, line: Place, margin: float, *, turned: bool) -> bool:
        """Tell whether a line begins a paragraph; `turned` says that it is the first of a page."""
        last = self._last
        if last is None or not self._lines:
            return True
        if self._is_large(last) or self._is_large(line):
            return self._is_large(last) != self._is_large(line) or abs(last.base - line.base) > 2 * line.size
        if is_ornament(line.text) or is_ornament(last.text) or _is_indented(line, margin, self._setting.size):
            return True
        if turned and self._ends_before_the_turn(last, line):
            return True
        setting = self._setting
        falls = not turned and last.base - line.base > setting.leading * _WIDER
        close = setting.gap == setting.leading
        return falls or (close and (setting.ragged or _ends_early(last, line, setting.capacity)))

    def _ends_before_the_turn(self, last: Place, line: Place) -> bool:
        """Tell whether a paragraph ends with a page, where only gaps divide paragraphs and the gap cannot be seen."""
        early = _ends_early(last, line, self._setting.capacity, 0.95)
        return not self._setting.indents and last.text[-1] in _ENDS and (early or line.text[0] in '"“«‘„')

    def _close(self) -> None:
        lines, self._lines = self._lines, []
        if not lines:
            return
        text = self._joined(line.text for line in lines)
        heading = self._is_large(lines[0]) and len(text) <= _LONGEST_HEADING and not is_ornament(text)
        self._paragraphs.append(Paragraph("heading" if heading else "text", text))

    def _joined(self, texts: Iterable[str]) -> str:
        whole = ""
        for text in texts:
            whole = self._join(whole, text) if whole else text
        return whole

    def _join(self, whole: str, text: str) -> str:
        if re.search(r"[^\W\d_]-$", whole) and text[:1].islower():
            return self._mended(whole, text)
        return f"{whole}{text}" if _DASH_END.search(whole) else f"{whole} {text}"

    def _mended(self, whole: str, text: str) -> str:
        """Return two lines joined where a word was broken: by how the document writes that word elsewhere."""
        first = re.split(r"[\s—–]", whole[:-1])[-1].strip('"“”‘’«»()[]').casefold()
        told = _WORD.match(text)
        second = told[0].casefold() if told else ""
        both = first.rpartition("-")[2] in self._words and second in self._words and len(first) > 1
        keeps = f"{first}-{second}" in self._words or (both and first + second not in self._words)
        return f"{whole}{text}" if keeps else f"{whole[:-1]}{text}"

    def finish(self) -> list[Paragraph]:
        """Return the paragraphs."""
        self._close()
        return self._paragraphs
