"""`/lore`: the lines themselves, searched, counted and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.cogs import choosing
from bot.cogs.ceiling import is_still_ahead
from bot.cogs.choosing import character_in
from bot.cogs.front_of_house import answer_privately, begin_privately, private_voice, tell
from bot.cogs.giving import linked, volume_of
from bot.cogs.looking_up import look_up
from bot.cogs.performed_lines import links_to
from bot.cogs.questions import accepts
from bot.ui.lore_pages import MOST_RESULTS, cast_page, line_page, results_page, scenes_page
from bot.ui.pages import repeated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.backstage.shelf import Volume
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from lore import Library

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
        if not await accepts(self._theatre, interaction, query):
            return
        volumes = await choosing.volumes_for(self._theatre, interaction, chapter)
        if volumes is None or await is_still_ahead(interaction, volumes):
            return
        library = await self._theatre.shelf.library(volumes)
        if (stranger := _stranger(library, volumes, speaker, to)) is not None:
            await tell(interaction, "talk.unknown", character=repeated(stranger))
            return
        found = library.search(query, speaker=speaker, to=to, scene=scene, limit=MOST_RESULTS + 1)
        link_of = await linked(self._theatre, interaction, found, lambda each: volume_of(library, volumes, each))
        say = private_voice(interaction)
        await answer_privately(interaction, results_page(query, found, say, titled=len(volumes) > 1, link_of=link_of))

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
            links = await links_to(self._theatre, interaction, {volume.chapter.id: (number,)})
            link = links.get((volume.chapter.id, number), "")
            await answer_privately(interaction, line_page(volume.script, number, private_voice(interaction), link=link))

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
        if not await accepts(self._theatre, interaction, words):
            return
        if not any(character.isalnum() for character in words):
            await tell(interaction, "search.no-word")
            return
        await look_up(self._theatre, interaction, words, chapter)

    async def _volume(self, interaction: Interaction, chapter: str | None) -> Volume | None:
        if not await accepts(self._theatre, interaction):
            return None
        volume = await choosing.volume_for(self._theatre, interaction, chapter)
        return None if volume is None or await is_still_ahead(interaction, [volume]) else volume


def _stranger(library: Library, volumes: Sequence[Volume], speaker: str | None, to: str | None) -> str | None:
    """Return whichever of the two names is no character's, nor a part of the name of one who says or is told a line."""
    if speaker and not (character_in(volumes, speaker) or library.search("", speaker=speaker, limit=1)):
        return speaker
    if to and not (character_in(volumes, to) or library.search("", to=to, limit=1)):
        return to
    return None


async def setup(bot: commands.Bot) -> None:
    """Add the cog; see `bot.client`."""
    await bot.add_cog(Lore(bot.theatre))  # type: ignore[attr-defined]
