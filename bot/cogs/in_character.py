"""A character speaks in a channel: through the channel's webhook, with the button by which a conversation goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord

from bot.backstage.courier import Place
from bot.backstage.looks import dressed
from bot.backstage.webhooks import UncertainError
from bot.cogs.front_of_house import choices_of, guild_of, public_voice, stage_channel_of, tell
from bot.store.answers import keep_answer
from bot.store.engine import transaction
from bot.ui.talking import with_reply

if TYPE_CHECKING:
    from bot.backstage.courier import Sent
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.ui.pages import Page
    from bot.ui.talking import Talk


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a character said: where it stands, and the number of the conversation that it belongs to."""

    place: Place
    sent: Sent
    conversation: int


async def speak(theatre: Theatre, interaction: Interaction, page: Page, talk: Talk, line: int) -> Spoken | None:
    """Post what a character says where the member is; None after telling why it could not be posted."""
    async with transaction(theatre.house.engine) as session:
        number = await keep_answer(
            session, guild_of(interaction), interaction.user.id, talk.to_data(), theatre.house.now()
        )
    choices = await choices_of(theatre, guild_of(interaction))
    place = Place(stage_channel_of(interaction) or 0, interaction.channel_id or 0, choices.webhooks)
    worded = with_reply(page, number, line, await public_voice(theatre, interaction))
    shown = await dressed(theatre.house, guild_of(interaction), talk.chapter, worded)
    try:
        sent = await theatre.house.courier.send(place, shown, f"talk.{number}")
    except UncertainError:
        # Whether it arrived is not known; a second copy would be worse than asking again.
        await tell(interaction, "fault.discord")
        return None
    except (discord.Forbidden, discord.NotFound):
        await tell(interaction, "talk.no-place")
        return None
    return Spoken(place, sent, number)


async def speak_anew(theatre: Theatre, interaction: Interaction, spoken: Spoken, page: Page, line: int) -> None:
    """Change what a character said; it stays as it was where Discord does not let it be changed."""
    shown = with_reply(page, spoken.conversation, line, await public_voice(theatre, interaction))
    try:
        await theatre.house.courier.edit_spoken(spoken.place, spoken.sent, shown)
    except (UncertainError, discord.HTTPException):
        return
