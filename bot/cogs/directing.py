"""`/reenact direct` and `/reenact clock`: what the director does, for themselves or for a member they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.backstage.deciding import Asking
from bot.cogs.choosing import matching
from bot.cogs.front_of_house import begin_privately, directs, guild_of, load_ledger, performance_here, put_to, tell
from bot.stage.commands import Assign, Balance, GoBack, HandOver, NameUnderstudy, SetClock, Skip

if TYPE_CHECKING:
    from collections.abc import Callable

    import discord

    from bot.backstage.theatre import Theatre
    from bot.cogs.choosing import Choices
    from bot.cogs.front_of_house import Interaction
    from bot.stage.commands import Command

NEEDS_MEMBER = frozenset({"recast", "hand-over"})
NEEDS_PART = frozenset({"recast", "understudy"})


async def all_parts(interaction: Interaction, current: str) -> Choices:
    """Offer all parts of the performance here."""
    theatre: Theatre = interaction.client.theatre
    venue = await performance_here(theatre, interaction)
    ledger = await load_ledger(theatre, guild_of(interaction), venue.id) if venue else None
    return matching(((part, part) for part in (ledger.book.parts if ledger else ())), current)


class Directing:
    """Carries out what a director asks for."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre

    async def carry_out(
        self, interaction: Interaction, action: str, member: discord.Member | None, part: str | None
    ) -> None:
        """Do what is asked on the performance here; the member is the one asking where none is named."""
        if action in NEEDS_MEMBER and member is None:
            await tell(interaction, "direct.needs-member")
            return
        if action in NEEDS_PART and not part:
            await tell(interaction, "direct.needs-part")
            return
        await begin_privately(interaction)
        rights = await directs(self._theatre, interaction)
        venue = await performance_here(self._theatre, interaction)
        if venue is None:
            await tell(interaction, "refusal.no-performance")
            return
        asking = self._asking(interaction, action, member, part or "", directs=rights)
        if await put_to(self._theatre, interaction, venue.id, asking) is not None:
            await tell(interaction, "done.directed")

    async def set_clock(self, interaction: Interaction, clock: str) -> None:
        """Choose another preset of the clock."""
        await begin_privately(interaction)
        rights = await directs(self._theatre, interaction)
        venue = await performance_here(self._theatre, interaction)
        if venue is None:
            await tell(interaction, "refusal.no-performance")
            return
        asking = Asking(interaction.user.id, lambda me: SetClock(me, clock, rights))
        if await put_to(self._theatre, interaction, venue.id, asking) is not None:
            await tell(interaction, "done.directed")

    def _asking(
        self, interaction: Interaction, action: str, member: discord.Member | None, part: str, *, directs: bool
    ) -> Asking:
        other = member.id if member is not None else interaction.user.id
        commands: dict[str, Callable[[str, str], Command]] = {
            "skip": lambda me, _: Skip(me, directs),
            "back": lambda me, _: GoBack(me, directs),
            "recast": lambda me, them: Assign(me, them, part, directs),
            "understudy": lambda me, them: NameUnderstudy(me, them, part, directs),
            "balance": lambda me, _: Balance(me, directs),
            "hand-over": lambda me, them: HandOver(me, them, directs),
        }
        return Asking(interaction.user.id, lambda me: commands[action](me, me), for_whom=commands[action], other=other)
