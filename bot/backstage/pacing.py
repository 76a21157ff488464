"""Pacing: posting through a webhook no faster than Discord takes it, so that it never has to say so.

When a post may go is worked out here; what is posted belongs to the courier. discord.py paces all other requests by the
headers of Discord's answers.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

Key: TypeAlias = tuple[str, int]
_MOST_KEYS = 10_000


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many posts in any stretch of so many seconds."""

    most: int
    seconds: float


PER_WEBHOOK = Limit(5, 2.0)
PER_CHANNEL = Limit(30, 60.0)
"""What Discord grants: the first by its headers, the second as its staff answered developers; neither is in writing."""


class Timetable:
    """When the last posts under each limit go, and when the next may.

    Kept in memory: right after a restart it knows nothing of the posts before, and Discord may have to say so once.
    """

    def __init__(self, per_webhook: Limit = PER_WEBHOOK, per_channel: Limit = PER_CHANNEL) -> None:
        self._limits = {"webhook": per_webhook, "channel": per_channel}
        self._posts: OrderedDict[Key, deque[float]] = OrderedDict()

    def book(self, channel_id: int, webhook_id: int, now: float) -> float:
        """Return when the next post through a channel's webhook may go, at the earliest `now`, and count it as gone.

        Times are seconds of one clock that never goes back.
        """
        keys = (("channel", channel_id), ("webhook", webhook_id))
        when = max(now, *(self._earliest(key) for key in keys))
        for key in keys:
            self._posts.setdefault(key, deque(maxlen=self._limits[key[0]].most)).append(when)
            self._posts.move_to_end(key)
        while len(self._posts) > _MOST_KEYS:
            self._posts.popitem(last=False)
        return when

    def _earliest(self, key: Key) -> float:
        posts, limit = self._posts.get(key), self._limits[key[0]]
        return posts[0] + limit.seconds if posts and len(posts) == limit.most else float("-inf")


class Pacer:
    """Holds a post back until it may go."""

    def __init__(
        self,
        timetable: Timetable | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._timetable = timetable or Timetable()
        self._clock = clock
        self._sleep = sleep

    async def wait(self, channel_id: int, webhook_id: int) -> None:
        """Wait until a post through a channel's webhook may go."""
        now = self._clock()
        seconds = self._timetable.book(channel_id, webhook_id, now) - now
        if seconds > 0:
            await self._sleep(seconds)
