"""Rows in every table of the store, for tests that must leave none out.

A new table is filled by itself: every column gets a value of its type, ids of members and servers the given ones.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Boolean, Integer, insert
from sqlmodel import SQLModel

from bot.store.columns import Key, Moment

if TYPE_CHECKING:
    from sqlalchemy import Column, Table
    from sqlmodel.ext.asyncio.session import AsyncSession

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
_BOOK = {"title": "The Kiln", "lines": [], "parts": []}
_SPECIAL: dict[tuple[str, str], Any] = {
    ("performance", "book"): _BOOK,
    ("event", "kind"): "opened",
    ("event", "data"): {"performer": "p1"},
    ("performer", "key"): "p1",
    ("erasure", "key"): "another",
    ("post", "status"): "done",
    ("server", "forbidden_words"): [],
}


async def filled(session: AsyncSession, *, user_id: int, guild_id: int = 50, nth: int = 1) -> int:
    """Put one row into every table, all about one member on one server; `nth` keeps fillings apart.

    Return the number of the performance, which is that of everything else too.
    """
    connection = await session.connection()
    for table in SQLModel.metadata.sorted_tables:
        row = {column.name: _value(table, column, user_id, guild_id + nth, nth) for column in table.columns}
        await connection.execute(insert(table).values(**row))
    return nth


def _value(table: Table, column: Column[Any], user_id: int, guild_id: int, nth: int) -> Any:  # noqa: ANN401, PLR0911 (one a type)
    if (table.name, column.name) in _SPECIAL:
        return _SPECIAL[table.name, column.name]
    if column.name.endswith("user_id"):
        return user_id
    if column.name == "guild_id":
        return guild_id
    if isinstance(column.type, Moment):
        return LONG_AGO
    if isinstance(column.type, Boolean):
        return column.name == "over"
    if isinstance(column.type, JSON):
        return {}
    longest = getattr(column.type, "length", None) or 80
    return nth if isinstance(column.type, Integer | Key) else f"{column.name}-{nth}"[:longest]
