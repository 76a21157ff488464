"""Casting by buttons: taking a part, turning the pages of a long cast, sharing the free parts out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.backstage.deciding import Asking
from bot.backstage.wording import mentions
from bot.cogs.front_of_house import begin_privately, directs, guild_of, load_ledger, private_voice, put_to, tell
from bot.cogs.performances import show_privately
from bot.stage.commands import Balance, Take
from bot.ui.casting import cast_page, part_menu
from bot.ui.pages import plain

if TYPE_CHECKING:
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.store.values import Ledger
    from bot.ui.items import Press


class Casting:
    """Answers the presses of a playbill that are about its cast."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre
        theatre.answers(
            take=self.press_take,
            parts=self.press_parts,
            choose_take=self.press_part,
            cast=self.press_cast,
            balance=self.press_balance,
        )

    async def _ledger(self, interaction: Interaction, press: Press) -> Ledger | None:
        await begin_privately(interaction)
        ledger = await load_ledger(self._theatre, guild_of(interaction), press.key)
        if ledger is None:
            await tell(interaction, "refusal.no-performance")
        return ledger

    async def press_take(self, interaction: Interaction, press: Press) -> None:
        """Offer the parts that are free for this member, in private."""
        await self._offer(interaction, press, page=0)

    async def press_parts(self, interaction: Interaction, press: Press) -> None:
        """Turn to another page of the parts."""
        await self._offer(interaction, press, page=press.seq)

    async def _offer(self, interaction: Interaction, press: Press, *, page: int) -> None:
        ledger = await self._ledger(interaction, press)
        if ledger is None:
            return
        parts = ledger.state.open_parts(ledger.key_of(interaction.user.id) or "")
        say = private_voice(interaction)
        if parts:
            menu = part_menu(parts, ledger.state, say, key=press.key, seq=press.seq, page=page)
            await show_privately(interaction, menu)
        else:
            await tell(interaction, "take.none-free")

    async def press_part(self, interaction: Interaction, press: Press) -> None:
        """Take the part that was chosen."""
        ledger = await self._ledger(interaction, press)
        if ledger is None:
            return
        place = press.number
        if not 0 <= place < len(ledger.book.parts):
            await tell(interaction, "fault.stray")
            return
        part = ledger.book.parts[place]
        asking = Asking(interaction.user.id, lambda performer: Take(performer, part))
        if await put_to(self._theatre, interaction, press.key, asking):
            text = private_voice(interaction)("done.joined", part=plain(part))
            await interaction.edit_original_response(content=text, view=None)

    async def press_cast(self, interaction: Interaction, press: Press) -> None:
        """Show a page of the whole cast, in private."""
        ledger = await self._ledger(interaction, press)
        if ledger is not None:
            say = private_voice(interaction)
            page = cast_page(ledger.state, mentions(ledger, say), say, key=press.key, page=press.seq)
            await show_privately(interaction, page)

    async def press_balance(self, interaction: Interaction, press: Press) -> None:
        """Share the free parts out."""
        await begin_privately(interaction)
        rights = await directs(self._theatre, interaction)
        asking = Asking(interaction.user.id, lambda performer: Balance(performer, rights))
        if await put_to(self._theatre, interaction, press.key, asking):
            await tell(interaction, "done.shared-out")
