"""`/reenact book`: a performer's line as their book shows it, and how they want to play."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.backstage.deciding import Asking
from bot.cogs.front_of_house import (
    answer_privately,
    begin_privately,
    guild_of,
    load_ledger,
    performance_here,
    private_voice,
    put_to,
    tell,
)
from bot.cogs.performances import show_privately
from bot.stage.books import CUE_ONLY, FULL, LETTERS
from bot.stage.commands import AgreeToScores, AskOnDeck, ChooseBook
from bot.stage.scoring import STRICTNESS
from bot.ui.books import book_pages, settings_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.stage.commands import Command
    from bot.ui.items import Press

_BOOKS = [
    app_commands.Choice(name="all of the line", value=FULL),
    app_commands.Choice(name="first letters", value=LETTERS),
    app_commands.Choice(name="cue only", value=CUE_ONLY),
]
GRADES = [app_commands.Choice(name=f"{percent} % of the words", value=percent) for percent in STRICTNESS]


class Books(commands.Cog, group_name="reenact"):
    """What each performer chooses for themselves."""

    _theatre: Theatre

    def _answer_books(self) -> None:
        self._theatre.answers(
            book=self.press_book,
            choose_book=self.choose_book,
            choose_strictness=self.choose_strictness,
            ondeck=self.press_on_deck,
            scores=self.press_scores,
        )

    @app_commands.command(name="book", description="Your line as your book shows it, and how you want to play.")
    @app_commands.describe(
        book="How you see your lines",
        strictness="How much of a line you must know when you type it from memory",
        on_deck="Whether you are told when you are next",
        scores="Whether you agree that scores are shown at the curtain",
    )
    @app_commands.choices(book=_BOOKS)
    @app_commands.choices(strictness=GRADES)
    async def book(
        self,
        interaction: Interaction,
        book: str | None = None,
        strictness: int | None = None,
        on_deck: bool | None = None,  # noqa: FBT001 (Discord's options are positional)
        scores: bool | None = None,  # noqa: FBT001 (Discord's options are positional)
    ) -> None:
        """Show the member's book, changed as they ask."""
        await begin_privately(interaction)
        venue = await performance_here(self._theatre, interaction)
        if venue is None:
            await tell(interaction, "refusal.no-performance")
            return
        wanted: list[Callable[[str], Command]] = []
        if book is not None or strictness is not None:
            wanted.append(lambda me: ChooseBook(me, book, strictness))
        if on_deck is not None:
            wanted.append(lambda me: AskOnDeck(me, on_deck))
        if scores is not None:
            wanted.append(lambda me: AgreeToScores(me, scores))
        for command in wanted:
            await put_to(self._theatre, interaction, venue.id, Asking(interaction.user.id, command))
        await self._show(interaction, venue.id)

    async def press_book(self, interaction: Interaction, press: Press) -> None:
        """Show the member's book."""
        await begin_privately(interaction)
        await self._show(interaction, press.key)

    async def _show(self, interaction: Interaction, performance_id: int) -> None:
        ledger = await load_ledger(self._theatre, guild_of(interaction), performance_id)
        performer = ledger.key_of(interaction.user.id) if ledger else None
        if ledger is None or performer is None:
            await tell(interaction, "refusal.no-part-yet")
            return
        for page in book_pages(ledger.state, performer, private_voice(interaction), key=performance_id):
            await answer_privately(interaction, page)

    async def choose_book(self, interaction: Interaction, press: Press) -> None:
        """Take the book that was chosen."""
        book = press.values[0] if press.values else FULL
        await self._change(interaction, press, lambda me: ChooseBook(me, book))

    async def choose_strictness(self, interaction: Interaction, press: Press) -> None:
        """Be heard as strictly as was chosen."""
        percent = press.number
        await self._change(interaction, press, lambda me: ChooseBook(me, None, percent or -1))

    async def press_on_deck(self, interaction: Interaction, press: Press) -> None:
        """Be told when one is next, or no longer; the press says which."""
        await self._change(interaction, press, lambda me: AskOnDeck(me, bool(press.seq)))

    async def press_scores(self, interaction: Interaction, press: Press) -> None:
        """Agree to scores, or no longer; the press says which."""
        await self._change(interaction, press, lambda me: AgreeToScores(me, bool(press.seq)))

    async def _change(self, interaction: Interaction, press: Press, command: Callable[[str], Command]) -> None:
        """Change what a performer chose, and show it where it was shown."""
        await begin_privately(interaction)
        decided = await put_to(self._theatre, interaction, press.key, Asking(interaction.user.id, command))
        if decided is not None:
            say = private_voice(interaction)
            await show_privately(interaction, settings_page(decided.state, decided.performer, say, key=press.key))
