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

STAND_IN_RUNG = 3


def next_rung(cue: Cue, clock: str) -> tuple[int, datetime] | None:
    """Return the next rung of the ladder for a cue (1 and 2: nudges, 3: stand in) and when it is due, or None.

    A cue of the bot's own, and a clock that is off, have none.
    """
    ladder = LADDERS.get(clock)
    if ladder is None or cue.performer is None:
        return None
    waits = (ladder.nudge, ladder.second_nudge, ladder.stand_in)
    rung = min(cue.nudges + 1, STAND_IN_RUNG)
    start = cue.at if cue.held_at is None else cue.held_at + HOLD
    return rung, start + waits[rung - 1]


def pause_lasts(clock: str) -> timedelta:
    """Return how long a paused scene is kept open before it is put away."""
    return LADDERS.get(clock, LADDERS["post"]).archive
