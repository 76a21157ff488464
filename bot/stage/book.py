"""The prompt book: the lines of one performance, fixed when it opens.

A performance keeps its own copy, so that a corrected or removed chapter never changes a scene in mid-play. Reading a
chapter belongs to `lore`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from lore import Line, Script
    from lore.values import LineKind

PassageKind: TypeAlias = Literal["spoken", "direction"]
Narration: TypeAlias = Literal["bot", "member", "none"]
"""Who reads narration and headings: the bot, a member who takes it like a part, or nobody because it is left out."""

NARRATOR_PART = "Narration"
CHORUS_PART = "Chorus"
"""The part of lines whose speaker is not certain; somebody may take it, and the bot reads it otherwise."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a line as it stands in the text: words to speak, or a direction beside them."""

    kind: PassageKind
    text: str


@dataclass(frozen=True, slots=True)
class PromptLine:
    """A line as it is played: its passages in the order of the text, and the part that speaks it.

    `part` is None for narration and headings that the bot reads.
    """

    number: int
    kind: LineKind
    part: str | None
    scene: int
    passages: tuple[Passage, ...]

    @property
    def words(self) -> str:
        """The words to speak, without directions."""
        return " ".join(passage.text for passage in self.passages if passage.kind == "spoken")


@dataclass(frozen=True, slots=True)
class PromptBook:
    """The lines of one performance in order, with the title they are announced under."""

    title: str
    lines: tuple[PromptLine, ...]

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts to cast, largest first, then in order of appearance."""
        return tuple(part for part, _ in self.line_counts.most_common())

    @property
    def line_counts(self) -> Counter[str]:
        """How many lines each part has."""
        return Counter(line.part for line in self.lines if line.part)

    def after(self, number: int) -> PromptLine | None:
        """Return the line after the given one, or None at the end of the book."""
        return next((later for line, later in pairwise(self.lines) if line.number == number), None)

    def before(self, number: int) -> PromptLine | None:
        """Return the line before the given one, or None at the beginning of the book."""
        return next((earlier for earlier, line in pairwise(self.lines) if line.number == number), None)

    def line(self, number: int) -> PromptLine:
        """Return the line of that number; KeyError where the book has none."""
        for line in self.lines:
            if line.number == number:
                return line
        raise KeyError(number)

    def position(self, number: int) -> int:
        """Return how many lines of the book stand up to the given one, itself included."""
        return sum(line.number <= number for line in self.lines)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Which lines of a script are played: all, those of a scene, or those from `first` to `last`, both included."""

    scene: int | None = None
    first: int | None = None
    last: int | None = None
    narration: Narration = "bot"

    def holds(self, line: Line) -> bool:
        """Tell whether a line is played."""
        if self.narration == "none" and line.kind != "speech":
            return False
        in_scene = self.scene is None or line.scene == self.scene
        return in_scene and (self.first or 0) <= line.number and (self.last is None or line.number <= self.last)


WHOLE = Excerpt()


def open_book(script: Script, excerpt: Excerpt = WHOLE) -> PromptBook:
    """Return the prompt book of a script, or of an excerpt of it.

    Lines keep the numbers they have in the script, so that a citation and a cue name the same line.
    """
    lines = (_prompt_line(script, line, excerpt.narration) for line in script.lines if excerpt.holds(line))
    return PromptBook(_title(script, excerpt), tuple(lines))


def _title(script: Script, excerpt: Excerpt) -> str:
    scene = next((scene for scene in script.scenes if scene.number == excerpt.scene), None)
    if scene is not None and scene.title and scene.title != script.title:
        return f"{script.title}: {scene.title}"
    return script.title


def _prompt_line(script: Script, line: Line, narration: Narration) -> PromptLine:
    return PromptLine(line.number, line.kind, _part(line, narration), line.scene, _passages(script, line))


def _part(line: Line, narration: Narration) -> str | None:
    if line.kind == "speech":
        return line.speaker or CHORUS_PART
    return NARRATOR_PART if narration == "member" else None


def _passages(script: Script, line: Line) -> tuple[Passage, ...]:
    """Interleave speech and directions as the text has them, white space folded."""
    spoken: list[tuple[tuple[int, int], PassageKind]] = [(span, "spoken") for span in line.spans]
    beside: list[tuple[tuple[int, int], PassageKind]] = [(span, "direction") for span in line.directions]
    stretches = ((kind, " ".join(script.source[start:end].split())) for (start, end), kind in sorted(spoken + beside))
    return tuple(Passage(kind, text) for kind, text in stretches if text)


def is_shown(passage: Passage, line: PromptLine) -> bool:
    """Leave out bare punctuation, and the name before a line in play form: the part says it already."""
    if passage.kind == "spoken":
        return True
    words = passage.text.strip(" :.")
    return any(character.isalnum() for character in words) and words.casefold() != (line.part or "").casefold()
