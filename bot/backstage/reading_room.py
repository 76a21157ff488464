"""Where texts are read: a short one in a thread, a long or packed one in a process of its own.

The reader is pure Python and would hold up every member for the seconds that a book takes; and an upload is hostile
until proven otherwise, so that whatever it does to its reader ends with that process, its memory and its time.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import resource
import sys
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import lore

SHORT = 60_000
"""Bytes of a text that is read in a thread; it takes a fifth of a second or so."""
LONGEST_SECONDS = 120
MOST_AT_ONCE = 2
_MOST_MEMORY = 2 * 1024**3
_PLAIN = (".txt", ".text", ".md", ".markdown", ".fountain")

Job: TypeAlias = tuple[Literal["file", "text"], bytes | str, str]


class ReadingStoppedError(Exception):
    """A reading that took too long or too much and was stopped."""


@dataclass(slots=True)
class ReadingRoom:
    """Reads, so many long texts at a time; the others wait their turn."""

    seconds: float = LONGEST_SECONDS
    short: int = SHORT
    _places: asyncio.Semaphore | None = None

    async def read_file(self, content: bytes, filename: str) -> lore.Script:
        """Return the script of an upload; UnreadableFile or ReadingStoppedError when there is none."""
        plain = filename.lower().endswith(_PLAIN)
        return await self._read(("file", content, filename), short=plain and len(content) <= self.short)

    async def read_text(self, text: str, title: str) -> lore.Script:
        """Return the script of a text; ReadingStoppedError when it took too long."""
        return await self._read(("text", text, title), short=len(text) <= self.short)

    async def _read(self, job: Job, *, short: bool) -> lore.Script:
        if short:
            return await asyncio.to_thread(_do, job)
        if self._places is None:
            self._places = asyncio.Semaphore(MOST_AT_ONCE)
        async with self._places:
            outcome = await self._apart(job)
        if not isinstance(outcome, lore.Script):
            raise lore.UnreadableFile(*outcome)
        return outcome

    async def _apart(self, job: Job) -> Any:  # noqa: ANN401 (what the process sent back)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", __name__),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        try:
            told, _ = await asyncio.wait_for(process.communicate(pickle.dumps(job)), self.seconds)
        except TimeoutError as error:
            raise ReadingStoppedError from error
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode or not told:
            raise ReadingStoppedError
        # Opening what came takes a while for a book, and other members are waiting.
        return await asyncio.to_thread(pickle.loads, told)


def _do(job: Job) -> lore.Script:
    kind, content, name = job
    if kind == "file":
        assert isinstance(content, bytes)  # noqa: S101 (for the type checker)
        return lore.read_file(content, name)
    return lore.read_text(str(content), title=name)


def main() -> None:
    """Read what comes in, within bounds, and hand the script or the refusal out."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    job: Job = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 (our own process sends it)
    try:
        outcome: object = _do(job)
    except lore.UnreadableFile as refused:
        outcome = (refused.code, refused.sentence)
    sys.stdout.buffer.write(pickle.dumps(outcome))


if __name__ == "__main__":
    main()
