"""The difference between two versions of a chapter: which lines came, changed and went, and which corrections hold."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from lore.corrections.anchors import words_of
from lore.corrections.applying import apply

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lore.corrections.values import Correction
    from lore.values import Line, Script

_LIKE = 0.6
_MOST_PAIRED = 60
"""A stretch of more changed lines than this is not paired line by line: so much is another text."""


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the old version and what has become of it; where the words are the same, the speaker is not."""

    old: Line
    new: Line

    @property
    def is_of_words(self) -> bool:
        """Whether the words changed, not only who says them."""
        return words_of(self.old.text) != words_of(self.new.text)


@dataclass(frozen=True, slots=True)
class Difference:
    """What a new version changes: lines added, changed and lost, and the corrections kept (how many) and lost."""

    added: tuple[Line, ...] = ()
    changed: tuple[Change, ...] = ()
    lost: tuple[Line, ...] = ()
    kept_corrections: int = 0
    lost_corrections: tuple[Correction, ...] = ()


def compare(old: Script, new: Script, corrections: Sequence[Correction] = ()) -> Difference:
    """Return what becomes of a chapter when a new reading takes the old one's place; both as read, uncorrected."""
    before, after = apply(old, corrections).script, apply(new, corrections)
    added: list[Line] = []
    changed: list[Change] = []
    lost: list[Line] = []
    for gone, come in _stretches(before.lines, after.script.lines):
        pairs = _pairs(gone, come)
        changed += [Change(gone[one], come[other]) for one, other in pairs.items() if _differ(gone[one], come[other])]
        lost += [line for place, line in enumerate(gone) if place not in pairs]
        paired = set(pairs.values())
        added += [line for place, line in enumerate(come) if place not in paired]
    # A correction that the old version had lost already is no loss of the new one.
    held = [each for each in corrections if each not in apply(old, corrections).lost]
    dropped = tuple(each for each in held if each in after.lost)
    return Difference(tuple(added), tuple(changed), tuple(lost), len(held) - len(dropped), dropped)


def _stretches(old: Sequence[Line], new: Sequence[Line]) -> Iterator[tuple[Sequence[Line], Sequence[Line]]]:
    """Yield the stretches of lines that stand against each other; a stretch of equal words is one against one."""
    matcher = SequenceMatcher(None, _keys(old), _keys(new), autojunk=False)
    for tag, start, stop, other_start, other_stop in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(_singly(old[start:stop]), _singly(new[other_start:other_stop]), strict=True)
        else:
            yield old[start:stop], new[other_start:other_stop]


def _keys(lines: Sequence[Line]) -> list[tuple[str, str]]:
    return [(line.kind, words_of(line.text)) for line in lines]


def _singly(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    return ((line,) for line in lines)


def _differ(old: Line, new: Line) -> bool:
    return old.speaker != new.speaker or words_of(old.text) != words_of(new.text)


def _pairs(gone: Sequence[Line], come: Sequence[Line]) -> dict[int, int]:
    """Return which of the lines that went have become which of those that came, in order."""
    if len(gone) == len(come) == 1 and words_of(gone[0].text) == words_of(come[0].text):
        return {0: 0}
    if max(len(gone), len(come)) > _MOST_PAIRED:
        return {}
    pairs: dict[int, int] = {}
    free = 0
    for place, line in enumerate(gone):
        match = next((other for other in range(free, len(come)) if _is_like(line, come[other])), None)
        if match is not None:
            pairs[place] = match
            free = match + 1
    return pairs


def _is_like(old: Line, new: Line) -> bool:
    words = words_of(old.text), words_of(new.text)
    return old.kind == new.kind and SequenceMatcher(None, *words, autojunk=False).ratio() >= _LIKE
