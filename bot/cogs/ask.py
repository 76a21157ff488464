"""`/ask`: questions about a chapter, answered in private with the lines that prove it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from discord import app_commands
from discord.ext import commands

from bot.cogs import choosing
from bot.cogs.front_of_house import (
    answer_privately,
    begin_privately,
    guild_of,
    may_speak,
    private_voice,
    public_voice,
    tell,
)
from bot.store.answers import keep_answer, kept_answer
from bot.store.engine import transaction
from bot.ui.answers import LONGEST_QUESTION, answer_page, with_share
from bot.ui.pages import Page
from bot.ui.render import message_of

if TYPE_CHECKING:
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.ui.items import Press


class Ask(commands.Cog):
    """Ask about the scene."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre
        theatre.answers(share=self.share)

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
        volumes = await choosing.volumes_for(self._theatre, interaction, chapter)
        if volumes is None:
            return
        library = await self._theatre.shelf.library(volumes)
        answer = library.ask(question, as_character=character)
        page = answer_page(question, answer, public_voice(interaction), titled=len(volumes) > 1)
        if answer.text is not None:
            number = await self._keep(interaction, page)
            page = with_share(page, number, answer.lines[0].line.number, private_voice(interaction))
        await answer_privately(interaction, page)

    async def _keep(self, interaction: Interaction, page: Page) -> int:
        kept: dict[str, Any] = {"content": page.content}
        async with transaction(self._theatre.house.engine) as session:
            return await keep_answer(
                session, guild_of(interaction), interaction.user.id, kept, self._theatre.house.now()
            )

    async def share(self, interaction: Interaction, press: Press) -> None:
        """Show an answer to everybody in the channel."""
        async with transaction(self._theatre.house.engine, writes=False) as session:
            kept = await kept_answer(session, press.key, self._theatre.house.now())
        if kept is None or kept.guild_id != interaction.guild_id or kept.user_id != interaction.user.id:
            await tell(interaction, "answer.gone")
            return
        if not may_speak(interaction):
            await tell(interaction, "refusal.may-not-speak")
            return
        shared_by = public_voice(interaction)("answer.shared", member=interaction.user.mention)
        page = Page(f"-# {shared_by}\n{kept.page['content']}")
        await interaction.response.send_message(**message_of(page))


async def setup(bot: commands.Bot) -> None:
    """Add the cog; see `bot.client`."""
    await bot.add_cog(Ask(bot.theatre))  # type: ignore[attr-defined]
