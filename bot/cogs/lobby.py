"""Opening a lobby: whether it may open here, which lines it plays, and telling the channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.backstage.crowding import Crowded
from bot.backstage.opening import open_lobby
from bot.cogs import choosing
from bot.cogs.crowding import has_room_for_another, opener_of, tell_crowded
from bot.cogs.front_of_house import (
    answer_privately,
    begin_privately,
    choices_of,
    guild_of,
    load_ledger,
    manages_server,
    missing_permissions,
    private_voice,
    public_voice,
    stage_channel_of,
    tell,
)
from bot.cogs.schedule import read_time, schedule
from bot.stage.refusals import Refusal
from bot.stage.state import Phase
from bot.store.values import Venue
from bot.ui.pages import Page, plain
from bot.ui.refusals import refusal_text
from bot.ui.render import message_of

if TYPE_CHECKING:
    from bot.backstage.opening import Terms
    from bot.backstage.shelf import Volume
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.stage.book import Excerpt


class Lobby:
    """Opens lobbies."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre

    async def open(
        self, interaction: Interaction, chapter: str | None, excerpt: Excerpt, terms: Terms, at: str | None
    ) -> None:
        """Open a lobby for an excerpt of a chapter, now or at a time, or tell why there is none."""
        channel_id = stage_channel_of(interaction)
        await begin_privately(interaction)
        if channel_id is None or not await is_a_stage(self._theatre, interaction, channel_id):
            return
        # Whether there is room shows when it opens: for later, today's performances do not count.
        if at is None and not await has_room_for_another(self._theatre, interaction):
            return
        volume = await choosing.chapter_to_play(self._theatre, interaction, chapter)
        if volume is None or await self._has_no_such_lines(interaction, volume, excerpt):
            return
        if at is not None:
            moment = await read_time(self._theatre, interaction, at)
            if moment is not None:
                await schedule(self._theatre, interaction, volume, excerpt, terms, moment)
            return
        venue = Venue(0, guild_of(interaction), channel_id, None, volume.chapter.id)
        opened = await open_lobby(self._theatre.house, volume, excerpt, terms, venue, opener_of(interaction))
        await self._announce(interaction, volume, opened)

    async def _has_no_such_lines(self, interaction: Interaction, volume: Volume, excerpt: Excerpt) -> bool:
        script = volume.script
        if excerpt.scene is not None and not any(each.number == excerpt.scene for each in script.scenes):
            await tell(interaction, "start.no-scene", scene=excerpt.scene, last=len(script.scenes))
            return True
        if script.lines and not any(excerpt.holds(line) for line in script.lines):
            await tell(interaction, "start.no-lines", last=len(script.lines))
            return True
        return False

    async def _announce(self, interaction: Interaction, volume: Volume, opened: int | Refusal | Crowded) -> None:
        if isinstance(opened, Crowded):
            await tell_crowded(interaction, opened)
            return
        if isinstance(opened, Refusal):
            await answer_privately(interaction, Page(refusal_text(opened, {}, private_voice(interaction))))
            return
        thread_id = await self._theatre.crews.thread_of(opened)
        if thread_id is None:
            ledger = await load_ledger(self._theatre, guild_of(interaction), opened)
            given_up = ledger is not None and ledger.state.phase is Phase.OVER
            await tell(interaction, "start.thread-refused" if given_up else "start.thread-late")
            return
        await tell(interaction, "start.open", thread=f"<#{thread_id}>")
        say = await public_voice(self._theatre, interaction)
        title, member = plain(volume.chapter.title), interaction.user.mention
        text = say("start.announced", member=member, title=title, thread=f"<#{thread_id}>")
        await interaction.followup.send(**message_of(Page(text)))


async def may_open_here(theatre: Theatre, interaction: Interaction, channel_id: int) -> bool:
    """Tell whether a performance may open in a channel now, and tell the member where it may not."""
    return await is_a_stage(theatre, interaction, channel_id) and await has_room_for_another(theatre, interaction)


async def is_a_stage(theatre: Theatre, interaction: Interaction, channel_id: int) -> bool:
    """Tell whether performances may open in a channel, and tell the member where they may not."""
    choices = await choices_of(theatre, guild_of(interaction))
    stages = choices.stage_channels
    if stages and channel_id not in stages and not manages_server(interaction):
        await tell(interaction, "start.not-a-stage", channels=", ".join(f"<#{stage}>" for stage in stages))
        return False
    if missing := missing_permissions(interaction):
        await tell(interaction, "start.missing-permissions", permissions=", ".join(missing))
        return False
    return True
