"""`/practice`: alone with a part, in private; the bot reads all others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.cogs import choosing
from bot.cogs.front_of_house import answer_privately, begin_privately, guild_of, private_voice, tell
from bot.cogs.performances import last_performance_here, show_privately
from bot.stage.book import open_book
from bot.stage.practice import begin_practice, know, miss, show
from bot.store import practices
from bot.store.engine import transaction
from bot.ui.pages import Page, plain, repeated
from bot.ui.practice import practice_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlmodel.ext.asyncio.session import AsyncSession

    from bot.backstage.shelf import Volume
    from bot.backstage.theatre import Theatre
    from bot.cogs.choosing import Choices
    from bot.cogs.front_of_house import Interaction
    from bot.stage.book import PromptBook
    from bot.stage.practice import Practice
    from bot.store.practices import KeptPractice
    from bot.ui.items import Press

_BOOKS = [
    app_commands.Choice(name=name, value=value)
    for value, name in (("full", "the whole line"), ("letters", "first letters"), ("cue", "the cue alone"))
]


async def parts_to_practise(interaction: Interaction, current: str) -> Choices:
    """Offer the characters of the chapter that would be practised."""
    theatre: Theatre = interaction.client.theatre
    named = interaction.namespace.chapter
    chapters = await theatre.shelf.chapters(guild_of(interaction))
    found = choosing.find_chapter(chapters, str(named)) if named else next(iter(reversed(chapters)), None)
    ledger = None if named else await last_performance_here(theatre, interaction)
    if ledger is not None:
        return choosing.matching(((part, part) for part in ledger.book.parts), current)
    book = open_book((await theatre.shelf.volume(found)).script) if found else None
    return choosing.matching(((part, part) for part in (book.parts if book else ())), current)


class Practising(commands.Cog):
    """Practise a part."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre
        theatre.answers(
            drillshow=self.press_show,
            drillknow=self.press_know,
            drillmiss=self.press_miss,
            drillstop=self.press_stop,
            drillagain=self.press_again,
        )

    @app_commands.command(name="practice", description="Practise a part alone, in private; the bot reads the others.")
    @app_commands.describe(
        part="The part; yours in the performance here, else the largest",
        book="How you see your lines",
        chapter="The chapter; the one performed here otherwise",
    )
    @app_commands.choices(book=_BOOKS)
    @app_commands.autocomplete(part=parts_to_practise, chapter=choosing.chapter_choices)
    @app_commands.guild_only()
    async def practice(
        self, interaction: Interaction, part: str | None = None, book: str = "letters", chapter: str | None = None
    ) -> None:
        """Begin a practice."""
        await begin_privately(interaction)
        volume, own = await self._chosen(interaction, chapter)
        if volume is None:
            return
        prompts = open_book(volume.script)
        wanted = part or own or next(iter(prompts.parts), "")
        if wanted not in prompts.parts:
            await tell(interaction, "practice.no-such-part", part=repeated(wanted), title=plain(volume.chapter.title))
            return
        page = await self._begin(interaction, volume, prompts, wanted, book)
        await answer_privately(interaction, page)

    async def _chosen(self, interaction: Interaction, chapter: str | None) -> tuple[Volume | None, str]:
        """Return the chapter to practise, and the part that the member plays in the performance here."""
        ledger = None if chapter else await last_performance_here(self._theatre, interaction)
        if ledger is None:
            return await choosing.chapter_to_play(self._theatre, interaction, chapter), ""
        own = next(iter(ledger.state.parts_of(ledger.key_of(interaction.user.id) or "")), "")
        volume = await self._volume(guild_of(interaction), ledger.venue.chapter_id)
        return volume or await choosing.chapter_to_play(self._theatre, interaction, None), own

    async def _volume(self, guild_id: int, chapter_id: int) -> Volume | None:
        chapters = await self._theatre.shelf.chapters(guild_id)
        found = next((each for each in chapters if each.id == chapter_id), None)
        return await self._theatre.shelf.volume(found) if found else None

    async def _begin(self, interaction: Interaction, volume: Volume, prompts: PromptBook, part: str, book: str) -> Page:
        guild_id, user_id, chapter_id = guild_of(interaction), interaction.user.id, volume.chapter.id
        house = self._theatre.house
        async with transaction(house.engine) as session:
            trouble = await practices.trouble_of(session, guild_id, user_id, chapter_id)
            practice = begin_practice(prompts, part, book, trouble)
            number = await practices.begin(session, guild_id, user_id, chapter_id, practice, house.now())
        return practice_page(practice, prompts, private_voice(interaction), key=number)

    async def press_show(self, interaction: Interaction, press: Press) -> None:
        """Show the line that is due."""
        await self._step(interaction, press, show, 0)

    async def press_know(self, interaction: Interaction, press: Press) -> None:
        """Go on with the next line."""
        await self._step(interaction, press, know, -1)

    async def press_miss(self, interaction: Interaction, press: Press) -> None:
        """Go on, and have the line come again."""
        await self._step(interaction, press, miss, 1)

    async def _step(
        self, interaction: Interaction, press: Press, change: Callable[[Practice], Practice], trouble: int
    ) -> None:
        """Change where the practice stands; a press on what is long gone shows where it stands."""
        await begin_privately(interaction)
        house = self._theatre.house
        async with transaction(house.engine) as session:
            kept = await practices.load(session, press.key, interaction.user.id)
            if kept is not None and kept.practice.step == press.seq and kept.practice.due is not None:
                kept = await _changed(session, kept, change, trouble, house.now())
        await self._show(interaction, kept)

    async def _show(self, interaction: Interaction, kept: KeptPractice | None) -> None:
        volume = await self._volume(kept.guild_id, kept.chapter_id) if kept else None
        if kept is None or volume is None:
            await tell(interaction, "practice.gone")
            return
        prompts = open_book(volume.script)
        page = practice_page(kept.practice, prompts, private_voice(interaction), key=kept.id)
        await show_privately(interaction, page)

    async def press_stop(self, interaction: Interaction, _press: Press) -> None:
        """Stop; what was missed stays on the list."""
        await begin_privately(interaction)
        await show_privately(interaction, Page(private_voice(interaction)("practice.stopped")))

    async def press_again(self, interaction: Interaction, press: Press) -> None:
        """Begin anew with the same part and book, trouble first."""
        await begin_privately(interaction)
        async with transaction(self._theatre.house.engine) as session:
            kept = await practices.load(session, press.key, interaction.user.id)
        volume = await self._volume(kept.guild_id, kept.chapter_id) if kept else None
        if kept is None or volume is None:
            await tell(interaction, "practice.gone")
            return
        prompts, practice = open_book(volume.script), kept.practice
        await show_privately(interaction, await self._begin(interaction, volume, prompts, practice.part, practice.book))


async def _changed(
    session: AsyncSession, kept: KeptPractice, change: Callable[[Practice], Practice], trouble: int, now: datetime
) -> KeptPractice:
    """Save a step, with what it says about the line that was due.

    A line that was looked at, or stands in the book in full, was not known by heart, so it stays trouble.
    """
    practice = kept.practice
    by_heart = not practice.shown and practice.book != "full"
    if practice.due is not None and (trouble > 0 or (trouble < 0 and by_heart)):
        await practices.note_trouble(session, kept, practice.due, trouble)
    changed = replace(kept, practice=change(practice))
    await practices.move_on(session, kept.id, changed.practice, now)
    return changed


async def setup(bot: commands.Bot) -> None:
    """Add the cog; see `bot.client`."""
    await bot.add_cog(Practising(bot.theatre))  # type: ignore[attr-defined]
