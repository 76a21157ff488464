"""Which formats a transcript comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stage.transcript.data import as_data
from bot.stage.transcript.fountain import as_fountain
from bot.stage.transcript.markdown import as_markdown
from bot.stage.transcript.page import as_page
from bot.stage.transcript.text import as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.stage.transcript.lines import Transcript
    from bot.texts import Say

FORMATS: Mapping[str, Callable[[Transcript, Say], str]] = {
    "txt": as_text,
    "md": as_markdown,
    "html": as_page,
    "fountain": as_fountain,
    "json": as_data,
}
"""Each format by the ending of its file's name."""


def render(transcript: Transcript, ending: str, say: Say) -> str:
    """Return a transcript in the format of a file's ending; KeyError for one that there is not."""
    return FORMATS[ending](transcript, say)
