"""How many performances a server holds at once, and how many one member directs.

Whoever manages the server is not held to what members are, so that a server is never locked up by its members' lobbies;
a house has its walls all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.backstage.limits import DIRECTED_BY_A_MEMBER, MOST_PERFORMANCES, PERFORMANCES_OF_A_SERVER
from bot.cogs.front_of_house import guild_of, load_ledger, manages_server, tell
from bot.store import ledgers
from bot.store.engine import transaction

if TYPE_CHECKING:
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.store.values import Venue


async def has_room_for_another(theatre: Theatre, interaction: Interaction) -> bool:
    """Tell whether this member may open one more performance here, and tell them why not."""
    async with transaction(theatre.house.engine, writes=False) as session:
        venues = await ledgers.open_venues(session, guild_of(interaction))
    most = MOST_PERFORMANCES if manages_server(interaction) else PERFORMANCES_OF_A_SERVER
    if len(venues) >= most:
        await tell(interaction, "start.too-many-here", most=most)
        return False
    if manages_server(interaction):
        return True
    directed = [venue for venue in venues if await _is_directed_by(theatre, venue, interaction.user.id)]
    if len(directed) < DIRECTED_BY_A_MEMBER:
        return True
    threads = ", ".join(f"<#{venue.thread_id}>" for venue in directed if venue.thread_id)
    await tell(interaction, "start.too-many-directed", most=DIRECTED_BY_A_MEMBER, threads=threads or "-")
    return False


async def _is_directed_by(theatre: Theatre, venue: Venue, user_id: int) -> bool:
    ledger = await load_ledger(theatre, venue.guild_id, venue.id)
    return ledger is not None and ledger.performers.get(ledger.state.director) == user_id
