"""Opening a performance: its row, its book and its first event in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.backstage.crowding import crowded
from bot.stage.book import open_book
from bot.stage.commands import Open
from bot.stage.decide import decide
from bot.stage.refusals import Refusal
from bot.stage.state import Performance
from bot.store import ledgers
from bot.store.engine import transaction

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel.ext.asyncio.session import AsyncSession

    from bot.backstage.crowding import Crowded, Opener
    from bot.backstage.house import House
    from bot.backstage.shelf import Volume
    from bot.stage.book import Excerpt
    from bot.store.values import Venue


@dataclass(frozen=True, slots=True)
class Terms:
    """How a performance is played: whether parts rotate, and the preset of its clock."""

    rotating: bool = False
    clock: str = "off"


async def open_lobby(
    house: House, volume: Volume, excerpt: Excerpt, terms: Terms, venue: Venue, opener: Opener
) -> int | Refusal | Crowded:
    """Open a lobby for a chapter, or an excerpt of it, and return the performance's number, or why there is none."""
    async with transaction(house.engine) as session:
        if (full := await crowded(session, venue.guild_id, opener)) is not None:
            return full
        return await open_in(session, volume, excerpt, terms, venue, opener.user_id, house.now())


async def open_in(  # noqa: PLR0913, PLR0917 (what a lobby is, and the transaction it opens in)
    session: AsyncSession,
    volume: Volume,
    excerpt: Excerpt,
    terms: Terms,
    venue: Venue,
    user_id: int,
    now: datetime,
) -> int | Refusal:
    """Open a lobby in a transaction of the caller's."""
    book = open_book(volume.script, excerpt)
    decision = decide(Performance(book), Open("p1", terms.rotating, terms.clock), now)
    if isinstance(decision, Refusal):
        return decision
    number = await ledgers.open_performance(session, venue, book, now)
    ledger = await ledgers.load_ledger(session, number)
    if ledger is None:
        raise LookupError(f"performance {number} was stored and is not there")
    await ledgers.performer_key(session, ledger, user_id)
    await ledgers.append(session, ledger, decision, now)
    return number
