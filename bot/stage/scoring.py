"""How well a line was typed from memory: words compared with words, and what the comparison comes to.

Case, punctuation and quotes do not count, and a contraction is as good as what it stands for. Gets wrong: "'d" is taken
for "would", also where it stands for "had"; "'s" is only taken apart behind words that own nothing, such as "it". Whose
score is shown to whom is decided elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Mark: TypeAlias = Literal["+", "-", "="]
PERFECT = 100
STRICTNESS = (80, 95, PERFECT)
"""The percentages from which on a line counts as known."""

_MOST_SURPLUS = 50
"""Words beyond twice a line's are not aligned any more: they are surplus whatever they say."""
_WORD = re.compile(r"\w+(?:['\-]\w+)*")
_MARKS = str.maketrans(dict.fromkeys("’‘ʼ`´", "'") | dict.fromkeys("‐‑", "-"))
_WHOLE = {"won't": "will not", "can't": "can not", "cannot": "can not", "shan't": "shall not", "let's": "let us"}
_ENDINGS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "'m": "am"}
_OWNS_NOTHING = frozenset(("he", "she", "it", "that", "this", "there", "here", "who", "what", "where", "when", "how"))


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that stand in both texts (`=`), in the line alone (`-`), or in what was typed alone (`+`)."""

    mark: Mark
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A line held against what was typed: the runs in order, the words of the line that are right, and how many it has.

    `wrong` counts the words that must be left out, put in or changed to make one of the other.
    """

    runs: tuple[Run, ...]
    right: int
    total: int
    wrong: int

    @property
    def percent(self) -> int:
        """How much of the line was right, 0 to 100, rounded down; a word too many is as wrong as one too few."""
        if not self.wrong:
            return PERFECT
        return max(0, PERFECT * (self.total - self.wrong) // self.total) if self.total else 0


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as it is compared and as it is shown."""

    folded: str
    shown: str


def compare(line: str, typed: str) -> Comparison:
    """Hold what was typed against a line's words."""
    wanted, given = _words(line), _words(typed)
    most = 2 * len(wanted) + _MOST_SURPLUS
    steps = [*_steps(wanted, given[:most]), *(("+", word) for word in given[most:])]
    stretches = [list(group) for _, group in groupby(steps, key=lambda step: step[0] == "=")]
    runs = tuple(run for stretch in stretches for run in _runs(stretch))
    right = sum(mark == "=" for mark, _ in steps)
    return Comparison(runs, right, len(wanted), sum(_wrong_in(stretch) for stretch in stretches))


def _runs(stretch: Sequence[tuple[Mark, _Word]]) -> Iterator[Run]:
    """Yield the runs of a stretch that is all the same or all different, what is missing before what is too much."""
    marks: tuple[Mark, ...] = ("=", "-", "+")
    for mark in marks:
        words = tuple(word.shown for each, word in stretch if each == mark)
        if words:
            yield Run(mark, words)


def _wrong_in(stretch: Sequence[tuple[Mark, _Word]]) -> int:
    marks = [mark for mark, _ in stretch]
    return max(marks.count("-"), marks.count("+"))


def _words(text: str) -> tuple[_Word, ...]:
    normal = unicodedata.normalize("NFKC", text.translate(_MARKS))
    return tuple(word for match in _WORD.finditer(normal) for word in _folded(match.group()))


def _folded(shown: str) -> tuple[_Word, ...]:
    pieces = tuple(_pieces(shown.casefold()))
    if len(pieces) == 1:
        return (_Word(pieces[0], shown),)
    return tuple(_Word(piece, piece) for piece in pieces)


def _pieces(word: str) -> Iterator[str]:
    """Yield a word in small letters, contractions and hyphens taken apart."""
    if word in _WHOLE:
        yield from _WHOLE[word].split()
        return
    stem, _, ending = word.rpartition("'")
    if ending == "s" and stem in _OWNS_NOTHING:
        yield from (stem, "is")
        return
    for short, whole in _ENDINGS.items():
        if word.endswith(short) and word != short:
            yield from (*_pieces(word.removesuffix(short)), whole)
            return
    yield from filter(None, word.replace("'", "").split("-"))


def _steps(wanted: Sequence[_Word], given: Sequence[_Word]) -> Iterator[tuple[Mark, _Word]]:
    """Yield the words in order, each with its mark, by the fewest changes (edit distance over words)."""
    costs = _costs(wanted, given)
    here, there = 0, 0
    while here < len(wanted) or there < len(given):
        cost = costs[here][there]
        if here < len(wanted) and there < len(given) and wanted[here].folded == given[there].folded:
            yield "=", wanted[here]
            here, there = here + 1, there + 1
        elif here < len(wanted) and there < len(given) and cost == costs[here + 1][there + 1] + 1:
            yield "-", wanted[here]
            yield "+", given[there]
            here, there = here + 1, there + 1
        elif here < len(wanted) and cost == costs[here + 1][there] + 1:
            yield "-", wanted[here]
            here += 1
        else:
            yield "+", given[there]
            there += 1


def _costs(wanted: Sequence[_Word], given: Sequence[_Word]) -> list[list[int]]:
    """Return for each pair of places how many changes make what is left of one into what is left of the other."""
    below = list(range(len(given), -1, -1))
    rows = [below]
    for place in range(len(wanted) - 1, -1, -1):
        row = [0] * len(given) + [len(wanted) - place]
        for other in range(len(given) - 1, -1, -1):
            if wanted[place].folded == given[other].folded:
                row[other] = below[other + 1]
            else:
                row[other] = 1 + min(below[other + 1], below[other], row[other + 1])
        rows.append(row)
        below = row
    return rows[::-1]
