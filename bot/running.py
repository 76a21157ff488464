"""Starting and stopping: the bot on Discord, the rehearsal room with the bot beside it, and what operators check.

Each function runs to its end and returns a sentence that says why it could not, or nothing.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
import click
import discord

from bot.client import run_client
from bot.logs import set_up_logging
from bot.rehearsal.server import Room, RoomError
from bot.store.engine import dialect_version, open_engine
from bot.store.schema import DatabaseUnusableError, current_schema, migrate
from lore.chapters import bundled

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


def run_on_discord(settings: Settings) -> str:
    """Run the bot on Discord until it is told to stop."""
    set_up_logging(settings.log_level, settings.log_format)
    return asyncio.run(_run_on_discord(settings))


async def _run_on_discord(settings: Settings) -> str:
    try:
        async with _migrated(settings) as engine:
            await run_client(settings, engine, _stop_on_signals())
    except DatabaseUnusableError as error:
        return str(error)
    except discord.LoginFailure:
        return "Discord does not know this DISCORD_TOKEN. Copy it anew from your application's Bot page into .env."
    except (discord.GatewayNotFound, aiohttp.ClientConnectionError):
        where = settings.discord_api_url or "Discord"
        return f"{where} cannot be reached. Check the network, and DISCORD_API_URL if you set it; then start again."
    return ""


@asynccontextmanager
async def _migrated(settings: Settings) -> AsyncIterator[AsyncEngine]:
    engine = open_engine(settings.database_url)
    try:
        await migrate(engine)
        yield engine
    finally:
        await engine.dispose()


def _stop_on_signals() -> asyncio.Event:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    return stopped


def run_rehearsal(settings: Settings, *, port: int | None = None, reset: bool = False) -> str:
    """Open the rehearsal room and run the bot in it, as a process of its own, until told to stop."""
    set_up_logging(settings.log_level, settings.log_format)
    chosen = settings if port is None else replace(settings, room_port=port)
    return asyncio.run(_run_rehearsal(chosen, reset=reset))


async def _run_rehearsal(settings: Settings, *, reset: bool) -> str:
    try:
        async with Room(Path(ROOM_FOLDER), settings.room_port, reset=reset) as room:
            click.echo(f"The rehearsal room is open: {room.url}/")
            sys.stdout.flush()
            return await _keep_the_bot_running(room, _stop_on_signals())
    except RoomError as error:
        return f"{error} ROOM_PORT sets the port; the room's folder is {ROOM_FOLDER} in the working folder."


async def _keep_the_bot_running(room: Room, stopped: asyncio.Event) -> str:
    """Start the bot, and again whenever it dies, until told to stop; give up when it never comes up."""
    failed = 0
    while not stopped.is_set():
        process = await _start_bot(room)
        status = await _wait(process, stopped)
        if stopped.is_set():
            break
        if status == _EXIT_UNUSABLE:
            return "The bot could not start; the line above says why."
        failed += 1
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
    # A group of its own, so that a Ctrl-C in the terminal reaches the bot once, through us.
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env=surroundings, start_new_session=True
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
        async with _migrated(settings) as engine:
            click.echo(f"{await dialect_version(engine)}, schema {await current_schema(engine)}: ready.")
    except DatabaseUnusableError as error:
        return str(error)
    return ""


def examine(settings: Settings) -> str:
    """Check what an operator can get wrong, and say how each stands."""
    token = "set" if settings.discord_token else "not set: `footlights run` opens the rehearsal room"
    click.echo(f"DISCORD_TOKEN  {token}")
    click.echo(f"LORE_DIR       {settings.lore_dir or 'not set: the bundled chapter alone'}")
    click.echo(f"chapters       {', '.join(chapter.title for chapter in bundled())} bundled")
    click.echo("database       ", nl=False)
    return migrate_database(settings)
