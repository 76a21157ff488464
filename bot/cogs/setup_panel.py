"""`/setup`: one panel in which a server's admins choose. Everything works with nothing chosen.

Whoever manages the server is never kept out by what is chosen here; every change is listed and can be taken back.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from discord import app_commands
from discord.ext import commands

from bot.backstage import limits
from bot.cogs.choosing_settings import CHOSEN, SWITCHES, quiet_form, read_quiet_hours, word_form
from bot.cogs.front_of_house import choices_of, guild_of, manages_server, private_voice, tell
from bot.cogs.trial import test_here
from bot.store.engine import transaction
from bot.store.servers import change_choices, changes_of, last_change, undo_last_change
from bot.store.values import ServerChoices
from bot.ui import setup_pages
from bot.ui.chosen import change_row
from bot.ui.render import layout_of
from bot.ui.word_list import read_list

if TYPE_CHECKING:
    import discord

    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.store.values import ChoiceChange
    from bot.texts import Say
    from bot.ui.items import Press

_LIMITS = setup_pages.Limits(
    megabytes=limits.LARGEST_UPLOAD // 1_000_000,
    uploads=limits.UPLOADS_OF_A_MEMBER,
    drafts=limits.MOST_DRAFTS,
    chapters=limits.MOST_CHAPTERS,
    performances=limits.PERFORMANCES_OF_A_SERVER,
    directed=limits.DIRECTED_BY_A_MEMBER,
    questions=limits.FOR_A_MEMBER,
    questions_of_all=limits.FOR_A_SERVER,
)


class Setup(commands.Cog):
    """What this server's admins choose."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre
        theatre.answers(
            settings=self.turn,
            undo=self.undo,
            unset=self.unset,
            trial=self.try_out,
            quiet=self.ask_quiet_hours,
            type_quiet=self.keep_quiet_hours,
            wordlist=self.ask_words,
            type_wordlist=self.keep_words,
        )
        theatre.presses.update(dict.fromkeys(CHOSEN, self.choose))
        theatre.presses.update(dict.fromkeys(SWITCHES, self.switch))

    @app_commands.command(name="setup", description="Choose where, how and by whom chapters are played on this server.")
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    async def setup_command(self, interaction: Interaction) -> None:
        """Show the panel."""
        if await self._may_choose(interaction):
            view = await self._panel(interaction, setup_pages.OVERVIEW)
            await interaction.response.send_message(view=view, ephemeral=True)

    async def _panel(self, interaction: Interaction, page: int) -> discord.ui.LayoutView:
        guild_id, say = guild_of(interaction), private_voice(interaction)
        choices = await choices_of(self._theatre, guild_id)
        async with transaction(self._theatre.house.engine, writes=False) as session:
            changes = await changes_of(session, guild_id)
            last = await last_change(session, guild_id)
        rows = [_row(change, say) for change in changes]
        shown = setup_pages.setup_page(page, guild_id, asdict(choices), rows, _LIMITS, say, last_change=last)
        return layout_of(shown)

    async def _may_choose(self, interaction: Interaction) -> bool:
        if manages_server(interaction):
            return True
        await tell(interaction, "setup.may-not")
        return False

    async def _show(self, interaction: Interaction, page: int) -> None:
        await interaction.response.edit_message(view=await self._panel(interaction, page))

    async def turn(self, interaction: Interaction, press: Press) -> None:
        """Show another page of the panel."""
        if await self._may_choose(interaction):
            await self._show(interaction, press.seq)

    async def choose(self, interaction: Interaction, press: Press) -> None:
        """Keep what was chosen from a menu."""
        chosen = CHOSEN[press.kind]
        value = chosen.read(press.values)
        if value is chosen.unusable:
            await tell(interaction, "fault.stray")
            return
        await self._keep(interaction, press.seq, **{chosen.field: value})

    async def switch(self, interaction: Interaction, press: Press) -> None:
        """Turn something on or off; the button says which it asks for."""
        field, page = SWITCHES[press.kind]
        await self._keep(interaction, page, **{field: bool(press.seq)})

    async def unset(self, interaction: Interaction, press: Press) -> None:
        """Go back to the defaults."""
        defaults = asdict(ServerChoices(guild_of(interaction)))
        await self._keep(interaction, press.seq, **defaults)

    async def _keep(self, interaction: Interaction, page: int, **fields: Any) -> None:  # noqa: ANN401 (fields of choices)
        if not await self._may_choose(interaction):
            return
        async with transaction(self._theatre.house.engine) as session:
            await change_choices(session, guild_of(interaction), fields, interaction.user.id, self._theatre.house.now())
        await self._show(interaction, page)

    async def undo(self, interaction: Interaction, press: Press) -> None:
        """Take back the change that was the last one when the panel was drawn, unless another came or it is gone."""
        if not await self._may_choose(interaction):
            return
        async with transaction(self._theatre.house.engine) as session:
            undone = await undo_last_change(
                session, guild_of(interaction), press.key, interaction.user.id, self._theatre.house.now()
            )
        if undone is None:
            await tell(interaction, "setup.changed-meanwhile" if press.key else "setup.nothing-to-undo")
        else:
            await self._show(interaction, press.seq)

    async def try_out(self, interaction: Interaction, _press: Press) -> None:
        """Have a sample line spoken in this channel."""
        if await self._may_choose(interaction):
            await test_here(self._theatre, interaction)

    async def ask_quiet_hours(self, interaction: Interaction, press: Press) -> None:
        """Open the form for the time zone and the quiet hours."""
        if await self._may_choose(interaction):
            choices = await choices_of(self._theatre, guild_of(interaction))
            await interaction.response.send_modal(quiet_form(choices, press.seq, private_voice(interaction)))

    async def keep_quiet_hours(self, interaction: Interaction, press: Press) -> None:
        """Keep the time zone and the quiet hours that were typed, or tell what cannot be used."""
        if not await self._may_choose(interaction):
            return
        read = read_quiet_hours(press.fields or {}, private_voice(interaction))
        if isinstance(read, str):
            await tell(interaction, "setup.unusable", reason=read)
            return
        await self._keep(interaction, press.seq, **read)

    async def ask_words(self, interaction: Interaction, press: Press) -> None:
        """Open the form for the list of words."""
        if await self._may_choose(interaction):
            choices = await choices_of(self._theatre, guild_of(interaction))
            await interaction.response.send_modal(word_form(choices, press.seq, private_voice(interaction)))

    async def keep_words(self, interaction: Interaction, press: Press) -> None:
        """Keep the list of words that was typed."""
        await self._keep(interaction, press.seq, forbidden_words=read_list((press.fields or {}).get("words", "")))


def _row(change: ChoiceChange, say: Say) -> str:
    member = f"<@{change.user_id}>" if change.user_id else say("member.former")
    row = change_row(change.at, member, change.before, change.after, say)
    return f"~~{row}~~" if change.undone else row


async def setup(bot: commands.Bot) -> None:
    """Add the cog; see `bot.client`."""
    await bot.add_cog(Setup(bot.theatre))  # type: ignore[attr-defined]
