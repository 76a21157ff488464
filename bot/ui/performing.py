"""Private pages of a performance: choosing a part, hints, where things stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stage.hints import hint
from bot.ui.pages import MOST_CHOICES, Choice, Menu, Page, plain, shorten

if TYPE_CHECKING:
    from bot.stage.state import Performance
    from bot.texts import Say
    from bot.ui.pages import Panel


def part_menu(parts: tuple[str, ...], state: Performance, say: Say, *, key: int, seq: int) -> Page:
    """Return the private select of the parts that a member may take, largest first."""
    counts = state.book.line_counts
    places = {part: place for place, part in enumerate(state.book.parts)}
    choices = tuple(
        Choice(str(places[part]), shorten(part, 100), say("take.lines", count=counts[part]))
        for part in parts[:MOST_CHOICES]
    )
    return Page(say("take.choose"), menus=(Menu("take", key, seq, say("take.placeholder"), choices),))


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
