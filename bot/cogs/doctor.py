"""`/doctor`: what works on this server and what does not, and where to mend it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.backstage.health import ChannelHealth, MachineHealth, health_of, machine_health
from bot.cogs.front_of_house import (
    begin_privately,
    choices_of,
    guild_of,
    manages_server,
    private_voice,
    stage_channel_of,
    tell,
)
from bot.ui.doctor_pages import ChannelRow, Machine, MissingRow, ModelState, doctor_panel
from bot.ui.render import layout_of

if TYPE_CHECKING:
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.store.values import ServerChoices


class Doctor(commands.Cog):
    """What works and what does not."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre

    @app_commands.command(name="doctor", description="What works on this server, what does not, and where to mend it.")
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    async def doctor(self, interaction: Interaction) -> None:
        """Show what works."""
        await begin_privately(interaction)
        if not manages_server(interaction):
            await tell(interaction, "setup.may-not")
            return
        choices = await choices_of(self._theatre, guild_of(interaction))
        channels, unseen = await self._channels(interaction, choices)
        latency = self._theatre.house.client.latency
        machine = await machine_health(self._theatre.house.engine, latency, guild_of(interaction))
        told = replace(_machine(machine), model=self._model(choices))
        panel = doctor_panel(told, [_row(each) for each in channels], unseen, private_voice(interaction))
        await interaction.followup.send(
            view=layout_of(panel), ephemeral=True, allowed_mentions=discord.AllowedMentions.none()
        )

    def _model(self, choices: ServerChoices) -> ModelState:
        model = self._theatre.model
        if model is None:
            return "missing" if choices.model else "unnamed"
        if not choices.model:
            return "off"
        return "resting" if model.is_resting else "on"

    async def _channels(self, interaction: Interaction, choices: ServerChoices) -> tuple[list[ChannelHealth], int]:
        """Return how the bot stands in the channels that count, and how many others it cannot see."""
        guild = interaction.guild
        if guild is None:
            return [], 0
        chosen = {*choices.stage_channels, choices.transcript_channel_id, choices.reports_channel_id} - {None}
        wanted = chosen | {stage_channel_of(interaction)}
        channels: list[discord.TextChannel | discord.ForumChannel] = [*guild.text_channels, *guild.forums]
        found = [health_of(each, guild.me) for each in channels]
        if not choices.stage_channels:
            wanted |= {each.channel_id for each in found if not each.is_unseen}
        gone = [ChannelHealth(each, "", gone=True) for each in chosen if each and guild.get_channel(each) is None]
        told = [each for each in found if each.channel_id in wanted]
        unseen = sum(each.is_unseen for each in found if each.channel_id not in wanted)
        return told + gone, unseen


def _row(health: ChannelHealth) -> ChannelRow:
    missing = tuple(MissingRow(each.permission, each.where, each.target) for each in health.missing)
    return ChannelRow(health.channel_id, health.state, missing, health.gone)


def _machine(health: MachineHealth) -> Machine:
    latency = health.latency_seconds
    return Machine(
        version=health.version,
        database=health.database,
        schema=health.schema,
        database_milliseconds=round(health.database_seconds * 1000),
        latency_milliseconds=None if latency is None else round(latency * 1000),
        performances=health.performances,
        posts_in_hand=health.posts_in_hand,
        faults=health.faults,
        megabytes_left=(health.space or 0) // 2**20 if health.is_short_of_space else None,
    )


async def setup(bot: commands.Bot) -> None:
    """Add the cog; see `bot.client`."""
    await bot.add_cog(Doctor(bot.theatre))  # type: ignore[attr-defined]
