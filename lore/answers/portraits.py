"""Who fits: for a question that asks for a person, what its words say of each character who speaks.

A character fits who says the question's words, is named beside them, or speaks next to them. What that weighs is fitted
(see `lore.answers.weights`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lore.answers.matter import name_stems

if TYPE_CHECKING:
    from lore.answers.matter import Matter

_SAID, _NAMED, _BESIDE, _NARRATED = range(4)


class Portrait(NamedTuple):
    """A character with the place of the first line they say, and six figures from 0 to 1.

    In order: the share of the question in a line they say, in a line that names them, in the line before one of theirs;
    whether the question names them; their share of the lines; the share of the question in narration that names them.
    """

    name: str
    debut: int
    figures: tuple[float, float, float, float, float, float]


def draw(matter: Matter, first: int = 0, end: int | None = None) -> dict[str, Portrait]:
    """Return the portrait of each character who speaks from one place to before another; none unless one is asked for.

    The places are those of the whole library below the ceiling where they are not given.
    """
    if matter.question.kind != "who":
        return {}
    entries = matter.index.entries[first : matter.ceiling if end is None else end]
    debuts: dict[str, int] = {}
    lines: dict[str, int] = {}
    for entry in entries:
        speaker = entry.line.speaker
        if speaker:
            debuts.setdefault(speaker, entry.place)
            lines[speaker] = lines.get(speaker, 0) + 1
    best = {name: [0.0] * 4 for name in debuts}
    for place in matter.own:
        _raise_speakers(matter, place, best)
        _raise_named(matter, place, best)
    named = matter.question.people
    total = sum(lines.values()) or 1
    return {
        name: Portrait(
            name,
            debuts[name],
            (row[_SAID], row[_NAMED], row[_BESIDE], float(name in named), lines[name] / total, row[_NARRATED]),
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
        if name in best:
            best[name][part] = max(best[name][part], cover)


def _raise_named(matter: Matter, place: int, best: dict[str, list[float]]) -> None:
    """Credit a line's words to whom it names."""
    entry = matter.index.entries[place]
    stems = matter.name_stems.intersection(entry.stems)
    if not stems:
        return
    cover = matter.worth(matter.own[place])
    for name, row in best.items():
        if not stems.isdisjoint(name_stems(name)):
            row[_NAMED] = max(row[_NAMED], cover)
            if entry.line.speaker is None:
                row[_NARRATED] = max(row[_NARRATED], cover)
