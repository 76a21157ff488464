"""The admins' pages: the shelf of chapters and what came of adding one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.ui.pages import Page, plain, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.texts import Say
    from lore import Script


def shelf_page(titles: Sequence[tuple[str, bool]], say: Say) -> Page:
    """Return the list of chapters; each comes with whether it belongs to the house."""
    rows = [
        say("shelf.house" if of_the_house else "shelf.own", title=shorten(plain(title), 150))
        for title, of_the_house in titles
    ]
    return Page(shorten("\n".join([say("shelf.head", count=len(rows)), *rows]), 1900))


def added_page(script: Script, title: str, say: Say) -> Page:
    """Return what was read from a text just added, and what a person should look at."""
    speeches = [line for line in script.lines if line.kind == "speech"]
    unresolved = sum(line.speaker is None for line in speeches)
    rows = [
        say("added.head", title=shorten(plain(title), 150)),
        say("added.counts", count=len(script.lines), speeches=len(speeches), characters=len(script.cast)),
    ]
    if unresolved:
        rows.append(say("added.unresolved", count=unresolved))
    return Page("\n".join([*rows, say("added.next")]))
