"""The programme: where a performance stands, what was read, the transcript and sides to take away, playing it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.backstage.crowding import Crowded
from bot.backstage.encore import Encore, play_again
from bot.backstage.members import names_of
from bot.backstage.wording import playbill_of, transcript_of
from bot.cogs.crowding import opener_of, tell_crowded
from bot.cogs.directing import all_parts
from bot.cogs.front_of_house import (
    answer_privately,
    begin_privately,
    cue_link,
    directs,
    guild_of,
    load_ledger,
    private_voice,
    public_voice,
    tell,
)
from bot.cogs.lobby import may_open_here
from bot.cogs.performances import last_performance_here
from bot.stage.refusals import Refusal
from bot.stage.transcript import FORMATS, sides_of
from bot.ui.curtain import transcript_file
from bot.ui.notices import recap_page
from bot.ui.pages import Attachment, Page, plain, repeated
from bot.ui.performing import status_page
from bot.ui.refusals import refusal_text
from bot.ui.render import message_of

if TYPE_CHECKING:
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.store.values import Ledger
    from bot.ui.items import Press

_FORMATS = [app_commands.Choice(name=ending, value=ending) for ending in FORMATS]


class Programme(commands.Cog, group_name="reenact"):
    """What a performance leaves for those who ask."""

    _theatre: Theatre

    def _answer_programme(self) -> None:
        self._theatre.answers(
            recap=self.press_recap,
            choose_transcript=self.choose_transcript,
            again=self.press_again,
            swap=self.press_swap,
        )

    async def _here(self, interaction: Interaction) -> Ledger | None:
        """Return the performance here, over or not, or tell that there is none."""
        await begin_privately(interaction)
        ledger = await last_performance_here(self._theatre, interaction)
        if ledger is None:
            await tell(interaction, "refusal.no-performance")
        return ledger

    async def _of(self, interaction: Interaction, press: Press) -> Ledger | None:
        """Return the performance that a button is about, or tell that there is none."""
        await begin_privately(interaction)
        ledger = await load_ledger(self._theatre, guild_of(interaction), press.key)
        if ledger is None:
            await tell(interaction, "refusal.no-performance")
        return ledger

    @app_commands.command(name="status", description="Where the performance stands and whose turn it is.")
    async def status(self, interaction: Interaction) -> None:
        """Show where the performance stands."""
        if (ledger := await self._here(interaction)) is not None:
            say = private_voice(interaction)
            await answer_privately(interaction, status_page(playbill_of(ledger, say), cue_link(ledger), say))

    @app_commands.command(name="recap", description="The last lines that were read; only you see them.")
    async def recap(self, interaction: Interaction) -> None:
        """Show the last lines that were read."""
        if (ledger := await self._here(interaction)) is not None:
            await answer_privately(interaction, recap_page(ledger.state, private_voice(interaction), asked=True))

    async def press_recap(self, interaction: Interaction, press: Press) -> None:
        """Show the last lines that were read."""
        if (ledger := await self._of(interaction, press)) is not None:
            await answer_privately(interaction, recap_page(ledger.state, private_voice(interaction), asked=True))

    @app_commands.command(name="transcript", description="What was performed, as a file; only you get it.")
    @app_commands.describe(format="Text, Markdown, a printed script, a screenplay, or data")
    @app_commands.choices(format=_FORMATS)
    async def transcript(self, interaction: Interaction, format: str = "txt") -> None:  # noqa: A002 (the option's name)
        """Hand over the transcript."""
        if (ledger := await self._here(interaction)) is not None:
            await self._hand_over(interaction, ledger, format)

    async def choose_transcript(self, interaction: Interaction, press: Press) -> None:
        """Hand over the transcript in the format that was chosen."""
        if (ledger := await self._of(interaction, press)) is not None:
            await self._hand_over(interaction, ledger, next(iter(press.values), "txt"))

    async def _hand_over(self, interaction: Interaction, ledger: Ledger, ending: str) -> None:
        if not ledger.state.readings or ending not in FORMATS:
            await tell(interaction, "transcript.nothing")
            return
        say = private_voice(interaction)
        names = await names_of(self._theatre.house.client, ledger, say)
        file = transcript_file(transcript_of(ledger, names, say), ending, say)
        await answer_privately(interaction, Page(say("transcript.here", title=plain(ledger.book.title)), files=(file,)))

    @app_commands.command(name="sides", description="The lines of one part with their cues, as a file.")
    @app_commands.describe(part="The part; yours otherwise")
    @app_commands.autocomplete(part=all_parts)
    async def sides(self, interaction: Interaction, part: str | None = None) -> None:
        """Hand over the sides of a part."""
        if (ledger := await self._here(interaction)) is None:
            return
        own = ledger.state.parts_of(ledger.key_of(interaction.user.id) or "")
        wanted = part or next(iter(own), "")
        if wanted not in ledger.book.parts:
            await tell(interaction, "refusal.no-such-part" if part else "sides.which", part=repeated(part or ""))
            return
        say = private_voice(interaction)
        file = Attachment(f"sides-{_as_filename(wanted)}.txt", sides_of(ledger.book, wanted, say))
        text = say("sides.here", part=plain(wanted), count=ledger.book.line_counts[wanted])
        await answer_privately(interaction, Page(text, files=(file,)))

    @app_commands.command(name="again", description="Play the last performance here again with the same company.")
    @app_commands.describe(swap="Whether everybody plays what another one played")
    async def again(self, interaction: Interaction, swap: bool = False) -> None:  # noqa: FBT001, FBT002 (an option)
        """Play it again."""
        if (ledger := await self._here(interaction)) is not None:
            await self._play_again(interaction, ledger, swapped=swap)

    async def press_again(self, interaction: Interaction, press: Press) -> None:
        """Play it again in the same parts."""
        if (ledger := await self._of(interaction, press)) is not None:
            await self._play_again(interaction, ledger, swapped=False)

    async def press_swap(self, interaction: Interaction, press: Press) -> None:
        """Play it again in each other's parts."""
        if (ledger := await self._of(interaction, press)) is not None:
            await self._play_again(interaction, ledger, swapped=True)

    async def _play_again(self, interaction: Interaction, ledger: Ledger, *, swapped: bool) -> None:
        if not await may_open_here(self._theatre, interaction, ledger.venue.channel_id):
            return
        rights = await directs(self._theatre, interaction)
        house = self._theatre.house
        opener = opener_of(interaction)
        again = await play_again(house, ledger.venue.id, opener, directs=rights, swapped=swapped)
        if isinstance(again, Crowded):
            await tell_crowded(interaction, again)
            return
        if isinstance(again, Refusal):
            await answer_privately(interaction, Page(refusal_text(again, {}, private_voice(interaction))))
            return
        thread_id = await self._theatre.crews.thread_of(again.number)
        await self._announce(interaction, ledger, again, f"<#{thread_id}>" if thread_id else "")

    async def _announce(self, interaction: Interaction, ledger: Ledger, again: Encore, thread: str) -> None:
        if again.was_open or not thread:
            await tell(interaction, "again.is-open" if thread else "start.thread-late", thread=thread)
            return
        await tell(interaction, "start.open", thread=thread)
        say = await public_voice(self._theatre, interaction)
        member, title = interaction.user.mention, plain(ledger.book.title)
        text = say("again.announced", member=member, title=title, thread=thread)
        await interaction.followup.send(**message_of(Page(text)))


def _as_filename(part: str) -> str:
    return "-".join("".join(each if each.isalnum() else " " for each in part).split())[:60] or "part"
