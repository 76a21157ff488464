"""Private pages of a casting: the parts that a member may take, and who plays what where the playbill is too small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stage.state import Phase
from bot.ui.pages import MOST_CHOICES, Button, Choice, Menu, Page, plain, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.stage.state import Performance
    from bot.texts import Say

PARTS_A_PAGE = 20
_LONGEST_NAME = 60


def part_menu(parts: tuple[str, ...], state: Performance, say: Say, *, key: int, seq: int, page: int = 0) -> Page:
    """Return the private select of the parts that a member may take, largest first, so many a page."""
    counts = state.book.line_counts
    places = {part: place for place, part in enumerate(state.book.parts)}
    page = _within(page, len(parts), MOST_CHOICES)
    choices = tuple(
        Choice(str(places[part]), shorten(part, 100), say("take.lines", count=counts[part]))
        for part in _page_of(parts, page, MOST_CHOICES)
    )
    menu = Menu("take", key, seq, say("take.placeholder"), choices)
    return Page(say("take.choose"), turning("parts", key, page, _pages(len(parts), MOST_CHOICES), say), (menu,))


def cast_page(state: Performance, members: Mapping[str, str], say: Say, *, key: int, page: int = 0) -> Page:
    """Return a page of the whole cast; `members` says how each performer key is named."""
    parts = state.book.parts
    page = _within(page, len(parts), PARTS_A_PAGE)
    rows = [cast_row(state, part, members, say) for part in _page_of(parts, page, PARTS_A_PAGE)]
    head = say("cast.page", page=page + 1, pages=_pages(len(parts), PARTS_A_PAGE))
    buttons = turning("cast", key, page, _pages(len(parts), PARTS_A_PAGE), say)
    return Page(shorten("\n".join([head, *rows]), 2000), buttons)


def cast_row(state: Performance, part: str, members: Mapping[str, str], say: Say) -> str:
    """Return a part with its lines, who plays it and who stands by for it."""
    players = ", ".join(members.get(performer, "?") for performer in state.performers_of(part))
    understudy = state.understudies.get(part)
    row = say(
        "playbill.part",
        part=shorten(plain(part), _LONGEST_NAME),
        count=state.book.line_counts[part],
        players=players or say("playbill.bot" if state.phase is Phase.OVER else "playbill.free"),
    )
    return f"{row}; {say('playbill.understudy', member=members.get(understudy, '?'))}" if understudy else row


def turning(kind: str, key: int, page: int, pages: int, say: Say) -> tuple[Button, ...]:
    """Return the buttons that turn a page, whose presses carry the page to turn to; none where there is one page."""
    if pages <= 1:
        return ()
    return (
        Button(kind, key, max(page - 1, 0), say("button.earlier"), disabled=page == 0),
        Button(kind, key, page + 1, say("button.later"), disabled=page + 1 == pages),
    )


def _page_of(parts: tuple[str, ...], page: int, most: int) -> tuple[str, ...]:
    return parts[page * most : (page + 1) * most]


def _pages(count: int, most: int) -> int:
    return max(1, -(-count // most))


def _within(page: int, count: int, most: int) -> int:
    return min(max(page, 0), _pages(count, most) - 1)
