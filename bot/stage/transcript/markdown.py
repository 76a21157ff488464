"""Markdown: the cast as a list, speech under bold names, narration in italics."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.stage.transcript.lines import players, remark

if TYPE_CHECKING:
    from bot.stage.transcript.lines import Transcript, TranscriptLine
    from bot.texts import Say

_MARKS = re.compile(r"[\\`*_\[\]<>#|~&!]")
_LIST_NUMBER = re.compile(r"^(\s*\d+)([.)])", re.MULTILINE)
_OPENS_A_BLOCK = re.compile(r"^(\s*)([-+=])", re.MULTILINE)
_STRESS = re.compile(r"(?<![\\*\w])\\\*([^\s*\\](?:[^*\n\\]*[^\s*\\])?)\\\*(?![\\\w])")


def as_markdown(transcript: Transcript, say: Say) -> str:
    """Return the transcript as Markdown; what is marked in the text is shown as it stands."""
    cast = [f"- **{_plain(part)}**: {_plain(players(names, say))}" for part, names in transcript.cast]
    body = [_line(line, say) for line in transcript.lines]
    return "\n\n".join([f"# {_plain(transcript.title)}", "\n".join(cast), *body]) + "\n"


def _line(line: TranscriptLine, say: Say) -> str:
    words = _plain(line.said(say))
    if line.line.kind == "heading":
        return f"## {words}"
    if line.line.kind == "narration":
        return f"_{words.strip()}_"
    told = remark(line, say)
    return f"**{_plain(line.speaker(say))}**: {words}" + (f" <sub>{_plain(told)}</sub>" if told else "")


def _plain(text: str) -> str:
    """Return a text so that Markdown shows its characters; a pair of asterisks stays stress, line ends breaks."""
    escaped = _LIST_NUMBER.sub(r"\1\\\2", _MARKS.sub(r"\\\g<0>", text))
    return _STRESS.sub(r"*\1*", _OPENS_A_BLOCK.sub(r"\1\\\2", escaped)).replace("\n", "  \n")
