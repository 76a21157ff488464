"""What is kept of a member, in every table: told, handed out, erased.

`PERSONAL` names every column that holds a member's id. Erasing never touches an event: performers become nobody, their
typed words go, and what the chapter itself says stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import delete, func, select, update
from sqlmodel import SQLModel, col
from sqlmodel import select as select_rows

from bot.store.tables import ErasureRow, EventRow, PerformerRow, SpokenWordsRow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlmodel.ext.asyncio.session import AsyncSession


@dataclass(frozen=True, slots=True)
class Personal:
    """A column with a member's id, and what erasing does: the row goes, or only the id in it.

    `left_out`: columns that are not handed out, since they are no member's: a chapter's text is the server's.
    """

    column: str
    erased: Literal["row", "id"]
    left_out: frozenset[str] = frozenset()


PERSONAL: Mapping[str, Personal] = {
    "answer": Personal("user_id", "row"),
    "appointment": Personal("user_id", "row"),
    "chapter": Personal("added_by_user_id", "id", frozenset({"source"})),
    "choice_change": Personal("user_id", "id"),
    "correction": Personal("user_id", "id"),
    "objection": Personal("user_id", "row"),
    "performer": Personal("user_id", "id"),
    "practice": Personal("user_id", "row"),
    "question": Personal("user_id", "id"),
    "trouble": Personal("user_id", "row"),
}
"""By the table's name."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A performance that a member took part in, and the key that its events have for them."""

    performance_id: int
    key: str


async def counts_of(session: AsyncSession, user_id: int) -> dict[str, int]:
    """Return in how many rows of each table a member stands."""
    connection = await session.connection()
    counts = {}
    for name, personal in PERSONAL.items():
        table = SQLModel.metadata.tables[name]
        query = select(func.count()).select_from(table).where(table.c[personal.column] == user_id)
        counts[name] = (await connection.execute(query)).scalar_one()
    return counts


async def rows_of(session: AsyncSession, user_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return the rows in which a member stands, by table."""
    connection = await session.connection()
    rows = {}
    for name, personal in PERSONAL.items():
        table = SQLModel.metadata.tables[name]
        columns = [column for column in table.columns if column.name not in personal.left_out]
        found = await connection.execute(select(*columns).where(table.c[personal.column] == user_id))
        rows[name] = [dict(row) for row in found.mappings()]
    return rows


async def taken_by(session: AsyncSession, user_id: int) -> tuple[Taken, ...]:
    """Return the performances a member took part in, oldest first."""
    query = select_rows(PerformerRow).where(PerformerRow.user_id == user_id).order_by(col(PerformerRow.performance_id))
    return tuple(Taken(row.performance_id, row.key) for row in await session.exec(query))


async def erase(session: AsyncSession, user_id: int, now: datetime) -> tuple[Taken, ...]:
    """Erase a member from every table, note whose posts are still to be edited, and return their performances."""
    taken = await taken_by(session, user_id)
    for each in taken:
        await _erase_words(session, each)
        await session.merge(ErasureRow(performance_id=each.performance_id, key=each.key, asked_at=now))
    await session.flush()
    connection = await session.connection()
    for name, personal in PERSONAL.items():
        table = SQLModel.metadata.tables[name]
        theirs = table.c[personal.column] == user_id
        if personal.erased == "row":
            await connection.execute(delete(table).where(theirs))
        else:
            await connection.execute(update(table).where(theirs).values({personal.column: None}))
    return taken


async def _erase_words(session: AsyncSession, taken: Taken) -> None:
    """Delete what a performer typed, whatever kind of event it was typed for."""
    query = select_rows(EventRow).where(EventRow.performance_id == taken.performance_id)
    seqs = [row.seq for row in await session.exec(query) if row.data.get("performer") == taken.key]
    await session.exec(
        delete(SpokenWordsRow).where(
            col(SpokenWordsRow.performance_id) == taken.performance_id, col(SpokenWordsRow.seq).in_(seqs)
        )
    )


async def erasures(session: AsyncSession) -> tuple[Taken, ...]:
    """Return the performers whose posts are still to be edited."""
    rows = await session.exec(select_rows(ErasureRow).order_by(col(ErasureRow.performance_id)))
    return tuple(Taken(row.performance_id, row.key) for row in rows)


async def finish_erasure(session: AsyncSession, taken: Taken) -> None:
    """Note that a performer's posts are edited."""
    if (row := await session.get(ErasureRow, (taken.performance_id, taken.key))) is not None:
        await session.delete(row)
