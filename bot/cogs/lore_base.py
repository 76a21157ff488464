"""`/lore`: the lines themselves, searched, counted and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.cogs import choosing
from bot.cogs.front_of_house import answer_privately, begin_privately, may_ask, private_voice, tell
from bot.cogs.rights import lets_ask
from bot.ui.answers import LONGEST_QUESTION, cast_page, line_page, results_page, scenes_page, who_said_page

if TYPE_CHECKING:
    from bot.backstage.shelf import Volume
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction

_MOST_RESULTS = 8
_CHAPTER = "The chapter to look in"


@app_commands.guild_only()
class Lore(commands.GroupCog, group_name="lore", group_description="Look things up in the lines."):
    """Look things up in the lines."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre
        super().__init__()

    @app_commands.command(name="search", description="Find lines by their words.")
    @app_commands.describe(
        query="Words to look for", speaker="Only what this character says", to="Only what is said to this character",
        scene="Only in this scene", chapter=_CHAPTER,
    )  # fmt: skip
    @app_commands.autocomplete(
        speaker=choosing.character_choices, to=choosing.character_choices, scene=choosing.scene_choices,
        chapter=choosing.chapter_choices,
    )  # fmt: skip
    async def search(
        self,
        interaction: Interaction,
        query: str,
        speaker: str | None = None,
        to: str | None = None,
        scene: int | None = None,
        chapter: str | None = None,
    ) -> None:
        """Find lines by their words."""
        await begin_privately(interaction)
        if not await self._may_search(interaction, query):
            return
        volumes = await choosing.volumes_for(self._theatre, interaction, chapter)
        if volumes is None:
            return
        library = await self._theatre.shelf.library(volumes)
        found = library.search(query, speaker=speaker, to=to, scene=scene, limit=_MOST_RESULTS)
        await answer_privately(interaction, results_page(found, private_voice(interaction), titled=len(volumes) > 1))

    @app_commands.command(name="line", description="Show a line with its neighbours and why its speaker was given.")
    @app_commands.describe(number="The line's number", chapter=_CHAPTER)
    @app_commands.autocomplete(number=choosing.line_choices, chapter=choosing.chapter_choices)
    async def line(
        self, interaction: Interaction, number: app_commands.Range[int, 1, 1_000_000], chapter: str | None = None
    ) -> None:
        """Show a line."""
        await begin_privately(interaction)
        volume = await self._volume(interaction, chapter)
        if volume is not None:
            await answer_privately(interaction, line_page(volume.script, number, private_voice(interaction)))

    @app_commands.command(name="cast", description="Who speaks, and how much.")
    @app_commands.describe(chapter=_CHAPTER)
    @app_commands.autocomplete(chapter=choosing.chapter_choices)
    async def cast(self, interaction: Interaction, chapter: str | None = None) -> None:
        """Show who speaks, and how much."""
        await begin_privately(interaction)
        volume = await self._volume(interaction, chapter)
        if volume is not None:
            await answer_privately(interaction, cast_page(volume.script, private_voice(interaction)))

    @app_commands.command(name="scenes", description="The scenes and where they begin and end.")
    @app_commands.describe(chapter=_CHAPTER)
    @app_commands.autocomplete(chapter=choosing.chapter_choices)
    async def scenes(self, interaction: Interaction, chapter: str | None = None) -> None:
        """Show the scenes."""
        await begin_privately(interaction)
        volume = await self._volume(interaction, chapter)
        if volume is not None:
            await answer_privately(interaction, scenes_page(volume.script, private_voice(interaction)))

    @app_commands.command(name="who-said", description="Find who says words you half remember.")
    @app_commands.describe(words="The words, as well as you remember them", chapter=_CHAPTER)
    @app_commands.autocomplete(chapter=choosing.chapter_choices)
    async def who_said(self, interaction: Interaction, words: str, chapter: str | None = None) -> None:
        """Find who says words half remembered."""
        await begin_privately(interaction)
        if not await self._may_search(interaction, words):
            return
        volumes = await choosing.volumes_for(self._theatre, interaction, chapter)
        if volumes is None:
            return
        library = await self._theatre.shelf.library(volumes)
        answer = library.ask(f'Who says "{words.replace(chr(34), " ")}"?')
        await answer_privately(interaction, who_said_page(answer, private_voice(interaction), titled=len(volumes) > 1))

    async def _volume(self, interaction: Interaction, chapter: str | None) -> Volume | None:
        if not await lets_ask(self._theatre, interaction):
            return None
        return await choosing.volume_for(self._theatre, interaction, chapter)

    async def _may_search(self, interaction: Interaction, typed: str) -> bool:
        if len(typed) <= LONGEST_QUESTION:
            return await lets_ask(self._theatre, interaction) and await may_ask(self._theatre, interaction)
        await tell(interaction, "answer.too-long", length=len(typed), most=LONGEST_QUESTION)
        return False


async def setup(bot: commands.Bot) -> None:
    """Add the cog; see `bot.client`."""
    await bot.add_cog(Lore(bot.theatre))  # type: ignore[attr-defined]
