"""Bringing chapters: an upload is read, kept as drafts, and published, put in an older one's place or thrown away.

Who may do so is asked by the cogs; what anybody reads about it stands in `bot.ui.chapter_cards`.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import lore
from bot.backstage.limits import LARGEST_UPLOAD, MOST_CHAPTERS, MOST_DRAFTS
from bot.backstage.reading_room import MOST_AT_ONCE
from bot.backstage.shelf import LONGEST_TITLE, title_for
from bot.store import chapters
from bot.store.corrections import correct
from bot.store.engine import transaction, wait_for_ones_turn
from bot.store.looks import keep_look
from bot.store.values import Look
from bot.store.works import make_work
from lore.corrections.packing import is_packed, unpack

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlmodel.ext.asyncio.session import AsyncSession

    from bot.backstage.reading_room import Parts
    from bot.backstage.shelf import Shelf
    from bot.backstage.theatre import Theatre
    from bot.store.values import Chapter
    from lore.corrections.packing import PackedChapter
    from lore.corrections.values import Correction

TIME_TO_BRING_BACK = timedelta(days=7)
"""How long a removed chapter can be brought back; the next round of the housekeeping deletes it."""


@dataclass(frozen=True, slots=True)
class Upload:
    """What a member brings; `title` None: the text's own, or the file's name."""

    content: bytes
    filename: str
    title: str | None = None
    adult: bool = False


@dataclass(frozen=True, slots=True)
class Brought:
    """A chapter that was read from an upload, with the corrections and names an export had.

    `named`: whoever brought it gave the title.
    """

    title: str
    filename: str
    script: lore.Script
    corrections: tuple[Correction, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    adult: bool = False
    named: bool = False


@dataclass(slots=True)
class Progress:
    """How far the reading of an upload is: chapters done, of how many."""

    done: int = 0
    of: int = 1


@dataclass(frozen=True, slots=True)
class Reading:
    """What an upload turned out to hold; `work` is the title of several chapters in order, or empty."""

    chapters: tuple[Brought, ...]
    work: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A chapter as it was kept; `known`: the same text stood on the shelf already."""

    chapter: Chapter
    known: bool = False


async def read_upload(shelf: Shelf, upload: Upload, progress: Progress) -> Reading:
    """Read an upload, noting the progress; UnreadableFile or ReadingStoppedError where that cannot be done."""
    if is_packed(upload.content, upload.filename):
        package = await asyncio.to_thread(unpack, upload.content)
        progress.of = len(package.chapters)
        return Reading(
            tuple([await _read_packed(shelf, each, upload, progress) for each in package.chapters]), package.work
        )
    parts = await shelf.room.parts_of(upload.content, upload.filename)
    if len(parts.parts) == 1:
        script = await shelf.room.read_text(parts.parts[0][1], parts.title)
        title = upload.title or title_for(script.title, upload.filename)
        named = upload.title is not None
        return Reading((Brought(title, upload.filename, script, adult=upload.adult, named=named),))
    work, progress.of = upload.title or title_for(parts.title, upload.filename), len(parts.parts)
    return Reading(await _read_parts(shelf, upload, parts, work, progress), work)


async def _read_parts(shelf: Shelf, upload: Upload, parts: Parts, work: str, progress: Progress) -> tuple[Brought, ...]:
    places = asyncio.Semaphore(MOST_AT_ONCE)

    async def read(number: int, title: str, text: str) -> Brought:
        # Whatever it is called, the work's title tells it from another book's chapter of that name.
        named = f"{work}: {title or number}"[:LONGEST_TITLE]
        async with places:
            script = await shelf.room.read_text(text, named)
        progress.done += 1
        return Brought(named, upload.filename, script, adult=upload.adult)

    reading = (read(number, title, text) for number, (title, text) in enumerate(parts.parts, start=1))
    return tuple(await asyncio.gather(*reading))


async def _read_packed(shelf: Shelf, packed: PackedChapter, upload: Upload, progress: Progress) -> Brought:
    # What an export holds is as hostile as any file, and is read like one.
    content = packed.source.encode()
    if len(content) > LARGEST_UPLOAD:
        raise lore.UnreadableFile("too-large", "A chapter in this export is larger than 2 MB.")
    parts = await shelf.room.parts_of(content, "packed.txt")
    text = "".join(part for _, part in parts.parts) if len(parts.parts) == 1 else packed.source
    script = await shelf.room.read_text(text, packed.title)
    progress.done += 1
    title = packed.title if progress.of > 1 else upload.title or packed.title
    title = title or title_for(script.title, upload.filename)
    return Brought(title, upload.filename, script, packed.corrections, packed.names, packed.adult or upload.adult)


def too_many(shelf: Sequence[Chapter], more: int) -> str | None:
    """Return what is full where a server brings so many chapters more: "shelf" or "drafts"; None where they fit."""
    own = [chapter for chapter in shelf if chapter.guild_id is not None]
    drafts = {chapter.work_id or -chapter.id for chapter in own if not chapter.published}
    if len(own) + more > MOST_CHAPTERS:
        return "shelf"
    return "drafts" if len(drafts) >= MOST_DRAFTS else None


async def keep_drafts(
    theatre: Theatre, guild_id: int, user_id: int, reading: Reading, now: datetime
) -> tuple[Kept, ...]:
    """Keep what was read: as drafts, one of them a new version where a chapter of its title stands on the shelf."""
    async with transaction(theatre.house.engine) as session:
        await wait_for_ones_turn(session, guild_id)
        kept = [await _keep(session, guild_id, user_id, brought, now) for brought in reading.chapters]
        new = [each.chapter for each in kept if not each.known]
        if reading.work and len(new) > 1:
            await make_work(session, guild_id, reading.work, [chapter.id for chapter in new])
        seen = [await chapters.chapter_of(session, each.chapter.id, guild_id) for each in kept]
    fresh = tuple(replace(each, chapter=chapter) for each, chapter in zip(kept, seen, strict=True) if chapter)
    for each, brought in zip(fresh, reading.chapters, strict=True):
        theatre.shelf.keep_reading(each.chapter, replace(brought.script, title=each.chapter.title))
    return fresh


async def _keep(session: AsyncSession, guild_id: int, user_id: int, brought: Brought, now: datetime) -> Kept:
    same = await chapters.same_text(session, guild_id, chapters.fingerprint(brought.script.source))
    if same is not None and not brought.corrections:
        await _bring_back(session, same, brought)
        return Kept(replace(same, removed_at=None), known=True)
    older = await _older(session, guild_id, brought.title)
    chapter = await chapters.add_chapter(
        session,
        guild_id=guild_id,
        title=brought.title,
        filename=brought.filename,
        source=brought.script.source,
        user_id=user_id,
        now=now,
        draft=True,
        # A new version of a chapter for adults is for adults, though a file as an option has no tick for it.
        adult=brought.adult or (older is not None and older.adult),
        replaces_id=older.id if older is not None else None,
    )
    await correct(session, guild_id, chapter.id, brought.corrections, user_id=user_id, now=now)
    for name, shown in brought.names:
        await keep_look(session, guild_id, chapter.id, Look(name, shown))
    return Kept(chapter)


async def _bring_back(session: AsyncSession, same: Chapter, brought: Brought) -> None:
    """Put a text that is here already back on the shelf; a draft gets the title that it is brought again with."""
    adult = brought.adult
    await chapters.bring_back(session, same.id)
    if brought.named and not same.published and same.title != brought.title:
        older = await _older(session, same.guild_id or 0, brought.title, apart_from=same.id)
        await chapters.retitle(session, same.id, brought.title, older.id if older is not None else None)
        adult = adult or (older is not None and older.adult)
    if adult:
        await chapters.mark_adult(session, [same.id], adult=True)


async def _older(session: AsyncSession, guild_id: int, title: str, *, apart_from: int | None = None) -> Chapter | None:
    """Return the chapter of the server's own that goes by this title, the newest of several, one left out."""
    named = [
        chapter
        for chapter in await chapters.shelf_of(session, guild_id)
        if chapter.guild_id == guild_id and chapter.replaces_id is None and chapter.title.casefold() == title.casefold()
    ]
    return next((chapter for chapter in reversed(named) if chapter.id != apart_from), None)
