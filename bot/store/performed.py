"""What was performed where: lines of a chapter in threads, and how far the performances of a channel have come.

Asked at every question and every letter of an autocomplete, so no ledger is loaded and folded for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import col, func, select

from bot.store.ledgers import book_from_data
from bot.store.tables import EventRow, PerformanceRow, PostRow

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlmodel.ext.asyncio.session import AsyncSession

    from bot.stage.book import PromptBook

MOST_PERFORMANCES = 5
_LINE = col(EventRow.data)["line"].as_integer()


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
    query = (
        select(_LINE, PerformanceRow.channel_id, PostRow.channel_id, PostRow.message_id)
        .join(PerformanceRow, col(PerformanceRow.id) == col(EventRow.performance_id))
        .join(
            PostRow,
            (col(PostRow.performance_id) == col(EventRow.performance_id)) & (col(PostRow.seq) == col(EventRow.seq)),
        )
        .where(
            col(EventRow.performance_id).in_(performances),
            EventRow.kind == "line-performed",
            _LINE.in_(tuple(lines)),
            PostRow.slot == 0,
            PostRow.status == "done",
            col(PostRow.message_id).is_not(None),
        )
        .order_by(col(EventRow.performance_id).desc(), col(EventRow.seq).desc())
    )
    return tuple(PerformedLine(*row) for row in await session.exec(query))


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A performance that has begun and not ended: its chapter, its book, and the last line anybody heard (0: none)."""

    chapter_id: int
    book: PromptBook
    furthest: int


async def under_way(session: AsyncSession, guild_id: int, channel_id: int) -> tuple[UnderWay, ...]:
    """Return the performances under way in a channel's threads, paused ones too."""
    begun = select(EventRow.performance_id).where(EventRow.kind == "begun")
    ended = select(EventRow.performance_id).where(EventRow.kind == "ended")
    query = select(PerformanceRow).where(
        PerformanceRow.guild_id == guild_id,
        PerformanceRow.channel_id == channel_id,
        col(PerformanceRow.over).is_(False),
        col(PerformanceRow.id).in_(begun),
        col(PerformanceRow.id).not_in(ended),
    )
    return tuple(
        [
            UnderWay(row.chapter_id, book_from_data(row.book), await _furthest(session, row.id))
            for row in await session.exec(query.order_by(col(PerformanceRow.id)))
        ]
    )


async def _furthest(session: AsyncSession, performance_id: int | None) -> int:
    query = select(func.max(_LINE)).where(EventRow.performance_id == performance_id, EventRow.kind == "line-performed")
    return (await session.exec(query)).one() or 0
