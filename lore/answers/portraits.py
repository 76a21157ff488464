"""Who fits: for a question that asks for a person, what its words say of each character who speaks.

A character fits who says the question's words, is named beside them, or speaks next to them. What that weighs is fitted
(see `lore.answers.weights`).
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from lore.answers.matter import name_stems

if TYPE_CHECKING:
    from lore.answers.matter import Matter

_SAID, _NAMED, _BESIDE, _NARRATED = range(4)


class Portrait(NamedTuple):
    """A character with six figures from 0 to 1.

    In order: the share of the question in a line they say, in a line that names them, in the line before one of theirs;
    whether the question names them; their share of the lines; the share of the question in narration that names them.
    """

    name: str
    figures: tuple[float, float, float, float, float, float]


def draw(matter: Matter) -> dict[str, Portrait]:
    """Return the portrait of each character who speaks below the ceiling; none unless a person is asked for."""
    if matter.question.kind != "who":
        return {}
    speaking = {name: place for name, place in matter.index.debuts.items() if place < matter.ceiling}
    best = {name: [0.0] * 4 for name in speaking}
    for place in matter.own:
        _raise_speakers(matter, place, best)
    lines = _line_counts(matter)
    for name, row in best.items():
        _raise_named(matter, name, row)
    named = frozenset(matter.question.names)
    total = sum(lines.values()) or 1
    return {
        name: Portrait(
            name, (row[_SAID], row[_NAMED], row[_BESIDE], float(name in named), lines[name] / total, row[_NARRATED])
        )
        for name, row in best.items()
    }


def _raise_speakers(matter: Matter, place: int, best: dict[str, list[float]]) -> None:
    """Credit a line's words to who says it and to who says the next."""
    entries, cover = matter.index.entries, matter.worth(matter.own[place])
    following = place + 1
    speakers = [(entries[place].line.speaker, _SAID)]
    if following < matter.ceiling and entries[following].opening == entries[place].opening:
        speakers.append((entries[following].line.speaker, _BESIDE))
    for name, part in speakers:
        if name is not None:
            best[name][part] = max(best[name][part], cover)


def _raise_named(matter: Matter, name: str, row: list[float]) -> None:
    """Credit lines that name a character to them."""
    for part in name_stems(name):
        for place in matter.index.places(part, matter.ceiling):
            mask = matter.own.get(place, 0)
            if not mask:
                continue
            cover = matter.worth(mask)
            row[_NAMED] = max(row[_NAMED], cover)
            if matter.index.entries[place].line.speaker is None:
                row[_NARRATED] = max(row[_NARRATED], cover)


def _line_counts(matter: Matter) -> dict[str, int]:
    """Return how many lines each character says below the ceiling."""
    counts: dict[str, int] = {}
    for name, places in matter.index.spoken.items():
        below = bisect_left(places, matter.ceiling)
        if below:
            counts[name] = below
    return counts
