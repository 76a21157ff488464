"""Cut a long text into its chapters, by the headings it has.

Only where chapters begin and end is found here, as spans of the text; nothing is read or attributed. How a heading is
told from story stands in `lore.script.headings`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from lore.script.passages import read_passages
from lore.values import ChapterSpan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lore.script.passages import Passage

_EDGE = r"[\s#*_=~\-—–.]*"
_CHAPTER = re.compile(rf"{_EDGE}(?:chapter|canto|stave|episode)\b", re.IGNORECASE)
_BESIDE = re.compile(
    rf"{_EDGE}(?:prologue|epilogue|interlude|preface|foreword|introduction|afterword)\b", re.IGNORECASE
)
_DIVISION = re.compile(rf"{_EDGE}(?:part|book|volume|act|letter|day)\b", re.IGNORECASE)
_NUMBER = re.compile(rf"{_EDGE}(?:\d{{1,3}}|[IVXLC]{{1,8}})[\s.*_—–-]*$")
_MARKED = re.compile(r"(#{1,6})\s")
_CONTENTS = re.compile(rf"{_EDGE}(?:table of )?contents\b", re.IGNORECASE)
_LONGEST_TITLE = 100
_LEAST_STORY = 300
"""Characters of story before the first heading that are an opening of their own, and no stray line of front matter."""
_LEAST_CHAPTER = 400
"""Characters between headings in capitals, on average, that make them chapters rather than signs and shouts."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Headings that stand together, and the story up to the next run, in passage numbers; `size` is its characters."""

    headings: tuple[int, ...]
    end: int
    size: int


_Texts: TypeAlias = "Sequence[str]"


def cut_chapters(source: str) -> tuple[ChapterSpan, ...]:
    """Return the chapters of a text in order; a text without chapter headings is one chapter.

    The spans do not overlap, and hold the whole text but for what stands before the first chapter: title page, contents
    and notes. Story before the first heading is a chapter too. Chapters are found by the first of these that divides
    the text at least once: headings that say chapter, bare numbers, marked headings (`#`), parts or acts, headings in
    capitals. Gets wrong: chapters divided by nothing but blank lines, and titles that look like narration.
    """
    passages = read_passages(source)
    texts = [source[passage.start : passage.end] for passage in passages]
    runs = list(_runs(passages))
    ways = ([headings for headings in way if headings] for way in _ways(texts, runs))
    begins = next((found for found in ways if len(found) > 1), [])
    if not begins:
        return (ChapterSpan(1, _title(texts, _leading(passages)), (0, len(source))),)
    starts = [(passages[headings[0]].start, _title(texts, headings)) for headings in begins]
    first = begins[0][0]
    told = sum(passage.end - passage.start for passage in passages[:first] if passage.kind in ("prose", "play"))
    if told >= _LEAST_STORY:
        starts.insert(0, (0, _title(texts, _leading(passages[:first]))))
    ends = [start for start, _ in starts[1:]] + [len(source)]
    return tuple(
        ChapterSpan(number, title, (start, end))
        for number, ((start, title), end) in enumerate(zip(starts, ends, strict=True), start=1)
    )


def _runs(passages: Sequence[Passage]) -> Iterator[_Run]:
    """Yield the runs of headings that story follows; notes and ornaments do not part the headings of a run."""
    headings: list[int] = []
    size = 0
    for number, passage in enumerate(passages):
        if passage.kind == "heading":
            if size and headings:
                yield _Run(tuple(headings), number, size)
            headings, size = ([number], 0) if size else ([*headings, number], 0)
        elif passage.kind in ("prose", "play"):
            size += passage.end - passage.start
    if headings and size:
        yield _Run(tuple(headings), len(passages), size)


def _leading(passages: Sequence[Passage]) -> tuple[int, ...]:
    """Return the headings before the first story."""
    story = next((n for n, passage in enumerate(passages) if passage.kind in ("prose", "play")), len(passages))
    return tuple(number for number, passage in enumerate(passages[:story]) if passage.kind == "heading")


def _ways(texts: _Texts, runs: Sequence[_Run]) -> Iterator[Iterable[tuple[int, ...]]]:
    """Yield the chapters' headings for each way in which a text may be divided, the surest first."""
    chapters = [_from_last(texts, run, _CHAPTER) for run in runs]
    if any(chapters):
        yield (found or _from_last(texts, run, _BESIDE) for run, found in zip(runs, chapters, strict=True))
    yield (_from_last(texts, run, _NUMBER) or _from_last(texts, run, _BESIDE) for run in runs)
    for level in _levels(texts, runs):
        yield (_from_last(texts, run, re.compile(rf"#{{1,{level}}}\s")) for run in runs)
    yield (_from_last(texts, run, _DIVISION) or _from_last(texts, run, _BESIDE) for run in runs)
    if sum(run.size for run in runs) >= _LEAST_CHAPTER * len(runs):
        yield (run.headings[-1:] for run in runs)


def _levels(texts: _Texts, runs: Sequence[_Run]) -> list[int]:
    """Return the depths of the marked headings, the highest first."""
    marks = (_MARKED.match(texts[number]) for run in runs for number in run.headings)
    return sorted({len(mark[1]) for mark in marks if mark})


def _from_last(texts: _Texts, run: _Run, pattern: re.Pattern[str]) -> tuple[int, ...]:
    """Return a run's headings from the last that fits, with the part that it opens: earlier ones are contents."""
    fits = [place for place, number in enumerate(run.headings) if pattern.match(texts[number])]
    if not fits:
        return ()
    start = fits[-1]
    if start and _DIVISION.match(texts[run.headings[start - 1]]):
        start -= 1
    return run.headings[start:]


def _title(texts: _Texts, headings: Sequence[int]) -> str:
    """Return the headings as one title, without marks and with each line once."""
    lines = [
        " ".join(texts[number].split()).strip("#*_ ").rstrip(".:")
        for number in headings
        if not _CONTENTS.match(texts[number])
    ]
    return ": ".join(dict.fromkeys(line for line in lines if line))[:_LONGEST_TITLE]
