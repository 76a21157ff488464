"""Private pages of a performance: hints, where things stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stage.hints import hint
from bot.ui.pages import Page, plain, shorten

if TYPE_CHECKING:
    from bot.stage.state import Performance
    from bot.texts import Say
    from bot.ui.pages import Panel


def hint_page(state: Performance, line: int, rung: int, say: Say) -> Page:
    """Return what the prompter whispers."""
    return Page(say(f"hint.{rung}", hint=shorten(plain(hint(state.book.line(line).words, rung)), 1800)))


def status_page(panel: Panel, link: str, say: Say) -> Page:
    """Return where a performance stands, as text, for those to whom panels mean nothing."""
    go = f"\n{say('status.go', link=link)}" if link else ""
    return Page(f"{shorten(chr(10).join(panel.blocks), 1900 - len(go))}{go}")


def not_taken_page(words: str, reason: str, say: Say) -> Page:
    """Return a refusal of typed words with the words themselves, so that they are not lost."""
    return Page(
        shorten("\n".join([reason, say("own.kept"), *(f"> {plain(line)}" for line in words.splitlines())]), 2000)
    )
