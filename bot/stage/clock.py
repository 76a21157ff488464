"""The clock of a performance: when a performer is reminded, when somebody stands in, when a scene nobody plays rests.

Only performing sets it back. Times are computed from the stored cue, so that a restart changes nothing and a process
that slept through a deadline meets it once. Waiting itself belongs to `bot.backstage`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.stage.quiet import QuietHours
    from bot.stage.state import Cue

HOLD = timedelta(minutes=15)
"""How long a performer may hold the clock."""
STAND_INS_BEFORE_A_PAUSE = 3
"""After so many lines in a row that somebody had to stand in for, the scene pauses: nobody is there."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """How long after the cue a performer is reminded, again, and stood in for; and how long a pause may last."""

    nudge: timedelta
    second_nudge: timedelta
    stand_in: timedelta
    archive: timedelta


LADDERS: Mapping[str, Ladder] = {
    "live": Ladder(timedelta(seconds=90), timedelta(minutes=5), timedelta(minutes=10), timedelta(days=1)),
    "post": Ladder(timedelta(hours=12), timedelta(hours=36), timedelta(hours=72), timedelta(days=28)),
}
"""The presets: a scene played in one sitting, and one played by post. "off" has no ladder."""
CLOCKS = (*LADDERS, "off")

STAND_IN_RUNG = 3


def next_rung(cue: Cue, clock: str, quiet: QuietHours | None = None) -> tuple[int, datetime] | None:
    """Return the next rung of the ladder for a cue (1 and 2: nudges, 3: stand in) and when it is due, or None.

    A cue of the bot's own, and a clock that is off, have none. A rung that falls in quiet hours waits for their end.
    """
    ladder = LADDERS.get(clock)
    if ladder is None or cue.performer is None:
        return None
    waits = (ladder.nudge, ladder.second_nudge, ladder.stand_in)
    rung = min(cue.nudges + 1, STAND_IN_RUNG)
    due = _due(cue, waits, rung, quiet)
    return rung, quiet.over_at(due) if quiet else due


def _due(cue: Cue, waits: tuple[timedelta, ...], rung: int, quiet: QuietHours | None) -> datetime:
    """Return when a rung is due; never closer to the reminder before it than the ladder has them, however late it came.

    Who was cued in quiet hours was not pinged, and is when they end.
    """
    due = cue.at + waits[rung - 1] + (HOLD if cue.held_at else timedelta())
    if cue.nudged_at is not None:
        return max(due, cue.nudged_at + waits[rung - 1] - waits[rung - 2])
    return quiet.over_at(cue.at) if quiet and quiet.holds(cue.at) and not cue.held_at else due


def pause_lasts(clock: str) -> timedelta:
    """Return how long a paused scene is kept open before it is put away."""
    return LADDERS.get(clock, LADDERS["post"]).archive
