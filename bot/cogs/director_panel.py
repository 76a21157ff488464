"""The director's private panel: the buttons and menus of `bot.ui.directing`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.backstage.deciding import Asking, Refused
from bot.backstage.succession import pass_direction_on
from bot.backstage.wording import mentions
from bot.cogs.front_of_house import (
    begin_privately,
    directs,
    guild_of,
    load_ledger,
    private_voice,
    put_to,
    tell,
)
from bot.cogs.front_of_house import tell_refusal as tell_why
from bot.cogs.performances import show_privately
from bot.stage.commands import Assign, End, GoBack, SetClock, Skip
from bot.stage.refusals import Refusal
from bot.stage.state import Phase
from bot.ui.directing import director_page, recast_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.stage.commands import Command
    from bot.store.values import Ledger
    from bot.ui.items import Press


class DirectorPanel:
    """Shows the panel, and does what is pressed on it."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre
        theatre.answers(
            direct=self.press_direct,
            skip=self.press_skip,
            back=self.press_back,
            end=self.press_end,
            choose_tempo=self.choose_clock,
            choose_recast=self.choose_part,
            choose_recastto=self.choose_member,
        )

    async def press_direct(self, interaction: Interaction, press: Press) -> None:
        """Open the panel for whoever directs."""
        await begin_privately(interaction)
        ledger = await load_ledger(self._theatre, guild_of(interaction), press.key)
        if ledger is None:
            await tell(interaction, "refusal.no-performance")
        elif ledger.state.phase is Phase.OVER:
            await tell_why(interaction, Refused(Refusal("already-over"), ledger))
        elif await self._may(interaction, ledger):
            await self._show(interaction, press.key)

    async def _may(self, interaction: Interaction, ledger: Ledger) -> bool:
        """Tell whether the member directs, at the latest since the director has left; tell them where they do not."""
        number, user_id = ledger.venue.id, interaction.user.id
        if ledger.key_of(user_id) == ledger.state.director or await directs(self._theatre, interaction):
            return True
        if await pass_direction_on(self._theatre.house, number, user_id):
            self._theatre.crews.wake(number)
            now = await load_ledger(self._theatre, guild_of(interaction), number)
            if now is not None and now.key_of(user_id) == now.state.director:
                return True
            ledger = now or ledger
        await tell_why(interaction, Refused(Refusal("only-director", {"performer": ledger.state.director}), ledger))
        return False

    async def _show(self, interaction: Interaction, number: int) -> None:
        ledger = await load_ledger(self._theatre, guild_of(interaction), number)
        if ledger is not None:
            say = private_voice(interaction)
            await show_privately(interaction, director_page(ledger.state, mentions(ledger, say), say, key=number))

    async def _put(self, interaction: Interaction, press: Press, command: Callable[[str, bool], Command]) -> None:
        """Put what was pressed to the performance, and show the panel as it stands after it."""
        await begin_privately(interaction)
        rights = await directs(self._theatre, interaction)
        asking = Asking(interaction.user.id, lambda me: command(me, rights))
        if await put_to(self._theatre, interaction, press.key, asking):
            await self._show(interaction, press.key)

    async def press_skip(self, interaction: Interaction, press: Press) -> None:
        """Leave the line out that the panel was about."""
        await self._put(interaction, press, lambda me, rights: Skip(me, rights, press.seq))

    async def press_back(self, interaction: Interaction, press: Press) -> None:
        """Go back from the line that the panel was about."""
        await self._put(interaction, press, lambda me, rights: GoBack(me, rights, press.seq))

    async def press_end(self, interaction: Interaction, press: Press) -> None:
        """End the performance."""
        await self._put(interaction, press, End)

    async def choose_clock(self, interaction: Interaction, press: Press) -> None:
        """Set another clock."""
        await self._put(interaction, press, lambda me, rights: SetClock(me, next(iter(press.values), ""), rights))

    async def choose_part(self, interaction: Interaction, press: Press) -> None:
        """Ask for the member who gets a part."""
        await begin_privately(interaction)
        ledger = await load_ledger(self._theatre, guild_of(interaction), press.key)
        place = press.number
        if ledger is None or not 0 <= place < len(ledger.book.parts):
            await tell(interaction, "fault.stray")
            return
        page = recast_page(ledger.book.parts[place], place, private_voice(interaction), key=press.key)
        await show_privately(interaction, page)

    async def choose_member(self, interaction: Interaction, press: Press) -> None:
        """Give the part to the member who was chosen."""
        await begin_privately(interaction)
        rights = await directs(self._theatre, interaction)
        ledger = await load_ledger(self._theatre, guild_of(interaction), press.key)
        user = next(iter(press.numbers or ()), None)
        if ledger is None or user is None or not 0 <= press.seq < len(ledger.book.parts):
            await tell(interaction, "fault.stray")
            return
        part = ledger.book.parts[press.seq]
        asking = Asking(
            interaction.user.id,
            lambda me: Assign(me, me, part, rights),
            other=user,
            for_whom=lambda me, them: Assign(me, them, part, rights),
        )
        if await put_to(self._theatre, interaction, press.key, asking):
            await self._show(interaction, press.key)
