"""Improvising: lines that are in no script, and the way back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.ui.pages import Button, Page, plain
from bot.ui.spoken import in_pieces

if TYPE_CHECKING:
    from bot.texts import Say


def improvised_pages(part: str, words: str | None, say: Say, *, reader: str) -> tuple[Page, ...]:
    """Return the messages of an improvised line; `words` None: they were erased."""
    body = plain(words) if words else say("spoken.removed")
    return in_pieces(body, part, f"-# {say('spoken.improvised', reader=reader)}", say)


def way_back_page(line: int, say: Say, *, key: int, seq: int) -> Page:
    """Return the notice that the company is off script, with the buttons to go on and to come back."""
    buttons = (
        Button("improvise", key, seq, say("button.improvise"), "main"),
        Button("script", key, seq, say("button.script")),
        Button("pause", key, seq, say("button.pause")),
    )
    return Page(say("off-script.head", line=line), buttons)


def moved_way_back_page(say: Say) -> Page:
    """Return what the notice turns into when it was put up again further down."""
    return Page(f"-# {say('off-script.further-down')}")


def closed_way_back_page(line: int, count: int, say: Say) -> Page:
    """Return what the notice turns into when the company is back."""
    return Page(f"-# {say('off-script.over', count=count, line=line)}")
