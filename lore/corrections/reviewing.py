"""What a person is shown when they look a reading through: the likely speakers of a line, and the run it stands in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lore.attribution.problems import DOUBTFUL
from lore.corrections.applying import CORRECTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lore.values import Line, Script

_STATED = frozenset({"tag", "label", "beat", "given", "introduction"})
_BY_TURNS = frozenset({"alternation", "continues", "presence", "address", "answers-address", "unresolved"})
"""Rules that rest on who spoke before or after; what a tag, a beat or a label says is not touched with a run."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How sure a reading is: its speeches by what their speaker rests on. `doubtful` and `unresolved` want a person."""

    lines: int
    speeches: int
    stated: int
    implied: int
    doubtful: int
    unresolved: int
    lines_of: tuple[tuple[str, int], ...]


def tally(script: Script) -> Tally:
    """Return how many speeches are stated, implied, doubtful and unresolved, and how many everybody has."""
    speeches = [line for line in script.lines if line.kind == "speech"]
    counts = Counter(_sureness(line) for line in speeches)
    by_name = Counter(line.speaker for line in speeches if line.speaker).most_common()
    return Tally(
        len(script.lines),
        len(speeches),
        counts["stated"],
        counts["implied"],
        counts["doubtful"],
        counts["unresolved"],
        tuple(by_name),
    )


def _sureness(line: Line) -> str:
    if line.evidence is not None and line.evidence.rule == CORRECTED:
        return "stated"
    if line.speaker is None:
        return "unresolved"
    if line.confidence < DOUBTFUL:
        return "doubtful"
    return "stated" if line.evidence is not None and line.evidence.rule in _STATED else "implied"


def likely_speakers(script: Script, number: int, most: int = 4) -> tuple[str, ...]:
    """Return who may say a line, likeliest first: whom it is given to, the rivals, who speaks around it, the cast."""
    line = script.line(number)
    if line is None:
        return ()
    rivals = line.evidence.rivals if line.evidence else ()
    names = (line.speaker, *(rival.name for rival in rivals), *_around(script, line), *_by_size(script))
    return tuple(dict.fromkeys(name for name in names if name))[:most]


def _around(script: Script, line: Line) -> Iterator[str | None]:
    for distance in range(1, 7):
        for other in (script.line(line.number - distance), script.line(line.number + distance)):
            if other is not None and other.scene == line.scene:
                yield other.speaker


def _by_size(script: Script) -> list[str]:
    return [name for name, _ in Counter(line.speaker for line in script.lines if line.speaker).most_common()]


def run_of(script: Script, number: int) -> tuple[Line, ...]:
    """Return the lines that turn-taking joins to this one, itself included: between them nobody is named for sure."""
    line = script.line(number)
    if line is None or line.kind != "speech":
        return ()
    before = tuple(_joined(script, line, range(number - 1, 0, -1)))[::-1]
    return (*before, line, *_joined(script, line, range(number + 1, len(script.lines) + 1)))


def _joined(script: Script, line: Line, numbers: Iterable[int]) -> Iterator[Line]:
    for number in numbers:
        other = script.lines[number - 1]
        if other.kind == "heading" or other.scene != line.scene:
            return
        if other.kind != "speech":
            continue
        if other.evidence is None or other.evidence.rule not in _BY_TURNS:
            return
        yield other


def across_run(script: Script, number: int, was: str | None, speaker: str | None) -> dict[int, str | None]:
    """Return who says the other lines of a line's run when that line is not `was` but `speaker`: the two change places.

    Where the line had nobody, every second line of nobody's gets the same speaker, and those between the one other who
    speaks in the run, if there is just one. Lines that stay as they are are left out.
    """
    run = run_of(script, number)
    others = {line.speaker for line in run if line.number != number} - {None, was, speaker}
    partner = was if was is not None else next(iter(others)) if len(others) == 1 else None
    place = next((index for index, line in enumerate(run) if line.number == number), 0)
    changed: dict[int, str | None] = {}
    for index, line in enumerate(run):
        if line.number == number or (line.evidence and line.evidence.rule == CORRECTED):
            continue
        becomes = _in_turn(line, was, speaker, partner, in_turn=(index - place) % 2 == 0)
        if becomes != line.speaker:
            changed[line.number] = becomes
    return changed


def _in_turn(line: Line, was: str | None, speaker: str | None, partner: str | None, *, in_turn: bool) -> str | None:
    if line.speaker is None:
        return line.speaker if was is not None else speaker if in_turn else partner
    if line.speaker == was:
        return speaker
    return partner if line.speaker == speaker and was is not None else line.speaker


def looked_for(script: Script, first: Iterable[int] = ()) -> tuple[int, ...]:
    """Return the lines that want a person, worst first; `first` are lines that members asked about."""
    doubtful = (problem.line.number for problem in script.problems if problem.line is not None)
    spoken = (number for number in first if (line := script.line(number)) is not None and line.kind == "speech")
    return tuple(dict.fromkeys((*spoken, *doubtful)))
