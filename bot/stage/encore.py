"""Playing it again: the same book with the same company, in the same parts or in each other's.

Which events the new performance begins with is decided here; that it is opened once is the store's business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stage.refusals import Refusal
from bot.stage.state import Phase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.stage.state import Performance


def cast_again(
    state: Performance, performer: str, *, directs: bool, swapped: bool
) -> Mapping[str, tuple[str, ...]] | Refusal:
    """Return who plays which part when a performance that is over is played again, or why it is not.

    Whoever was in the company may ask for it, and whoever directs.
    """
    if state.phase is not Phase.OVER:
        return Refusal("not-over")
    if not (directs or performer == state.director or performer in state.company):
        return Refusal("not-in-company")
    return _swapped(state) if swapped else {part: state.performers_of(part) for part in state.book.parts}


def _swapped(state: Performance) -> Mapping[str, tuple[str, ...]]:
    """Have everybody play what the next in the company played; one alone swaps with the bot."""
    company = state.company
    if len(company) == 1:
        return _swapped_with_the_bot(state, company[0])
    instead = dict(zip((*company[1:], *company[:1]), company, strict=True))
    return {part: tuple(instead[player] for player in state.performers_of(part)) for part in state.book.parts}


def _swapped_with_the_bot(state: Performance, performer: str) -> Mapping[str, tuple[str, ...]]:
    had = state.parts_of(performer)
    free = state.free_parts[: len(had)] or had
    return {part: (performer,) if part in free else () for part in state.book.parts}
