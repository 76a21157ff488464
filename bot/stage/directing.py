"""What the director may do, and what the clock does in their absence.

One function a command; `bot.stage.decide` knows which is asked for. The director is whoever opened the performance or
was handed it, and everybody whom their server gives the right (`directs` in the command).
"""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 (the dispatcher reads the annotations)

from bot.stage.clock import CLOCKS, STAND_IN_RUNG, STAND_INS_BEFORE_A_PAUSE, next_rung
from bot.stage.commands import (
    Assign,
    Balance,
    GoBack,
    HandOver,
    Hold,
    LoseDirector,
    NameUnderstudy,
    SetClock,
    Skip,
    Tick,
)
from bot.stage.events import (
    ClockSet,
    CueGiven,
    DirectionHanded,
    Event,
    Held,
    Nudged,
    PartLeft,
    PartTaken,
    Paused,
    Skipped,
    StoodIn,
    UnderstudyNamed,
    WentBack,
)
from bot.stage.improvising import fade
from bot.stage.refusals import Refusal
from bot.stage.state import Cue, Performance  # noqa: TC001 (the dispatcher reads the annotations)
from bot.stage.turn import Decision, cannot_read, cue_again, cue_of, due, go_on, not_playing, stand_in

Directing = Skip | GoBack | Assign | HandOver | NameUnderstudy | Balance | SetClock


def _may_not_direct(command: Directing, state: Performance) -> Refusal | None:
    if command.directs or command.performer == state.director:
        return None
    return Refusal("only-director", {"performer": state.director})


def skip(command: Skip, state: Performance, _now: datetime) -> Decision:
    """Leave the line that is due out."""
    refusal = _may_not_direct(command, state) or cannot_read(state)
    if refusal is not None or state.cue is None or command.cue not in {None, state.cue.seq}:
        return refusal or Refusal("cue-is-older", due(state))
    return Skipped(command.performer, state.cue.line), *go_on(state, state.cue.line)


def go_back(command: GoBack, state: Performance, _now: datetime) -> Decision:
    """Go back to the line before the one that is due; it is read anew, by whoever is next for it."""
    refusal = _may_not_direct(command, state) or cannot_read(state)
    if refusal is not None or state.cue is None or command.cue not in {None, state.cue.seq}:
        return refusal or Refusal("cue-is-older", due(state))
    before = state.book.before(state.cue.line)
    if before is None:
        return Refusal("nothing-before")
    last = next((reading.performer for reading in reversed(state.readings) if reading.line == before.number), None)
    again = last if last in state.performers_of(before.part) else state.next_for(before.part)
    return WentBack(command.performer, before.number), CueGiven(before.number, again)


def assign(command: Assign, state: Performance, _now: datetime) -> Decision:
    """Give a part to somebody: in place of its performer, or beside them where the casting rotates."""
    if (refusal := _may_not_direct(command, state)) is not None:
        return refusal
    if command.part not in state.book.parts:
        return Refusal("no-such-part", {"part": command.part})
    players = state.performers_of(command.part)
    if command.to in players:
        return Refusal("already-yours", {"part": command.part})
    taken = PartTaken(command.to, command.part)
    if state.rotating:
        return taken, *(() if players else cue_again(state, command.part, command.to))
    leaving = tuple(PartLeft(player, command.part) for player in players)
    return *leaving, taken, *cue_again(state, command.part, command.to)


def hand_over(command: HandOver, state: Performance, _now: datetime) -> Decision:
    """Hand the direction over."""
    return _may_not_direct(command, state) or (DirectionHanded(command.performer, command.to),)


def lose_director(command: LoseDirector, state: Performance, _now: datetime) -> Decision:
    """Pass the direction on: nobody is locked out because somebody left."""
    if command.to == state.director:
        return Refusal("already-directs")
    return (DirectionHanded(state.director, command.to, "left"),)


def set_clock(command: SetClock, state: Performance, _now: datetime) -> Decision:
    """Choose another preset of the clock."""
    if (refusal := _may_not_direct(command, state)) is not None:
        return refusal
    if command.clock not in CLOCKS or command.clock == state.clock:
        return Refusal("no-other-clock")
    return (ClockSet(command.performer, command.clock),)


def name_understudy(command: NameUnderstudy, state: Performance, _now: datetime) -> Decision:
    """Have somebody stand by for a part; everybody may offer themselves."""
    refusal = _may_not_direct(command, state) if command.to != command.performer else None
    if refusal is not None:
        return refusal
    if command.part not in state.book.parts:
        return Refusal("no-such-part", {"part": command.part})
    return UnderstudyNamed(command.to, command.part), *_cue_from(state, command.part, command.to)


def _cue_from(state: Performance, part: str, to: str) -> tuple[Event, ...]:
    """Hand the cue on where the understudy who was standing by for the part has it and is replaced."""
    before, cue = state.understudies.get(part), state.cue
    has_it = cue is not None and cue.performer == before and before not in state.performers_of(part)
    return cue_again(state, part, to) if before is not None and has_it and before != to else ()


def balance(command: Balance, state: Performance, _now: datetime) -> Decision:
    """Share the free parts out among the company."""
    if (refusal := _may_not_direct(command, state)) is not None:
        return refusal
    if not state.company:
        return Refusal("nobody-cast")
    if not state.free_parts:
        return Refusal("no-free-parts")
    return _shared_out(state)


def _shared_out(state: Performance) -> tuple[Event, ...]:
    counts = state.book.line_counts
    loads = {performer: sum(counts[part] for part in state.parts_of(performer)) for performer in state.company}
    events: list[Event] = []
    for part in state.free_parts:
        lightest = min(loads, key=lambda performer: loads[performer])
        loads[lightest] += counts[part]
        events += [PartTaken(lightest, part), *cue_again(state, part, lightest)]
    return tuple(events)


def hold(command: Hold, state: Performance, _now: datetime) -> Decision:
    """Let the clock stand still for a while."""
    cue = cue_of(state, command.performer, command.cue)
    if isinstance(cue, Refusal):
        return cue
    if cue.held_at is not None:
        return Refusal("already-held", due(state))
    return (Held(command.performer, cue.line),)


def tick(command: Tick, state: Performance, now: datetime) -> Decision:
    """Do what the clock brings for the cue: remind, remind again, stand in, and pause where nobody is there."""
    if (refusal := not_playing(state)) is not None:
        return refusal
    cue = state.cue
    if cue is None or cue.seq != command.cue or (cue.performer is None and state.off_script is None):
        return Refusal("cue-is-older", due(state))
    if command.quiet is not None and command.quiet.holds(now):
        return Refusal("clock-is-early")  # the process slept through the time and woke at night
    return fade(state, now, command.quiet) if state.off_script is not None else _climb(command, state, cue, now)


def _climb(command: Tick, state: Performance, cue: Cue, now: datetime) -> Decision:
    """Go on to the next rung of the ladder where its time has come."""
    if cue.performer is None:
        return Refusal("cue-is-older", due(state))
    rung = next_rung(cue, state.clock, command.quiet)
    if rung is None or now < rung[1]:
        return Refusal("clock-is-early")
    if rung[0] < STAND_IN_RUNG:
        return (Nudged(cue.performer, cue.line, rung[0]),)
    stood_in = StoodIn(cue.performer, cue.line)
    if state.stand_ins + 1 >= STAND_INS_BEFORE_A_PAUSE:
        return stood_in, Paused(None, "nobody-there")
    return stood_in, *stand_in(state, cue)
