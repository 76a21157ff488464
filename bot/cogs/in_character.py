"""A character speaks in a channel: through the channel's webhook, with the button by which a conversation goes on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import discord

from bot.backstage.courier import Place, as_plain
from bot.backstage.looks import dressed
from bot.backstage.webhooks import UncertainError
from bot.cogs.front_of_house import choices_of, guild_of, public_voice, stage_channel_of, tell
from bot.store.answers import keep_answer
from bot.store.engine import transaction
from bot.store.questions import StandingQuestion, is_somebodys, note_question
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


async def speak(
    theatre: Theatre, interaction: Interaction, page: Page, talk: Talk, line: int, unasked: str
) -> Spoken | None:
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
    await note_standing(theatre, interaction, place, sent, _shown_by(sent, replace(page, content=unasked)))
    return Spoken(place, sent, number)


def _shown_by(sent: Sent, page: Page) -> str:
    return (page if sent.webhook_id is not None else as_plain(page)).content


async def note_standing(theatre: Theatre, interaction: Interaction, place: Place, sent: Sent, unasked: str) -> None:
    """Note where a member's question stands, so that it can be taken out when they have themselves erased."""
    standing = StandingQuestion(
        guild_of(interaction), place.channel_id, place.thread_id, sent.message_id, sent.webhook_id, unasked
    )
    async with transaction(theatre.house.engine) as session:
        await note_question(session, standing, interaction.user.id, theatre.house.now())


async def speak_anew(theatre: Theatre, interaction: Interaction, spoken: Spoken, page: Page, line: int) -> None:
    """Change what a character said; it stays as it was where Discord does not let it be changed.

    So it does where the member who asked had themselves erased meanwhile: the page names them and what they asked.
    """
    async with transaction(theatre.house.engine, writes=False) as session:
        if not await is_somebodys(session, spoken.sent.message_id):
            return
    shown = with_reply(page, spoken.conversation, line, await public_voice(theatre, interaction))
    try:
        await theatre.house.courier.edit_spoken(spoken.place, spoken.sent, shown)
    except (UncertainError, discord.HTTPException):
        return
