"""Fountain: a screenplay that any of its editors opens, and that the reader of chapters reads back line for line.

Written after the syntax page at fountain.io. Names and actions are forced, so that nothing is taken for what it is not;
how a line was read stands in a note behind it. Directions are left out. Gets wrong, when it is read back: a name that
ends in brackets loses them, since Fountain takes them for an extension, and narration that opens like a name and a
colon may become a speech.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.stage.transcript.lines import players, remark

if TYPE_CHECKING:
    from bot.stage.transcript.lines import Transcript, TranscriptLine
    from bot.texts import Say

_EMPHASIS = re.compile(r"\\|_|\*(?=\*)|(?<=\*)\*")
_PART_OF_NAMES = re.compile(r"[\[\]]|/\*|\*/")


def as_fountain(transcript: Transcript, say: Say) -> str:
    """Return the transcript as Fountain: a title page with the cast, then action, cues and dialogue."""
    cast = "; ".join(f"{part} ({players(names, say)})" for part, names in transcript.cast)
    page = f"Title: {_row(_safe(transcript.title))}\nNotes: {_row(_safe(say('transcript.cast', cast=cast)))}"
    lines = [_line(line, say) for line in transcript.lines if not _is_the_title(line, transcript)]
    return "\n\n".join([page, *lines]) + "\n"


def _is_the_title(line: TranscriptLine, transcript: Transcript) -> bool:
    """Tell whether a heading says again what the title page says, as a chapter's first line does."""
    return line.line.kind == "heading" and line is transcript.lines[0] and line.line.words == transcript.title


def _line(line: TranscriptLine, say: Say) -> str:
    words = _safe(line.said(say))
    if line.line.kind == "heading":
        return f"# {_row(words)}"
    if line.line.kind == "narration":
        return "\n".join(f"!{row}" for row in words.split("\n"))
    told = remark(line, say)
    note = f" [[{_PART_OF_NAMES.sub('', told)}]]" if told else ""
    spoken = "\n".join(f"~{row}" if row.startswith("~") else row for row in words.split("\n"))
    return f"@{_name(line.speaker(say))}\n{spoken}{note}"


def _name(part: str) -> str:
    """Return a part's name with capitals, by which a reader tells a name before a colon from other words."""
    return " ".join(word[:1].upper() + word[1:] for word in _safe(part).split())


def _row(text: str) -> str:
    return " ".join(text.split())


def _safe(text: str) -> str:
    """Return a text without what Fountain would take for marks; a single pair of asterisks stays stress."""
    kept = text.replace("[[", "[ [").replace("]]", "] ]").replace("/*", "/ *").replace("*/", "* /")
    rows = (row.strip() for row in _EMPHASIS.sub(r"\\\g<0>", kept).split("\n"))
    return "\n".join(row for row in rows if row)
