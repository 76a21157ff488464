"""Works, which are chapters in order, and the chapters that a channel means where none is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sqlalchemy import delete
from sqlmodel import col, select

from bot.store.engine import wait_for_ones_turn
from bot.store.tables import ChapterChannelRow, ChapterRow, WorkRow
from bot.store.values import Work

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel.ext.asyncio.session import AsyncSession


async def works_of(session: AsyncSession, guild_id: int) -> tuple[Work, ...]:
    """Return the works of a server; which chapters they have stands with the chapters."""
    rows = await session.exec(select(WorkRow).where(WorkRow.guild_id == guild_id).order_by(col(WorkRow.id)))
    return tuple(Work(cast("int", row.id), row.guild_id, row.title) for row in rows)


async def make_work(session: AsyncSession, guild_id: int, title: str, chapter_ids: Sequence[int] = ()) -> Work:
    """Join chapters of a server to a work in this order; a work that loses its last chapter to it is gone."""
    row = WorkRow(guild_id=guild_id, title=title[:200])
    session.add(row)
    await session.flush()
    work = Work(cast("int", row.id), guild_id, row.title)
    await order_work(session, work, chapter_ids)
    return work


async def order_work(session: AsyncSession, work: Work, chapter_ids: Sequence[int]) -> None:
    """Make these the chapters of a work, in this order; chapters it had besides stand alone again."""
    places = {chapter_id: place for place, chapter_id in enumerate(chapter_ids, start=1)}
    query = select(ChapterRow).where(ChapterRow.guild_id == work.guild_id)
    for row in await session.exec(query):
        place = places.get(cast("int", row.id))
        if place is not None:
            row.work_id, row.place = work.id, place
        elif row.work_id == work.id:
            row.work_id, row.place = None, 0
        session.add(row)
    await session.flush()
    await _forget_empty(session, work.guild_id)


async def join(session: AsyncSession, work: Work, chapter_ids: Sequence[int]) -> None:
    """Put chapters into a work in this order, those it had besides behind them."""
    query = select(ChapterRow.id).where(ChapterRow.work_id == work.id).order_by(col(ChapterRow.place))
    had = [cast("int", each) for each in await session.exec(query)]
    await order_work(session, work, list(dict.fromkeys((*chapter_ids, *had))))


async def _forget_empty(session: AsyncSession, guild_id: int) -> None:
    filled = select(ChapterRow.work_id).where(col(ChapterRow.work_id).is_not(None))
    empty = delete(WorkRow).where(col(WorkRow.guild_id) == guild_id, col(WorkRow.id).not_in(filled))
    await session.exec(empty)


async def used_in(session: AsyncSession, guild_id: int, channel_id: int) -> tuple[int, ...]:
    """Return the ids of the chapters that commands in a channel mean."""
    query = select(ChapterChannelRow.chapter_id).where(
        ChapterChannelRow.guild_id == guild_id, ChapterChannelRow.channel_id == channel_id
    )
    return tuple(sorted(await session.exec(query)))


async def use_in(session: AsyncSession, guild_id: int, channel_id: int, chapter_ids: Sequence[int]) -> None:
    """Have commands in a channel mean these chapters, in place of those they meant; none: every chapter."""
    await wait_for_ones_turn(session, guild_id)
    await session.exec(
        delete(ChapterChannelRow).where(
            col(ChapterChannelRow.guild_id) == guild_id, col(ChapterChannelRow.channel_id) == channel_id
        )
    )
    session.add_all(
        ChapterChannelRow(channel_id=channel_id, chapter_id=chapter_id, guild_id=guild_id)
        for chapter_id in dict.fromkeys(chapter_ids)
    )


async def channels_using(session: AsyncSession, guild_id: int, chapter_ids: Sequence[int]) -> tuple[int, ...]:
    """Return the channels in which commands mean one of these chapters."""
    query = select(ChapterChannelRow.channel_id).where(
        ChapterChannelRow.guild_id == guild_id, col(ChapterChannelRow.chapter_id).in_(chapter_ids)
    )
    return tuple(sorted(set(await session.exec(query))))
