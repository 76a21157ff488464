"""The room and the bot as processes of their own, which tests start, kill and start again.

Everything listens on 127.0.0.1, keeps its files in a folder of the test, and is ended when the test ends.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.wire.member import RoomClient

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

TOKEN = "wire.test.token"  # noqa: S105 (it opens nothing but a room on this machine)
PROJECT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 60
_STEP = 0.05


@dataclass
class Started:
    """A process with its output in a file."""

    process: asyncio.subprocess.Process
    log: Path

    async def kill(self) -> None:
        """End it as a power cut would."""
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()

    async def stop(self) -> int:
        """Ask it to end, and return its exit status."""
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        return await self.process.wait()


async def start(arguments: list[str], folder: Path, name: str, **environment: str) -> Started:
    """Start one of the project's commands with its output going to a file of the folder."""
    log = folder / f"{name}.log"
    surroundings = {
        **{key: value for key, value in os.environ.items() if key in {"PATH", "HOME", "LANG", "TMPDIR"}},
        "PYTHONPATH": str(PROJECT),
        "PYTHONUNBUFFERED": "1",
        **environment,
    }
    with log.open("ab") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", *arguments, cwd=folder, env=surroundings, stdout=output, stderr=output
        )
    return Started(process, log)


@dataclass
class Theatre:
    """A room with a bot in it, over real sockets."""

    folder: Path
    database: str
    room_process: Started | None = None
    bot: Started | None = None
    url: str = ""
    environment: dict[str, str] = field(default_factory=dict)

    async def open_room(self) -> None:
        """Start the room; the world of an earlier one in the folder goes on, at the address it had."""
        port = self.url.rpartition(":")[2] or "0"
        arguments = ["bot.rehearsal", "--port", port, "--world", str(self.folder / "world"), "--token", TOKEN]
        self.room_process = await start(arguments, self.folder, "room")
        self.url = await self._address()

    async def _address(self) -> str:
        assert self.room_process is not None
        async with asyncio.timeout(SECONDS_TO_START):
            while True:
                told = self.room_process.log.read_text().splitlines()
                lines = [line for line in told if line.startswith("Rehearsal room: ")]
                if lines and await _listens(lines[-1]):
                    return lines[-1].removeprefix("Rehearsal room: ").rstrip("/")
                assert self.room_process.process.returncode is None, told
                await asyncio.sleep(_STEP)

    async def start_bot(self, room: RoomClient) -> None:
        """Start the bot and wait until it is online and its commands are known."""
        await self.spawn_bot()
        await self.await_bot(room)

    async def spawn_bot(self) -> None:
        """Start the bot's process and wait for nothing."""
        environment = {
            "DISCORD_TOKEN": TOKEN,
            "DISCORD_API_URL": f"{self.url}/api/v10",
            "DATABASE_URL": self.database,
            "READING_PACE": "0",
            **self.environment,
        }
        self.bot = await start(["bot", "run"], self.folder, "bot", **environment)

    async def await_bot(self, room: RoomClient) -> None:
        """Wait until the bot that was started is online and its commands are known."""
        assert self.bot is not None
        guild = await room.guild()
        async with asyncio.timeout(SECONDS_TO_START):
            while not (await room.bot_online() and await room.ask("GET", "/members/ana/commands", guild=guild["id"])):
                assert self.bot.process.returncode is None, self.bot.log.read_text()[-3000:]
                await asyncio.sleep(_STEP)

    async def kill_bot(self) -> None:
        """Kill the bot with signal 9."""
        assert self.bot is not None
        await self.bot.kill()

    async def close(self) -> None:
        """End everything that was started."""
        for each in (self.bot, self.room_process):
            if each is not None:
                await each.kill()


async def _listens(line: str) -> bool:
    host, _, port = line.rpartition("//")[2].rstrip("/").partition(":")
    try:
        _, writer = await asyncio.open_connection(host, int(port))
    except OSError:
        return False
    writer.close()
    await writer.wait_closed()
    return True


@asynccontextmanager
async def open_theatre(folder: Path, **environment: str) -> AsyncIterator[tuple[Theatre, RoomClient]]:
    """Yield a theatre with its room open and its bot online, and the members' side of the room."""
    theatre = Theatre(folder, f"sqlite+aiosqlite:///{folder / 'wire.db'}", environment=environment)
    try:
        await theatre.open_room()
        async with RoomClient(theatre.url) as room:
            await theatre.start_bot(room)
            yield theatre, room
    finally:
        await theatre.close()
