"""`/chapter`: the texts of a server."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

import lore
from bot.backstage.limits import LARGEST_UPLOAD, MOST_CHAPTERS
from bot.backstage.shelf import LONGEST_TITLE, title_for
from bot.cogs.front_of_house import (
    answer_privately,
    begin_privately,
    guild_of,
    private_voice,
    tell,
)
from bot.cogs.rights import may_import
from bot.ui.pages import plain
from bot.ui.panels import added_page, shelf_page

if TYPE_CHECKING:
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction


@app_commands.guild_only()
class Chapter(commands.GroupCog, group_name="chapter", group_description="The chapters of this server."):
    """The chapters of this server."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre
        super().__init__()

    @app_commands.command(name="add", description="Bring a chapter: a text file with dialogue.")
    @app_commands.describe(file="A text file of at most 2 MB", title="What the chapter is called")
    async def add(
        self,
        interaction: Interaction,
        file: discord.Attachment,
        title: app_commands.Range[str, 1, LONGEST_TITLE] | None = None,
    ) -> None:
        """Bring a chapter."""
        await begin_privately(interaction)
        if not await may_import(self._theatre, interaction):
            await tell(interaction, "chapter.may-not-add")
            return
        if file.size > LARGEST_UPLOAD:
            await tell(interaction, "chapter.too-large", size=_megabytes(file.size), most=_megabytes(LARGEST_UPLOAD))
            return
        if await self._shelf_is_full(interaction):
            return
        script = await self._read(interaction, file)
        if script is not None:
            await self._keep(interaction, file, title, script)

    async def _shelf_is_full(self, interaction: Interaction) -> bool:
        own = [each for each in await self._theatre.shelf.chapters(guild_of(interaction)) if each.guild_id is not None]
        if len(own) < MOST_CHAPTERS:
            return False
        await tell(interaction, "chapter.shelf-full", most=MOST_CHAPTERS)
        return True

    async def _read(self, interaction: Interaction, file: discord.Attachment) -> lore.Script | None:
        content = await file.read()
        try:
            return await asyncio.to_thread(lore.read_file, content, file.filename)
        except lore.UnreadableFile as unreadable:
            await tell(interaction, "chapter.unreadable", filename=plain(file.filename), reason=plain(str(unreadable)))
            return None

    async def _keep(
        self, interaction: Interaction, file: discord.Attachment, title: str | None, script: lore.Script
    ) -> None:
        say = private_voice(interaction)
        if not any(line.kind == "speech" for line in script.lines):
            await tell(interaction, "chapter.no-dialogue", filename=plain(file.filename))
            return
        chapter = await self._theatre.shelf.add(
            guild_id=guild_of(interaction),
            title=" ".join(title.split()) if title and title.strip() else title_for(script.title, file.filename),
            filename=file.filename,
            script=script,
            user_id=interaction.user.id,
            now=self._theatre.house.now(),
        )
        await answer_privately(interaction, added_page(script, chapter.title, say))

    @app_commands.command(name="list", description="The chapters that can be asked about and played here.")
    async def list_chapters(self, interaction: Interaction) -> None:
        """Show the chapters of this server."""
        await begin_privately(interaction)
        chapters = await self._theatre.shelf.chapters(guild_of(interaction))
        titles = [(chapter.title, chapter.guild_id is None) for chapter in chapters]
        await answer_privately(interaction, shelf_page(titles, private_voice(interaction)))


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


async def setup(bot: commands.Bot) -> None:
    """Add the cog; see `bot.client`."""
    await bot.add_cog(Chapter(bot.theatre))  # type: ignore[attr-defined]
