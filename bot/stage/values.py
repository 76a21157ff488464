"""What a performance is made of at a moment: its phase, the cue that is live, how lines were read, an improvisation.

Values alone; how events change them is `bot.stage.state`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from bot.stage.events import Manner


class Phase(StrEnum):
    """Where a performance stands."""

    UNOPENED = "unopened"
    LOBBY = "lobby"
    PLAYING = "playing"
    PAUSED = "paused"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Cue:
    """Whose turn it is: the event that said so, its line, its performer (None: the bot), and since when.

    `hints` and `nudges` count what was given for it, `nudged_at` is when they were last reminded, `held_at` when its
    performer asked for time. Time in which the scene was paused or off script is not counted: it moves all of these.
    `attempt` is the event in which the line was last typed from memory, `percent` how much of it was right. `unheard`:
    a reply's words did not reach the bot.
    """

    seq: int
    line: int
    performer: str | None
    at: datetime
    hints: int = 0
    nudges: int = 0
    held_at: datetime | None = None
    nudged_at: datetime | None = None
    attempt: int | None = None
    percent: int | None = None
    unheard: bool = False

    def moved(self, by: timedelta) -> Cue:
        """Return the cue as if it had been given later."""
        held, nudged = (moment + by if moment else None for moment in (self.held_at, self.nudged_at))
        return replace(self, at=self.at + by, held_at=held, nudged_at=nudged)


@dataclass(frozen=True, slots=True)
class Reading:
    """How one line was read, by whom, and the event that says so; `standing_in`: by somebody without the part.

    `percent` is how much of it was right when it was last typed from memory. `replied`: in a reply to its cue.
    """

    line: int
    performer: str | None
    manner: Manner
    seq: int
    hints: int = 0
    standing_in: bool = False
    percent: int | None = None
    replied: bool = False


@dataclass(frozen=True, slots=True)
class OffScript:
    """An improvisation under way: the event whose post leads back, the line it comes back to, when it began.

    `heard_at` is when somebody last said something, and `count` how many lines were improvised.
    """

    seq: int
    line: int
    since: datetime
    heard_at: datetime
    count: int = 0

    def moved(self, by: timedelta) -> OffScript:
        """Return it as if it had begun later."""
        return replace(self, since=self.since + by, heard_at=self.heard_at + by)


@dataclass(frozen=True, slots=True)
class Improvisation:
    """A line that is in no script: the event that says so, the line it stands before, as which part, by whom."""

    seq: int
    line: int
    part: str
    performer: str
