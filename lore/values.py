"""The values the engine hands out: scripts, their lines and scenes, and answers.

Frozen data and nothing else. How a text becomes a script stands in `lore.script` and `lore.attribution`; how a question
becomes an answer in `lore.search` and `lore.answers`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Span: TypeAlias = tuple[int, int]
"""A stretch of a source: start and end in code points, end exclusive."""

LineKind: TypeAlias = Literal["speech", "narration", "heading"]


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody in a script: the chosen name, and the other names the text has for the same person."""

    name: str
    aliases: tuple[str, ...] = ()

    def as_called_in(self, text: str) -> Character:
        """Return the character with the aliases that a text has."""
        return Character(self.name, tuple(alias for alias in self.aliases if alias in text))


@dataclass(frozen=True, slots=True)
class ChapterSpan:
    """A chapter of a long text: its number from 1, its title (empty where it has none), and where it stands."""

    number: int
    title: str
    span: Span


@dataclass(frozen=True, slots=True)
class Rival:
    """A speaker who was considered and turned down, with their share of the belief (0 to 1)."""

    name: str
    share: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a speaker was given.

    `rule` is the short code of the deciding rule, `text` says it in words a reader accepts, `span` points at the words
    of the source that decided, where such words exist.
    """

    rule: str
    text: str
    span: Span | None = None
    rivals: tuple[Rival, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One numbered line of a script.

    `spans` leave the outer quote marks out and are several where a tag interrupts; `text` is their slices joined by one
    space. `directions` are the tags and beats in a speech's own paragraph. `speaker` None means unresolved, which is a
    legal answer; narration and headings have none. `scene` is a scene's number. `confidence` runs from 0 to 1.
    """

    number: int
    kind: LineKind
    text: str
    spans: tuple[Span, ...]
    directions: tuple[Span, ...] = ()
    speaker: str | None = None
    to: str | None = None
    scene: int = 1
    evidence: Evidence | None = None
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Scene:
    """A run of lines in one place and time; a remembered or imagined exchange has the setting "memory"."""

    number: int
    title: str
    setting: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should look at; `line` is None where it concerns the script as a whole."""

    line: Line | None
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Script:
    """A chapter read: numbered lines grouped in scenes, with the cast and what was set aside.

    `source` is the plain text all offsets refer to. `notes` are spans of it. `problems` stand worst first.
    """

    title: str
    source: str
    lines: tuple[Line, ...]
    scenes: tuple[Scene, ...] = ()
    cast: tuple[Character, ...] = ()
    notes: tuple[Span, ...] = ()
    problems: tuple[Problem, ...] = ()

    @staticmethod
    def from_lines(title: str, lines: Iterable[tuple[str | None, str]]) -> Script:
        """Return a script of the given (speaker or None, text) pairs, numbered from 1, none dropped or merged.

        A pair without a speaker becomes narration. The source is the texts joined by blank lines; all lines stand in
        one scene.
        """
        numbered: list[Line] = []
        position = 0
        texts: list[str] = []
        for number, (speaker, text) in enumerate(lines, start=1):
            span = (position, position + len(text))
            kind: LineKind = "narration" if speaker is None else "speech"
            evidence = None if speaker is None else Evidence("given", "given with the line")
            numbered.append(
                Line(number, kind, text, (span,), speaker=speaker, evidence=evidence, confidence=float(bool(speaker))),
            )
            texts.append(text)
            position += len(text) + 2
        told = tuple(numbered)
        names = dict.fromkeys(line.speaker for line in told if line.speaker)
        scenes = (Scene(1, title, "stage", told),) if told else ()
        return Script(title, "\n\n".join(texts), told, scenes, tuple(Character(name) for name in names))

    def up_to(self, number: int) -> Script:
        """Return the script as somebody knows it who has come to the line of that number.

        Later lines, scenes, problems and notes are gone, the source ends where that line's paragraph does, and of the
        cast only those are left who have spoken or been spoken to, with the aliases that the text has used by then. A
        character's chosen name is kept, though it may be one that a later line tells.
        """
        known = tuple(line for line in self.lines if line.number <= number)
        end = max((stop for line in known for _, stop in (*line.spans, *line.directions)), default=0)
        scenes = (
            replace(scene, lines=tuple(line for line in scene.lines if line.number <= number)) for scene in self.scenes
        )
        met = {name for line in known for name in (line.speaker, line.to)}
        source = self.source[:end]
        return replace(
            self,
            source=source,
            lines=known,
            scenes=tuple(scene for scene in scenes if scene.lines),
            cast=tuple(character.as_called_in(source) for character in self.cast if character.name in met),
            notes=tuple(span for span in self.notes if span[1] <= end),
            problems=tuple(problem for problem in self.problems if problem.line and problem.line.number <= number),
        )

    def line(self, number: int) -> Line | None:
        """Return the line of that number, or None where there is none."""
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A line found, with how well it fits (higher is better) and why, in words."""

    script: Script
    line: Line
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a library says to a question.

    `text` is the shortest slice, or fixed frame around slices, that answers, and None where the library abstains.
    `best` is what it would say if it had to, equal to `text` unless it abstains. `lines` is the ranked evidence, best
    first, also when it abstains. `confidence` is comparable between questions; higher is surer.

    `kind` is the kind of question as it was understood: who, what, where, when, why, how, yes, count or quotation.
    `source` is the line that `best` was taken from, None where it was computed. `refusal` is a short code, empty unless
    `text` is None: "empty" (nothing to look for), "no lines", "no match", "unsure".
    """

    text: str | None
    best: str | None
    lines: tuple[Ranked, ...]
    confidence: float
    kind: str = ""
    source: Line | None = None
    refusal: str = ""
