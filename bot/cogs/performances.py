"""The performance that a command or a press is about, and private pages that are turned where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cogs.front_of_house import (
    answer_privately,
    guild_of,
    load_ledger,
    performance_here,
    stage_channel_of,
    tell,
)
from bot.store import ledgers
from bot.store.engine import transaction
from bot.ui.render import edit_of

if TYPE_CHECKING:
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.store.values import Ledger, Venue
    from bot.ui.pages import Page


async def last_performance_here(theatre: Theatre, interaction: Interaction) -> Ledger | None:
    """Return the performance of this thread, or the newest of this channel, also when it is over."""
    venue = await performance_here(theatre, interaction)
    channel_id = stage_channel_of(interaction)
    if venue is None and channel_id is not None:
        async with transaction(theatre.house.engine, writes=False) as session:
            venue = await ledgers.newest_venue(session, guild_of(interaction), channel_id)
    return await load_ledger(theatre, guild_of(interaction), venue.id) if venue else None


async def scene_of_this_thread(theatre: Theatre, interaction: Interaction) -> Venue | None:
    """Return the performance of this thread; where somebody wants to speak elsewhere, tell them where it is."""
    venue = await performance_here(theatre, interaction)
    if venue is not None and interaction.channel_id == venue.thread_id:
        return venue
    thread = f"<#{venue.thread_id}>" if venue and venue.thread_id else ""
    await tell(interaction, "refusal.say-in-thread" if thread else "refusal.no-performance", thread=thread)
    return None


async def show_privately(interaction: Interaction, page: Page) -> None:
    """Show a page in place of the private message that was pressed, or in a new one where a public one was."""
    if interaction.message is not None and interaction.message.flags.ephemeral:
        await interaction.edit_original_response(**edit_of(page))
    else:
        await answer_privately(interaction, page)
