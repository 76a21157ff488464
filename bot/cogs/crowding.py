"""Whether there is room for one more performance, and telling the member where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.backstage.crowding import Opener, crowded
from bot.cogs.front_of_house import guild_of, manages_server, tell
from bot.store.engine import transaction

if TYPE_CHECKING:
    from bot.backstage.crowding import Crowded
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction


def opener_of(interaction: Interaction) -> Opener:
    """Return who opens a performance by this interaction."""
    return Opener(interaction.user.id, manages=manages_server(interaction))


async def has_room_for_another(theatre: Theatre, interaction: Interaction) -> bool:
    """Tell whether this member may open one more performance here, and tell them why not."""
    async with transaction(theatre.house.engine, writes=False) as session:
        full = await crowded(session, guild_of(interaction), opener_of(interaction))
    if full is not None:
        await tell_crowded(interaction, full)
    return full is None


async def tell_crowded(interaction: Interaction, full: Crowded) -> None:
    """Tell the member why there is no room."""
    if not full.directed:
        await tell(interaction, "start.too-many-here", most=full.most)
        return
    threads = ", ".join(f"<#{venue.thread_id}>" for venue in full.directed if venue.thread_id)
    await tell(interaction, "start.too-many-directed", most=full.most, threads=threads or "-")
