"""The transcript as values: the cast, and each line with its words, its reader and how it was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.stage.book import PromptLine
from bot.stage.events import Ending, Manner
from bot.stage.memory import scores

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.stage.state import Improvisation, Performance, Reading
    from bot.texts import Say


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """A performed line: what was said, who read it (None: the bot) and how.

    An improvised line stands in no script; its number is that of the line it stands before. `words` None: its own words
    were erased. `hints` counts the prompter's; `standing_in`: by somebody without the part.
    """

    line: PromptLine
    words: str | None
    reader: str | None
    manner: Manner
    hints: int = 0
    standing_in: bool = False

    @property
    def is_improvised(self) -> bool:
        """Whether the line is in no script."""
        return self.manner is Manner.IMPROVISED

    @property
    def is_typed(self) -> bool:
        """Whether the words are the performer's and not the text's."""
        in_own_words = self.manner in {Manner.OWN_WORDS, Manner.IMPROVISED}
        return in_own_words or (self.manner is Manner.FROM_MEMORY and self.words != self.line.words)

    def said(self, say: Say) -> str:
        """Return the words, or what stands in the place of erased ones."""
        return self.words if self.words is not None else say("spoken.removed")

    def speaker(self, say: Say) -> str:
        """Return the part, or what stands for a line of nobody's."""
        return self.line.part or say("transcript.somebody")


@dataclass(frozen=True, slots=True)
class Transcript:
    """A performance to take away: its cast, largest part first, with who played each part, and its lines in order.

    `scores` hold who typed lines from memory and how much of them was right, where all agreed to show it.
    """

    title: str
    cast: tuple[tuple[str, tuple[str, ...]], ...]
    lines: tuple[TranscriptLine, ...]
    ending: Ending | None = None
    scores: tuple[tuple[str, int], ...] = ()


def transcribe(state: Performance, name: Callable[[str], str], own_words: Mapping[int, str]) -> Transcript:
    """Return what was performed so far; `name` calls a performer, `own_words` is keyed by event number."""
    cast = tuple((part, tuple(name(performer) for performer in state.performers_of(part))) for part in state.book.parts)
    read = {each.seq: _transcribe(state, each, name, own_words) for each in state.readings}
    improvised = {each.seq: _improvised(state, each, name, own_words) for each in state.improvisations}
    lines = tuple(line for _, line in sorted((read | improvised).items()))
    scored = tuple((name(performer), percent) for performer, percent in scores(state).items())
    return Transcript(state.book.title, cast, lines, state.ending, scored)


def _improvised(
    state: Performance, said: Improvisation, name: Callable[[str], str], own_words: Mapping[int, str]
) -> TranscriptLine:
    line = PromptLine(said.line, "speech", said.part, state.book.line(said.line).scene, ())
    return TranscriptLine(line, own_words.get(said.seq), name(said.performer), Manner.IMPROVISED)


def _transcribe(
    state: Performance, reading: Reading, name: Callable[[str], str], own_words: Mapping[int, str]
) -> TranscriptLine:
    line = state.book.line(reading.line)
    written = None if reading.manner is Manner.OWN_WORDS else line.words
    words = own_words.get(reading.seq, written)
    reader = name(reading.performer) if reading.performer else None
    return TranscriptLine(line, words, reader, reading.manner, reading.hints, reading.standing_in)


def players(names: tuple[str, ...], say: Say) -> str:
    """Return who played a part, in one row."""
    return ", ".join(names) or say("playbill.bot")


def remark(line: TranscriptLine, say: Say) -> str:
    """Return how a line was read, in one row; nothing for what the bot reads as a matter of course."""
    marks = (
        say("spoken.read-by", reader=line.reader) if line.reader else "",
        "" if line.manner is Manner.PROMPTER else say(f"manner.{line.manner}"),
        say("transcript.standing-in") if line.standing_in else "",
        say("transcript.prompted", count=line.hints) if line.hints else "",
    )
    return ", ".join(filter(None, marks))
