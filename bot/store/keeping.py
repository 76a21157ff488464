"""How long things are kept: performances as a server chose, answers for a day, servers that left us for a while."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, union
from sqlmodel import SQLModel, col, func
from sqlmodel import select as select_rows

from bot.store.answers import KEPT_FOR
from bot.store.servers import choices_of
from bot.store.tables import AnswerRow, DepartureRow, EventRow, PerformanceRow, QuestionRow

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Table
    from sqlmodel.ext.asyncio.session import AsyncSession


async def forget_answers(session: AsyncSession, now: datetime) -> int:
    """Delete answers that are older than a day, and return how many."""
    done = await session.exec(delete(AnswerRow).where(col(AnswerRow.given_at) < now - KEPT_FOR))
    return int(done.rowcount)


async def forget_performances(session: AsyncSession, now: datetime) -> int:
    """Delete performances that ended longer ago than their servers keep them, and return how many."""
    ended = (
        select_rows(PerformanceRow.id, PerformanceRow.guild_id, func.max(EventRow.at))
        .join(EventRow, col(EventRow.performance_id) == col(PerformanceRow.id))
        .where(col(PerformanceRow.over).is_(True))
        .group_by(col(PerformanceRow.id), col(PerformanceRow.guild_id))
    )
    old = [number for number, guild, last in await session.exec(ended) if await _is_old(session, guild, last, now)]
    await session.exec(delete(PerformanceRow).where(col(PerformanceRow.id).in_(old)))
    return len(old)


async def forget_questions(session: AsyncSession, now: datetime) -> int:
    """Forget where questions stand that are older than their servers keep performances, and return how many."""
    forgotten = 0
    for guild in tuple(await session.exec(select_rows(QuestionRow.guild_id).distinct())):
        # A server may have tens of thousands, more than one statement can name.
        days = (await choices_of(session, guild)).retention_days
        theirs = delete(QuestionRow).where(col(QuestionRow.guild_id) == guild)
        old = theirs.where(col(QuestionRow.at) < now - timedelta(days=days))
        forgotten += (await session.exec(old)).rowcount if days > 0 else 0
    return forgotten


async def _is_old(session: AsyncSession, guild_id: int, last: datetime, now: datetime) -> bool:
    days = (await choices_of(session, guild_id)).retention_days
    return days > 0 and last < now - timedelta(days=days)


async def note_departures(session: AsyncSession, present: Collection[int], now: datetime) -> None:
    """Note which servers of the store the bot is on no longer, and forget that those it is on had removed it."""
    known = await guilds_kept(session)
    gone = set(await session.exec(select_rows(DepartureRow.guild_id)))
    await session.exec(delete(DepartureRow).where(col(DepartureRow.guild_id).in_(gone & set(present))))
    session.add_all(DepartureRow(guild_id=guild, left_at=now) for guild in known - gone - set(present))


async def guilds_kept(session: AsyncSession) -> set[int]:
    """Return the servers of which something is kept."""
    columns = [table.c.guild_id for table in _tables_of_servers() if table.name != DepartureRow.__tablename__]
    found = await (await session.connection()).execute(union(*(select(column) for column in columns)))
    return {guild for (guild,) in found if guild is not None}


async def purge(session: AsyncSession, days: int, now: datetime) -> tuple[int, ...]:
    """Delete all that is kept of servers that removed the bot so many days ago or more, and return their ids."""
    query = select_rows(DepartureRow.guild_id).where(col(DepartureRow.left_at) <= now - timedelta(days=days))
    guilds = tuple(await session.exec(query))
    connection = await session.connection()
    for table in _tables_of_servers():
        await connection.execute(delete(table).where(table.c.guild_id.in_(guilds)))
    return guilds


def _tables_of_servers() -> list[Table]:
    """Return the tables that have a server's id, those that refer to others first; the rest goes along with them."""
    return [table for table in reversed(SQLModel.metadata.sorted_tables) if "guild_id" in table.c]
