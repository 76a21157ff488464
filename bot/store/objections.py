"""Answers that members found wrong, kept for the admins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import col, func, select

from bot.store.tables import ObjectionRow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlmodel.ext.asyncio.session import AsyncSession


@dataclass(frozen=True, slots=True)
class Objection:
    """An answer that a member of a server found wrong, and the line it was taken from."""

    guild_id: int
    user_id: int
    chapter_id: int
    line: int
    question: str
    answer: str


async def object_to(session: AsyncSession, objection: Objection, now: datetime) -> bool:
    """Put an objection on the server's list; False where the same member has made it already."""
    same = select(ObjectionRow).where(
        ObjectionRow.guild_id == objection.guild_id,
        ObjectionRow.user_id == objection.user_id,
        ObjectionRow.chapter_id == objection.chapter_id,
        ObjectionRow.question == objection.question,
    )
    if (await session.exec(same)).first() is not None:
        return False
    session.add(
        ObjectionRow(
            guild_id=objection.guild_id,
            user_id=objection.user_id,
            chapter_id=objection.chapter_id,
            line=objection.line,
            question=objection.question,
            answer=objection.answer,
            made_at=now,
        )
    )
    return True


async def open_objections(session: AsyncSession, guild_id: int) -> int:
    """Return how many objections of a server nobody has looked at yet."""
    query = select(func.count()).select_from(ObjectionRow)
    query = query.where(ObjectionRow.guild_id == guild_id, col(ObjectionRow.settled).is_(False))
    return (await session.exec(query)).one()


async def objected_lines(session: AsyncSession, chapter_id: int) -> frozenset[int]:
    """Return the lines of a chapter that open objections are about."""
    query = select(ObjectionRow.line).where(ObjectionRow.chapter_id == chapter_id, col(ObjectionRow.settled).is_(False))
    return frozenset(await session.exec(query))


async def move(session: AsyncSession, chapter_id: int, lines: Mapping[int, int | None]) -> None:
    """Say which lines open objections are about now; one whose line is gone (None) is settled."""
    query = select(ObjectionRow).where(ObjectionRow.chapter_id == chapter_id, col(ObjectionRow.settled).is_(False))
    for row in await session.exec(query):
        line = lines.get(row.line, row.line)
        row.settled = line is None
        row.line = row.line if line is None else line
        session.add(row)


async def objections_to(session: AsyncSession, guild_id: int, chapter_id: int) -> tuple[Objection, ...]:
    """Return the open objections of a server's members to answers from a chapter, in the order they were made."""
    query = select(ObjectionRow).where(
        ObjectionRow.guild_id == guild_id, ObjectionRow.chapter_id == chapter_id, col(ObjectionRow.settled).is_(False)
    )
    return tuple(
        Objection(row.guild_id, row.user_id or 0, row.chapter_id, row.line, row.question, row.answer)
        for row in await session.exec(query.order_by(col(ObjectionRow.id)))
    )


async def settle_objections(session: AsyncSession, guild_id: int, chapter_id: int, line: int) -> None:
    """Mark what a server's members objected to in a line as looked at."""
    query = select(ObjectionRow).where(
        ObjectionRow.guild_id == guild_id, ObjectionRow.chapter_id == chapter_id, ObjectionRow.line == line
    )
    for row in await session.exec(query):
        row.settled = True
        session.add(row)
