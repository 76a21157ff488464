"""`/ask`: questions about a chapter, answered in private with the lines that prove it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs import choosing
from bot.cogs.answer_buttons import AnswerButtons
from bot.cogs.ceiling import is_still_ahead
from bot.cogs.front_of_house import answer_privately, begin_privately, guild_of, tell
from bot.cogs.giving import Asked, answer_of, card_of, kept_page
from bot.cogs.questions import accepts
from bot.cogs.rewording import worded
from bot.store.answers import kept_answer
from bot.store.engine import transaction
from bot.texts import language_of
from bot.ui.own_words import clean_words
from bot.ui.pages import repeated
from bot.ui.render import edit_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.backstage.shelf import Volume
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.ui.pages import Page


class Ask(commands.Cog):
    """Ask about the scene."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre
        self._buttons = AnswerButtons(theatre)

    @app_commands.command(name="ask", description="Ask about the scene; the answer comes with the lines that prove it.")
    @app_commands.describe(
        question="For instance: Who refuses the offer?",
        character="Let this character answer, from what they said or heard",
        chapter="The chapter to look in; all of them otherwise",
    )
    @app_commands.autocomplete(character=choosing.character_choices, chapter=choosing.chapter_choices)
    @app_commands.guild_only()
    async def ask(
        self,
        interaction: Interaction,
        question: str,
        character: str | None = None,
        chapter: str | None = None,
    ) -> None:
        """Ask about the scene."""
        await begin_privately(interaction)
        if not await accepts(self._theatre, interaction, question):
            return
        volumes = await choosing.volumes_for(self._theatre, interaction, chapter)
        if volumes is None or await is_still_ahead(interaction, volumes):
            return
        answering = None if character is None else choosing.character_in(volumes, character)
        if character is not None and answering is None:
            await tell(interaction, "talk.unknown", character=repeated(character))
            return
        await self._answer(interaction, await self._asked(interaction, question, volumes, answering))

    async def _asked(
        self, interaction: Interaction, question: str, volumes: Sequence[Volume], character: str | None
    ) -> Asked:
        asker = (guild_of(interaction), interaction.channel_id or 0, interaction.user.id)
        whole = self._theatre.conversations.make_whole(asker, clean_words(question), self._theatre.house.now())
        library = await self._theatre.shelf.library(volumes)
        answer = await answer_of(library, whole, as_character=character)
        return Asked(question, whole, volumes, library, answer, character)

    async def _answer(self, interaction: Interaction, asked: Asked) -> None:
        """Give the plain answer at once, and change it to a model's wording where one comes and holds."""
        card = await card_of(self._theatre, interaction, asked)
        plain_page = await kept_page(self._theatre, interaction, asked, card)
        await answer_privately(interaction, plain_page)
        wording = await worded(self._theatre, interaction, asked, language=language_of(interaction.locale.value))
        if wording and await self._is_still_kept(plain_page):
            page = await kept_page(self._theatre, interaction, asked, replace(card, worded=wording))
            # Whoever threw the plain answer away meanwhile does not want another.
            with suppress(discord.HTTPException):
                await interaction.edit_original_response(**edit_of(page))

    async def _is_still_kept(self, page: Page) -> bool:
        """Tell whether an answer is kept yet: whoever had themselves erased meanwhile is not noted down again."""
        async with transaction(self._theatre.house.engine, writes=False) as session:
            now = self._theatre.house.now()
            return any([await kept_answer(session, button.key, now) is not None for button in page.buttons[:1]])


async def setup(bot: commands.Bot) -> None:
    """Add the cog; see `bot.client`."""
    await bot.add_cog(Ask(bot.theatre))  # type: ignore[attr-defined]
