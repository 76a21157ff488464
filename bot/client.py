"""The client: wires intents, cogs and crews together, and holds the one error reporter for every surface.

What a command does belongs to its cog, what a performance needs to `bot.backstage`.
"""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

import discord
import structlog
import yarl
from discord import app_commands
from discord.ext import commands

from bot.backstage.appointments import Appointments
from bot.backstage.courier import Courier
from bot.backstage.crews import Crews
from bot.backstage.hearing import hear, heard_in
from bot.backstage.house import House, log_fault, utc_now
from bot.backstage.housekeeping import Housekeeping
from bot.backstage.losing import lose_post, lose_thread
from bot.backstage.pacing import Pacer
from bot.backstage.shelf import Shelf, stock_house
from bot.backstage.theatre import Theatre
from bot.backstage.webhooks import UncertainError, Webhooks
from bot.cogs.front_of_house import answer_privately, private_voice
from bot.cogs.translating import CommandTranslator
from bot.model import ModelMissingError, open_model
from bot.store import ledgers
from bot.store.engine import transaction
from bot.ui.items import Press, PressButton, PressMenu, typed_press, unanswered_press
from bot.ui.pages import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncEngine

    from bot.backstage.house import Heard
    from bot.model import Model
    from bot.settings import Settings

_log = structlog.get_logger(__name__)
_COGS = (
    "ask", "talk", "lore_base", "chapter", "setup_panel", "privacy", "doctor", "spoken_lines", "reenact", "practice",
    "schedule",
)  # fmt: skip
_TOO_LATE = frozenset({10003, 10062, 40060})
"""Discord's codes for a channel that is gone, an interaction that expired or was answered: nobody is left to tell."""


def intents() -> discord.Intents:
    """Return what the bot asks to hear of: servers and their messages' ids, nothing privileged."""
    return discord.Intents(guilds=True, guild_scheduled_events=True, guild_messages=True)


class Tree(app_commands.CommandTree["Footlights"]):
    """The command tree, whose errors go to the client's reporter."""

    async def on_error(
        self, interaction: discord.Interaction[Footlights], error: app_commands.AppCommandError, /
    ) -> None:
        """Report the cause of a command's failure."""
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        await interaction.client.report(interaction, cause)


class Footlights(commands.AutoShardedBot):
    """The bot."""

    def __init__(self, settings: Settings, engine: AsyncEngine, now: Callable[[], datetime] = utc_now) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=intents(),
            tree_cls=Tree,
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
        )
        self._settings = settings
        self._webhooks = Webhooks(self)
        courier = Courier(self, self._webhooks, Pacer() if settings.reading_pace else None)
        house = House(engine, self, courier, settings.reading_pace, now)
        shelf, crews = Shelf(engine), Crews(house)
        appointments = Appointments(house, shelf, crews)
        self.theatre = Theatre(house, shelf, crews, appointments, model=_model_of(settings))
        self._housekeeping = Housekeeping(house, self.theatre.crews, settings.purge_days)
        self._raised_the_curtain = False

    async def setup_hook(self) -> None:
        """Stock the shelf, load the cogs, and tell Discord of the commands."""
        if self._settings.discord_api_url:
            # After an invalid session discord.py dials this address instead of asking again.
            _, gateway, _ = await self.http.get_bot_gateway()
            discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
        house = self.theatre.house
        await stock_house(self.theatre.shelf, house.engine, self._settings.lore_dir, house.now())
        self.add_dynamic_items(PressButton, PressMenu)
        for name in _COGS:
            await self.load_extension(f"bot.cogs.{name}")
        await self.tree.set_translator(CommandTranslator())
        await self.tree.sync()

    async def on_ready(self) -> None:
        """Go on with what was left unfinished; after a new session, look what was missed."""
        if self._raised_the_curtain:
            self.theatre.crews.take_stock()
            return
        self._raised_the_curtain = True
        self._housekeeping.start()
        await self.theatre.crews.start()
        _log.info("ready", servers=len(self.guilds), unfinished=self.theatre.crews.count)

    async def on_guild_join(self, _guild: discord.Guild) -> None:
        """Go on with what was left unfinished on a server that the bot is back on; what it kept of it stays."""
        await self._housekeeping.go_round()
        await self.theatre.crews.start()

    async def on_guild_remove(self, _guild: discord.Guild) -> None:
        """Note that a server removed the bot, so that what is kept of it goes after some days."""
        await self._housekeeping.go_round()

    async def close(self) -> None:
        """Stop the crews, then hang up."""
        await self._housekeeping.close()
        await self.theatre.crews.close()
        await self._webhooks.close()
        if self.theatre.model is not None:
            await self.theatre.model.close()
        await super().close()

    async def answer_press(self, interaction: discord.Interaction[Any], press: Press) -> None:
        """Answer a press by whoever answers its kind; an error is reported like any other."""
        answer = self.theatre.presses.get(press.kind)
        try:
            if answer is None:
                await self._answer_stray(interaction)
            else:
                await answer(interaction, press)
        except Exception as error:  # noqa: BLE001 (the last stop before "This interaction failed")
            await self.report(interaction, error)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Answer what no view answers: modals, which may be older than this process, and presses nobody knows."""
        data = dict(interaction.data or {})
        if interaction.type is discord.InteractionType.modal_submit:
            press = typed_press(data)
            await self.answer_press(interaction, press or Press("unknown", 0, 0))
        elif interaction.type is discord.InteractionType.component:
            overlooked = unanswered_press(interaction)
            if overlooked is not None:
                await self.answer_press(interaction, overlooked)

    async def _answer_stray(self, interaction: discord.Interaction[Any]) -> None:
        await answer_privately(interaction, Page(private_voice(interaction)("fault.stray")))

    async def report(self, interaction: discord.Interaction[Any], error: BaseException) -> None:
        """Log a fault under a short id and tell the member what happened, with that id; never a traceback."""
        if isinstance(error, discord.HTTPException) and error.code in _TOO_LATE:
            _log.warning("answered too late", code=error.code)
            return
        fault = log_fault("interaction", error, kind=interaction.type.name)
        try:
            if interaction.type is discord.InteractionType.autocomplete:
                await interaction.response.autocomplete([])
                return
            text = private_voice(interaction)("fault.unexpected", fault=fault)
            await answer_privately(interaction, Page(text))
        except (discord.HTTPException, discord.InteractionResponded, OSError) as second:
            _log.warning("the member could not be told", fault=fault, reason=type(second).__name__)

    async def on_error(self, event_method: str, /, *_arguments: Any, **_named: Any) -> None:  # noqa: ANN401 (discord.py's)
        """Log a fault in an event that nobody waits for."""
        error = sys.exception()
        if error is not None:
            log_fault(event_method, error)

    async def on_message(self, message: discord.Message, /) -> None:
        """Take a member's reply to their cue for the line; no other message is looked at."""
        heard = heard_in(message)
        if heard is None:
            return
        try:
            performance_id = await hear(self.theatre.house, heard)
        except UncertainError:
            await self._have_read_back(heard)
            return
        if performance_id is not None:
            self.theatre.crews.wake(performance_id)
            if message.id in self.theatre.house.deleted:
                await self._lose_posts((message.id,))

    async def _have_read_back(self, heard: Heard) -> None:
        """Have a reply that could not be looked into found in its thread when Discord is well again."""
        async with transaction(self.theatre.house.engine, writes=False) as session:
            found = await ledgers.find_post(session, heard.replied_to)
        if found is not None:
            self.theatre.crews.take_stock_of(found[0])

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Mark a post of ours that somebody deleted."""
        await self._lose_posts((payload.message_id,))

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Mark posts of ours that somebody deleted at once."""
        await self._lose_posts(payload.message_ids)

    async def _lose_posts(self, message_ids: Iterable[int]) -> None:
        house = self.theatre.house
        for message_id in message_ids:
            # Noted before it is looked for: a crew that writes the post down meanwhile looks here afterwards.
            house.deleted.append(message_id)
            async with transaction(house.engine, writes=False) as session:
                found = await ledgers.find_post(session, message_id)
            if found is not None and found[1].status == "done":
                await lose_post(house, *found)
                self.theatre.crews.wake(found[0])

    async def on_guild_channel_update(self, _before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        """Look anew at what the bot may do in a channel that was changed."""
        self._webhooks.ask_again(after.id)

    async def on_guild_role_update(self, _before: discord.Role, _after: discord.Role) -> None:
        """Look anew at what the bot may do where a role was changed."""
        self._webhooks.ask_again()

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """Pause the performance whose thread was deleted."""
        house = self.theatre.house
        async with transaction(house.engine, writes=False) as session:
            venue = await ledgers.venue_of_thread(session, payload.thread_id)
        if venue is not None:
            await lose_thread(house, venue.id, payload.thread_id)
            self.theatre.crews.wake(venue.id)


def _model_of(settings: Settings) -> Model | None:
    """Return the model the operator named; where its library is missing, answers stay plain and the log says why."""
    try:
        return open_model(settings.model_url, settings.model_name, settings.model_key)
    except ModelMissingError as missing:
        _log.warning("answers stay plain", reason=str(missing))
        return None


async def run_client(settings: Settings, engine: AsyncEngine, stopped: asyncio.Event) -> None:
    """Run the bot until it is told to stop; discord.LoginFailure for a token that Discord does not know."""
    if settings.discord_api_url:
        discord.http.Route.BASE = settings.discord_api_url
    async with Footlights(settings, engine) as client:
        running = asyncio.create_task(client.start(settings.discord_token))
        stopping = asyncio.create_task(stopped.wait())
        await asyncio.wait((running, stopping), return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if running.done():
            running.result()
            return
        await client.close()
        await asyncio.gather(running, return_exceptions=True)
