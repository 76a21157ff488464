"""What Discord must be told of each event, in order. Pure: a ledger in, deeds out.

A deed is named by the event's number and a slot, so that it can be marked done and is done once. Edits only bring what
stands there up to date: when several of one kind are due, the last is enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch
from typing import TYPE_CHECKING, Literal, TypeAlias

from bot.stage.events import (
    Begun,
    BookChosen,
    CameBack,
    ClockSet,
    CueGiven,
    DirectionHanded,
    Ended,
    Held,
    Improvised,
    LinePerformed,
    Nudged,
    Opened,
    PartLeft,
    PartTaken,
    Paused,
    Recorded,
    Resumed,
    Skipped,
    ThreadLost,
    UnderstudyNamed,
    Unheard,
    WentBack,
    WentOffScript,
)
from bot.stage.state import Performance, Phase, fold
from bot.stage.turn import cannot_read, on_deck

if TYPE_CHECKING:
    from bot.stage.book import PromptBook

DeedKind: TypeAlias = Literal[
    "thread",
    "playbill",
    "recap",
    "cue",
    "on-deck",
    "line",
    "way-back",
    "pause",
    "note",
    "nudge",
    "curtain",
    "transcript",
    "close-cue",
    "close-way-back",
    "reword-cue",
    "refresh",
]

PLAYBILL_SLOT = 1
_RECAP_SLOT = 2
_TRANSCRIPT_SLOT = 3
ON_DECK_SLOT = 81
_REWORD_SLOT = 89
PIECES = 80
"""The messages of a long line have slots below this one."""
_CLOSE_SLOT = 90
_REFRESH_SLOT = 91
LINES_BETWEEN_REFRESHES = 5


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to do on Discord for an event; `of` is the event whose post it changes, for edits of cues."""

    record: Recorded
    slot: int
    kind: DeedKind
    of: int = 0

    @property
    def name(self) -> tuple[int, int]:
        """The event's number and the slot."""
        return self.record.seq, self.slot


def deeds_of(book: PromptBook, records: tuple[Recorded, ...]) -> tuple[Deed, ...]:
    """Return everything that Discord must be told of these events, in order.

    A line's deed stands for its first message; how many there are is known when it is worded.
    """
    deeds: list[Deed] = []
    state = Performance(book)
    for record in records:
        deeds.extend(_deeds(record.event, record, state))
        state = fold(state, record)
    return tuple(deeds)


@singledispatch
def _deeds(_event: object, _record: Recorded, _before: Performance) -> tuple[Deed, ...]:
    return ()


@_deeds.register
def _opened(_event: Opened, record: Recorded, _before: Performance) -> tuple[Deed, ...]:
    return Deed(record, 0, "thread"), Deed(record, PLAYBILL_SLOT, "playbill")


@_deeds.register(Begun)
@_deeds.register(PartTaken)
@_deeds.register(PartLeft)
def _cast_changed(_event: object, record: Recorded, _before: Performance) -> tuple[Deed, ...]:
    return (_refresh(record),)


def _refresh(record: Recorded) -> Deed:
    return Deed(record, _REFRESH_SLOT, "refresh")


@_deeds.register(ClockSet)
@_deeds.register(DirectionHanded)
@_deeds.register(UnderstudyNamed)
@_deeds.register(Held)
def _noted(_event: object, record: Recorded, _before: Performance) -> tuple[Deed, ...]:
    return (Deed(record, 0, "note"),)


@_deeds.register(Skipped)
@_deeds.register(WentBack)
def _moved(_event: object, record: Recorded, before: Performance) -> tuple[Deed, ...]:
    return Deed(record, 0, "note"), *_closing(record, before)


@_deeds.register
def _nudged(_event: Nudged, record: Recorded, _before: Performance) -> tuple[Deed, ...]:
    return (Deed(record, 0, "nudge"),)


@_deeds.register
def _cue_given(event: CueGiven, record: Recorded, before: Performance) -> tuple[Deed, ...]:
    cue = (Deed(record, 0, "cue"),) if event.performer else ()
    is_new = before.cue is None or before.cue.line != event.line
    return cue + _closing(record, before) + (_on_deck(record, before) if is_new else ())


def _on_deck(record: Recorded, before: Performance) -> tuple[Deed, ...]:
    """Tell who is next, where they asked for it."""
    found = on_deck(fold(before, record))
    return (Deed(record, ON_DECK_SLOT, "on-deck"),) if found is not None and found[1] in before.on_deck else ()


@_deeds.register(BookChosen)
@_deeds.register(Unheard)
def _shown_otherwise(event: BookChosen | Unheard, record: Recorded, before: Performance) -> tuple[Deed, ...]:
    """Have the cue that is live say what it says to this performer now."""
    cue = before.cue
    if cannot_read(before) is not None or cue is None or cue.performer != event.performer or cue.seq in before.removed:
        return ()
    return (Deed(record, _REWORD_SLOT, "reword-cue", of=cue.seq),)


@_deeds.register
def _went_off_script(_event: WentOffScript, record: Recorded, before: Performance) -> tuple[Deed, ...]:
    way_back = Deed(record, 0, "way-back")
    if before.off_script:
        return way_back, *_closing_way_back(record, before)
    return way_back, *_closing(record, before), _refresh(record)


@_deeds.register
def _improvised(_event: Improvised, record: Recorded, _before: Performance) -> tuple[Deed, ...]:
    return (Deed(record, 0, "line"),)


@_deeds.register
def _came_back(_event: CameBack, record: Recorded, before: Performance) -> tuple[Deed, ...]:
    return *_closing_way_back(record, before), _refresh(record)


def _closing_way_back(record: Recorded, before: Performance) -> tuple[Deed, ...]:
    off = before.off_script
    if off is None or off.seq in before.removed:
        return ()
    return (Deed(record, _CLOSE_SLOT, "close-way-back", of=off.seq),)


def _closing(record: Recorded, before: Performance) -> tuple[Deed, ...]:
    """Close the cue that this event makes an old one."""
    if before.cue is None or before.cue.performer is None or before.cue.seq in before.removed:
        return ()
    return (Deed(record, _CLOSE_SLOT, "close-cue", of=before.cue.seq),)


@_deeds.register
def _line_performed(event: LinePerformed, record: Recorded, before: Performance) -> tuple[Deed, ...]:
    # A reply to the cue is the line's post: it is written down as done together with the event.
    line = Deed(record, 0, "line")
    due = before.book.position(event.line) % LINES_BETWEEN_REFRESHES == 0
    return line, *_closing(record, before), *((_refresh(record),) if due else ())


@_deeds.register
def _paused(_event: Paused, record: Recorded, before: Performance) -> tuple[Deed, ...]:
    return () if before.thread_is_lost else (Deed(record, 0, "pause"), _refresh(record))


@_deeds.register
def _resumed(_event: Resumed, record: Recorded, before: Performance) -> tuple[Deed, ...]:
    if not before.thread_is_lost:
        return (_refresh(record),)
    return (
        Deed(record, 0, "thread"),
        Deed(record, PLAYBILL_SLOT, "playbill"),
        Deed(record, _RECAP_SLOT, "recap"),
    )


@_deeds.register
def _ended(_event: Ended, record: Recorded, before: Performance) -> tuple[Deed, ...]:
    if before.thread_is_lost:
        return ()
    played = before.phase in {Phase.PLAYING, Phase.PAUSED}
    curtain = (Deed(record, 0, "curtain"), Deed(record, _TRANSCRIPT_SLOT, "transcript")) if played else ()
    closing = _closing_way_back(record, before) if before.off_script else _closing(record, before)
    return *closing, *curtain, _refresh(record)


def playbill_seq(records: tuple[Recorded, ...]) -> int:
    """Return the number of the event that put up the playbill that now stands."""
    seq, lost = 1, False
    for record in records:
        if isinstance(record.event, Resumed) and lost:
            seq, lost = record.seq, False
        lost = lost or isinstance(record.event, ThreadLost)
    return seq
