"""The clock: quiet hours, pauses, and that only performing sets it back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.stage.clock import LADDERS, next_rung
from bot.stage.commands import Begin, Expire, Leave, LosePost, Open, Pause, Read, Resume, Say, SetClock, Take, Tick
from bot.stage.decide import LOBBY_LASTS, decide
from bot.stage.events import Ended, Ending, Nudged
from bot.stage.quiet import QuietHours
from bot.stage.state import Cue, Performance, Phase
from tests.stage.plays import NOON, opened, play, refusal, small_book

LIVE, POST = LADDERS["live"], LADDERS["post"]
BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = QuietHours(22 * 60, 8 * 60, BERLIN)
"""From 21:00 to 07:00 UTC in winter."""


def at(hour: int, minute: int = 0, *, day: int = 1) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def scene(clock: str = "live") -> Performance:
    """Return a scene at Mara's first line, cued some seconds after noon."""
    state = play(Performance(small_book()), Open("p1", clock=clock), Take("p1", "Mara"), Take("p2", "Tobin"))
    state = play(state, Begin("p1"))
    assert state.cue is not None
    return play(state, Read(state.cue.seq))


def due(state: Performance) -> datetime:
    assert state.cue is not None
    rung = next_rung(state.cue, state.clock)
    assert rung is not None
    return rung[1]


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [(at(20, 59), False), (at(21, 0), True), (at(3), True), (at(6, 59), True), (at(7, 0), False), (at(12), False)],
)
def test_quiet_hours_go_over_midnight_in_their_own_zone(moment: datetime, *, quiet: bool) -> None:
    assert NIGHT.holds(moment) is quiet


def test_quiet_hours_end_on_the_next_morning_or_the_same() -> None:
    assert NIGHT.over_at(at(23)) == at(7, day=2)
    assert NIGHT.over_at(at(3)) == at(7)
    assert NIGHT.over_at(at(12)) == at(12)
    assert QuietHours(13 * 60, 15 * 60, BERLIN).over_at(at(12, 30)) == at(14)


def test_quiet_hours_follow_the_zone_into_summer_time() -> None:
    before_the_change = datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert NIGHT.over_at(before_the_change) == datetime(2026, 3, 29, 6, tzinfo=UTC)


@pytest.mark.parametrize("zone", [BERLIN, ZoneInfo("America/Santiago")])
@pytest.mark.parametrize("quiet", [(22 * 60, 150), (60, 150), (22 * 60, 23 * 60 + 30)])
def test_the_end_of_quiet_hours_is_never_quiet_nor_past_where_clocks_are_changed(
    zone: ZoneInfo, quiet: tuple[int, int]
) -> None:
    hours = QuietHours(*quiet, zone)
    changes = (datetime(2026, *day, 20, tzinfo=UTC) for day in ((3, 28), (4, 4), (9, 5), (10, 24)))
    for moment in (change + timedelta(minutes=each) for change in changes for each in range(12 * 60)):
        over = hours.over_at(moment)
        assert over >= moment
        assert not hours.holds(over)


def test_hours_that_end_as_they_begin_are_none() -> None:
    assert not QuietHours(60, 60, UTC).holds(at(1))


def test_a_rung_that_falls_in_quiet_hours_waits_for_their_end() -> None:
    cue = Cue(5, 2, "p1", at(20))
    assert next_rung(cue, "post", NIGHT) == (1, at(8, day=2))
    assert next_rung(cue, "post", QuietHours(8 * 60, 10 * 60, UTC)) == (1, at(10, day=2))


def test_who_was_cued_in_quiet_hours_is_pinged_when_they_end() -> None:
    assert next_rung(Cue(5, 2, "p1", at(23)), "post", NIGHT) == (1, at(7, day=2))


def test_rungs_that_waited_do_not_all_come_at_once() -> None:
    morning = at(7, day=2)
    cue = Cue(5, 2, "p1", at(20, 59), nudges=1, nudged_at=morning)
    assert next_rung(cue, "live", NIGHT) == (2, morning + LIVE.second_nudge - LIVE.nudge)


def test_a_tick_in_quiet_hours_is_early() -> None:
    state = scene()
    assert state.cue is not None
    noonday = QuietHours(12 * 60, 14 * 60, UTC)
    assert refusal(state, Tick(state.cue.seq, noonday), NOON + LIVE.nudge + timedelta(minutes=1)) == "clock-is-early"
    assert decide(state, Tick(state.cue.seq, noonday), at(14)) == (Nudged("p1", 2, 1),)


def test_a_rung_that_was_slept_through_does_not_come_in_quiet_hours() -> None:
    state = scene()
    assert state.cue is not None
    slept = Tick(state.cue.seq, QuietHours(22 * 60, 8 * 60, UTC))
    assert refusal(state, slept, at(22)) == "clock-is-early"
    assert decide(state, slept, at(8, day=2)) == (Nudged("p1", 2, 1),)


def test_a_pause_does_not_count_and_does_not_set_the_clock_back() -> None:
    state = scene()
    before = due(state)
    paused = play(state, Pause("p2"), at=NOON + timedelta(seconds=30))
    resumed = play(paused, Resume("p2"), at=NOON + timedelta(hours=2, seconds=30))
    assert due(resumed) == before + timedelta(hours=2)


def test_a_cue_that_somebody_deletes_does_not_set_the_clock_back() -> None:
    state = scene()
    assert state.cue is not None
    again = play(state, LosePost(state.cue.seq), at=NOON + timedelta(minutes=1))
    assert again.cue is not None
    assert again.cue.seq != state.cue.seq
    assert due(again) == due(state)


def test_performing_sets_the_clock_back() -> None:
    assert due(play(scene(), Say("p1"), at=NOON + timedelta(minutes=1))) == NOON + timedelta(minutes=1) + LIVE.nudge


def test_the_director_sets_another_clock_in_mid_scene_and_its_ladder_begins_anew() -> None:
    state = scene()
    assert state.cue is not None
    state = play(state, Tick(state.cue.seq), at=NOON + timedelta(minutes=2))
    by_post = play(state, SetClock("p1", "post"))
    assert by_post.cue is not None
    assert next_rung(by_post.cue, by_post.clock) == (1, by_post.cue.at + POST.nudge)
    assert refusal(state, SetClock("p2", "post")) == "only-director"
    assert refusal(state, SetClock("p1", "live")) == "no-other-clock"
    assert refusal(state, SetClock("p1", "sundial")) == "no-other-clock"


def test_people_who_come_and_go_do_not_keep_a_lobby_open() -> None:
    late = NOON + timedelta(hours=23)
    state = play(opened(), Take("p1", "Mara"), Leave("p1"), Take("p2", "Mara"), at=late)
    assert decide(state, Expire(), NOON + LOBBY_LASTS) == (Ended(Ending.EXPIRED),)


def test_people_who_come_and_go_do_not_keep_a_paused_scene_open() -> None:
    state = play(scene(), Pause("p1"))
    state = play(state, Leave("p2"), at=NOON + timedelta(hours=23))
    assert state.phase is Phase.PAUSED
    assert play(state, Expire(), at=NOON + LIVE.archive + timedelta(minutes=1)).ending is Ending.ABANDONED
