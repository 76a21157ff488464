"""The `footlights` command as an operator starts it: a process of its own in a folder of its own.

Loopback only. What a test starts here, it ends: the room and the bot beside it.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from tests.wire.member import Json, RoomClient

FOOTLIGHTS = Path(sys.executable).with_name("footlights")
SECONDS = 60
_STEP = 0.05
_KEPT = ("PATH", "HOME", "LANG", "TMPDIR")


def surroundings(**environment: str) -> dict[str, str]:
    """Return an environment without the machine's own settings."""
    return {**{name: os.environ[name] for name in _KEPT if name in os.environ}, "COLUMNS": "200", **environment}


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that came to its end."""

    status: int
    output: str
    errors: str


def footlights(folder: Path, *arguments: str, before: Sequence[str] = (), **environment: str) -> Ran:
    """Run the command to its end in a folder; `before` is a command to run it under."""
    done = subprocess.run(
        [*before, FOOTLIGHTS, *arguments],
        cwd=folder,
        env=surroundings(**environment),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    return Ran(done.returncode, done.stdout, done.stderr)


def without_roots_privilege() -> list[str]:
    """Return a command to run others under, so that permissions of folders bind root as they bind anybody."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--inh-caps=-dac_override,-dac_read_search", "--bounding-set=-dac_override,-dac_read_search"]


@dataclass
class Running:
    """A command that goes on; `said` is what it printed so far."""

    process: asyncio.subprocess.Process
    log: Path
    said: str = ""

    @property
    def errors(self) -> str:
        return self.log.read_text(encoding="utf8")

    async def address(self) -> str:
        """Wait for the address of the room, which must come before anything else has to be done."""
        assert self.process.stdout is not None
        async with asyncio.timeout(SECONDS):
            line = (await self.process.stdout.readline()).decode()
        self.said += line
        assert "http://127.0.0.1:" in line, f"{line}{self.errors}"
        return line.split()[-1].rstrip("/")

    def children(self) -> list[int]:
        """List the processes that the command started."""
        return [int(path.name) for path in Path("/proc").glob("[0-9]*") if _parent(path) == self.process.pid]

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Tell it to stop and return its exit status."""
        self.process.send_signal(number)
        async with asyncio.timeout(SECONDS):
            return await self.process.wait()

    async def end(self) -> None:
        """End it and all it started, however it stands."""
        left = self.children()
        if self.process.returncode is None:
            self.process.kill()
        for number in left:
            if is_running(number):
                os.kill(number, signal.SIGKILL)
        await self.process.communicate()


def _parent(path: Path) -> int:
    try:
        return int((path / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return 0


def is_running(number: int) -> bool:
    """Tell whether there is a process of that number which has not ended."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except OSError:
        return False


def _heed_signals() -> None:
    """Undo what a run in the background or under nohup hands on: a Ctrl-C or a closed terminal that is ignored."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


@asynccontextmanager
async def started(
    folder: Path, *arguments: str, program: Path = FOOTLIGHTS, **environment: str
) -> AsyncIterator[Running]:
    """Yield the command while it runs in a folder."""
    log = folder / "errors.log"
    with log.open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            program,
            *arguments,
            cwd=folder,
            env=surroundings(**environment),
            stdout=asyncio.subprocess.PIPE,
            stderr=errors,
            preexec_fn=_heed_signals,
        )
    running = Running(process, log)
    try:
        yield running
    finally:
        await running.end()


async def until_online(room: RoomClient, running: Running) -> None:
    """Wait until the bot is in the room and has told it of its commands."""
    guild = await room.guild()
    async with asyncio.timeout(SECONDS):
        while not (await room.bot_online() and await room.ask("GET", "/members/ana/commands", guild=guild["id"])):
            assert running.process.returncode is None, running.errors
            await asyncio.sleep(_STEP)


async def chapters_offered(room: RoomClient) -> list[str]:
    """Return what autocomplete offers a member as chapters."""
    ana = await room.member("ana")
    stage: Json = await room.channel("stage")
    return [each["name"] for each in await ana.autocomplete("ask", stage, "chapter", question="?", chapter="")]
