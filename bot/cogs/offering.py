"""Which chapters are offered where: published ones, those for adults in age-restricted channels alone.

Every command, press and list of choices takes a server's chapters from here. What a typed name means is `choosing`'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cogs.front_of_house import guild_of, stage_channel_of
from bot.store import works
from bot.store.engine import transaction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.store.values import Chapter, Work


def is_age_restricted(interaction: Interaction) -> bool:
    """Tell whether this is an age-restricted channel, or a thread or post of one."""
    asks = getattr(interaction.channel, "is_nsfw", None)
    return bool(asks is not None and asks())


async def chapters_here(theatre: Theatre, interaction: Interaction) -> tuple[Chapter, ...]:
    """Return the chapters that may be shown in this channel, those of a work together and in its order."""
    offered = await theatre.shelf.chapters(guild_of(interaction))
    restricted = is_age_restricted(interaction)
    return tuple(in_order(chapter for chapter in offered if restricted or not chapter.adult))


async def meant_here(theatre: Theatre, interaction: Interaction) -> tuple[Chapter, ...]:
    """Return the chapters that commands in this channel mean where they name none: all, unless some were chosen."""
    here = await chapters_here(theatre, interaction)
    async with transaction(theatre.house.engine, writes=False) as session:
        used = await works.used_in(session, guild_of(interaction), stage_channel_of(interaction) or 0)
    return tuple(chapter for chapter in here if chapter.id in used) or here


async def works_here(theatre: Theatre, interaction: Interaction) -> dict[int, Work]:
    """Return the works of the server by number."""
    async with transaction(theatre.house.engine, writes=False) as session:
        return {work.id: work for work in await works.works_of(session, guild_of(interaction))}


def in_order(chapters: Iterable[Chapter]) -> list[Chapter]:
    """Return chapters so that those of a work stand together, in its order, where its first one came."""
    listed = list(chapters)
    first: dict[int, int] = {}
    for chapter in listed:
        if chapter.work_id is not None:
            first[chapter.work_id] = min(first.get(chapter.work_id, chapter.id), chapter.id)
    return sorted(listed, key=lambda each: (first.get(each.work_id or 0, each.id), each.place, each.id))
