"""`/practice`: alone with a part, in private; the bot reads all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.cogs import choosing
from bot.cogs.books import GRADES
from bot.cogs.front_of_house import answer_privately, begin_privately, guild_of, private_voice, tell
from bot.cogs.performances import last_performance_here, show_privately
from bot.cogs.practice_steps import PracticeSteps, volume_of
from bot.stage.book import open_book
from bot.stage.books import USUAL_STRICTNESS, Book
from bot.stage.practice import begin_practice
from bot.store import practices
from bot.store.engine import transaction
from bot.ui.pages import plain, repeated
from bot.ui.practice import practice_page

if TYPE_CHECKING:
    from bot.backstage.shelf import Volume
    from bot.backstage.theatre import Theatre
    from bot.cogs.choosing import Choices
    from bot.cogs.front_of_house import Interaction
    from bot.stage.book import PromptBook
    from bot.ui.items import Press
    from bot.ui.pages import Page

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
        PracticeSteps(theatre)
        theatre.answers(drillagain=self.press_again)

    @app_commands.command(name="practice", description="Practise a part alone, in private; the bot reads the others.")
    @app_commands.describe(
        part="The part; yours in the performance here, else the largest",
        book="How you see your lines",
        chapter="The chapter; the one performed here otherwise",
        strictness="How much of a line you must know when you type it from memory",
    )
    @app_commands.choices(book=_BOOKS)
    @app_commands.choices(strictness=GRADES)
    @app_commands.autocomplete(part=parts_to_practise, chapter=choosing.chapter_choices)
    @app_commands.guild_only()
    async def practice(
        self,
        interaction: Interaction,
        part: str | None = None,
        book: str = "letters",
        chapter: str | None = None,
        strictness: int = USUAL_STRICTNESS,
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
        page = await self._begin(interaction, volume, prompts, wanted, Book(book, strictness))
        await answer_privately(interaction, page)

    async def _chosen(self, interaction: Interaction, chapter: str | None) -> tuple[Volume | None, str]:
        """Return the chapter to practise, and the part that the member plays in the performance here."""
        ledger = None if chapter else await last_performance_here(self._theatre, interaction)
        if ledger is None:
            return await choosing.chapter_to_play(self._theatre, interaction, chapter), ""
        own = next(iter(ledger.state.parts_of(ledger.key_of(interaction.user.id) or "")), "")
        volume = await volume_of(self._theatre, guild_of(interaction), ledger.venue.chapter_id)
        return volume or await choosing.chapter_to_play(self._theatre, interaction, None), own

    async def _begin(
        self, interaction: Interaction, volume: Volume, prompts: PromptBook, part: str, book: Book
    ) -> Page:
        guild_id, user_id, chapter_id = guild_of(interaction), interaction.user.id, volume.chapter.id
        house = self._theatre.house
        async with transaction(house.engine) as session:
            trouble = await practices.trouble_of(session, guild_id, user_id, chapter_id)
            practice = begin_practice(prompts, part, book.kind, trouble, book.strictness)
            number = await practices.begin(session, guild_id, user_id, chapter_id, practice, house.now())
        return practice_page(practice, prompts, private_voice(interaction), key=number)

    async def press_again(self, interaction: Interaction, press: Press) -> None:
        """Begin anew with the same part and book, trouble first."""
        await begin_privately(interaction)
        async with transaction(self._theatre.house.engine) as session:
            kept = await practices.load(session, press.key, interaction.user.id)
        volume = await volume_of(self._theatre, kept.guild_id, kept.chapter_id) if kept else None
        if kept is None or volume is None:
            await tell(interaction, "practice.gone")
            return
        prompts, practice = open_book(volume.script), kept.practice
        book = Book(practice.book, practice.strictness)
        await show_privately(interaction, await self._begin(interaction, volume, prompts, practice.part, book))


async def setup(bot: commands.Bot) -> None:
    """Add the cog; see `bot.client`."""
    await bot.add_cog(Practising(bot.theatre))  # type: ignore[attr-defined]
