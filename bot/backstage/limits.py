"""What a server and a member are held to, so that nobody takes the house for themselves alone.

Questions are counted in memory, so many a minute for a member and for a server, and forgotten with the process: a limit
is there to keep the house usable, not to keep a record. Performances and chapters are counted in the store.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

WINDOW = timedelta(minutes=1)
FOR_A_MEMBER = 15
FOR_A_SERVER = 120
_MOST_COUNTED = 10_000
LARGEST_UPLOAD = 2_000_000
"""Bytes; a long novel fits."""
MOST_CHAPTERS = 100
"""That a server brought itself."""
MOST_DRAFTS = 5
"""That a server has waiting at once; the drafts of one work are one."""
UPLOADS_OF_A_MEMBER = 20
UPLOADS_OF_A_SERVER = 60
UPLOAD_WINDOW = timedelta(hours=1)
MOST_PROPOSALS = 20
"""That wait for the admins, by one member of a server."""
PERFORMANCES_OF_A_SERVER = 5
"""At once; a thread holds one."""
MOST_PERFORMANCES = 50
"""At once on a server, where somebody who manages it opens them."""
DIRECTED_BY_A_MEMBER = 2
"""At once on a server."""

Whom: TypeAlias = Literal["member", "server"]


@dataclass(frozen=True, slots=True)
class TooOften:
    """Who asked too often, and how many seconds to wait (at least 1)."""

    whom: Whom
    seconds: int


@dataclass(slots=True)
class Limits:
    """Remembers the last minute, or another window; the least recently seen go first, so that memory stays bounded."""

    for_a_member: int = FOR_A_MEMBER
    for_a_server: int = FOR_A_SERVER
    window: timedelta = WINDOW
    _asked: OrderedDict[tuple[Whom, int, int], deque[datetime]] = field(default_factory=OrderedDict)

    def ask(self, guild_id: int, user_id: int, now: datetime) -> TooOften | None:
        """Count a question; return who has to wait where it is one too many, in which case it is not counted."""
        keys: tuple[tuple[Whom, int, int, int], ...] = (
            ("member", guild_id, user_id, self.for_a_member),
            ("server", guild_id, 0, self.for_a_server),
        )
        for whom, guild, user, most in keys:
            times = self._times((whom, guild, user), now)
            if len(times) >= most:
                return TooOften(whom, max(1, round((times[0] + self.window - now).total_seconds())))
        for whom, guild, user, _ in keys:
            self._times((whom, guild, user), now).append(now)
        return None

    def _times(self, key: tuple[Whom, int, int], now: datetime) -> deque[datetime]:
        times = self._asked.setdefault(key, deque())
        self._asked.move_to_end(key)
        while times and now - times[0] >= self.window:
            times.popleft()
        while len(self._asked) > _MOST_COUNTED:
            self._asked.popitem(last=False)
        return times
