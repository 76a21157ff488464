"""How many performances a server holds at once, and how many one member directs.

Whoever manages the server is not held to what members are, so that a server is never locked up by its members' lobbies;
a house has its walls all the same. Who may open one besides is asked by the cogs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.backstage.limits import DIRECTED_BY_A_MEMBER, MOST_PERFORMANCES, PERFORMANCES_OF_A_SERVER
from bot.store import ledgers
from bot.store.engine import wait_for_ones_turn

if TYPE_CHECKING:
    from sqlmodel.ext.asyncio.session import AsyncSession

    from bot.store.values import Venue


@dataclass(frozen=True, slots=True)
class Opener:
    """Who opens a performance, and whether they manage the server."""

    user_id: int
    manages: bool = False


@dataclass(frozen=True, slots=True)
class Crowded:
    """No room for one more: as many as there may be are under way here, or are `directed` by the member."""

    most: int
    directed: tuple[Venue, ...] = ()


async def crowded(session: AsyncSession, guild_id: int, opener: Opener) -> Crowded | None:
    """Return why a member may not open one more performance, or None where they may.

    Asked in the transaction that opens it, two who press at once cannot both have the last place.
    """
    await wait_for_ones_turn(session, guild_id)
    venues = await ledgers.open_venues(session, guild_id)
    most = MOST_PERFORMANCES if opener.manages else PERFORMANCES_OF_A_SERVER
    if len(venues) >= most:
        return Crowded(most)
    if opener.manages:
        return None
    directed = tuple([venue for venue in venues if await _directs(session, venue, opener.user_id)])
    return Crowded(DIRECTED_BY_A_MEMBER, directed) if len(directed) >= DIRECTED_BY_A_MEMBER else None


async def _directs(session: AsyncSession, venue: Venue, user_id: int) -> bool:
    ledger = await ledgers.load_ledger(session, venue.id)
    return ledger is not None and ledger.performers.get(ledger.state.director) == user_id
