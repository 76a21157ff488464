"""The shelf: which chapters a server has, their scripts, and the library built from them.

Scripts and libraries are derived from stored texts and kept in memory within bounds; either can be thrown away at will.
Reading happens apart (`reading_room`), so that a long text never holds up a member.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Generic, TypeVar

import structlog

import lore
from bot.backstage.reading_room import ReadingRoom
from bot.store import chapters
from bot.store.corrections import corrections_of
from bot.store.engine import transaction
from bot.ui.pages import seen
from lore.chapters import bundled
from lore.corrections.applying import apply

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable, Sequence
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.ext.asyncio import AsyncEngine

    from bot.store.values import Chapter

_log = structlog.get_logger(__name__)
_MOST_SCRIPTS = 128
_MOST_LIBRARIES = 32
LONGEST_TITLE = 200

T = TypeVar("T")


class _Recent(Generic[T]):
    """Keeps the most recently used values, and makes each once even when many ask for it at once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, asyncio.Future[T]] = OrderedDict()

    async def get(self, key: Hashable, make: Callable[[], Awaitable[T]]) -> T:
        if key not in self._kept:
            self._kept[key] = asyncio.ensure_future(make())
        self._kept.move_to_end(key)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        try:
            return await asyncio.shield(self._kept[key])
        except BaseException:
            self._forget_failed(key)
            raise

    def put(self, key: Hashable, value: T) -> None:
        """Keep a value that was made elsewhere."""
        made: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        made.set_result(value)
        self._kept[key] = made

    def _forget_failed(self, key: Hashable) -> None:
        future = self._kept.get(key)
        if future is not None and future.done():
            del self._kept[key]


@dataclass(frozen=True, slots=True)
class Volume:
    """A chapter with its script; `ceiling` is the last line that the script goes up to, where it does not go on."""

    chapter: Chapter
    script: lore.Script
    ceiling: int | None = None

    @property
    def is_bundled(self) -> bool:
        """Whether the chapter came with the project, and may be quoted at will."""
        return self.chapter.guild_id is None and self.chapter.fingerprint in _bundled_fingerprints()

    def under(self, ceiling: int) -> Volume:
        """Return the volume as it is known to those who have come to that line."""
        return Volume(self.chapter, self.script.up_to(ceiling), ceiling)


@cache
def _bundled_fingerprints() -> frozenset[str]:
    return frozenset(chapters.fingerprint(chapter.text) for chapter in bundled())


class Shelf:
    """Finds chapters, scripts and libraries."""

    def __init__(self, engine: AsyncEngine, room: ReadingRoom | None = None) -> None:
        self._engine = engine
        self.room = room or ReadingRoom()
        self._scripts: _Recent[lore.Script] = _Recent(_MOST_SCRIPTS)
        self._libraries: _Recent[lore.Library] = _Recent(_MOST_LIBRARIES)

    async def chapters(self, guild_id: int) -> tuple[Chapter, ...]:
        """Return the chapters a server can see: the house's first, then its own."""
        async with transaction(self._engine, writes=False) as session:
            return await chapters.chapters_of(session, guild_id)

    async def everything(self, guild_id: int) -> tuple[Chapter, ...]:
        """Return the chapters and the drafts that stand on a server's shelf: for who may bring chapters."""
        async with transaction(self._engine, writes=False) as session:
            return await chapters.shelf_of(session, guild_id)

    async def volume(self, chapter: Chapter) -> Volume:
        """Return a chapter with its script, as the server it is read on has corrected it."""
        if not chapter.revision:
            return Volume(chapter, await self.reading(chapter))
        key = (chapter.id, chapter.fingerprint, chapter.reader_guild_id, chapter.revision)
        return Volume(chapter, await self._scripts.get(key, lambda: self._correct(chapter)))

    async def reading(self, chapter: Chapter) -> lore.Script:
        """Return a chapter's script as it was read, before anybody corrected it."""
        return await self._scripts.get((chapter.id, chapter.fingerprint), lambda: self._read(chapter))

    async def _read(self, chapter: Chapter) -> lore.Script:
        async with transaction(self._engine, writes=False) as session:
            source = await chapters.source_of(session, chapter.id)
        return await self.room.read_text(source or "", chapter.title)

    async def _correct(self, chapter: Chapter) -> lore.Script:
        reading = await self.reading(chapter)
        async with transaction(self._engine, writes=False) as session:
            kept = await corrections_of(session, chapter.reader_guild_id or 0, chapter.id)
        made = [each.correction for each in kept]
        return (await asyncio.to_thread(apply, reading, made)).script

    def keep_reading(self, chapter: Chapter, script: lore.Script) -> None:
        """Remember a reading that was just made, so that it is not made again."""
        self._scripts.put((chapter.id, chapter.fingerprint), script)

    async def volumes(self, guild_id: int) -> tuple[Volume, ...]:
        """Return all chapters of a server with their scripts."""
        return tuple([await self.volume(chapter) for chapter in await self.chapters(guild_id)])

    async def library(self, volumes: Sequence[Volume]) -> lore.Library:
        """Return the library of these volumes, in their order."""
        scripts = [volume.script for volume in volumes]
        key = tuple(
            (
                volume.chapter.id,
                volume.chapter.fingerprint,
                volume.chapter.reader_guild_id,
                volume.chapter.revision,
                volume.ceiling,
            )
            for volume in volumes
        )
        return await self._libraries.get(key, lambda: asyncio.to_thread(lore.Library, scripts))

    async def add(
        self,
        *,
        guild_id: int | None,
        title: str,
        filename: str,
        script: lore.Script,
        user_id: int | None,
        now: datetime,
    ) -> Chapter:
        """Put a read text on a shelf; the same text again brings back the chapter that it is."""
        async with transaction(self._engine) as session:
            known = await chapters.restore(session, guild_id, chapters.fingerprint(script.source))
            return known or await chapters.add_chapter(
                session,
                guild_id=guild_id,
                title=title,
                filename=filename,
                source=script.source,
                user_id=user_id,
                now=now,
            )


async def stock_house(shelf: Shelf, engine: AsyncEngine, folder: Path | None, now: datetime) -> tuple[Chapter, ...]:
    """Put the bundled chapter and the texts of a folder on every server's shelf, and take down what is no longer there.

    A text that cannot be read is left out with a warning that says why; the others come all the same.
    """
    stocked = [
        await shelf.add(
            guild_id=None,
            title=chapter.title,
            filename=chapter.filename,
            script=await asyncio.to_thread(lore.read_text, chapter.text, title=chapter.title),
            user_id=None,
            now=now,
        )
        for chapter in bundled()
    ]
    for path in await asyncio.to_thread(_texts_in, folder) if folder else ():
        stocked.extend(await _stock(shelf, path, now))
    await _withdraw_others(engine, {chapter.id for chapter in stocked})
    return tuple(stocked)


def _texts_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))


async def _stock(shelf: Shelf, path: Path, now: datetime) -> tuple[Chapter, ...]:
    try:
        script = await asyncio.to_thread(lambda: lore.read_file(path.read_bytes(), path.name))
    except (lore.UnreadableFile, OSError) as error:
        _log.warning("a text of LORE_DIR is left out", file=path.name, reason=str(error))
        return ()
    title = title_for(script.title, path.name)
    return (await shelf.add(guild_id=None, title=title, filename=path.name, script=script, user_id=None, now=now),)


async def _withdraw_others(engine: AsyncEngine, stocked: set[int]) -> None:
    async with transaction(engine) as session:
        for chapter in await chapters.house_chapters(session):
            if chapter.id not in stocked:
                await chapters.withdraw(session, chapter.id)


def title_for(told: str, filename: str) -> str:
    """Return a chapter's title: what the text itself says, else the file's name in words."""
    stem = filename.rpartition(".")[0] or filename
    return (seen(told) or seen(stem.replace("_", " ").replace("-", " ")) or "Chapter")[:LONGEST_TITLE]
