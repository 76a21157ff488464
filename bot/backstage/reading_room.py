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
from lore.documents.files import read_document

SHORT = 60_000
"""Bytes of a text that is read in a thread; it takes a fifth of a second or so."""
LONGEST_SECONDS = 120
MOST_AT_ONCE = 2
_MOST_MEMORY = 2 * 1024**3
_PLAIN = (".txt", ".text", ".md", ".markdown", ".fountain")

_LEAST_PART = 4_000
"""Characters a chapter of a long text has on average; a text of shorter ones is a single chapter with sections."""

Job: TypeAlias = tuple[Literal["parts", "text"], bytes | str, str]


@dataclass(frozen=True, slots=True)
class Parts:
    """The text of a file, cut into its chapters where it is long, each with its title; `title` is the file's own."""

    title: str
    parts: tuple[tuple[str, str], ...]


class ReadingStoppedError(Exception):
    """A reading that took too long or too much and was stopped."""


@dataclass(slots=True)
class ReadingRoom:
    """Reads, so many long texts at a time; the others wait their turn."""

    seconds: float = LONGEST_SECONDS
    short: int = SHORT
    _places: asyncio.Semaphore | None = None

    async def parts_of(self, content: bytes, filename: str) -> Parts:
        """Return the text of an upload, cut into chapters; UnreadableFile or ReadingStoppedError when there is none."""
        plain = filename.lower().endswith(_PLAIN)
        parts = await self._do(("parts", content, filename), short=plain and len(content) <= self.short)
        if not isinstance(parts, Parts):
            raise TypeError(type(parts).__name__)
        return parts

    async def read_text(self, text: str, title: str) -> lore.Script:
        """Return the script of a text; ReadingStoppedError when it took too long."""
        script = await self._do(("text", text, title), short=len(text) <= self.short)
        if not isinstance(script, lore.Script):
            raise TypeError(type(script).__name__)
        return script

    async def _do(self, job: Job, *, short: bool) -> lore.Script | Parts:
        if short:
            return await asyncio.to_thread(_do, job)
        if self._places is None:
            self._places = asyncio.Semaphore(MOST_AT_ONCE)
        async with self._places:
            outcome = await self._apart(job)
        if isinstance(outcome, tuple):
            raise lore.UnreadableFile(*outcome)
        return outcome

    async def _apart(self, job: Job) -> lore.Script | Parts | tuple[Any, str]:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "bot.backstage.reading_room"),
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
        outcome: lore.Script | Parts | tuple[Any, str] = await asyncio.to_thread(pickle.loads, told)
        return outcome


def _do(job: Job) -> lore.Script | Parts:
    kind, content, name = job
    if kind == "text" or isinstance(content, str):
        return lore.read_text(str(content), title=name)
    document = read_document(content, name)
    spans = lore.cut_chapters(document.text)
    if len(document.text) < _LEAST_PART * len(spans):
        return Parts(document.title, (("", document.text),))
    return Parts(document.title, tuple((part.title, document.text[slice(*part.span)]) for part in spans))


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
    # What is handed out must be known by the module's name, not as part of the program.
    from bot.backstage.reading_room import main as read_in_module

    read_in_module()
