"""The state of a performance, and how each event changes it.

`fold` never refuses: what is in the ledger has happened. Whether something may happen is `bot.stage.decide`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import reduce, singledispatch
from typing import TYPE_CHECKING

from bot.stage.books import Book
from bot.stage.events import (
    Attempted,
    Begun,
    BookChosen,
    CameBack,
    ClockSet,
    CueGiven,
    DirectionHanded,
    Ended,
    Ending,
    Held,
    Improvised,
    LinePerformed,
    Nudged,
    OnDeckAsked,
    Opened,
    PartLeft,
    PartTaken,
    Passed,
    Paused,
    PostRemoved,
    Prompted,
    Recorded,
    Resumed,
    ScoresAgreed,
    Skipped,
    StoodIn,
    ThreadLost,
    UnderstudyNamed,
    Unheard,
    WentBack,
    WentOffScript,
)
from bot.stage.values import Cue, Improvisation, OffScript, Phase, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from bot.stage.book import PromptBook


__all__ = ["Cue", "Improvisation", "OffScript", "Performance", "Phase", "Reading", "fold", "fold_all"]


@dataclass(frozen=True, slots=True)
class Performance:
    """All that the rules need to know of one performance.

    `casting` maps a part to its performers: one in a fixed casting, a queue in a rotating one. `seq` is the number of
    the last event folded. `threads` counts the threads lost. `removed` holds the numbers of events whose posts somebody
    deleted. `furthest` is the last line anybody heard, also when the scene went back since. `stand_ins` counts
    the lines in a row that somebody had to stand in for. `since` is when the phase began; `turns` holds for (part,
    performer) the event with which they last had a turn at the part, read or let go. `books`, `on_deck` and `agreed`
    hold what each performer chose; `off_script` stands while the company improvises.
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
    books: Mapping[str, Book] = field(default_factory=dict)
    on_deck: frozenset[str] = frozenset()
    agreed: frozenset[str] = frozenset()
    off_script: OffScript | None = None
    improvisations: tuple[Improvisation, ...] = ()

    def book_of(self, performer: str | None) -> Book:
        """Return how a performer sees their lines."""
        return self.books.get(performer or "", Book())

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
    improvised = tuple(each for each in state.improvisations if each.line <= event.line)
    return replace(state, readings=kept, improvisations=improvised, cue=None)


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
    percent = state.cue.percent if state.cue and state.cue.performer == event.performer else None
    cast = state.performers_of(state.book.line(event.line).part)
    standing_in = event.performer is not None and event.performer not in cast
    reading = Reading(event.line, event.performer, event.manner, record.seq, hints, standing_in, percent, event.replied)
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
    lasted = record.at - (state.since or record.at)
    return replace(
        state,
        phase=Phase.PLAYING,
        cue=state.cue.moved(lasted) if state.cue else None,
        off_script=state.off_script.moved(lasted) if state.off_script else None,
        paused_by=None,
        thread_is_lost=False,
        stand_ins=0,
    )


@_apply.register
def _book_chosen(event: BookChosen, state: Performance, _record: Recorded) -> Performance:
    return replace(state, books={**state.books, event.performer: Book(event.book, event.strictness)})


@_apply.register
def _on_deck_asked(event: OnDeckAsked, state: Performance, _record: Recorded) -> Performance:
    others = state.on_deck - {event.performer}
    return replace(state, on_deck=others | ({event.performer} if event.wanted else set()))


@_apply.register
def _scores_agreed(event: ScoresAgreed, state: Performance, _record: Recorded) -> Performance:
    others = state.agreed - {event.performer}
    return replace(state, agreed=others | ({event.performer} if event.agreed else set()))


@_apply.register
def _attempted(event: Attempted, state: Performance, record: Recorded) -> Performance:
    return replace(state, cue=replace(state.cue, attempt=record.seq, percent=event.percent) if state.cue else None)


@_apply.register
def _unheard(_event: Unheard, state: Performance, _record: Recorded) -> Performance:
    return replace(state, cue=replace(state.cue, unheard=True) if state.cue else None)


@_apply.register
def _went_off_script(event: WentOffScript, state: Performance, record: Recorded) -> Performance:
    if state.off_script is not None:
        # The same improvisation, told anew: its post was deleted, or has scrolled away.
        return replace(state, off_script=replace(state.off_script, seq=record.seq))
    return replace(state, off_script=OffScript(record.seq, event.line, record.at, record.at))


@_apply.register
def _improvised(event: Improvised, state: Performance, record: Recorded) -> Performance:
    off = state.off_script
    if off is None:
        return state
    said = Improvisation(record.seq, off.line, event.part, event.performer)
    off = replace(off, heard_at=record.at, count=off.count + 1)
    return replace(state, off_script=off, improvisations=(*state.improvisations, said), stand_ins=0)


@_apply.register
def _came_back(_event: CameBack, state: Performance, record: Recorded) -> Performance:
    lasted = record.at - state.off_script.since if state.off_script else record.at - record.at
    return replace(state, off_script=None, cue=state.cue.moved(lasted) if state.cue else None)


@_apply.register
def _thread_lost(_event: ThreadLost, state: Performance, _record: Recorded) -> Performance:
    return replace(state, thread_is_lost=True, threads=state.threads + 1)


@_apply.register
def _post_removed(event: PostRemoved, state: Performance, _record: Recorded) -> Performance:
    return replace(state, removed=state.removed | {event.of})


@_apply.register
def _ended(event: Ended, state: Performance, _record: Recorded) -> Performance:
    return replace(state, phase=Phase.OVER, ending=event.ending, cue=None, off_script=None)
