"""Improvising: off the script and back to the exact line.

The script stands still meanwhile: no line of it can be read, nobody is reminded, and the time is not counted. One
function a command; `bot.stage.decide` knows which is asked for.
"""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 (the dispatcher reads the annotations)
from typing import TYPE_CHECKING

from bot.stage.clock import LADDERS
from bot.stage.commands import ComeBack, Improvise  # noqa: TC001 (the dispatcher reads the annotations)
from bot.stage.events import CameBack, CueGiven, Event, Improvised, WentOffScript
from bot.stage.refusals import Refusal
from bot.stage.state import Performance  # noqa: TC001 (the dispatcher reads the annotations)
from bot.stage.turn import Decision, due, not_playing, still_due

if TYPE_CHECKING:
    from bot.stage.quiet import QuietHours

WAY_BACK_EVERY = 8
"""After so many improvised lines the way back is put up anew: on a phone it has scrolled out of sight by then."""


def improvise(command: Improvise, state: Performance, _now: datetime) -> Decision:
    """Say something that is in no script; whose line is due, or who directs, may begin with it, then all may go on."""
    if (refusal := not_playing(state)) is not None:
        return refusal
    off = () if state.off_script is not None else _leave_script(command, state)
    if isinstance(off, Refusal):
        return off
    part = _part_of(command, state)
    if isinstance(part, Refusal):
        return part
    return *off, Improvised(command.performer, part), *_way_back_anew(command, state)


def _way_back_anew(command: Improvise, state: Performance) -> tuple[Event, ...]:
    off = state.off_script
    due_now = off is not None and (off.count + 1) % WAY_BACK_EVERY == 0
    return (WentOffScript(command.performer, off.line),) if off is not None and due_now else ()


def _leave_script(command: Improvise, state: Performance) -> tuple[Event, ...] | Refusal:
    cue = state.cue
    if cue is None or command.cue not in {None, cue.seq}:
        return Refusal("cue-is-older", due(state))
    if not command.directs and command.performer not in {cue.performer, state.director}:
        whose = "line-is-anothers" if cue.performer else "cue-is-the-bots"
        return Refusal(whose, {**due(state), "performer": cue.performer or ""})
    return (WentOffScript(command.performer, cue.line),)


def _part_of(command: Improvise, state: Performance) -> str | Refusal:
    """Return the part that speaks: the one named, else the one whose line is due, else the performer's largest."""
    cue = state.cue
    due_part = state.book.line(cue.line).part if cue and cue.performer == command.performer else None
    parts = tuple(dict.fromkeys(filter(None, (due_part, *state.parts_of(command.performer)))))
    if not parts:
        return Refusal("no-part-yet")
    if command.part is not None and command.part not in parts:
        return Refusal("not-your-part", {"part": command.part})
    return command.part or parts[0]


def come_back(command: ComeBack, state: Performance, _now: datetime) -> Decision:
    """Come back to the script; everybody in the company may, and who directs."""
    if (refusal := not_playing(state)) is not None:
        return refusal
    if state.off_script is None:
        return Refusal("on-script", due(state))
    if not (command.directs or command.performer == state.director or command.performer in state.company):
        return Refusal("no-part-yet")
    return come_back_to(state, command.performer)


def come_back_to(state: Performance, performer: str | None) -> tuple[Event, ...]:
    """Return to the line at which the script was left, and give its cue anew."""
    if state.off_script is None or state.cue is None:
        return ()
    return CameBack(performer, state.off_script.line), CueGiven(state.cue.line, still_due(state, state.cue))


def tell_anew(state: Performance, removed: int) -> tuple[Event, ...]:
    """Put the way back up again where its post was the one that somebody deleted."""
    off = state.off_script
    return (WentOffScript(state.director, off.line),) if off is not None and off.seq == removed else ()


def back_at(state: Performance, quiet: QuietHours | None = None) -> datetime | None:
    """Return when an improvisation that nobody goes on with ends by itself; None where the clock is off."""
    ladder = LADDERS.get(state.clock)
    if state.off_script is None or ladder is None:
        return None
    ends = state.off_script.heard_at + ladder.stand_in
    return quiet.over_at(ends) if quiet else ends


def fade(state: Performance, now: datetime, quiet: QuietHours | None) -> Decision:
    """Come back to the script where nobody has said anything for as long as a performer may take for a line."""
    ends = back_at(state, quiet)
    return Refusal("clock-is-early") if ends is None or now < ends else come_back_to(state, None)
