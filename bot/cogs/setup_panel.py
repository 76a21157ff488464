"""`/setup`: one panel in which a server's admins choose. Everything works with nothing chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.cogs.front_of_house import choices_of, guild_of, manages_server, private_voice, tell
from bot.store.engine import transaction
from bot.store.servers import choose
from bot.store.values import ServerChoices
from bot.ui.panels import setup_panel
from bot.ui.render import layout_of

if TYPE_CHECKING:
    import discord

    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.ui.items import Press


class Setup(commands.Cog):
    """What this server's admins choose."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre
        theatre.answers(
            choose_stages=self.choose_stages,
            choose_directors=self.choose_directors,
            unset=self.unset,
            ceiling=self.choose_ceiling,
        )

    @app_commands.command(name="setup", description="Choose stage channels and who may direct.")
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    async def setup_command(self, interaction: Interaction) -> None:
        """Show the panel."""
        if await self._may_choose(interaction):
            choices = await choices_of(self._theatre, guild_of(interaction))
            await interaction.response.send_message(view=self._panel(interaction, choices), ephemeral=True)

    def _panel(self, interaction: Interaction, choices: ServerChoices) -> discord.ui.LayoutView:
        say = private_voice(interaction)
        panel = setup_panel(
            choices.stage_channels, choices.director_role_id, choices.guild_id, say, ceiling=choices.ceiling
        )
        return layout_of(panel)

    async def _may_choose(self, interaction: Interaction) -> bool:
        if manages_server(interaction):
            return True
        await tell(interaction, "setup.may-not")
        return False

    async def choose_stages(self, interaction: Interaction, press: Press) -> None:
        """Keep the chosen stage channels."""
        choices = await choices_of(self._theatre, guild_of(interaction))
        await self._keep(interaction, replace(choices, stage_channels=tuple(int(value) for value in press.values)))

    async def choose_directors(self, interaction: Interaction, press: Press) -> None:
        """Keep the chosen director role."""
        choices = await choices_of(self._theatre, guild_of(interaction))
        role = next((int(value) for value in press.values), None)
        await self._keep(interaction, replace(choices, director_role_id=role))

    async def choose_ceiling(self, interaction: Interaction, press: Press) -> None:
        """Keep whether answers follow the performance; the button says which it asks for."""
        choices = await choices_of(self._theatre, guild_of(interaction))
        await self._keep(interaction, replace(choices, ceiling=bool(press.seq)))

    async def unset(self, interaction: Interaction, _press: Press) -> None:
        """Go back to the defaults."""
        await self._keep(interaction, ServerChoices(guild_of(interaction)))

    async def _keep(self, interaction: Interaction, choices: ServerChoices) -> None:
        if not await self._may_choose(interaction):
            return
        async with transaction(self._theatre.house.engine) as session:
            await choose(session, choices)
        await interaction.response.edit_message(view=self._panel(interaction, choices))


async def setup(bot: commands.Bot) -> None:
    """Add the cog; see `bot.client`."""
    await bot.add_cog(Setup(bot.theatre))  # type: ignore[attr-defined]
