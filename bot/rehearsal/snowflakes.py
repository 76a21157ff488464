"""Discord's ids: growing numbers that carry the moment of their making.

Time of day for messages comes from here too. Not here: what the ids name.
"""

import time
from datetime import UTC, datetime

EPOCH_MILLISECONDS = 1_420_070_400_000
TIME_SHIFT = 22


def moment(snowflake: str) -> datetime:
    """Tell when an id was made."""
    return datetime.fromtimestamp(seconds(snowflake), UTC)


def seconds(snowflake: str) -> float:
    """Tell when an id was made, in seconds since 1970."""
    return ((int(snowflake) >> TIME_SHIFT) + EPOCH_MILLISECONDS) / 1000


def timestamp(when: datetime | None = None) -> str:
    """Write a moment (now, if none is given) as Discord does."""
    return (when or datetime.now(UTC)).isoformat(timespec="microseconds")


def is_snowflake(value: object) -> bool:
    """Tell whether a value can be an id: digits that fit 64 bits."""
    return isinstance(value, str) and value.isascii() and value.isdigit() and int(value) < 1 << 64


class Snowflakes:
    """A source of ids, each greater than all before it."""

    def __init__(self, last: int = 0) -> None:
        self._last = last

    def next(self) -> str:
        """Make an id; a clock that stands still or goes back only costs the id its exact time."""
        now = (time.time_ns() // 1_000_000 - EPOCH_MILLISECONDS) << TIME_SHIFT
        self._last = max(now, self._last + 1)
        return str(self._last)

    def after(self, seen: int) -> None:
        """Go on behind an id that already exists."""
        self._last = max(self._last, seen)
