"""Where lines of a chapter stand in threads, since somebody performed them there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.store.tables import EventRow, PerformanceRow, PostRow

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlmodel.ext.asyncio.session import AsyncSession

MOST_PERFORMANCES = 5


@dataclass(frozen=True, slots=True)
class PerformedLine:
    """A line as it was performed last: its number, the post's ids, and the channel that its thread hangs in."""

    line: int
    channel_id: int
    thread_id: int
    message_id: int


async def performed_lines(
    session: AsyncSession, guild_id: int, chapter_id: int, lines: Collection[int]
) -> tuple[PerformedLine, ...]:
    """Return where these lines of a chapter stand, newest first; only a server's last performances count."""
    newest = select(col(PerformanceRow.id)).where(
        PerformanceRow.guild_id == guild_id, PerformanceRow.chapter_id == chapter_id
    )
    newest = newest.order_by(col(PerformanceRow.id).desc()).limit(MOST_PERFORMANCES)
    performances = tuple(await session.exec(newest))
    line = col(EventRow.data)["line"].as_integer()
    query = (
        select(line, PerformanceRow.channel_id, PostRow.channel_id, PostRow.message_id)
        .join(PerformanceRow, col(PerformanceRow.id) == col(EventRow.performance_id))
        .join(
            PostRow,
            (col(PostRow.performance_id) == col(EventRow.performance_id)) & (col(PostRow.seq) == col(EventRow.seq)),
        )
        .where(
            col(EventRow.performance_id).in_(performances),
            EventRow.kind == "line-performed",
            line.in_(tuple(lines)),
            PostRow.slot == 0,
            PostRow.status == "done",
            col(PostRow.message_id).is_not(None),
        )
        .order_by(col(EventRow.performance_id).desc(), col(EventRow.seq).desc())
    )
    return tuple(PerformedLine(*row) for row in await session.exec(query))
