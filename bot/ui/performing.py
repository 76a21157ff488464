"""Private pages of a performance: hints, where things stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stage.hints import hint
from bot.ui.pages import LONGEST_CONTENT, Attachment, Page, plain, shorten
from bot.ui.spoken import split_at_sentences

if TYPE_CHECKING:
    from bot.stage.state import Performance
    from bot.texts import Say
    from bot.ui.pages import Panel

_LONGEST_PIECE = 1900


def hint_pages(state: Performance, line: int, rung: int, say: Say) -> tuple[Page, ...]:
    """Return what the prompter whispers; several pages where it is long."""
    whispered = say(f"hint.{rung}", hint=plain(hint(state.book.line(line).words, rung)))
    return tuple(Page(piece) for piece in split_at_sentences(whispered, _LONGEST_PIECE))


def status_page(panel: Panel, link: str, say: Say) -> Page:
    """Return where a performance stands, as text, for those to whom panels mean nothing."""
    go = f"\n{say('status.go', link=link)}" if link else ""
    return Page(f"{shorten(chr(10).join(panel.blocks), 1900 - len(go))}{go}")


def not_taken_page(words: str, reason: str, say: Say) -> Page:
    """Return a refusal of typed words with the words themselves, as a file where they are too long for a message."""
    told = "\n".join([reason, say("own.kept"), *(f"> {plain(line)}" for line in words.splitlines())])
    if len(told) <= LONGEST_CONTENT:
        return Page(told)
    return Page("\n".join([reason, say("own.kept")]), files=(Attachment("your-words.txt", words),))
