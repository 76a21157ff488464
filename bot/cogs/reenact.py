"""`/reenact`: opening a performance and everything that has a command of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.backstage.opening import open_lobby
from bot.backstage.wording import playbill_of
from bot.cogs import choosing, turns
from bot.cogs.front_of_house import (
    answer_privately,
    begin_privately,
    choices_of,
    cue_link,
    directs,
    guild_of,
    load_ledger,
    manages_server,
    missing_permissions,
    performance_here,
    private_voice,
    public_voice,
    stage_channel_of,
    tell,
)
from bot.stage.commands import Begin, End, Leave, Pause, Resume, Take
from bot.stage.refusals import Refusal
from bot.stage.state import Phase
from bot.ui.pages import Page, plain
from bot.ui.performing import status_page
from bot.ui.refusals import refusal_text
from bot.ui.render import message_of

if TYPE_CHECKING:
    from bot.backstage.shelf import Volume
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction

_PART = "The part; the largest free one otherwise"


@app_commands.guild_only()
class Reenact(commands.GroupCog, group_name="reenact", group_description="Play a chapter together."):
    """Play a chapter together."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre
        self._turns = turns.Turns(theatre)
        super().__init__()

    @app_commands.command(name="start", description="Open a lobby for a chapter in a thread of this channel.")
    @app_commands.describe(chapter="The chapter to play", scene="Only this scene of it")
    @app_commands.autocomplete(chapter=choosing.chapter_choices, scene=choosing.scene_choices)
    async def start(self, interaction: Interaction, chapter: str | None = None, scene: int | None = None) -> None:
        """Open a lobby."""
        channel_id = stage_channel_of(interaction)
        if channel_id is None or not await self._is_a_stage(interaction, channel_id):
            return
        await begin_privately(interaction)
        volume = await choosing.chapter_to_play(self._theatre, interaction, chapter)
        if volume is None or await self._has_no_such_scene(interaction, volume, scene):
            return
        opened = await open_lobby(
            self._theatre.house,
            volume,
            scene,
            guild_id=guild_of(interaction),
            channel_id=channel_id,
            user_id=interaction.user.id,
        )
        await self._announce(interaction, volume, opened)

    async def _is_a_stage(self, interaction: Interaction, channel_id: int) -> bool:
        choices = await choices_of(self._theatre, guild_of(interaction))
        stages = choices.stage_channels
        if stages and channel_id not in stages and not manages_server(interaction):
            await tell(interaction, "start.not-a-stage", channels=", ".join(f"<#{stage}>" for stage in stages))
            return False
        if missing := missing_permissions(interaction):
            await tell(interaction, "start.missing-permissions", permissions=", ".join(missing))
            return False
        return True

    async def _has_no_such_scene(self, interaction: Interaction, volume: Volume, scene: int | None) -> bool:
        if scene is None or any(each.number == scene for each in volume.script.scenes):
            return False
        await tell(interaction, "start.no-scene", scene=scene, last=len(volume.script.scenes))
        return True

    async def _announce(self, interaction: Interaction, volume: Volume, opened: int | Refusal) -> None:
        if isinstance(opened, Refusal):
            await answer_privately(interaction, Page(refusal_text(opened, {}, private_voice(interaction))))
            return
        thread_id = await self._theatre.crews.thread_of(opened)
        if thread_id is None:
            ledger = await load_ledger(self._theatre, guild_of(interaction), opened)
            given_up = ledger is not None and ledger.state.phase is Phase.OVER
            await tell(interaction, "start.thread-refused" if given_up else "start.thread-late")
            return
        await tell(interaction, "start.open", thread=f"<#{thread_id}>")
        text = public_voice(interaction)(
            "start.announced",
            member=interaction.user.mention,
            title=plain(volume.chapter.title),
            thread=f"<#{thread_id}>",
        )
        await interaction.followup.send(**message_of(Page(text)))

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
        rights = await directs(self._theatre, interaction)
        await self._turns.ask(interaction, lambda performer: Resume(performer, rights), done="done.resumed")

    @app_commands.command(name="end", description="End the performance before its curtain.")
    async def end(self, interaction: Interaction) -> None:
        """End the performance."""
        rights = await directs(self._theatre, interaction)
        await self._turns.ask(interaction, lambda performer: End(performer, rights), done="done.ended")

    @app_commands.command(name="status", description="Where the performance stands and whose turn it is.")
    async def status(self, interaction: Interaction) -> None:
        """Show where the performance stands."""
        await begin_privately(interaction)
        venue = await performance_here(self._theatre, interaction)
        ledger = await load_ledger(self._theatre, guild_of(interaction), venue.id) if venue else None
        if ledger is None:
            await tell(interaction, "refusal.no-performance")
            return
        say = private_voice(interaction)
        await answer_privately(interaction, status_page(playbill_of(ledger, say), cue_link(ledger), say))


async def setup(bot: commands.Bot) -> None:
    """Add the cog; see `bot.client`."""
    await bot.add_cog(Reenact(bot.theatre))  # type: ignore[attr-defined]
