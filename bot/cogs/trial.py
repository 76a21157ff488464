"""*Test here*: a sample line is spoken in this channel and taken away again, to see that characters can speak in it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import discord

from bot.backstage.courier import Place
from bot.backstage.webhooks import UncertainError
from bot.cogs.front_of_house import (
    begin_privately,
    choices_of,
    guild_of,
    missing_permissions,
    public_voice,
    stage_channel_of,
    tell,
)
from bot.ui.pages import Page

if TYPE_CHECKING:
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction

SECONDS_SHOWN = 4.0
"""Long enough to be seen."""


async def test_here(theatre: Theatre, interaction: Interaction) -> None:
    """Post a sample line as a character, take it away after a while, and tell how it went."""
    await begin_privately(interaction)
    parent, channel = stage_channel_of(interaction), interaction.channel_id
    if parent is None or channel is None:
        await tell(interaction, "trial.no-channel")
        return
    say = await public_voice(theatre, interaction)
    webhooks = (await choices_of(theatre, guild_of(interaction))).webhooks
    page = Page(say("trial.words"), character=say("trial.character"))
    place = Place(parent, channel, webhooks)
    try:
        sent = await theatre.house.courier.send(place, page, f"trial.{interaction.id}")
        await asyncio.sleep(SECONDS_SHOWN)
        await theatre.house.courier.remove(place, sent)
    except discord.Forbidden:
        missing = ", ".join(missing_permissions(interaction)) or "Send Messages"
        await tell(interaction, "trial.forbidden", permissions=missing)
    except UncertainError:
        await tell(interaction, "fault.discord")
    else:
        await tell(interaction, _outcome(by_webhook=sent.webhook_id is not None, wanted=webhooks))


def _outcome(*, by_webhook: bool, wanted: bool) -> str:
    if by_webhook:
        return "trial.by-webhook"
    return "trial.no-webhook" if wanted else "trial.plain"
