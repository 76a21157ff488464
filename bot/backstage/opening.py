"""Opening a performance: its row, its book and its first event in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stage.book import open_book
from bot.stage.commands import Open
from bot.stage.decide import decide
from bot.stage.refusals import Refusal
from bot.stage.state import Performance
from bot.store import ledgers
from bot.store.engine import transaction
from bot.store.values import Venue

if TYPE_CHECKING:
    from bot.backstage.house import House
    from bot.backstage.shelf import Volume


async def open_lobby(
    house: House, volume: Volume, scene: int | None, *, guild_id: int, channel_id: int, user_id: int
) -> int | Refusal:
    """Open a lobby for a chapter, or one scene of it, and return the performance's number, or why there is none."""
    book = open_book(volume.script, scene)
    now = house.now()
    decision = decide(Performance(book), Open("p1"), now)
    if isinstance(decision, Refusal):
        return decision
    venue = Venue(0, guild_id, channel_id, None, volume.chapter.id)
    async with transaction(house.engine) as session:
        number = await ledgers.open_performance(session, venue, book, now)
        ledger = await ledgers.load_ledger(session, number)
        if ledger is None:
            raise LookupError(f"performance {number} was stored and is not there")
        await ledgers.performer_key(session, ledger, user_id)
        await ledgers.append(session, ledger, decision, now)
    return number
