"""`/ask`: questions about a chapter, answered in private with the lines that prove it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.cogs import choosing
from bot.cogs.answer_buttons import AnswerButtons
from bot.cogs.front_of_house import (
    answer_privately,
    begin_privately,
    guild_of,
    may_ask,
    private_voice,
    public_voice,
    tell,
)
from bot.cogs.rights import lets_ask
from bot.store.answers import keep_answer
from bot.store.engine import transaction
from bot.ui.answer_card import Found, KeptCard, shared_text, with_buttons
from bot.ui.answers import LONGEST_QUESTION, answer_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.backstage.shelf import Volume
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from lore import Answer

_MOST_KEPT = 8


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
        if len(question) > LONGEST_QUESTION:
            await tell(interaction, "answer.too-long", length=len(question), most=LONGEST_QUESTION)
            return
        await begin_privately(interaction)
        if not await lets_ask(self._theatre, interaction) or not await may_ask(self._theatre, interaction):
            return
        volumes = await choosing.volumes_for(self._theatre, interaction, chapter)
        if volumes is None:
            return
        library = await self._theatre.shelf.library(volumes)
        whole = self._theatre.conversations.make_whole(
            (guild_of(interaction), interaction.channel_id or 0, interaction.user.id),
            question,
            self._theatre.house.now(),
        )
        answer = library.ask(whole, as_character=character)
        # A library may be older than these volumes and hold scripts equal to theirs: they go by their place.
        sources = {id(script): volume for script, volume in zip(library.scripts, volumes, strict=True)}
        free = all(sources[id(found.script)].is_bundled for found in answer.lines)
        public = await public_voice(self._theatre, interaction)
        card = keep_of(question, answer, sources, shared_text(question, answer, public, free=free))
        async with transaction(self._theatre.house.engine) as session:
            number = await keep_answer(
                session, guild_of(interaction), interaction.user.id, card.to_data(), self._theatre.house.now()
            )
        page = answer_page(question, answer, private_voice(interaction), titled=len(volumes) > 1)
        await answer_privately(interaction, with_buttons(page, number, card, private_voice(interaction)))


def keep_of(question: str, answer: Answer, sources: Mapping[int, Volume], shared: str) -> KeptCard:
    """Return what is kept of an answer for its buttons; `sources` finds the volume of a script by its identity."""
    found = tuple(
        Found(sources[id(each.script)].chapter.id, each.line.number, each.score, each.why)
        for each in answer.lines[:_MOST_KEPT]
    )
    searched = sum(len(volume.script.lines) for volume in sources.values())
    return KeptCard(question, answer.best or "", answer.text is not None, searched, found, shared)


async def setup(bot: commands.Bot) -> None:
    """Add the cog; see `bot.client`."""
    await bot.add_cog(Ask(bot.theatre))  # type: ignore[attr-defined]
