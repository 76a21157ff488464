"""What follows from a command: events, or a refusal.

One function a command. Nothing is changed here; `bot.stage.state.fold` does that with the events that come out. The
order of the checks is the order in which a member would want to hear about them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import singledispatch

from bot.stage import directing, improvising, memory
from bot.stage.clock import pause_lasts
from bot.stage.commands import (
    Begin,
    Command,
    End,
    Expire,
    Leave,
    LosePost,
    LoseThread,
    Open,
    Pass,
    Pause,
    Prompt,
    Read,
    Resume,
    Say,
    Suspend,
    Take,
)
from bot.stage.events import (
    Begun,
    CueGiven,
    Ended,
    Ending,
    Event,
    Manner,
    Opened,
    PartLeft,
    PartTaken,
    Passed,
    Paused,
    PostRemoved,
    Prompted,
    Resumed,
    ThreadLost,
    UnderstudyNamed,
)
from bot.stage.hints import LAST_RUNG
from bot.stage.refusals import Refusal
from bot.stage.state import Performance, Phase
from bot.stage.turn import (
    Decision,
    cannot_read,
    cue_again,
    cue_for,
    cue_of,
    due,
    not_playing,
    perform,
    stand_in,
    still_due,
)

LOBBY_LASTS = timedelta(hours=24)
"""How long a lobby is open for somebody to begin; people who come and go do not lengthen it."""


def decide(state: Performance, command: Command, now: datetime) -> Decision:
    """Return the events that follow from a command in this state at this time (UTC), or a refusal."""
    if state.phase is Phase.OVER and not isinstance(command, LosePost):
        return Refusal("already-over")
    return _decide(command, state, now)


@singledispatch
def _decide(command: object, _state: Performance, _now: datetime) -> Decision:
    raise TypeError(f"no rule decides {type(command).__name__}")


@_decide.register
def _open(command: Open, state: Performance, _now: datetime) -> Decision:
    if state.phase is not Phase.UNOPENED:
        return Refusal("already-open")
    if not state.book.parts:
        return Refusal("no-parts")
    return (Opened(command.performer, command.rotating, command.clock),)


@_decide.register
def _take(command: Take, state: Performance, _now: datetime) -> Decision:
    part = command.part or next(iter(state.free_parts or state.open_parts(command.performer)), None)
    if part is None:
        return Refusal("part-is-taken", {"part": state.book.parts[0]})
    if part not in state.book.parts:
        return Refusal("no-such-part", {"part": part})
    players = state.performers_of(part)
    if command.performer in players:
        return Refusal("already-yours", {"part": part})
    if players and not state.rotating:
        return Refusal("part-is-taken", {"part": part})
    cue = () if players else cue_again(state, part, command.performer)
    return (PartTaken(command.performer, part), *cue)


@_decide.register
def _leave(command: Leave, state: Performance, _now: datetime) -> Decision:
    parts = state.parts_of(command.performer)
    stands_by = tuple(part for part, standing in state.understudies.items() if standing == command.performer)
    if command.part is not None:
        parts, stands_by = ((command.part,) if command.part in parts else ()), ()
    if not parts and not stands_by:
        return Refusal("not-cast")
    given_back = tuple(PartLeft(command.performer, part) for part in parts)
    stood_down = tuple(UnderstudyNamed(None, part) for part in stands_by)
    return given_back + stood_down + _cue_others(state, {*parts, *stands_by}, command.performer)


def _cue_others(state: Performance, parts: set[str], leaver: str) -> tuple[Event, ...]:
    """Cue whoever else plays the part of the line that was the leaver's, or stands by for it, else the bot."""
    if state.cue is None or state.cue.performer != leaver:
        return ()
    part = state.book.line(state.cue.line).part or ""
    understudy = state.understudies.get(part)
    another = state.next_for_others(part, leaver) or (understudy if understudy != leaver else None)
    return cue_again(state, part, another) if part in parts else ()


@_decide.register
def _begin(command: Begin, state: Performance, _now: datetime) -> Decision:
    if state.phase is not Phase.LOBBY:
        return Refusal("already-begun", due(state))
    if not (command.directs or command.performer == state.director or command.performer in state.company):
        return Refusal("only-director-begins", {"performer": state.director})
    if not state.company:
        return Refusal("nobody-cast")
    return (Begun(command.performer), cue_for(state, state.book.lines[0]))


@_decide.register
def _say(command: Say, state: Performance, _now: datetime) -> Decision:
    cue = cue_of(state, command.performer, command.cue)
    if isinstance(cue, Refusal):
        return cue
    manner = Manner.OWN_WORDS if command.own_words else Manner.AS_WRITTEN
    return perform(state, cue, command.performer, manner)


@_decide.register
def _prompt(command: Prompt, state: Performance, _now: datetime) -> Decision:
    cue = cue_of(state, command.performer, command.cue)
    if isinstance(cue, Refusal):
        return cue
    if cue.hints >= LAST_RUNG:
        return Refusal("no-more-hints", due(state))
    return (Prompted(command.performer, cue.line, cue.hints + 1),)


@_decide.register
def _pass(command: Pass, state: Performance, _now: datetime) -> Decision:
    directs = command.directs or command.performer == state.director
    in_place_of = state.cue.performer if directs and state.cue and state.cue.performer else command.performer
    cue = cue_of(state, in_place_of, command.cue)
    if isinstance(cue, Refusal):
        return cue
    return Passed(command.performer, cue.line), *stand_in(state, cue)


@_decide.register
def _read(command: Read, state: Performance, _now: datetime) -> Decision:
    if (refusal := cannot_read(state)) is not None:
        return refusal
    if state.cue is None or state.cue.seq != command.cue or state.cue.performer is not None:
        return Refusal("cue-is-older", due(state))
    return perform(state, state.cue, None, Manner.PROMPTER)


@_decide.register
def _pause(command: Pause, state: Performance, _now: datetime) -> Decision:
    if (refusal := not_playing(state)) is not None:
        return Refusal("already-paused") if refusal.code == "paused" else refusal
    return (Paused(command.performer),)


@_decide.register
def _resume(command: Resume, state: Performance, _now: datetime) -> Decision:
    if state.phase is not Phase.PAUSED:
        return Refusal("not-paused")
    may = {state.director, state.paused_by} | (set(state.company) if state.paused_by is None else set())
    if not command.directs and command.performer not in may:
        return Refusal("only-director-resumes", {"performer": state.paused_by or state.director})
    return Resumed(command.performer), *_go_on_after_a_pause(state, command.performer)


def _go_on_after_a_pause(state: Performance, performer: str) -> tuple[Event, ...]:
    """Give the cue anew. An improvisation goes on where its post still stands; a new thread begins at the script."""
    if state.off_script is not None:
        return improvising.come_back_to(state, performer) if state.thread_is_lost else ()
    return (CueGiven(state.cue.line, still_due(state, state.cue)),) if state.cue else ()


@_decide.register
def _end(command: End, state: Performance, _now: datetime) -> Decision:
    if not command.directs and command.performer != state.director:
        return Refusal("only-director-ends", {"performer": state.director})
    return (Ended(Ending.STOPPED, command.performer),)


@_decide.register
def _lose_thread(_command: LoseThread, state: Performance, _now: datetime) -> Decision:
    if state.thread_is_lost:
        return Refusal("thread-already-lost")
    paused = () if state.phase is Phase.PAUSED else (Paused(None, "thread-lost"),)
    if state.phase is Phase.PLAYING or paused == ():
        return ThreadLost(), *paused
    return ThreadLost(), Ended(Ending.STOPPED)


@_decide.register
def _suspend(command: Suspend, state: Performance, _now: datetime) -> Decision:
    if (refusal := not_playing(state)) is not None:
        return refusal
    return (Paused(None, command.reason),)


@_decide.register
def _lose_post(command: LosePost, state: Performance, _now: datetime) -> Decision:
    if command.of > state.seq or command.of in state.removed:
        return Refusal("post-unknown")
    removed = PostRemoved(command.of)
    if state.phase is not Phase.PLAYING or state.cue is None:
        return (removed,)
    if state.off_script is not None:
        return removed, *improvising.tell_anew(state, command.of)
    if state.cue.seq == command.of:
        return removed, CueGiven(state.cue.line, state.cue.performer)
    return (removed,)


@_decide.register
def _expire(_command: Expire, state: Performance, now: datetime) -> Decision:
    lasts = {Phase.LOBBY: LOBBY_LASTS, Phase.PAUSED: pause_lasts(state.clock)}.get(state.phase)
    if lasts is None or state.since is None or now - state.since < lasts:
        return Refusal("cannot-expire")
    return (Ended(Ending.EXPIRED if state.phase is Phase.LOBBY else Ending.ABANDONED),)


for _rule in (
    directing.skip,
    directing.go_back,
    directing.assign,
    directing.hand_over,
    directing.lose_director,
    directing.set_clock,
    directing.name_understudy,
    directing.balance,
    directing.hold,
    directing.tick,
    improvising.improvise,
    improvising.come_back,
    memory.choose_book,
    memory.ask_on_deck,
    memory.agree_to_scores,
    memory.attempt,
    memory.say_attempt,
    memory.reply,
):
    _decide.register(_rule)
