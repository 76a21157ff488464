"""The ceiling: where a performance runs, nobody is told more of its chapter than it has reached.

Every command takes its scripts through here, so that answers, searches, counts and autocomplete are cut alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cogs.front_of_house import choices_of, guild_of, load_ledger, stage_channel_of
from bot.stage.state import Phase
from bot.store import ledgers
from bot.store.engine import transaction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.backstage.shelf import Volume
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction


async def under_ceilings(theatre: Theatre, interaction: Interaction, volumes: Sequence[Volume]) -> Sequence[Volume]:
    """Return the volumes, those being performed in this channel or its threads cut at the line that was reached."""
    reached = await ceilings(theatre, interaction)
    return [volume.under(reached[volume.chapter.id]) if volume.chapter.id in reached else volume for volume in volumes]


async def ceilings(theatre: Theatre, interaction: Interaction) -> dict[int, int]:
    """Return the last line reached of each chapter that is being performed here, the lowest where several are."""
    guild_id, channel_id = guild_of(interaction), stage_channel_of(interaction)
    if not (await choices_of(theatre, guild_id)).ceiling:
        return {}
    async with transaction(theatre.house.engine, writes=False) as session:
        venues = await ledgers.open_venues(session, guild_id)
    reached: dict[int, int] = {}
    for venue in venues:
        ledger = await load_ledger(theatre, guild_id, venue.id) if venue.channel_id == channel_id else None
        if ledger is not None and ledger.state.phase in {Phase.PLAYING, Phase.PAUSED}:
            last = ledger.state.furthest
            reached[venue.chapter_id] = min(last, reached.get(venue.chapter_id, last))
    return reached
