"""Putting corrections on a reading, in the order in which they were made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lore.attribution.problems import find_problems
from lore.corrections.anchors import Finder
from lore.corrections.values import Correction, Merged, Renamed, SpeakerSet
from lore.values import Character, Evidence, Line, Problem, Rival, Script

if TYPE_CHECKING:
    from collections.abc import Iterable

CORRECTED = "corrected"
"""The rule of a speaker that a person gave."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A script with its corrections, and those that found nothing to correct: their line or character is gone."""

    script: Script
    lost: tuple[Correction, ...] = ()


def apply(script: Script, corrections: Iterable[Correction]) -> Corrected:
    """Return a reading as people corrected it; text, numbers and scenes stay as they were read."""
    desk = _Desk(script)
    lost = tuple(correction for correction in corrections if not desk.correct(correction))
    return Corrected(desk.script(), lost)


class _Desk:
    """The script while it is being corrected: who says each line, and what everybody is called."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._finder: Finder | None = None
        self._lines = {line.number: line for line in script.lines}
        self._cast = {character.name: character for character in script.cast}
        self._touched = False

    def correct(self, correction: Correction) -> bool:
        """Make one correction; False where there is nothing it could be about."""
        if isinstance(correction, SpeakerSet):
            made = self._set_speaker(correction)
        elif isinstance(correction, Renamed):
            made = self._rename(correction)
        else:
            made = self._merge(correction)
        self._touched |= made
        return made

    def _set_speaker(self, correction: SpeakerSet) -> bool:
        self._finder = self._finder or Finder(self._script)
        number = self._finder.find(correction.anchor)
        if number is None:
            return False
        line = self._lines[number]
        speaker = self._known(correction.speaker)
        evidence = _evidence(line, speaker)
        self._lines[number] = replace(line, speaker=speaker, evidence=evidence, confidence=1.0)
        self._address(number, line.speaker, speaker)
        return True

    def _known(self, name: str | None) -> str | None:
        """Return the chosen name of somebody, who joins the cast where nobody is called so."""
        if name is None:
            return None
        found = self._find(name)
        if found is None:
            found = self._cast[name] = Character(name)
        return found.name

    def _find(self, name: str) -> Character | None:
        if name in self._cast:
            return self._cast[name]
        folded = name.casefold()
        called = [
            each for each in self._cast.values() if folded in {part.casefold() for part in (each.name, *each.aliases)}
        ]
        return called[0] if len(called) == 1 else None

    def _address(self, number: int, was: str | None, speaker: str | None) -> None:
        """Say anew to whom this line and its neighbours are said, where that rested on who was thought to speak."""
        sides = [
            each
            for each in (self._lines.get(number - 1), self._lines.get(number + 1))
            if each is not None and each.kind == "speech" and each.scene == self._lines[number].scene
        ]
        line = self._lines[number]
        if speaker is not None and line.to == speaker:
            others = [each.speaker for each in sides if each.speaker not in {None, speaker}]
            self._lines[number] = replace(line, to=others[0] if others else None)
        for side in sides:
            if was is not None and side.to == was and side.speaker != speaker:
                self._lines[side.number] = replace(side, to=speaker)

    def _rename(self, correction: Renamed) -> bool:
        character = self._find(correction.name)
        if character is None:
            return False
        same = self._find(correction.to)
        if same is not None and same is not character:
            return self._join(character, same)
        aliases = dict.fromkeys((character.name, *character.aliases))
        aliases.pop(correction.to, None)
        self._call(character.name, Character(correction.to, tuple(aliases)))
        return True

    def _merge(self, correction: Merged) -> bool:
        character, into = self._find(correction.name), self._find(correction.into)
        if character is None or into is None or character is into:
            return False
        return self._join(character, into)

    def _join(self, character: Character, into: Character) -> bool:
        names = dict.fromkeys((*into.aliases, character.name, *character.aliases))
        names.pop(into.name, None)
        self._cast[into.name] = replace(into, aliases=tuple(names))
        self._call(character.name, self._cast[into.name])
        return True

    def _call(self, old: str, character: Character) -> None:
        """Put a character in the place of the name they had, in the cast and in every line."""
        if character.name != old and character.name in self._cast:
            del self._cast[old]
            self._cast[character.name] = character
        else:
            renamed = {old: character}
            self._cast = {
                renamed.get(each.name, each).name: renamed.get(each.name, each) for each in self._cast.values()
            }
        for number, line in self._lines.items():
            self._lines[number] = _called(line, old, character.name)

    def script(self) -> Script:
        """Return the script as it is now."""
        if not self._touched:
            return self._script
        lines = tuple(self._lines.values())
        scenes = (
            replace(scene, lines=tuple(self._lines[line.number] for line in scene.lines))
            for scene in self._script.scenes
        )
        speak = {line.speaker for line in lines}
        cast = tuple(character for character in self._cast.values() if character.name in speak)
        return replace(self._script, lines=lines, scenes=tuple(scenes), cast=cast, problems=self._problems(lines))

    def _problems(self, lines: tuple[Line, ...]) -> tuple[Problem, ...]:
        open_ones = (
            problem
            for problem in find_problems(lines, 0)
            if problem.line is None or not (problem.line.evidence and problem.line.evidence.rule == CORRECTED)
        )
        return (*open_ones, *(problem for problem in self._script.problems if problem.line is None))


def _evidence(line: Line, speaker: str | None) -> Evidence:
    before = line.evidence.rivals if line.evidence else ()
    told = [Rival(line.speaker, line.confidence)] if line.speaker and line.speaker != speaker else []
    rivals = (*told, *(rival for rival in before if rival.name not in {speaker, line.speaker}))
    words = "somebody looked at this line and found that nobody can be named" if speaker is None else "set by hand"
    return Evidence(CORRECTED, words, None, rivals[:3])


def _called(line: Line, old: str, new: str) -> Line:
    evidence = line.evidence
    if evidence is not None and any(rival.name == old for rival in evidence.rivals):
        rivals = (replace(rival, name=new) if rival.name == old else rival for rival in evidence.rivals)
        evidence = replace(evidence, rivals=tuple(rivals))
    if old not in {line.speaker, line.to} and evidence is line.evidence:
        return line
    return replace(
        line,
        speaker=new if line.speaker == old else line.speaker,
        to=new if line.to == old else line.to,
        evidence=evidence,
    )
