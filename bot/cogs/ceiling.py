"""The ceiling: where a performance runs, nobody is told more of its chapter than it has reached.

Every command takes its scripts through here, so that answers, searches, counts and autocomplete are cut alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cogs.front_of_house import choices_of, guild_of, stage_channel_of, tell
from bot.stage.reached import reached
from bot.store.engine import transaction
from bot.store.performed import under_way

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.backstage.shelf import Volume
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.store.performed import UnderWay
    from bot.store.values import Chapter


async def under_ceilings(theatre: Theatre, interaction: Interaction, volumes: Sequence[Volume]) -> Sequence[Volume]:
    """Return the volumes as they may be known here.

    One that is being performed in this channel or its threads is cut at the line that was reached, the lowest where
    several performances run; of one that comes later in the same work nothing may be known.
    """
    playing = await _playing_here(theatre, interaction)
    if not playing:
        return volumes
    performed = await _performed(theatre, interaction, playing)
    return [_under(volume, playing, performed) for volume in volumes]


async def not_still_to_come(
    theatre: Theatre, interaction: Interaction, chapters: Sequence[Chapter]
) -> tuple[Chapter, ...]:
    """Return the chapters without those that come later in a work that is being performed here: titles tell, too."""
    playing = await _playing_here(theatre, interaction)
    performed = await _performed(theatre, interaction, playing) if playing else ()
    return tuple(chapter for chapter in chapters if not any(_comes_later(chapter, each) for each in performed))


async def _performed(theatre: Theatre, interaction: Interaction, playing: Sequence[UnderWay]) -> Sequence[Chapter]:
    chapters = {chapter.id: chapter for chapter in await theatre.shelf.chapters(guild_of(interaction))}
    return [chapters[each.chapter_id] for each in playing if each.chapter_id in chapters]


def _under(volume: Volume, playing: Sequence[UnderWay], performed: Sequence[Chapter]) -> Volume:
    if any(_comes_later(volume.chapter, each) for each in performed):
        return volume.under(0)
    here = [each for each in playing if each.chapter_id == volume.chapter.id]
    return volume.under(min(reached(each.book, each.furthest, volume.script) for each in here)) if here else volume


def _comes_later(chapter: Chapter, performed: Chapter) -> bool:
    return chapter.work_id is not None and chapter.work_id == performed.work_id and chapter.place > performed.place


async def _playing_here(theatre: Theatre, interaction: Interaction) -> Sequence[UnderWay]:
    """Return the performances under way in this channel and its threads; none where the admins lifted the ceiling."""
    guild_id, channel_id = guild_of(interaction), stage_channel_of(interaction)
    if channel_id is None or not (await choices_of(theatre, guild_id)).ceiling:
        return ()
    async with transaction(theatre.house.engine, writes=False) as session:
        return await under_way(session, guild_id, channel_id)


async def is_still_ahead(interaction: Interaction, volumes: Sequence[Volume]) -> bool:
    """Tell whether a performance has come to none of the lines of these volumes yet, and tell the member so."""
    if any(volume.script.lines for volume in volumes) or not any(volume.ceiling is not None for volume in volumes):
        return False
    await tell(interaction, "answer.not-reached")
    return True
