"""Scenes of our own with questions, which the answers are fitted on beside the measures: read from `scenes/*.txt`.

The form of such a file is told in `scenes/README.md`. Nothing here fits or measures.

    python -m tests.bench.own_scenes [FILE ...]    tell what is wrong with the files, and how much they hold
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import lore

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = Path(__file__).with_name("scenes")
_SPEECH = re.compile(r"([^:\[(]{1,60}): (.+)")


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """A right answer: its words, and the place of the line that gives it, from 0."""

    text: str
    place: int


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question with its right answers, of which there are none where the scene does not answer it."""

    asked: str
    answers: tuple[OwnAnswer, ...]


@dataclass(frozen=True, slots=True)
class OwnScene:
    """A scene as the engine reads it, with its questions, and what is wrong with it."""

    name: str
    script: lore.Script
    questions: tuple[OwnQuestion, ...]
    faults: tuple[str, ...]


def own_scenes(paths: Iterable[Path] | None = None) -> list[OwnScene]:
    """Return all scenes of the files, in order."""
    found = []
    for path in sorted(FOLDER.glob("*.txt")) if paths is None else paths:
        for part in re.split(r"(?m)^== ", path.read_text(encoding="utf-8"))[1:]:
            name, _, rest = part.partition("\n")
            found.append(_scene(name.strip(), rest, is_prose=path.name.startswith("prose")))
    return found


def _scene(name: str, text: str, *, is_prose: bool) -> OwnScene:
    rows = text.splitlines()
    asked = [row for row in rows if row[:2] in {"? ", "! "}]
    told = [row for row in rows if row[:2] not in {"? ", "! "}]
    script = lore.read_text("\n".join(told).strip() + "\n", title=name) if is_prose else _play(name, told)
    faults: list[str] = []
    if not is_prose:
        faults = [f"neither a speech nor a direction: {row!r}" for row in told if row.strip() and not _parts(row)]
    questions = tuple(_question(row, script, faults) for row in asked)
    return OwnScene(name, script, questions, tuple(faults))


def _play(name: str, rows: Iterable[str]) -> lore.Script:
    return lore.Script.from_lines(name, [parts for row in rows if (parts := _parts(row))])


def _parts(row: str) -> tuple[str | None, str] | None:
    """Return who speaks a row of a play, if anybody, and what: or nothing of a row that is neither."""
    if row[:1] in {"[", "("} and row.rstrip()[-1:] in {"]", ")"}:
        return None, row.strip()
    found = _SPEECH.fullmatch(row.strip())
    return (found[1], found[2]) if found else None


def _question(row: str, script: lore.Script, faults: list[str]) -> OwnQuestion:
    asked, *given = (part.strip() for part in row[2:].split(" | "))
    if (row[0] == "?") != bool(given):
        faults.append(f"an answer too many or too few: {row!r}")
    answers = []
    for each in given:
        try:
            answers.append(_answer(each, script))
        except ValueError as error:
            faults.append(f"{asked!r}: {error}")
    return OwnQuestion(asked, tuple(answers))


def _answer(given: str, script: lore.Script) -> OwnAnswer:
    """Return an answer: `words`, `words around it >> words`, or `name @ words that the name says`."""
    if " @ " in given:
        name, _, anchor = given.partition(" @ ")
        return OwnAnswer(name.strip(), _place(anchor.strip(), script))
    anchor, _, answer = given.partition(" >> ")
    answer = answer.strip() or anchor.strip()
    if answer not in anchor:
        raise ValueError(f"{answer!r} is not in {anchor!r}")
    return OwnAnswer(answer, _place(anchor.strip(), script))


def _place(anchor: str, script: lore.Script) -> int:
    places = [place for place, words in enumerate(_words(script)) if anchor in words]
    if len(places) != 1:
        raise ValueError(f"{anchor!r} stands in {len(places)} lines, not in one")
    return places[0]


def _words(script: lore.Script) -> list[str]:
    """Return the text of each line, with what stands between its parts."""
    found = []
    for line in script.lines:
        spans = sorted([*line.spans, *line.directions])
        whole = script.source[spans[0][0] : spans[-1][1]] if spans else line.text
        found.append(whole if line.text in whole or line.directions else f"{whole}\n{line.text}")
    return found


def main(names: list[str]) -> int:
    """Tell what is wrong with the files, and how much they hold."""
    scenes = own_scenes([Path(name) for name in names] or None)
    for scene in scenes:
        for fault in scene.faults:
            print(f"{scene.name}: {fault}")
    twice = [name for name, number in Counter(scene.name for scene in scenes).items() if number > 1]
    questions = [each for scene in scenes for each in scene.questions]
    print(
        f"{len(scenes)} scenes ({len(twice)} names twice), {sum(len(each.script.lines) for each in scenes)} lines, "
        f"{sum(bool(each.answers) for each in questions)} questions with an answer, "
        f"{sum(not each.answers for each in questions)} without; {sum(len(each.faults) for each in scenes)} faults"
    )
    return int(any(scene.faults for scene in scenes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
