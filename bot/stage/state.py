"""The state of a performance, and how each event changes it.

`fold` never refuses: what is in the ledger has happened. Whether something may happen is `bot.stage.decide`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import reduce, singledispatch
from typing import TYPE_CHECKING

from bot.stage.events import (
    Begun,
    ClockSet,
    CueGiven,
    DirectionHanded,
    Ended,
    Ending,
    Held,
    LinePerformed,
    Manner,
    Nudged,
    Opened,
    PartLeft,
    PartTaken,
    Passed,
    Paused,
    PostRemoved,
    Prompted,
    Recorded,
    Resumed,
    Skipped,
    StoodIn,
    ThreadLost,
    UnderstudyNamed,
    WentBack,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime, timedelta

    from bot.stage.book import PromptBook


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
    performer asked for time. Time in which the scene was paused is not counted: a pause moves all of these.
    """

    seq: int
    line: int
    performer: str | None
    at: datetime
    hints: int = 0
    nudges: int = 0
    held_at: datetime | None = None
    nudged_at: datetime | None = None

    def moved(self, by: timedelta) -> Cue:
        """Return the cue as if it had been given later."""
        held, nudged = (moment + by if moment else None for moment in (self.held_at, self.nudged_at))
        return replace(self, at=self.at + by, held_at=held, nudged_at=nudged)


@dataclass(frozen=True, slots=True)
class Reading:
    """How one line was read, by whom, and the event that says so; `standing_in`: by somebody without the part."""

    line: int
    performer: str | None
    manner: Manner
    seq: int
    hints: int = 0
    standing_in: bool = False


@dataclass(frozen=True, slots=True)
class Performance:
    """All that the rules need to know of one performance.

    `casting` maps a part to its performers: one in a fixed casting, a queue in a rotating one. `seq` is the number of
    the last event folded. `threads` counts the threads lost. `removed` holds the numbers of events whose posts somebody
    deleted. `furthest` is the last line anybody heard, also when the scene went back since. `stand_ins` counts
    the lines in a row that somebody had to stand in for. `since` is when the phase began; `turns` holds for (part,
    performer) the event with which they last had a turn at the part, read or let go.
    """

    book: PromptBook
    seq: int = 0
    phase: Phase = Phase.UNOPENED
    director: str = ""
    casting: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cue: Cue | None = None
    readings: tuple[Reading, ...] = ()
    paused_by: str | None = None
    thread_is_lost: bool = False
    threads: int = 0
    removed: frozenset[int] = frozenset()
    ending: Ending | None = None
    since: datetime | None = None
    rotating: bool = False
    clock: str = "off"
    understudies: Mapping[str, str] = field(default_factory=dict)
    furthest: int = 0
    stand_ins: int = 0
    turns: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def performers_of(self, part: str | None) -> tuple[str, ...]:
        """Return who plays a part, in the order they took it."""
        return self.casting.get(part, ()) if part else ()

    def parts_of(self, performer: str) -> tuple[str, ...]:
        """Return the parts a performer has, in the book's order."""
        return tuple(part for part in self.book.parts if performer in self.performers_of(part))

    def next_for(self, part: str | None) -> str | None:
        """Return whose turn the part's next line is: whoever of its performers had theirs longest ago, or not yet."""
        return self._longest_ago(part, self.performers_of(part))

    def next_for_others(self, part: str | None, performer: str | None) -> str | None:
        """Return whose turn it is among the part's other performers; None where there are none."""
        return self._longest_ago(part, tuple(each for each in self.performers_of(part) if each != performer))

    def _longest_ago(self, part: str | None, players: tuple[str, ...]) -> str | None:
        return min(players, key=lambda performer: self.turns.get((part or "", performer), 0), default=None)

    def open_parts(self, performer: str) -> tuple[str, ...]:
        """Return the parts that a performer may take."""
        if not self.rotating:
            return self.free_parts
        return tuple(part for part in self.book.parts if performer not in self.performers_of(part))

    @property
    def free_parts(self) -> tuple[str, ...]:
        """The parts nobody plays, in the book's order."""
        return tuple(part for part in self.book.parts if not self.performers_of(part))

    @property
    def company(self) -> tuple[str, ...]:
        """Everybody who plays a part, each once."""
        return tuple(dict.fromkeys(performer for part in self.book.parts for performer in self.performers_of(part)))


def fold_all(book: PromptBook, records: Iterable[Recorded]) -> Performance:
    """Return the state after all the records, which stand in order."""
    return reduce(fold, records, Performance(book))


def fold(state: Performance, record: Recorded) -> Performance:
    """Return the state after one more event; ValueError when its number does not follow the last one's."""
    if record.seq != state.seq + 1:
        raise ValueError(f"event {record.seq} cannot follow event {state.seq}")
    changed = _apply(record.event, state, record)
    since = state.since if changed.phase is state.phase else record.at
    return replace(changed, seq=record.seq, since=since)


@singledispatch
def _apply(event: object, _state: Performance, _record: Recorded) -> Performance:
    raise TypeError(f"no rule folds {type(event).__name__}")


@_apply.register
def _opened(event: Opened, state: Performance, _record: Recorded) -> Performance:
    return replace(state, phase=Phase.LOBBY, director=event.performer, rotating=event.rotating, clock=event.clock)


@_apply.register
def _part_taken(event: PartTaken, state: Performance, _record: Recorded) -> Performance:
    players = (*state.performers_of(event.part), event.performer)
    return replace(state, casting={**state.casting, event.part: players})


@_apply.register
def _part_left(event: PartLeft, state: Performance, _record: Recorded) -> Performance:
    players = tuple(player for player in state.performers_of(event.part) if player != event.performer)
    return replace(state, casting={**state.casting, event.part: players})


@_apply.register
def _begun(_event: Begun, state: Performance, _record: Recorded) -> Performance:
    return replace(state, phase=Phase.PLAYING)


@_apply.register
def _cue_given(event: CueGiven, state: Performance, record: Recorded) -> Performance:
    before = state.cue
    if before is not None and (before.line, before.performer) == (event.line, event.performer):
        # The same turn, told anew: its hints, its reminders and the time that has gone still count.
        return replace(state, cue=replace(before, seq=record.seq))
    return replace(state, cue=Cue(record.seq, event.line, event.performer, record.at))


@_apply.register
def _prompted(event: Prompted, state: Performance, _record: Recorded) -> Performance:
    return replace(state, cue=replace(state.cue, hints=event.rung) if state.cue else None)


@_apply.register
def _passed(_event: Passed, state: Performance, record: Recorded) -> Performance:
    return _after_a_turn(state, state.cue.performer if state.cue else None, record)


def _after_a_turn(state: Performance, performer: str | None, record: Recorded) -> Performance:
    """Note that somebody had their turn at the part of the line that is due."""
    part = state.book.line(state.cue.line).part if state.cue else None
    if part is None or performer is None:
        return state
    return replace(state, turns={**state.turns, (part, performer): record.seq})


@_apply.register
def _skipped(_event: Skipped, state: Performance, _record: Recorded) -> Performance:
    return replace(state, cue=None)


@_apply.register
def _went_back(event: WentBack, state: Performance, _record: Recorded) -> Performance:
    kept = tuple(reading for reading in state.readings if reading.line < event.line)
    return replace(state, readings=kept, cue=None)


@_apply.register
def _direction_handed(event: DirectionHanded, state: Performance, _record: Recorded) -> Performance:
    return replace(state, director=event.to)


@_apply.register
def _understudy_named(event: UnderstudyNamed, state: Performance, _record: Recorded) -> Performance:
    others = {part: performer for part, performer in state.understudies.items() if part != event.part}
    named = {event.part: event.performer} if event.performer else {}
    return replace(state, understudies={**others, **named})


@_apply.register
def _held(_event: Held, state: Performance, record: Recorded) -> Performance:
    return replace(state, cue=replace(state.cue, held_at=record.at) if state.cue else None)


@_apply.register
def _nudged(event: Nudged, state: Performance, record: Recorded) -> Performance:
    return replace(state, cue=replace(state.cue, nudges=event.rung, nudged_at=record.at) if state.cue else None)


@_apply.register
def _clock_set(event: ClockSet, state: Performance, _record: Recorded) -> Performance:
    # Another ladder begins with its first rung.
    cue = replace(state.cue, nudges=0, nudged_at=None) if state.cue else None
    return replace(state, clock=event.clock, cue=cue)


@_apply.register
def _stood_in(event: StoodIn, state: Performance, record: Recorded) -> Performance:
    return replace(_after_a_turn(state, event.performer, record), stand_ins=state.stand_ins + 1)


@_apply.register
def _line_performed(event: LinePerformed, state: Performance, record: Recorded) -> Performance:
    hints = state.cue.hints if state.cue else 0
    cast = state.performers_of(state.book.line(event.line).part)
    standing_in = event.performer is not None and event.performer not in cast
    reading = Reading(event.line, event.performer, event.manner, record.seq, hints, standing_in)
    return replace(
        _after_a_turn(state, event.performer, record),
        cue=None,
        readings=(*state.readings, reading),
        furthest=max(state.furthest, event.line),
        stand_ins=0 if event.performer else state.stand_ins,
    )


@_apply.register
def _paused(event: Paused, state: Performance, _record: Recorded) -> Performance:
    return replace(state, phase=Phase.PAUSED, paused_by=event.performer)


@_apply.register
def _resumed(_event: Resumed, state: Performance, record: Recorded) -> Performance:
    cue = state.cue.moved(record.at - state.since) if state.cue and state.since else state.cue
    return replace(state, phase=Phase.PLAYING, cue=cue, paused_by=None, thread_is_lost=False, stand_ins=0)


@_apply.register
def _thread_lost(_event: ThreadLost, state: Performance, _record: Recorded) -> Performance:
    return replace(state, thread_is_lost=True, threads=state.threads + 1)


@_apply.register
def _post_removed(event: PostRemoved, state: Performance, _record: Recorded) -> Performance:
    return replace(state, removed=state.removed | {event.of})


@_apply.register
def _ended(event: Ended, state: Performance, _record: Recorded) -> Performance:
    return replace(state, phase=Phase.OVER, ending=event.ending, cue=None)
