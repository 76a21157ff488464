"""The director's private panel: what a phone has in place of `/reenact direct`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stage.clock import CLOCKS
from bot.stage.state import Phase
from bot.ui.pages import MOST_CHOICES, Button, Choice, Menu, Page, plain, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.stage.state import Performance
    from bot.texts import Say


def director_page(state: Performance, members: Mapping[str, str], say: Say, *, key: int) -> Page:
    """Return the panel; its buttons for a line carry the cue they mean, so that an old panel leaves nothing out."""
    cue = state.cue.seq if state.cue else 0
    still = state.phase is not Phase.PLAYING
    buttons = (
        Button("back", key, cue, say("button.back"), disabled=still),
        Button("skip", key, cue, say("button.skip"), disabled=still),
        Button("balance", key, cue, say("button.balance"), disabled=not (state.company and state.free_parts)),
        Button("end", key, cue, say("button.end"), "danger"),
    )
    menus = (_clock_menu(state, say, key), _recast_menu(state, say, key))
    return Page(_head(state, members, say), buttons, menus)


def _head(state: Performance, members: Mapping[str, str], say: Say) -> str:
    director = members.get(state.director) or say("member.former")
    if state.cue is None:
        return say("direct.head", director=director)
    reader = members.get(state.cue.performer or "") or say("playbill.bot")
    part = plain(state.book.line(state.cue.line).part or "") or say("spoken.narrator")
    return "\n".join(
        (say("direct.head", director=director), say("direct.due", line=state.cue.line, part=part, reader=reader))
    )


def _clock_menu(state: Performance, say: Say, key: int) -> Menu:
    choices = tuple(Choice(clock, say(f"setting.clock.{clock}"), chosen=clock == state.clock) for clock in CLOCKS)
    return Menu("tempo", key, 0, say("direct.clock"), choices)


def _recast_menu(state: Performance, say: Say, key: int) -> Menu:
    parts = state.book.parts[:MOST_CHOICES]
    choices = tuple(Choice(str(place), shorten(part, 100)) for place, part in enumerate(parts))
    return Menu("recast", key, 0, say("direct.recast"), choices)


def recast_page(part: str, place: int, say: Say, *, key: int) -> Page:
    """Return the menu of members who may get a part; `place` is the part's in the book."""
    menu = Menu("recastto", key, place, say("direct.to-whom"), of="members")
    return Page(say("direct.gets", part=shorten(plain(part), 100)), menus=(menu,))
