"""Plain text: title, cast, then the lines with their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stage.transcript.lines import players, remark

if TYPE_CHECKING:
    from bot.stage.transcript.lines import Transcript, TranscriptLine
    from bot.texts import Say


def as_text(transcript: Transcript, say: Say) -> str:
    """Return the transcript as plain text, one line of the text for each that was performed."""
    cast = [f"  {part}: {players(names, say)}" for part, names in transcript.cast]
    body = [_line(line, say) for line in transcript.lines]
    return "\n".join([transcript.title, "", *cast, "", *body]) + "\n"


def _line(line: TranscriptLine, say: Say) -> str:
    words = line.said(say).replace("\n", "\n      ")
    if line.line.kind != "speech":
        return f"{line.line.number:>4}  {words}"
    told = remark(line, say)
    number = "" if line.is_improvised else line.line.number
    return f"{number:>4}  {line.speaker(say).upper()}: {words}" + (f"  [{told}]" if told else "")
