"""The last question of each member in each channel, for a while, so that "and why?" is understood.

In memory alone and bounded: a question is nobody's record.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeAlias

from lore.answers.follow_up import complete

KEPT_FOR = timedelta(minutes=10)
_MOST_KEPT = 5_000

Asker: TypeAlias = tuple[int, int, int]
"""Server, channel and member, as Discord's ids."""


@dataclass(slots=True)
class Conversations:
    """What was asked last."""

    _asked: OrderedDict[Asker, tuple[str, datetime]] = field(default_factory=OrderedDict)

    def forget(self, user_id: int) -> None:
        """Forget what a member asked, everywhere."""
        for asker in [asker for asker in self._asked if asker[2] == user_id]:
            del self._asked[asker]

    def make_whole(self, asker: Asker, question: str, now: datetime) -> str:
        """Return the question made whole by the member's last one here, and remember it."""
        before, at = self._asked.get(asker, ("", now))
        whole = complete(question, before if now - at <= KEPT_FOR else "")
        self._asked[asker] = (whole, now)
        self._asked.move_to_end(asker)
        while len(self._asked) > _MOST_KEPT:
            self._asked.popitem(last=False)
        return whole
