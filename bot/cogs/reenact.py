"""`/reenact`: opening a performance and everything that has a command of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import discord
from discord import app_commands
from discord.ext import commands

from bot.backstage.opening import Terms
from bot.cogs import casting, choosing, directing, director_panel, lobby, turns
from bot.cogs.books import Books
from bot.cogs.front_of_house import (
    begin_privately,
    choices_of,
    directs,
    guild_of,
)
from bot.cogs.improvising import Improvising
from bot.cogs.own_words import OwnWords
from bot.cogs.programme import Programme
from bot.stage.book import Excerpt
from bot.stage.commands import Begin, End, Hold, Leave, Pause, Resume, Take

if TYPE_CHECKING:
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.stage.book import Narration

_PART = "The part; the largest free one otherwise"
Number = app_commands.Range[int, 1, 1_000_000]


def _choices(**labels: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=label, value=value.replace("_", "-")) for value, label in labels.items()]


NARRATIONS = _choices(bot="the bot reads it", member="a member takes it like a part", none="left out")
CASTINGS = _choices(fixed="one performer a part", rotating="members queue and take turns")
CLOCKS = _choices(live="live: minutes", post="by post: days", off="no clock")
ACTIONS = _choices(
    skip="skip this line",
    back="back one line",
    recast="give a part to a member",
    understudy="name an understudy for a part",
    balance="share the free parts out",
    hand_over="hand the direction over",
)


@app_commands.guild_only()
class Reenact(
    Programme, Books, Improvising, commands.GroupCog, group_name="reenact", group_description="Play a chapter together."
):
    """Play a chapter together."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre
        self._own = OwnWords(theatre)
        self._turns = turns.Turns(theatre, self._own)
        self._lobby = lobby.Lobby(theatre)
        self._directing = directing.Directing(theatre)
        casting.Casting(theatre)
        director_panel.DirectorPanel(theatre)
        self._answer_programme()
        self._answer_books()
        self._answer_improvising()
        super().__init__()

    @app_commands.command(name="start", description="Open a lobby for a chapter in a thread of this channel.")
    @app_commands.describe(
        chapter="The chapter to play",
        scene="Only this scene of it",
        first="Only from this line on",
        last="Only up to this line",
        narration="Who reads what nobody says; the bot otherwise",
        casting="Whether members queue for a part and take its lines in turn",
        at="When the lobby opens, as 20:30, friday 20:30 or 2026-12-01 20:30; now otherwise",
        clock="Whether performers are reminded, and how soon; as the server has it otherwise",
    )
    @app_commands.choices(narration=NARRATIONS, casting=CASTINGS, clock=CLOCKS)
    @app_commands.autocomplete(chapter=choosing.chapter_choices, scene=choosing.scene_choices)
    async def start(  # noqa: PLR0913, PLR0917 (one for each option of the command)
        self,
        interaction: Interaction,
        chapter: str | None = None,
        scene: int | None = None,
        first: Number | None = None,
        last: Number | None = None,
        narration: str = "bot",
        casting: str = "fixed",
        clock: str | None = None,
        at: str | None = None,
    ) -> None:
        """Open a lobby."""
        excerpt = Excerpt(scene, first, last, cast("Narration", narration))
        default = (await choices_of(self._theatre, guild_of(interaction))).clock
        terms = Terms(rotating=casting == "rotating", clock=clock or default)
        await self._lobby.open(interaction, chapter, excerpt, terms, at)

    @app_commands.command(name="join", description="Take a part, before the scene or in the middle of it.")
    @app_commands.describe(part=_PART)
    @app_commands.autocomplete(part=turns.part_choices)
    async def join(self, interaction: Interaction, part: str | None = None) -> None:
        """Take a part."""
        await self._turns.ask(interaction, lambda performer: Take(performer, part), done="done.joined")

    @app_commands.command(name="leave", description="Give your parts back; the bot reads them.")
    async def leave(self, interaction: Interaction) -> None:
        """Give your parts back."""
        await self._turns.ask(interaction, Leave, done="done.left")

    @app_commands.command(name="begin", description="Begin the scene.")
    async def begin(self, interaction: Interaction) -> None:
        """Begin the scene."""
        await begin_privately(interaction)
        rights = await directs(self._theatre, interaction)
        await self._turns.ask(interaction, lambda performer: Begin(performer, rights), done="done.begun")

    @app_commands.command(name="say", description="Say your line: as written, or in your own words.")
    @app_commands.describe(words="Your own words, if you do not say it as written")
    async def say(self, interaction: Interaction, words: str | None = None) -> None:
        """Say your line."""
        await self._turns.say(interaction, words)

    @app_commands.command(name="line", description="Ask the prompter for a hint; only you see it.")
    async def line(self, interaction: Interaction) -> None:
        """Ask for a hint."""
        await self._turns.hint(interaction)

    @app_commands.command(name="pass", description="Hand your line on; the bot reads it.")
    async def pass_line(self, interaction: Interaction) -> None:
        """Hand your line on."""
        await self._turns.pass_on(interaction)

    @app_commands.command(name="pause", description="Stop for a while; anybody may.")
    async def pause(self, interaction: Interaction) -> None:
        """Stop for a while."""
        await self._turns.ask(interaction, Pause, done="done.paused")

    @app_commands.command(name="resume", description="Go on after a pause.")
    async def resume(self, interaction: Interaction) -> None:
        """Go on after a pause."""
        await begin_privately(interaction)
        rights = await directs(self._theatre, interaction)
        await self._turns.ask(interaction, lambda performer: Resume(performer, rights), done="done.resumed")

    @app_commands.command(name="end", description="End the performance before its curtain.")
    async def end(self, interaction: Interaction) -> None:
        """End the performance."""
        await begin_privately(interaction)
        rights = await directs(self._theatre, interaction)
        await self._turns.ask(interaction, lambda performer: End(performer, rights), done="done.ended")

    @app_commands.command(name="hold", description="Let the clock stand still for your line for 15 minutes.")
    async def hold(self, interaction: Interaction) -> None:
        """Let the clock stand still."""
        await self._turns.ask(interaction, Hold, done="done.held")

    @app_commands.command(name="direct", description="Skip, go back, recast, name an understudy, share out, hand over.")
    @app_commands.describe(action="What to do", member="For whom", part="Which part")
    @app_commands.choices(action=ACTIONS)
    @app_commands.autocomplete(part=directing.all_parts)
    async def direct(
        self, interaction: Interaction, action: str, member: discord.Member | None = None, part: str | None = None
    ) -> None:
        """Direct the performance."""
        await self._directing.carry_out(interaction, action, member, part)

    @app_commands.command(name="clock", description="Set another clock for the reminders.")
    @app_commands.describe(preset="Live, by post, or none")
    @app_commands.choices(preset=CLOCKS)
    async def clock(self, interaction: Interaction, preset: str) -> None:
        """Set another clock."""
        await self._directing.set_clock(interaction, preset)


async def setup(bot: commands.Bot) -> None:
    """Add the cog; see `bot.client`."""
    await bot.add_cog(Reenact(bot.theatre))  # type: ignore[attr-defined]
