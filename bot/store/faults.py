"""The last faults, by their short ids: when, where and of what kind. What was being said or done is not kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlmodel import col, select

from bot.store.tables import FaultRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlmodel.ext.asyncio.session import AsyncSession

_MOST_KEPT = 100


async def keep_faults(session: AsyncSession, faults: Iterable[tuple[str, datetime, str, str]]) -> None:
    """Keep faults (id, moment, place, kind), and forget the oldest where there are many."""
    for fault, at, place, kind in faults:
        await session.merge(FaultRow(id=fault, at=at, place=place[:60], kind=kind[:80]))
    await session.flush()
    newest = select(FaultRow.id).order_by(col(FaultRow.at).desc(), col(FaultRow.id)).limit(_MOST_KEPT)
    await session.exec(delete(FaultRow).where(col(FaultRow.id).not_in(tuple(await session.exec(newest)))))


async def last_faults(session: AsyncSession, most: int) -> tuple[tuple[str, datetime], ...]:
    """Return the ids and moments of the last faults, newest first."""
    rows = await session.exec(select(FaultRow).order_by(col(FaultRow.at).desc(), col(FaultRow.id)).limit(most))
    return tuple((row.id, row.at) for row in rows)
