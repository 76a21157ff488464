"""The kinds of columns: what is stored alike on every database. The tables stand in `bot.store.tables`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, DateTime, Integer, TypeDecorator
from sqlmodel import Field

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect

LARGEST_KEY = 2**31 - 1
"""What PostgreSQL's integers hold."""


class Moment(TypeDecorator[datetime]):
    """A point in time, always UTC: SQLite forgets the zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Refuse a time without a zone, which would mean something else on another machine."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without its zone cannot be stored")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Put the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Key(TypeDecorator[int]):
    """A number of our own. One that a press made up and no row can have matches none, on PostgreSQL too."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: int | None, _dialect: Dialect) -> int | None:
        """Take what is larger than a key can be for none: comparisons with it find nothing."""
        return value if value is None or value <= LARGEST_KEY else None


def own_key() -> Any:  # noqa: ANN401 (SQLModel's Field is typed so)
    """Return the column of a row's own number."""
    return Field(default=None, primary_key=True, sa_type=Key)


def discord_id(**options: Any) -> Any:  # noqa: ANN401 (SQLModel's Field is typed so)
    """Return a column that holds an id of Discord's."""
    return Field(sa_type=BigInteger, **options)
