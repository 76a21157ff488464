"""Quiet hours: the part of the day in which nobody is pinged.

In a server's own time zone, which the caller looks up: a zone's rules are files of the machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import tzinfo

_HOUR = 60


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `start` to `end`, both in minutes after midnight in the zone; over midnight where the end comes first."""

    start: int
    end: int
    zone: tzinfo

    def holds(self, moment: datetime) -> bool:
        """Tell whether a moment lies in quiet hours; the end itself does not. Hours that end as they begin are none."""
        local = moment.astimezone(self.zone)
        minute = local.hour * _HOUR + local.minute
        if self.start <= self.end:
            return self.start <= minute < self.end
        return minute >= self.start or minute < self.end

    def over_at(self, moment: datetime) -> datetime:
        """Return the moment itself, or the end of the quiet hours that it lies in (UTC)."""
        if not self.holds(moment):
            return moment
        local = moment.astimezone(self.zone)
        before_midnight = self.end <= self.start <= local.hour * _HOUR + local.minute
        day = local + timedelta(days=1) if before_midnight else local
        ended = day.replace(hour=self.end // _HOUR, minute=self.end % _HOUR, second=0, microsecond=0, fold=0)
        if ended.astimezone(UTC) <= moment:
            ended = ended.replace(fold=1)  # clocks were put back: the hour comes a second time
        return ended.astimezone(UTC)
