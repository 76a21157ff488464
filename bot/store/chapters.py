"""Chapters in the store: a server's own, and those of the house that are ready everywhere."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING, cast

from sqlalchemy import delete, update
from sqlmodel import col, func, or_, select

from bot.store.corrections import revisions_of
from bot.store.engine import wait_for_ones_turn
from bot.store.tables import ChapterRow, CorrectionRow, ObjectionRow, PerformanceRow
from bot.store.values import Chapter

if TYPE_CHECKING:
    from collections.abc import Sequence
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
    draft: bool = False,
    adult: bool = False,
    replaces_id: int | None = None,
    in_work: tuple[int, int] | None = None,
) -> Chapter:
    """Put a chapter on a shelf and return it; its handle gets a number where another has it already.

    A draft waits to be published, or to take the place of the chapter it replaces. `in_work` is a work and the place
    in it.
    """
    row = ChapterRow(
        guild_id=guild_id,
        handle=await _free_handle(session, guild_id, handle_for(title)),
        title=title[:200],
        filename=filename[-255:],
        source=source,
        fingerprint=fingerprint(source),
        added_by_user_id=user_id,
        added_at=now,
        published_at=None if draft else now,
        adult=adult,
        replaces_id=replaces_id,
        work_id=in_work[0] if in_work else None,
        place=in_work[1] if in_work else 0,
    )
    session.add(row)
    await session.flush()
    return _chapter(row)


async def _free_handle(session: AsyncSession, guild_id: int | None, wish: str) -> str:
    await wait_for_ones_turn(session, guild_id or 0)
    query = select(ChapterRow.handle).where(_on_shelf(guild_id))
    taken = set(await session.exec(query))
    candidates = (wish if number == 1 else f"{wish}-{number}" for number in range(1, len(taken) + 2))
    return next(handle for handle in candidates if handle not in taken)


def _on_shelf(guild_id: int | None):  # type: ignore[no-untyped-def]  # noqa: ANN202 (a column expression)
    return col(ChapterRow.guild_id).is_(None) if guild_id is None else ChapterRow.guild_id == guild_id


def _chapter(row: ChapterRow, reader: int | None = None, revision: str = "") -> Chapter:
    return Chapter(
        cast("int", row.id),
        row.guild_id,
        row.handle,
        row.title,
        row.filename,
        row.fingerprint,
        row.published_at is not None,
        row.adult,
        row.replaces_id,
        row.removed_at,
        row.work_id,
        row.place,
        row.guild_id if reader is None else reader,
        revision,
    )


async def chapters_of(session: AsyncSession, guild_id: int) -> tuple[Chapter, ...]:
    """Return the published chapters a server can see: the house's and its own, in the order they came."""
    return tuple(chapter for chapter in await shelf_of(session, guild_id) if chapter.published)


async def shelf_of(session: AsyncSession, guild_id: int) -> tuple[Chapter, ...]:
    """Return the chapters and drafts of a server and the house, those that were removed left out."""
    shelves = or_(col(ChapterRow.guild_id).is_(None), ChapterRow.guild_id == guild_id)
    return await _chapters(session, shelves, guild_id)


async def house_chapters(session: AsyncSession) -> tuple[Chapter, ...]:
    """Return the chapters that are ready on every server."""
    return await _chapters(session, col(ChapterRow.guild_id).is_(None), None)


async def _chapters(session: AsyncSession, shelves, reader: int | None) -> tuple[Chapter, ...]:  # type: ignore[no-untyped-def]  # noqa: ANN001 (a column expression)
    standing = col(ChapterRow.withdrawn).is_(False), col(ChapterRow.removed_at).is_(None)
    rows = list(await session.exec(select(ChapterRow).where(shelves, *standing).order_by(col(ChapterRow.id))))
    revisions = await revisions_of(session, reader) if reader is not None else {}
    return tuple(_chapter(row, reader, revisions.get(cast("int", row.id), "")) for row in rows)


async def removed_chapters(session: AsyncSession, guild_id: int) -> tuple[Chapter, ...]:
    """Return the chapters of a server that were removed and are not deleted yet, the last removed first."""
    query = select(ChapterRow).where(ChapterRow.guild_id == guild_id, col(ChapterRow.removed_at).is_not(None))
    rows = await session.exec(query.where(col(ChapterRow.source) != "").order_by(col(ChapterRow.removed_at).desc()))
    return tuple(_chapter(row) for row in rows)


async def chapter_of(session: AsyncSession, chapter_id: int, guild_id: int) -> Chapter | None:
    """Return a chapter or draft that a server can see, removed or not; None for another server's, and for none."""
    row = await session.get(ChapterRow, chapter_id)
    if row is None or row.withdrawn or row.guild_id not in {None, guild_id} or not row.source:
        return None
    return _chapter(row, guild_id, (await revisions_of(session, guild_id, chapter_id)).get(chapter_id, ""))


async def same_text(session: AsyncSession, guild_id: int, wanted: str) -> Chapter | None:
    """Return the server's own chapter or draft of that fingerprint, removed or not."""
    query = select(ChapterRow).where(
        _on_shelf(guild_id), ChapterRow.fingerprint == wanted, col(ChapterRow.withdrawn).is_(False)
    )
    row = (await session.exec(query)).first()
    return await chapter_of(session, cast("int", row.id), guild_id) if row else None


async def publish(session: AsyncSession, chapter_ids: Sequence[int], now: datetime) -> None:
    """Show drafts to everybody on their server; what is published already stays so."""
    for row in await _rows(session, chapter_ids):
        row.published_at = row.published_at or now
        row.replaces_id = None
        session.add(row)


async def stand_alone(session: AsyncSession, chapter_id: int) -> None:
    """Have a draft no longer wait to take another chapter's place."""
    for row in await _rows(session, [chapter_id]):
        row.replaces_id = None
        session.add(row)


async def remove(session: AsyncSession, chapter_ids: Sequence[int], now: datetime) -> None:
    """Take chapters of a server away; until they are deleted they can be brought back."""
    for row in await _rows(session, chapter_ids):
        row.removed_at = row.removed_at or now
        session.add(row)


async def bring_back(session: AsyncSession, chapter_id: int) -> None:
    """Put a removed chapter back where it was."""
    for row in await _rows(session, [chapter_id]):
        row.removed_at = None
        session.add(row)


async def retitle(session: AsyncSession, chapter_id: int, title: str, replaces_id: int | None) -> None:
    """Call a draft otherwise; its handle follows, and whose new version it is goes by the new title."""
    for row in await _rows(session, [chapter_id]):
        row.replaces_id = replaces_id
        if handle_for(title) != handle_for(row.title):
            row.handle = await _free_handle(session, row.guild_id, handle_for(title))
        row.title = title
        session.add(row)


async def mark_adult(session: AsyncSession, chapter_ids: Sequence[int], *, adult: bool) -> None:
    """Say whether chapters are offered in age-restricted channels alone."""
    for row in await _rows(session, chapter_ids):
        row.adult = adult
        session.add(row)


async def is_adult(session: AsyncSession, chapter_id: int) -> bool:
    """Tell whether a chapter, removed or not, is offered in age-restricted channels alone."""
    return bool((await session.exec(select(ChapterRow.adult).where(ChapterRow.id == chapter_id))).first())


async def _rows(session: AsyncSession, chapter_ids: Sequence[int]) -> list[ChapterRow]:
    return list(await session.exec(select(ChapterRow).where(col(ChapterRow.id).in_(chapter_ids))))


async def put_in_place(session: AsyncSession, draft_id: int, chapter_id: int) -> bool:
    """Give a chapter the text of the draft that is its new version, and forget the draft; False where one is gone."""
    draft, row = await session.get(ChapterRow, draft_id), await session.get(ChapterRow, chapter_id)
    if draft is None or row is None:
        return False
    row.source, row.filename, row.fingerprint = draft.source, draft.filename, draft.fingerprint
    row.adult = row.adult or draft.adult
    session.add(row)
    moved = update(CorrectionRow).where(col(CorrectionRow.chapter_id) == draft_id).values(chapter_id=chapter_id)
    await session.exec(moved)
    await delete_chapter(session, draft_id)
    return True


async def delete_chapter(session: AsyncSession, chapter_id: int) -> bool:
    """Delete a chapter with all that hangs on it; False where a performance still does, and only the text goes."""
    row = await session.get(ChapterRow, chapter_id)
    if row is None:
        return True
    await session.exec(delete(ObjectionRow).where(col(ObjectionRow.chapter_id) == chapter_id))
    played = select(func.count()).select_from(PerformanceRow).where(PerformanceRow.chapter_id == chapter_id)
    if (await session.exec(played)).one():
        row.source, row.filename, row.fingerprint = "", "", ""
        session.add(row)
        return False
    await session.delete(row)
    await session.flush()
    return True


async def delete_removed(session: AsyncSession, before: datetime) -> int:
    """Delete the chapters that were removed before a time, and return how many; what is played is only emptied.

    The empty rest of one that was played goes with the last performance of it.
    """
    query = select(ChapterRow.id, ChapterRow.source != "").where(col(ChapterRow.removed_at) < before)
    due = list(await session.exec(query))
    gone = [await delete_chapter(session, cast("int", chapter_id)) or whole for chapter_id, whole in due]
    return sum(gone)


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
