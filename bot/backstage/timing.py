"""What the clock will bring a performance next, and when.

Worked out from what is stored, so that a restart changes nothing.
Waiting for it is `bot.backstage.crew`'s; the rules of the clock are `bot.stage.clock`'s.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.backstage.quiet import quiet_hours
from bot.stage.clock import next_rung, pause_lasts
from bot.stage.commands import Expire, Read, Tick
from bot.stage.decide import LOBBY_LASTS
from bot.stage.improvising import back_at
from bot.stage.pace import seconds_to_read
from bot.stage.state import Phase

if TYPE_CHECKING:
    from datetime import datetime

    from bot.stage.commands import Command
    from bot.stage.quiet import QuietHours
    from bot.store.values import Ledger


def what_time_brings(ledger: Ledger, least: float, now: datetime) -> tuple[Command | None, datetime | None]:
    """Return the command that the clock will bring, and when; what was slept through waits for quiet hours to end."""
    state = ledger.state
    if state.phase is Phase.LOBBY and state.since is not None:
        return Expire(), state.since + LOBBY_LASTS
    if state.phase is Phase.PAUSED and state.since is not None:
        return Expire(), state.since + pause_lasts(state.clock)
    quiet = quiet_hours(ledger.choices)
    if state.phase is Phase.PLAYING and state.cue is not None and state.off_script is not None:
        return Tick(state.cue.seq, quiet), _after_the_quiet(back_at(state, quiet), now, quiet)
    if state.phase is Phase.PLAYING and state.cue is not None and (rung := next_rung(state.cue, state.clock, quiet)):
        return Tick(state.cue.seq, quiet), _after_the_quiet(rung[1], now, quiet)
    if state.phase is Phase.PLAYING and state.cue is not None and state.cue.performer is None:
        before = next((line for line in reversed(ledger.book.lines) if line.number < state.cue.line), None)
        pause = seconds_to_read(before.words if before else "", least, ledger.choices.pace)
        return Read(state.cue.seq), state.cue.at + timedelta(seconds=pause)
    return None, None


def _after_the_quiet(due: datetime | None, now: datetime, quiet: QuietHours | None) -> datetime | None:
    return quiet.over_at(max(due, now)) if due is not None and quiet is not None else due
