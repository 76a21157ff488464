"""What Discord must be told of each event."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.backstage.plan import LINES_BETWEEN_REFRESHES, deeds_of, playbill_seq
from bot.stage.events import (
    Begun,
    CueGiven,
    Ended,
    Ending,
    LinePerformed,
    Manner,
    Opened,
    PartTaken,
    Passed,
    Paused,
    PostRemoved,
    Prompted,
    Recorded,
    Resumed,
    ThreadLost,
)
from tests.stage.plays import NOON, small_book

if TYPE_CHECKING:
    from bot.stage.events import Event

LOBBY: tuple[Event, ...] = (Opened("p1"), PartTaken("p1", "Mara"))
CUED: tuple[Event, ...] = (*LOBBY, Begun("p1"), CueGiven(2, "p1"))


def records(*events: Event) -> tuple[Recorded, ...]:
    return tuple(Recorded(seq, NOON, event) for seq, event in enumerate(events, start=1))


def told_of_the_last(*events: Event) -> list[str]:
    """Return the kinds of what the last of these events has Discord told."""
    deeds = deeds_of(small_book(), records(*events))
    return [deed.kind for deed in deeds if deed.record.seq == len(events)]


def test_an_opened_lobby_is_a_thread_and_then_a_playbill() -> None:
    assert told_of_the_last(Opened("p1")) == ["thread", "playbill"]


def test_a_change_of_the_cast_refreshes_the_playbill() -> None:
    assert told_of_the_last(*LOBBY) == ["refresh"]


@pytest.mark.parametrize(("performer", "told"), [("p1", ["cue"]), (None, [])])
def test_a_cue_is_posted_to_a_performer_and_not_to_the_bot(performer: str | None, told: list[str]) -> None:
    assert told_of_the_last(*LOBBY, Begun("p1"), CueGiven(2, performer)) == told


def test_a_performed_line_is_posted_and_closes_its_cue() -> None:
    assert told_of_the_last(*CUED, LinePerformed(2, "p1", Manner.AS_WRITTEN)) == ["line", "close-cue"]


def test_a_cue_that_moves_to_another_closes_the_one_before() -> None:
    deeds = deeds_of(small_book(), records(*CUED, CueGiven(2, "p2")))
    assert [(deed.kind, deed.of) for deed in deeds[-2:]] == [("cue", 0), ("close-cue", len(CUED))]


def test_a_deleted_cue_is_not_closed() -> None:
    assert told_of_the_last(*CUED, PostRemoved(len(CUED)), CueGiven(2, "p1")) == ["cue"]


@pytest.mark.parametrize("event", [Prompted("p1", 2, 1), Passed("p1", 2), PostRemoved(1)])
def test_what_is_private_or_only_noted_is_told_to_nobody(event: Event) -> None:
    assert told_of_the_last(*CUED, event) == []


def test_a_pause_is_announced_and_shown_on_the_playbill() -> None:
    assert told_of_the_last(*CUED, Paused("p1")) == ["pause", "refresh"]


def test_resuming_after_a_lost_thread_opens_another_with_playbill_and_recap() -> None:
    lost = (*CUED, ThreadLost(), Paused(None, "thread-lost"))
    assert told_of_the_last(*lost) == []
    assert told_of_the_last(*lost, Resumed("p1")) == ["thread", "playbill", "recap"]


def test_the_end_closes_the_cue_calls_the_curtain_and_shows_on_the_playbill() -> None:
    assert told_of_the_last(*CUED, Ended(Ending.STOPPED, "p1")) == ["close-cue", "curtain", "transcript", "refresh"]


def test_a_lobby_that_closes_has_no_curtain_call() -> None:
    assert told_of_the_last(*LOBBY, Ended(Ending.EXPIRED)) == ["refresh"]


def test_the_playbill_is_refreshed_now_and_then_while_lines_are_read() -> None:
    line = LinePerformed(LINES_BETWEEN_REFRESHES, None, Manner.PROMPTER)
    assert "refresh" in told_of_the_last(*LOBBY, Begun("p1"), CueGiven(LINES_BETWEEN_REFRESHES, None), line)


def test_no_two_deeds_have_one_name() -> None:
    events = (
        *CUED,
        LinePerformed(2, "p1", Manner.AS_WRITTEN),
        CueGiven(3, None),
        ThreadLost(),
        Paused(None),
        Resumed("p1"),
    )
    names = [deed.name for deed in deeds_of(small_book(), records(*events))]
    assert len(names) == len(set(names))


def test_deeds_stand_in_the_order_of_their_events() -> None:
    deeds = deeds_of(small_book(), records(*CUED, LinePerformed(2, "p1", Manner.AS_WRITTEN), CueGiven(3, "p1")))
    assert [deed.record.seq for deed in deeds] == sorted(deed.record.seq for deed in deeds)


def test_the_playbill_that_stands_is_the_newest_threads() -> None:
    lost = (*CUED, ThreadLost(), Paused(None, "thread-lost"))
    assert playbill_seq(records(*CUED, Paused("p1"), Resumed("p1"))) == 1
    assert playbill_seq(records(*lost)) == 1
    assert playbill_seq(records(*lost, Resumed("p1"))) == len(lost) + 1
