"""Read a text: paragraphs, turns, speakers and scenes put together into a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lore.attribution.addressee import addressee
from lore.attribution.evidence import Explainer
from lore.attribution.problems import find_problems
from lore.attribution.reading import prepare
from lore.attribution.weigh import weigh
from lore.script.passages import read_passages
from lore.script.scenes import number_scenes
from lore.values import Character, Evidence, Line, Scene, Script

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lore.attribution.reading import Reading
    from lore.attribution.text import Turn
    from lore.attribution.weigh import Verdict
    from lore.values import LineKind, Span

_TITLE_WORDS = 6


def read_text(text: str, *, title: str = "", cast: Iterable[Character] = ()) -> Script:
    """Return a text as a script: its lines in order, who says them, and what was set aside.

    `text` is prose, play form or a mixture. `cast` names the characters where the caller knows them; their names are
    then the ones used. All offsets count code points of `text`, which is the script's source unchanged. Never raises.
    """
    given = tuple(cast)
    passages = read_passages(text, [name for character in given for name in (character.name, *character.aliases)])
    reading = prepare(text, passages, given)
    verdicts = weigh(reading)
    scenes = number_scenes(text, passages)
    lines = tuple(_Builder(reading, verdicts, scenes).build())
    notes = tuple((passage.start, passage.end) for passage in passages if passage.kind in ("note", "ornament"))
    problems = find_problems(lines, sum(passage.scare for passage in passages))
    heading = next((line.text for line in lines if line.kind == "heading"), "")
    return Script(title or heading, text, lines, _group(lines, scenes), _cast(reading, verdicts), notes, problems)


class _Builder:
    """Turns passages into numbered lines."""

    def __init__(self, reading: Reading, verdicts: Sequence[Verdict], scenes: Sequence[tuple[int, str]]) -> None:
        self._reading = reading
        self._verdicts = verdicts
        self._numbered = [number for number, _ in scenes]
        self._order = self._find_order()
        self._numbers = {turn.number: line for line, (_, turn) in enumerate(self._order, start=1) if turn}
        self._explainer = Explainer(reading, verdicts, self._numbers.__getitem__)

    def _find_order(self) -> list[tuple[int, Turn | None]]:
        """Return the passage that begins each line, with the turn it is where somebody speaks."""
        turns: dict[int, list[Turn]] = {}
        for turn in self._reading.turns:
            turns.setdefault(turn.first, []).append(turn)
        covered = {number for turn in self._reading.turns for number in range(turn.first + 1, turn.last + 1)}
        return [
            (number, turn)
            for number, passage in enumerate(self._reading.passages)
            if passage.kind not in ("note", "ornament") and number not in covered
            for turn in turns.get(number, [None])
        ]

    def build(self) -> Iterable[Line]:
        """Yield the lines in order."""
        for line, (passage, turn) in enumerate(self._order, start=1):
            yield self._speech(turn) if turn else self._told(line, passage)

    def _told(self, line: int, number: int) -> Line:
        passage = self._reading.passages[number]
        text = self._reading.source[passage.start : passage.end]
        kind: LineKind = "heading" if passage.kind == "heading" else "narration"
        return Line(
            line,
            kind,
            text,
            ((passage.start, passage.end),),
            scene=self._numbered[number],
            confidence=1.0,
        )

    def _speech(self, turn: Turn) -> Line:
        source = self._reading.source
        spans = tuple((quotation.start, quotation.end) for quotation in turn.quotations)
        verdict = self._verdicts[turn.number]
        evidence = self._explainer.explain(turn)
        return Line(
            self._numbers[turn.number],
            "speech",
            " ".join(source[start:end] for start, end in spans),
            spans,
            directions=self._directions(turn),
            speaker=self._name(verdict.person),
            to=self._name(addressee(self._reading, turn, self._verdicts, self._numbered)),
            scene=self._numbered[turn.first],
            evidence=evidence,
            confidence=_confidence(verdict, evidence),
        )

    def _shares_opening(self, turn: Turn) -> bool:
        return bool(turn.number) and self._reading.turns[turn.number - 1].last == turn.first

    def _name(self, person: int | None) -> str | None:
        return None if person is None else self._reading.roster.people[person].name

    def _directions(self, turn: Turn) -> tuple[Span, ...]:
        """Return what the turn's paragraphs hold beside its quotations, blanks at either end left out."""
        pieces: list[Span] = []
        for number in range(turn.first, turn.last + 1):
            passage = self._reading.passages[number]
            position = passage.start
            for quotation in passage.quotations:
                pieces.append((position, quotation.outer_start))
                position = quotation.outer_end
            pieces.append((position, passage.end))
        # Of a paragraph that several speakers share, each line has its own stretch.
        low = turn.before[0] if self._shares_opening(turn) else self._reading.passages[turn.first].start
        pieces = [(max(low, start), min(turn.after[1], end)) for start, end in pieces]
        trimmed = (_trim(self._reading.source, piece) for piece in pieces)
        return tuple(piece for piece in trimmed if piece[1] > piece[0])


def _confidence(verdict: Verdict, evidence: Evidence) -> float:
    return round(verdict.shares[0][1], 3) if verdict.shares and evidence.rule != "unresolved" else 0.0


def _trim(source: str, span: Span) -> Span:
    start, end = span
    while start < end and source[start].isspace():
        start += 1
    while end > start and source[end - 1].isspace():
        end -= 1
    return start, end


def _group(lines: Sequence[Line], numbered: Sequence[tuple[int, str]]) -> tuple[Scene, ...]:
    settings = dict(numbered)
    by_scene: dict[int, list[Line]] = {}
    for line in lines:
        by_scene.setdefault(line.scene, []).append(line)
    return tuple(Scene(number, _title(held), settings[number], tuple(held)) for number, held in by_scene.items())


def _title(lines: Sequence[Line]) -> str:
    """Return a scene's heading, or the first words of its first line."""
    heading = next((line.text for line in lines if line.kind == "heading"), None)
    if heading:
        return " ".join(heading.split())
    words = lines[0].text.split()
    return " ".join(words[:_TITLE_WORDS]) + (" …" if len(words) > _TITLE_WORDS else "")


def _cast(reading: Reading, verdicts: Sequence[Verdict]) -> tuple[Character, ...]:
    """Return those who speak, in the order in which they begin."""
    speakers = dict.fromkeys(verdict.person for verdict in verdicts if verdict.person is not None)
    people = [reading.roster.people[number] for number in speakers]
    return tuple(Character(person.name, tuple(sorted(person.forms - {person.name}))) for person in people)
