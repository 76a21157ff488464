"""Starting and stopping: the bot on Discord, the rehearsal room with the bot beside it, and what operators check.

Each function runs to its end and returns a sentence that says why it could not, or nothing.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
import threading
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
import click
import discord
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient, Route
from yarl import URL

from bot.client import run_client
from bot.logs import set_up_logging
from bot.model import ModelMissingError, check_library
from bot.rehearsal.server import Room, RoomError
from bot.store.engine import dialect_version, open_engine
from bot.store.schema import DatabaseUnusableError, current_schema, migrate

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy.ext.asyncio import AsyncEngine

    from bot.settings import Settings

ROOM_FOLDER = "rehearsal-room"
"""Where the room keeps its world, in the working folder."""
_EXIT_UNUSABLE = 2
_SECONDS_TO_STOP = 10.0
_SECONDS_BETWEEN_STARTS = 1.0
_MOST_FAILED_STARTS = 5
_SECONDS_OF_A_GOOD_START = 60.0
_SECONDS_FOR_A_THREAD = 1.0
_DRIVERS_THREAD = "_connection_worker_thread"
_BAD_TOKEN = 4004
"""Discord's code for a connection closed because the token is no longer good."""


class NotDiscordError(Exception):
    """An address that answers, but not as Discord does."""


def run_on_discord(settings: Settings) -> str:
    """Run the bot on Discord until it is told to stop."""
    set_up_logging(settings.log_level, settings.log_format)
    return asyncio.run(_run_on_discord(settings))


async def _run_on_discord(settings: Settings) -> str:
    stopped = _stop_on_signals()
    try:
        async with migrated(settings) as engine:
            await _dial_where_told(settings)
            await run_client(settings, engine, stopped)
    except DatabaseUnusableError as error:
        return str(error)
    except (discord.DiscordException, aiohttp.ClientError, NotDiscordError) as error:
        return why_discord_failed(error, settings.discord_api_url or "Discord")
    return ""


async def _dial_where_told(settings: Settings) -> None:
    """Let every connection go where `gateway/bot` of DISCORD_API_URL points.

    discord.py follows that address for its first connection only; after a lost session it would dial Discord's own.
    """
    if not settings.discord_api_url:
        return
    Route.BASE = settings.discord_api_url
    http = HTTPClient(asyncio.get_running_loop())
    try:
        await http.static_login(settings.discord_token)
        _, address, _ = await http.get_bot_gateway()
    except (TypeError, KeyError, ValueError) as error:
        raise NotDiscordError from error
    finally:
        await http.close()
    DiscordWebSocket.DEFAULT_GATEWAY = URL(address)


def why_discord_failed(error: Exception, where: str) -> str:
    """Return a sentence for what Discord, or what stands in for it, refused; anything else goes on as a fault."""
    if isinstance(error, discord.LoginFailure) or getattr(error, "code", None) == _BAD_TOKEN:
        return "Discord does not know this DISCORD_TOKEN. Copy it anew from your application's Bot page into .env."
    if isinstance(error, discord.GatewayNotFound | aiohttp.ClientConnectionError):
        return f"{where} cannot be reached. Check the network, and DISCORD_API_URL if you set it; then start again."
    if isinstance(error, discord.HTTPException):
        return f"{where} answered with status {error.status}. Check DISCORD_API_URL if you set it, or try again later."
    if isinstance(error, NotDiscordError | aiohttp.ClientError):
        return f"{where} does not answer as Discord does. Check DISCORD_API_URL."
    raise error


@asynccontextmanager
async def migrated(settings: Settings) -> AsyncIterator[AsyncEngine]:
    """Yield the engine of a database that was brought to this version's schema; DatabaseUnusableError otherwise."""
    engine = open_engine(settings.database_url)
    try:
        await migrate(engine)
        yield engine
    finally:
        await engine.dispose()
        await _let_the_driver_end()


async def _let_the_driver_end() -> None:
    """Wait for aiosqlite's threads: one that could not connect still answers, and would find the loop closed."""
    for thread in threading.enumerate():
        if _DRIVERS_THREAD in thread.name:
            await asyncio.to_thread(thread.join, _SECONDS_FOR_A_THREAD)


def _stop_on_signals() -> asyncio.Event:
    """Return an event that is set when the process is told to stop, or when its terminal is closed."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # under nohup a closed terminal is no reason
            loop.add_signal_handler(number, stopped.set)
    return stopped


def run_rehearsal(settings: Settings, *, port: int | None = None, reset: bool = False) -> str:
    """Open the rehearsal room and run the bot in it, as a process of its own, until told to stop."""
    set_up_logging(settings.log_level, settings.log_format)
    chosen = settings if port is None else replace(settings, room_port=port)
    return asyncio.run(_run_rehearsal(chosen, reset=reset))


async def _run_rehearsal(settings: Settings, *, reset: bool) -> str:
    stopped = _stop_on_signals()
    try:
        async with Room(Path(ROOM_FOLDER), settings.room_port, reset=reset) as room:
            click.echo(f"The rehearsal room is open: {room.url}/")
            sys.stdout.flush()
            return await _keep_the_bot_running(room, stopped)
    except RoomError as error:
        return f"{error} ROOM_PORT sets the port; the room's folder is {ROOM_FOLDER} in the working folder."
    except sqlite3.Error as error:
        return (
            f"The room's world in {ROOM_FOLDER} cannot be used: {error}. "
            "See that you may write in that folder, or begin anew with `footlights rehearse --reset`."
        )


async def _keep_the_bot_running(room: Room, stopped: asyncio.Event) -> str:
    """Start the bot, and again whenever it dies, until told to stop; give up when it never comes up."""
    failed, clock = 0, asyncio.get_running_loop().time
    while not stopped.is_set():
        started = clock()
        status = await _wait(await _start_bot(room), stopped)
        if stopped.is_set():
            break
        if status == _EXIT_UNUSABLE:
            return "The bot could not start; the line above says why."
        failed = failed + 1 if clock() - started < _SECONDS_OF_A_GOOD_START else 1
        if failed >= _MOST_FAILED_STARTS:
            return f"The bot ended {failed} times by itself, last with status {status}; the lines above say why."
        await asyncio.sleep(_SECONDS_BETWEEN_STARTS)
    return ""


async def _start_bot(room: Room) -> asyncio.subprocess.Process:
    surroundings = {
        **os.environ,
        "DISCORD_TOKEN": room.token,
        "DISCORD_API_URL": room.api_url,
        "PYTHONUNBUFFERED": "1",
    }
    # A group of its own, so that a Ctrl-C in the terminal reaches the bot once, through us. `-P`, because the working
    # folder is the operator's and may hold another package called bot.
    return await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-m", "bot", "run", env=surroundings, start_new_session=True
    )


async def _wait(process: asyncio.subprocess.Process, stopped: asyncio.Event) -> int:
    """Wait for the bot to end or for the word to stop, and see that it ended."""
    ended = asyncio.create_task(process.wait())
    told = asyncio.create_task(stopped.wait())
    await asyncio.wait((ended, told), return_when=asyncio.FIRST_COMPLETED)
    told.cancel()
    if not ended.done():
        process.terminate()
        await asyncio.wait((ended,), timeout=_SECONDS_TO_STOP)
    if not ended.done():
        process.kill()
    return await ended


def migrate_database(settings: Settings) -> str:
    """Bring the database to this version's schema and say where it stands."""
    return asyncio.run(_migrate_database(settings))


async def _migrate_database(settings: Settings) -> str:
    try:
        async with migrated(settings) as engine:
            click.echo(f"{await dialect_version(engine)}, schema {await current_schema(engine)}: ready.")
    except DatabaseUnusableError as error:
        return str(error)
    return ""


def how_the_model_stands(settings: Settings) -> str:
    """Say whether a model is named and can be asked; what it is called is no secret, its address may be."""
    if not settings.model_url:
        return "not set: answers are the lines' own words"
    try:
        check_library()
    except ModelMissingError as missing:
        return str(missing)
    return f"set, for {settings.model_name}; servers switch it on in /setup"
