"""Gold tables: what a careful reader makes of a text, and how a script differs from it.

The format is explained in README.md beside this module. No test stands here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lore import Line, Script

HERE = Path(__file__).parent
NOT_JUDGED = "*"
UNRESOLVED = "?"
NOBODY = "-"
ELISION = " [...] "


@dataclass(frozen=True, slots=True)
class Passage:
    """How a passage reads: the whole of it, or its opening and its ending."""

    opening: str
    ending: str
    whole: bool

    def fits(self, text: str) -> bool:
        told = " ".join(text.split())
        if self.whole:
            return told == self.opening
        return told.startswith(self.opening) and told.endswith(self.ending)


@dataclass(frozen=True, slots=True)
class GoldLine:
    """One row: what the line is, whose it is, to whom, and in which scene (blank: not judged)."""

    number: int
    kind: str
    speaker: str
    to: str
    scene: int | None
    setting: str | None
    passage: Passage


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold table with the sentence that says what its text shows."""

    about: str
    lines: tuple[GoldLine, ...]
    notes: tuple[Passage, ...]
    people: tuple[tuple[str, ...], ...]
    windows: bool

    def person(self, name: str | None) -> str:
        """Return one name for everybody who is the same person, so that the chosen name is not judged."""
        if name is None:
            return UNRESOLVED
        bare = _bare(name)
        return next((_bare(group[0]) for group in self.people if bare in map(_bare, group)), bare)


def names() -> list[str]:
    """Return the names of the corpus texts, in order."""
    return sorted(path.stem for path in (HERE / "texts").glob("*.txt"))


def read_gold(name: str) -> Gold:
    """Return the gold table of that name; raises ValueError where a row is malformed."""
    rows = (HERE / "gold" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    about = " ".join(row.removeprefix("#").strip() for row in rows if row.startswith("#"))
    body = [row.strip() for row in rows if row.strip() and not row.startswith("#")]
    return Gold(
        about,
        tuple(_line(row) for row in body if row[0].isdigit()),
        tuple(_passage(row.split("|", 1)[1]) for row in body if row.startswith("note ")),
        tuple(tuple(map(str.strip, row[4:].split(","))) for row in body if row.startswith("one:")),
        "endings: windows" in body,
    )


def read_source(name: str, gold: Gold) -> str:
    """Return the text of that name with the line endings which its gold table asks for."""
    text = (HERE / "texts" / f"{name}.txt").read_text(encoding="utf-8")
    return text.replace("\n", "\r\n") if gold.windows else text


def differences_in_lines(script: Script, gold: Gold) -> list[str]:
    """Say where the script's kinds, words and speakers are not those of the gold table."""
    wrong = [
        f"line {want.number}: wanted {want.kind} {want.speaker!r} {want.passage.opening!r}, got {_told(have)}"
        for want, have in _pairs(script, gold)
        if have is None or not _same_line(gold, want, have)
    ]
    return wrong + [f"surplus {_told(line)}" for line in script.lines[len(gold.lines) :]] + _notes(script, gold)


def differences_in_addressees(script: Script, gold: Gold) -> list[str]:
    """Say which speeches are not addressed to whom the gold table says."""
    return [
        f"line {want.number} {want.passage.opening!r}: wanted to {want.to!r}, got {have.to!r}"
        for want, have in _pairs(script, gold)
        if have and want.kind == "speech" and not _is(gold, want.to, have.to)
    ]


def differences_in_scenes(script: Script, gold: Gold) -> list[str]:
    """Say which lines do not stand in the scene of the gold table, or not in its setting."""
    settings = {scene.number: "memory" if scene.setting == "memory" else "stage" for scene in script.scenes}
    return [
        f"line {want.number}: wanted scene {want.scene} {want.setting}, got {have.scene} {settings.get(have.scene)}"
        for want, have in _pairs(script, gold)
        if have and want.scene and (want.scene, want.setting) != (have.scene, settings.get(have.scene))
    ]


def _pairs(script: Script, gold: Gold) -> Iterator[tuple[GoldLine, Line | None]]:
    return ((want, script.line(want.number)) for want in gold.lines)


def _same_line(gold: Gold, want: GoldLine, have: Line) -> bool:
    speaker_fits = want.kind != "speech" or _is(gold, want.speaker, have.speaker)
    return want.kind == have.kind and want.passage.fits(have.text) and speaker_fits


def _is(gold: Gold, want: str, have: str | None) -> bool:
    allowed = {UNRESOLVED if name.strip() == NOBODY else name.strip() for name in want.split("/")}
    return NOT_JUDGED in allowed or gold.person(have) in {gold.person(name) for name in allowed}


def _notes(script: Script, gold: Gold) -> list[str]:
    passages = (script.source[start:end] for start, end in script.notes)
    have = " ".join(" ".join(passage for passage in passages if any(map(str.isalnum, passage))).split())
    if not gold.notes:
        return [f"wanted no notes, got {have!r}"] if have else []
    wrong = [f"{want.opening!r} is not among the notes" for want in gold.notes if want.opening not in have]
    fits = have.startswith(gold.notes[0].opening) and have.endswith(gold.notes[-1].ending)
    return wrong if fits or wrong else [f"wanted notes of {len(gold.notes)} passages, got {have!r}"]


def _told(line: Line | None) -> str:
    return "nothing" if line is None else f"{line.kind} {line.speaker!r} {line.text!r}"


def _bare(name: str) -> str:
    return name.strip().lower().removeprefix("the ")


def _line(row: str) -> GoldLine:
    number, kind, speaker, to, place, words = (cell.strip() for cell in row.split("|", 5))
    scene, _, setting = place.partition(" ")
    return GoldLine(int(number), kind, speaker, to, int(scene) if scene else None, setting or None, _passage(words))


def _passage(words: str) -> Passage:
    opening, elision, ending = words.strip().partition(ELISION)
    return Passage(opening.strip(), ending.strip() or opening.strip(), not elision)
