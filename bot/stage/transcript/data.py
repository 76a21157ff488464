"""JSON: the transcript for programs. Fields are only ever added."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.stage.transcript.lines import Transcript, TranscriptLine
    from bot.texts import Say


def as_data(transcript: Transcript, _say: Say) -> str:
    """Return the transcript as JSON: codes and figures, no sentences but the text's and the performers' own."""
    data = {
        "title": transcript.title,
        "ending": transcript.ending,
        "cast": [{"part": part, "performers": names} for part, names in transcript.cast],
        "lines": [_line(line) for line in transcript.lines],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _line(line: TranscriptLine) -> dict[str, Any]:
    own, off = line.is_typed, line.is_improvised
    return {
        "line": None if off else line.line.number,
        "scene": line.line.scene,
        "kind": line.line.kind,
        "part": line.line.part,
        "words": line.words,
        "written": None if off else line.line.words if own else line.words,
        "reader": line.reader,
        "manner": line.manner,
        "hints": line.hints,
        "standing_in": line.standing_in,
        "before_line": line.line.number if off else None,
    }
