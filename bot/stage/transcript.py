"""The transcript: what was performed, as text to take away.

A projection of the state; nothing is asked of Discord. Members appear under the names that the caller gives for their
performer keys, own words as the caller gives them for the event that performed the line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.stage.events import Manner

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.stage.book import PromptLine
    from bot.stage.state import Performance, Reading

MANNERS = {
    Manner.AS_WRITTEN: "as written",
    Manner.OWN_WORDS: "own words",
    Manner.PROMPTER: "",
    Manner.UNDERSTUDY: "read by the understudy",
}


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """A performed line: what was said, the part (None for narration), who read it (None: the bot) and how."""

    line: PromptLine
    words: str
    reader: str | None
    manner: Manner
    prompted: bool


def transcribe(
    state: Performance, readers: Mapping[str, str], own_words: Mapping[int, str]
) -> tuple[TranscriptLine, ...]:
    """Return the performed lines in order; `readers` names performers, `own_words` is keyed by event number."""
    return tuple(_transcribe(state, reading, readers, own_words) for reading in state.readings)


def _transcribe(
    state: Performance, reading: Reading, readers: Mapping[str, str], own_words: Mapping[int, str]
) -> TranscriptLine:
    line = state.book.line(reading.line)
    words = own_words.get(reading.seq, "[removed]") if reading.manner is Manner.OWN_WORDS else line.words
    reader = readers.get(reading.performer, "a former member") if reading.performer else None
    return TranscriptLine(line, words, reader, reading.manner, reading.hints > 0)


def as_text(state: Performance, lines: tuple[TranscriptLine, ...], readers: Mapping[str, str]) -> str:
    """Return the transcript as plain text: title, cast, then the lines."""
    cast = [f"  {part}: {_players(state, part, readers)}" for part in state.book.parts]
    body = [_text_line(line) for line in lines]
    return "\n".join([state.book.title, "", *cast, "", *body]) + "\n"


def _players(state: Performance, part: str, readers: Mapping[str, str]) -> str:
    players = [readers.get(performer, "a former member") for performer in state.performers_of(part)]
    return ", ".join(players) or "the bot"


def _text_line(line: TranscriptLine) -> str:
    if line.line.kind != "speech":
        return f"{line.line.number:>4}  {line.words}"
    return f"{line.line.number:>4}  {(line.line.part or 'Somebody').upper()}: {line.words}{_remark(line)}"


def _remark(line: TranscriptLine) -> str:
    marks = [f"read by {line.reader}" if line.reader else "", MANNERS[line.manner], "prompted" if line.prompted else ""]
    said = ", ".join(mark for mark in marks if mark)
    return f"  [{said}]" if said else ""


def as_markdown(state: Performance, lines: tuple[TranscriptLine, ...], readers: Mapping[str, str]) -> str:
    """Return the transcript as Markdown: title, cast as a list, speech under bold names, narration in italics."""
    cast = [f"- **{part}**: {_players(state, part, readers)}" for part in state.book.parts]
    body = [_markdown_line(line) for line in lines]
    return "\n\n".join([f"# {state.book.title}", "\n".join(cast), *body]) + "\n"


def _markdown_line(line: TranscriptLine) -> str:
    if line.line.kind == "heading":
        return f"## {line.words}"
    if line.line.kind == "narration":
        return f"*{line.words}*"
    remark = _remark(line).strip()
    return f"**{line.line.part or 'Somebody'}**: {line.words}" + (f" <sub>{remark}</sub>" if remark else "")
