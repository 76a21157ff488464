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
    CueGiven,
    Ended,
    Ending,
    LinePerformed,
    Manner,
    Opened,
    PartLeft,
    PartTaken,
    Passed,
    Paused,
    PostRemoved,
    Prompted,
    Recorded,
    Resumed,
    ThreadLost,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

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
    """Whose turn it is: the event that said so, its line, its performer (None: the bot), when, and the hints given."""

    seq: int
    line: int
    performer: str | None
    at: datetime
    hints: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """How one line was read, by whom, and the event that says so."""

    line: int
    performer: str | None
    manner: Manner
    seq: int
    hints: int = 0


@dataclass(frozen=True, slots=True)
class Performance:
    """All that the rules need to know of one performance.

    `casting` maps a part to its performers (one in a fixed casting). `seq` is the number of the last event folded.
    `threads` counts how many threads were lost. `removed` holds the numbers of events whose posts somebody deleted.
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
    changed_at: datetime | None = None

    def performers_of(self, part: str | None) -> tuple[str, ...]:
        """Return who plays a part, in the order they took it."""
        return self.casting.get(part, ()) if part else ()

    def parts_of(self, performer: str) -> tuple[str, ...]:
        """Return the parts a performer has, in the book's order."""
        return tuple(part for part in self.book.parts if performer in self.performers_of(part))

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
    return replace(changed, seq=record.seq, changed_at=record.at)


@singledispatch
def _apply(event: object, _state: Performance, _record: Recorded) -> Performance:
    raise TypeError(f"no rule folds {type(event).__name__}")


@_apply.register
def _opened(event: Opened, state: Performance, _record: Recorded) -> Performance:
    return replace(state, phase=Phase.LOBBY, director=event.performer)


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
    same_line = state.cue is not None and state.cue.line == event.line and state.cue.performer == event.performer
    hints = state.cue.hints if same_line and state.cue else 0
    return replace(state, cue=Cue(record.seq, event.line, event.performer, record.at, hints))


@_apply.register
def _prompted(event: Prompted, state: Performance, _record: Recorded) -> Performance:
    return replace(state, cue=replace(state.cue, hints=event.rung) if state.cue else None)


@_apply.register
def _passed(_event: Passed, state: Performance, _record: Recorded) -> Performance:
    return state


@_apply.register
def _line_performed(event: LinePerformed, state: Performance, record: Recorded) -> Performance:
    hints = state.cue.hints if state.cue else 0
    reading = Reading(event.line, event.performer, event.manner, record.seq, hints)
    return replace(state, cue=None, readings=(*state.readings, reading))


@_apply.register
def _paused(event: Paused, state: Performance, _record: Recorded) -> Performance:
    return replace(state, phase=Phase.PAUSED, paused_by=event.performer)


@_apply.register
def _resumed(_event: Resumed, state: Performance, _record: Recorded) -> Performance:
    return replace(state, phase=Phase.PLAYING, paused_by=None, thread_is_lost=False)


@_apply.register
def _thread_lost(_event: ThreadLost, state: Performance, _record: Recorded) -> Performance:
    return replace(state, thread_is_lost=True, threads=state.threads + 1)


@_apply.register
def _post_removed(event: PostRemoved, state: Performance, _record: Recorded) -> Performance:
    return replace(state, removed=state.removed | {event.of})


@_apply.register
def _ended(event: Ended, state: Performance, _record: Recorded) -> Performance:
    return replace(state, phase=Phase.OVER, ending=event.ending, cue=None)
