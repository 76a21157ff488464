"""Performances in the store: opening one, loading its ledger, adding events, keeping track of its posts.

Every function takes the session of a transaction that the caller opened; none decides anything.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import delete, update
from sqlmodel import col, func, select

from bot.stage.book import Passage, PromptBook, PromptLine
from bot.stage.events import Recorded, from_record, to_record
from bot.stage.state import fold_all
from bot.store.servers import choices_of
from bot.store.tables import EventRow, PerformanceRow, PerformerRow, PostRow, SpokenWordsRow
from bot.store.values import Ledger, Post, PostStatus, Venue

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlmodel.ext.asyncio.session import AsyncSession

    from bot.stage.events import Event


async def open_performance(
    session: AsyncSession, venue: Venue, book: PromptBook, now: datetime, *, follows: int | None = None
) -> int:
    """Store a new performance without events and return its number; the venue's own number is not looked at.

    `follows` is the performance that it plays again.
    """
    row = PerformanceRow(
        guild_id=venue.guild_id,
        channel_id=venue.channel_id,
        chapter_id=venue.chapter_id,
        book=asdict(book),
        opened_at=now,
        follows_id=follows,
    )
    session.add(row)
    await session.flush()
    return cast("int", row.id)


async def load_ledger(session: AsyncSession, performance_id: int) -> Ledger | None:
    """Return a performance with all that is stored of it, or None where there is none of that number."""
    row = await session.get(PerformanceRow, performance_id)
    if row is None:
        return None
    book = book_from_data(row.book)
    records = await _records(session, performance_id)
    return Ledger(
        venue=_venue(row),
        book=book,
        records=records,
        state=fold_all(book, records),
        performers=await _performers(session, performance_id),
        own_words=await _own_words(session, performance_id),
        posts=await _posts(session, performance_id),
        choices=await choices_of(session, row.guild_id),
    )


async def lock_ledger(session: AsyncSession, performance_id: int) -> Ledger | None:
    """Return a performance, and have whoever else asks so wait until this transaction is over."""
    await session.exec(select(PerformanceRow.id).where(PerformanceRow.id == performance_id).with_for_update())
    return await load_ledger(session, performance_id)


async def unfinished_encore(session: AsyncSession, performance_id: int) -> int | None:
    """Return the performance that plays this one again, if it is not over."""
    query = select(PerformanceRow.id).where(
        PerformanceRow.follows_id == performance_id, col(PerformanceRow.over).is_(False)
    )
    return (await session.exec(query)).first()


def _venue(row: PerformanceRow) -> Venue:
    return Venue(cast("int", row.id), row.guild_id, row.channel_id, row.thread_id, row.chapter_id)


def book_from_data(data: dict[str, Any]) -> PromptBook:
    """Return the prompt book that `dataclasses.asdict` took apart."""
    lines = (
        PromptLine(**{**line, "passages": tuple(Passage(**passage) for passage in line["passages"])})
        for line in data["lines"]
    )
    return PromptBook(data["title"], tuple(lines))


async def _records(session: AsyncSession, performance_id: int) -> tuple[Recorded, ...]:
    query = select(EventRow).where(EventRow.performance_id == performance_id).order_by(col(EventRow.seq))
    return tuple(Recorded(row.seq, row.at, from_record(row.kind, row.data)) for row in await session.exec(query))


async def _performers(session: AsyncSession, performance_id: int) -> dict[str, int | None]:
    query = select(PerformerRow).where(PerformerRow.performance_id == performance_id)
    return {row.key: row.user_id for row in await session.exec(query)}


async def _own_words(session: AsyncSession, performance_id: int) -> dict[int, str]:
    query = select(SpokenWordsRow).where(SpokenWordsRow.performance_id == performance_id)
    return {row.seq: row.words for row in await session.exec(query)}


async def _posts(session: AsyncSession, performance_id: int) -> dict[tuple[int, int], Post]:
    query = select(PostRow).where(PostRow.performance_id == performance_id)
    return {(row.seq, row.slot): _post(row) for row in await session.exec(query)}


def _post(row: PostRow) -> Post:
    status = cast("PostStatus", row.status)
    return Post(row.seq, row.slot, status, row.channel_id, row.message_id, row.webhook_id)


async def performer_key(session: AsyncSession, ledger: Ledger, user_id: int) -> str:
    """Return the member's performer key, giving out the next one where they have none yet."""
    if (known := ledger.key_of(user_id)) is not None:
        return known
    key = f"p{len(ledger.performers) + 1}"
    session.add(PerformerRow(performance_id=ledger.venue.id, key=key, user_id=user_id))
    await session.flush()
    return key


async def append(session: AsyncSession, ledger: Ledger, events: tuple[Event, ...], now: datetime) -> None:
    """Add events behind the ledger's last one; IntegrityError when another decision was quicker."""
    for seq, event in enumerate(events, start=ledger.state.seq + 1):
        kind, data = to_record(event)
        session.add(EventRow(performance_id=ledger.venue.id, seq=seq, kind=kind, at=now, data=data))
    await session.flush()


async def keep_words(session: AsyncSession, performance_id: int, seq: int, words: str) -> None:
    """Keep the words a performer typed for the line that an event performed, or tried."""
    session.add(SpokenWordsRow(performance_id=performance_id, seq=seq, words=words))


async def forget_words(session: AsyncSession, performance_id: int, seqs: Collection[int]) -> None:
    """Forget the words kept for these events."""
    if seqs:
        row = col(SpokenWordsRow.performance_id) == performance_id
        await session.exec(delete(SpokenWordsRow).where(row, col(SpokenWordsRow.seq).in_(seqs)))


async def mark_over(session: AsyncSession, performance_id: int) -> None:
    """Note that nothing is left to do for a performance."""
    await _change(session, performance_id, over=True)


async def move_to_thread(session: AsyncSession, performance_id: int, thread_id: int | None) -> None:
    """Note the thread a performance is in; None: it has none now."""
    await _change(session, performance_id, thread_id=thread_id)


async def _change(session: AsyncSession, performance_id: int, **values: Any) -> None:  # noqa: ANN401 (column values)
    await session.exec(update(PerformanceRow).where(col(PerformanceRow.id) == performance_id).values(**values))


async def save_post(session: AsyncSession, performance_id: int, post: Post) -> None:
    """Write down where a post stands, over what was known of it before."""
    await session.merge(PostRow(performance_id=performance_id, **asdict(post)))


async def find_post(session: AsyncSession, message_id: int) -> tuple[int, Post] | None:
    """Return the performance and the post that a message is, or None where it is none of ours."""
    row = (await session.exec(select(PostRow).where(PostRow.message_id == message_id))).first()
    return (row.performance_id, _post(row)) if row else None


async def open_venues(session: AsyncSession, guild_id: int | None = None) -> tuple[Venue, ...]:
    """Return the performances that still have something to do, newest first; of one server where it is given."""
    query = select(PerformanceRow).where(col(PerformanceRow.over).is_(False)).order_by(col(PerformanceRow.id).desc())
    if guild_id is not None:
        query = query.where(PerformanceRow.guild_id == guild_id)
    return tuple(_venue(row) for row in await session.exec(query))


async def work_in_hand(session: AsyncSession, guild_id: int | None = None) -> tuple[int, int]:
    """Return how many performances are not over, and how many of their posts are on their way; of a server if given."""
    ours: list[ColumnElement[bool]] = [col(PerformanceRow.over).is_(False)]
    if guild_id is not None:
        ours.append(col(PerformanceRow.guild_id) == guild_id)
    performances = (await session.exec(select(func.count()).select_from(PerformanceRow).where(*ours))).one()
    posts = select(func.count()).select_from(PostRow).join(PerformanceRow).where(*ours, PostRow.status == "sending")
    return performances, (await session.exec(posts)).one()


async def venue_of_thread(session: AsyncSession, thread_id: int) -> Venue | None:
    """Return the performance that takes, or took, place in a thread."""
    query = select(PerformanceRow).where(PerformanceRow.thread_id == thread_id).order_by(col(PerformanceRow.id).desc())
    row = (await session.exec(query)).first()
    return _venue(row) if row else None


async def newest_venue(session: AsyncSession, guild_id: int, channel_id: int) -> Venue | None:
    """Return the performance that was opened last in a channel, also when it is over."""
    query = select(PerformanceRow).where(PerformanceRow.guild_id == guild_id, PerformanceRow.channel_id == channel_id)
    row = (await session.exec(query.order_by(col(PerformanceRow.id).desc()))).first()
    return _venue(row) if row else None
