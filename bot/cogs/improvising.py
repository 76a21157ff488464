"""`/reenact improvise` and `/reenact script`: off the script, and back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.backstage.deciding import Asking
from bot.cogs.choosing import matching
from bot.cogs.front_of_house import (
    begin_privately,
    directs,
    guild_of,
    lets_speak,
    load_ledger,
    performance_here,
    put_to,
    tell,
)
from bot.cogs.own_words import typed_in
from bot.cogs.performances import scene_of_this_thread
from bot.cogs.rights import lets_use_own_words
from bot.stage.commands import ComeBack, Improvise
from bot.ui.items import Press

if TYPE_CHECKING:
    from bot.backstage.theatre import Theatre
    from bot.cogs.choosing import Choices
    from bot.cogs.front_of_house import Interaction
    from bot.cogs.own_words import OwnWords


async def own_parts(interaction: Interaction, current: str) -> Choices:
    """Offer the parts that the member plays here."""
    theatre: Theatre = interaction.client.theatre
    venue = await performance_here(theatre, interaction)
    ledger = await load_ledger(theatre, guild_of(interaction), venue.id) if venue else None
    parts = ledger.state.parts_of(ledger.key_of(interaction.user.id) or "") if ledger else ()
    return matching(((part, part) for part in parts), current)


class Improvising(commands.Cog, group_name="reenact"):
    """Lines that are in no script."""

    _theatre: Theatre
    _own: OwnWords

    def _answer_improvising(self) -> None:
        self._theatre.answers(
            improvise=self.press_improvise, type_improvise=self.submit_improvised, script=self.press_script
        )

    @app_commands.command(name="improvise", description="Say something that is in no script, as your part.")
    @app_commands.describe(words="What your character says", part="Which of your parts says it")
    @app_commands.autocomplete(part=own_parts)
    async def improvise(self, interaction: Interaction, words: str | None = None, part: str | None = None) -> None:
        """Improvise a line."""
        venue = await scene_of_this_thread(self._theatre, interaction)
        if venue is None:
            return
        if words is not None:
            await begin_privately(interaction)
            await self._improvise(interaction, Press("improvise", venue.id, 0), words, part)
        elif part is not None:
            await tell(interaction, "improvise.needs-words")
        else:
            await self._offer(interaction, Press("improvise", venue.id, 0))

    async def press_improvise(self, interaction: Interaction, press: Press) -> None:
        """Open the form for a line that is in no script."""
        await self._offer(interaction, press)

    async def _offer(self, interaction: Interaction, press: Press) -> None:
        if await lets_speak(interaction) and await lets_use_own_words(self._theatre, interaction):
            rights = await directs(self._theatre, interaction)
            await self._own.offer(interaction, press, "improvise", lambda me: _command(me, press, None, rights))

    async def submit_improvised(self, interaction: Interaction, press: Press) -> None:
        """Say what was typed."""
        await begin_privately(interaction)
        await self._improvise(interaction, press, typed_in(press), None)

    async def _improvise(self, interaction: Interaction, press: Press, words: str, part: str | None) -> None:
        rights = await directs(self._theatre, interaction)
        if await self._own.put(interaction, press.key, words, lambda me: _command(me, press, part, rights)):
            await tell(interaction, "done.improvised")

    @app_commands.command(name="script", description="Come back from an improvisation to the line you left.")
    async def script(self, interaction: Interaction) -> None:
        """Come back to the script."""
        await begin_privately(interaction)
        venue = await performance_here(self._theatre, interaction)
        if venue is None:
            await tell(interaction, "refusal.no-performance")
        else:
            await self._come_back(interaction, venue.id)

    async def press_script(self, interaction: Interaction, press: Press) -> None:
        """Come back to the script."""
        await begin_privately(interaction)
        await self._come_back(interaction, press.key)

    async def _come_back(self, interaction: Interaction, performance_id: int) -> None:
        rights = await directs(self._theatre, interaction)
        asking = Asking(interaction.user.id, lambda me: ComeBack(me, rights))
        if await put_to(self._theatre, interaction, performance_id, asking) is not None:
            await tell(interaction, "done.came-back")


def _command(performer: str, press: Press, part: str | None, rights: bool) -> Improvise:  # noqa: FBT001 (a lambda's body)
    """Return what is asked; a command names no cue."""
    return Improvise(performer, press.seq or None, part, rights)
