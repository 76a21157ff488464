"""Chapters in the store: a server's own, and those of the house that are ready everywhere."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING, cast

from sqlmodel import col, or_, select

from bot.store.tables import ChapterRow
from bot.store.values import Chapter

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel.ext.asyncio.session import AsyncSession


def fingerprint(source: str) -> str:
    """Return what tells one text from another."""
    return hashlib.sha256(source.encode()).hexdigest()


def handle_for(title: str) -> str:
    """Return a short name for a chapter, of letters, digits and dashes in any script."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    return re.sub(r"[\W_]+", "-", folded).strip("-")[:80] or "chapter"


async def add_chapter(  # noqa: PLR0913 (a row's columns)
    session: AsyncSession,
    *,
    guild_id: int | None,
    title: str,
    filename: str,
    source: str,
    user_id: int | None,
    now: datetime,
) -> Chapter:
    """Put a chapter on a shelf and return it; its handle gets a number where another has it already."""
    row = ChapterRow(
        guild_id=guild_id,
        handle=await _free_handle(session, guild_id, handle_for(title)),
        title=title[:200],
        filename=filename[-255:],
        source=source,
        fingerprint=fingerprint(source),
        added_by_user_id=user_id,
        added_at=now,
    )
    session.add(row)
    await session.flush()
    return _chapter(row)


async def _free_handle(session: AsyncSession, guild_id: int | None, wish: str) -> str:
    query = select(ChapterRow.handle).where(_on_shelf(guild_id))
    taken = set(await session.exec(query))
    candidates = (wish if number == 1 else f"{wish}-{number}" for number in range(1, len(taken) + 2))
    return next(handle for handle in candidates if handle not in taken)


def _on_shelf(guild_id: int | None):  # type: ignore[no-untyped-def]  # noqa: ANN202 (a column expression)
    return col(ChapterRow.guild_id).is_(None) if guild_id is None else ChapterRow.guild_id == guild_id


def _chapter(row: ChapterRow) -> Chapter:
    return Chapter(cast("int", row.id), row.guild_id, row.handle, row.title, row.filename, row.fingerprint)


async def chapters_of(session: AsyncSession, guild_id: int) -> tuple[Chapter, ...]:
    """Return the chapters a server can see: the house's and its own, in the order they came."""
    shelves = or_(col(ChapterRow.guild_id).is_(None), ChapterRow.guild_id == guild_id)
    return await _chapters(session, shelves)


async def house_chapters(session: AsyncSession) -> tuple[Chapter, ...]:
    """Return the chapters that are ready on every server."""
    return await _chapters(session, col(ChapterRow.guild_id).is_(None))


async def _chapters(session: AsyncSession, shelves) -> tuple[Chapter, ...]:  # type: ignore[no-untyped-def]  # noqa: ANN001 (a column expression)
    query = select(ChapterRow).where(shelves, col(ChapterRow.withdrawn).is_(False)).order_by(col(ChapterRow.id))
    return tuple(_chapter(row) for row in await session.exec(query))


async def source_of(session: AsyncSession, chapter_id: int) -> str | None:
    """Return a chapter's text as it came, or None where there is no such chapter."""
    return (await session.exec(select(ChapterRow.source).where(ChapterRow.id == chapter_id))).first()


async def withdraw(session: AsyncSession, chapter_id: int) -> None:
    """Take a chapter off its shelf without forgetting it: performances of it go on."""
    if (row := await session.get(ChapterRow, chapter_id)) is not None:
        row.withdrawn = True
        session.add(row)


async def restore(session: AsyncSession, guild_id: int | None, wanted: str) -> Chapter | None:
    """Put a withdrawn chapter of this fingerprint back on its shelf and return it, or None where there is none."""
    query = select(ChapterRow).where(_on_shelf(guild_id), ChapterRow.fingerprint == wanted)
    row = (await session.exec(query)).first()
    if row is None:
        return None
    row.withdrawn = False
    session.add(row)
    return _chapter(row)
