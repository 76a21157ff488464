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


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a line as it stands in the text: words to speak, or a direction beside them."""

    kind: PassageKind
    text: str


@dataclass(frozen=True, slots=True)
class PromptLine:
    """A line as it is played: its passages in the order of the text, and the part that speaks it.

    `part` is None for narration, headings and speech that nobody was found for; the bot reads those.
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

    def line(self, number: int) -> PromptLine:
        """Return the line of that number; KeyError where the book has none."""
        for line in self.lines:
            if line.number == number:
                return line
        raise KeyError(number)

    def position(self, number: int) -> int:
        """Return how many lines of the book stand up to the given one, itself included."""
        return sum(line.number <= number for line in self.lines)


def open_book(script: Script, scene: int | None = None) -> PromptBook:
    """Return the prompt book of a script, or of one scene of it.

    Lines keep the numbers they have in the script, so that a citation and a cue name the same line.
    """
    chosen = [line for line in script.lines if scene is None or line.scene == scene]
    title = script.title
    for candidate in script.scenes:
        if candidate.number == scene and candidate.title and candidate.title != script.title:
            title = f"{script.title}: {candidate.title}"
    return PromptBook(title, tuple(_prompt_line(script, line) for line in chosen))


def _prompt_line(script: Script, line: Line) -> PromptLine:
    part = line.speaker if line.kind == "speech" else None
    return PromptLine(line.number, line.kind, part, line.scene, _passages(script, line))


def _passages(script: Script, line: Line) -> tuple[Passage, ...]:
    """Interleave speech and directions as the text has them, white space folded."""
    spoken: list[tuple[tuple[int, int], PassageKind]] = [(span, "spoken") for span in line.spans]
    beside: list[tuple[tuple[int, int], PassageKind]] = [(span, "direction") for span in line.directions]
    stretches = ((kind, " ".join(script.source[start:end].split())) for (start, end), kind in sorted(spoken + beside))
    return tuple(Passage(kind, text) for kind, text in stretches if text)
