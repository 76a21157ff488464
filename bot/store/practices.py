"""Practice in the store: where each member's practice stands, and which lines gave them trouble.

Both are the member's alone, and go with whatever else is kept of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import delete
from sqlmodel import col, select

from bot.stage.practice import Practice
from bot.store.engine import wait_for_ones_turn
from bot.store.tables import PracticeRow, TroubleRow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlmodel.ext.asyncio.session import AsyncSession


@dataclass(frozen=True, slots=True)
class KeptPractice:
    """A practice as it is stored: whose it is, of which chapter, and where it stands."""

    id: int
    guild_id: int
    user_id: int
    chapter_id: int
    practice: Practice


async def begin(
    session: AsyncSession, guild_id: int, user_id: int, chapter_id: int, practice: Practice, now: datetime
) -> int:
    """Keep a new practice in place of the member's last one on this server, and return its number."""
    await wait_for_ones_turn(session, user_id)
    await session.exec(delete(PracticeRow).where(_of_member(PracticeRow, guild_id, user_id)))
    row = PracticeRow(guild_id=guild_id, user_id=user_id, chapter_id=chapter_id, at=now, **_columns(practice))
    session.add(row)
    await session.flush()
    return cast("int", row.id)


async def load(session: AsyncSession, practice_id: int, user_id: int) -> KeptPractice | None:
    """Return a member's own practice, and have whoever else asks for it wait; None where they have none so numbered."""
    query = select(PracticeRow).where(PracticeRow.id == practice_id, PracticeRow.user_id == user_id).with_for_update()
    row = (await session.exec(query)).first()
    return _kept(row) if row else None


async def move_on(session: AsyncSession, practice_id: int, practice: Practice, now: datetime) -> None:
    """Keep where a practice stands now."""
    row = await session.get(PracticeRow, practice_id)
    if row is not None:
        row.sqlmodel_update({**_columns(practice), "at": now})
        session.add(row)


def _columns(practice: Practice) -> dict[str, Any]:
    return {
        "part": practice.part,
        "book": practice.book,
        "queue": list(practice.queue),
        "drill": practice.drill,
        "step": practice.step,
        "shown": practice.shown,
        "known": practice.known,
        "missed": list(practice.missed),
        "strictness": practice.strictness,
    }


def _kept(row: PracticeRow) -> KeptPractice:
    queue, missed = tuple(row.queue), tuple(row.missed)
    practice = Practice(row.part, row.book, queue, row.drill, row.step, row.shown, row.known, missed, row.strictness)
    return KeptPractice(cast("int", row.id), row.guild_id, row.user_id, row.chapter_id, practice)


async def trouble_of(session: AsyncSession, guild_id: int, user_id: int, chapter_id: int) -> Mapping[int, int]:
    """Return the lines of a chapter that a member missed, with how often; a line known since counts one less."""
    query = select(TroubleRow).where(_of_member(TroubleRow, guild_id, user_id), TroubleRow.chapter_id == chapter_id)
    return {row.line: row.misses for row in await session.exec(query)}


async def note_trouble(session: AsyncSession, kept: KeptPractice, line: int, change: int) -> None:
    """Count a line that was missed (1) or known (-1); a line that is trouble no more is forgotten."""
    key = (kept.guild_id, kept.user_id, kept.chapter_id, line)
    row = await session.get(TroubleRow, key)
    misses = (row.misses if row else 0) + change
    if row is None and misses > 0:
        session.add(TroubleRow(guild_id=key[0], user_id=key[1], chapter_id=key[2], line=line, misses=misses))
    elif row is not None and misses > 0:
        row.misses = misses
        session.add(row)
    elif row is not None:
        await session.delete(row)


def _of_member(table: type[PracticeRow | TroubleRow], guild_id: int, user_id: int) -> ColumnElement[bool]:
    return (col(table.guild_id) == guild_id) & (col(table.user_id) == user_id)
