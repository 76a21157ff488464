"""`/chapter`: the texts of a server, from the upload to the shelf."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.backstage.shelf import LONGEST_TITLE  # noqa: TC001 (discord.py evaluates the annotation)
from bot.cogs.chapter_adding import Adding
from bot.cogs.chapter_characters import Characters
from bot.cogs.chapter_desk import (
    chapter_named,
    chapters_at_desk,
    lets_import,
    review_choices,
    shelf_choices,
    shelved,
    titles_of_works,
)
from bot.cogs.chapter_drafts import Drafts
from bot.cogs.chapter_looks import Looks
from bot.cogs.chapter_removing import Removing
from bot.cogs.chapter_review import Reviewing
from bot.cogs.chapter_using import Using
from bot.cogs.front_of_house import answer_privately, begin_privately, guild_of, private_voice, tell
from bot.cogs.offering import chapters_here, in_order
from bot.cogs.rights import may_import
from bot.store.chapters import removed_chapters
from bot.store.engine import transaction
from bot.ui.chapter_cards import shelf_page

if TYPE_CHECKING:
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction

_CHAPTER = "The chapter; the last that came otherwise"


@app_commands.guild_only()
class Chapter(commands.GroupCog, group_name="chapter", group_description="The chapters of this server."):
    """The chapters of this server."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre
        self._drafts = Drafts(theatre)
        Looks(theatre, Characters(theatre))
        self._using = Using(theatre)
        self._removing = Removing(theatre)
        self._reviewing = Reviewing(theatre)
        self._adding = Adding(theatre, self._drafts.kept)
        super().__init__()

    @app_commands.command(name="add", description="Bring a chapter: a file or pasted text with dialogue.")
    @app_commands.describe(
        file="A file of at most 2 MB; a form opens otherwise",
        title="What the chapter is called",
        rights="I may share this text here; asked before it is published otherwise",
    )
    async def add(
        self,
        interaction: Interaction,
        file: discord.Attachment | None = None,
        title: app_commands.Range[str, 1, LONGEST_TITLE] | None = None,
        rights: bool | None = None,  # noqa: FBT001 (an option)
    ) -> None:
        """Bring a chapter; the form has a tick for the right to share it, and a file as an option may come with it."""
        if file is None:
            await self._adding.open_form(interaction, title)
            return
        await begin_privately(interaction)
        if rights is False:
            await tell(interaction, "add.may-not-share")
        elif await lets_import(self._theatre, interaction):
            await self._adding.add_file(interaction, file, title)

    @app_commands.command(name="publish", description="Show a draft to everybody on this server.")
    @app_commands.describe(chapter="The draft; the last that came otherwise")
    @app_commands.autocomplete(chapter=shelf_choices)
    async def publish(self, interaction: Interaction, chapter: str | None = None) -> None:
        """Publish a draft; one that is a new version of a chapter shows first what it would change."""
        await begin_privately(interaction)
        if not await lets_import(self._theatre, interaction):
            return
        found = await chapter_named(self._theatre, interaction, chapter, own=True)
        if found is not None:
            await self._drafts.publish_named(interaction, found)

    @app_commands.command(name="review", description="Look through the doubtful lines; who may not correct proposes.")
    @app_commands.describe(chapter=_CHAPTER, line="The number of a line to look at; the most doubtful otherwise")
    @app_commands.autocomplete(chapter=review_choices)
    async def review(
        self,
        interaction: Interaction,
        chapter: str | None = None,
        line: app_commands.Range[int, 1, 1_000_000] | None = None,
    ) -> None:
        """Look through the doubtful lines."""
        await begin_privately(interaction)
        found = await chapter_named(self._theatre, interaction, chapter)
        if found is not None:
            await self._reviewing.open_at(interaction, found, line)

    @app_commands.command(name="use", description="Say which chapters commands in this channel mean; join chapters.")
    @app_commands.describe(chapter="A chapter or work to use here as well; the panel opens in any case")
    @app_commands.autocomplete(chapter=shelf_choices)
    async def use(self, interaction: Interaction, chapter: str | None = None) -> None:
        """Say which chapters commands in this channel mean."""
        await begin_privately(interaction)
        if not await lets_import(self._theatre, interaction):
            return
        found, _ = await chapters_at_desk(self._theatre, interaction, chapter) if chapter else ((), "")
        if found or not chapter:
            await self._using.use(interaction, found)

    @app_commands.command(name="export", description="A chapter with its script and corrections in one file.")
    @app_commands.describe(chapter=f"{_CHAPTER}, or a work")
    @app_commands.autocomplete(chapter=shelf_choices)
    async def export(self, interaction: Interaction, chapter: str | None = None) -> None:
        """Hand out a chapter or work in one file."""
        await begin_privately(interaction)
        if not await lets_import(self._theatre, interaction):
            return
        found, work = await chapters_at_desk(self._theatre, interaction, chapter)
        if found:
            await self._removing.export(interaction, found, work)

    @app_commands.command(name="remove", description="Take a chapter away; for 7 days it can be brought back.")
    @app_commands.describe(chapter="The chapter or work")
    @app_commands.autocomplete(chapter=shelf_choices)
    async def remove(self, interaction: Interaction, chapter: str) -> None:
        """Take a chapter or work away."""
        await begin_privately(interaction)
        if not await lets_import(self._theatre, interaction):
            return
        found, work = await chapters_at_desk(self._theatre, interaction, chapter, own=True)
        if found:
            await self._removing.ask(interaction, found, work)

    @app_commands.command(name="list", description="The chapters that can be asked about and played here.")
    async def list_chapters(self, interaction: Interaction) -> None:
        """Show the chapters of this server."""
        await begin_privately(interaction)
        guild_id, now = guild_of(interaction), self._theatre.house.now()
        works = await titles_of_works(self._theatre, guild_id)
        chapters = await chapters_here(self._theatre, interaction)
        if await may_import(self._theatre, interaction):
            chapters = await self._theatre.shelf.everything(guild_id)
            async with transaction(self._theatre.house.engine, writes=False) as session:
                chapters += await removed_chapters(session, guild_id)
        listed = [shelved(chapter, works, now) for chapter in in_order(chapters)]
        await answer_privately(interaction, shelf_page(listed, private_voice(interaction), guild_id))


async def setup(bot: commands.Bot) -> None:
    """Add the cog; see `bot.client`."""
    await bot.add_cog(Chapter(bot.theatre))  # type: ignore[attr-defined]
