from __future__ import annotations

from datetime import timedelta

from bot.stage.clock import HOLD, LADDERS, STAND_INS_BEFORE_A_PAUSE, pause_lasts
from bot.stage.commands import (
    Assign,
    Balance,
    Begin,
    Expire,
    GoBack,
    HandOver,
    Hold,
    Leave,
    LoseDirector,
    NameUnderstudy,
    Open,
    Pass,
    Pause,
    Read,
    Resume,
    Say,
    Skip,
    Take,
    Tick,
)
from bot.stage.decide import decide
from bot.stage.events import CueGiven, Ending, Nudged, PartLeft, PartTaken, Paused, Skipped, StoodIn, WentBack
from bot.stage.state import Performance, Phase
from tests.stage.plays import NOON, begun, opened, play, refusal, small_book

LIVE = LADDERS["live"]


def cued(state: Performance) -> tuple[int, str | None]:
    assert state.cue is not None
    return state.cue.line, state.cue.performer


def read_on(state: Performance) -> Performance:
    """Have the bot read what is its to read."""
    while state.phase is Phase.PLAYING and state.cue is not None and state.cue.performer is None:
        state = play(state, Read(state.cue.seq))
    return state


def with_clock() -> Performance:
    """Return a scene with the live clock at Mara's first line, cued at noon and a second or two."""
    state = play(
        Performance(small_book()), Open("p1", clock="live"), Take("p1", "Mara"), Take("p2", "Tobin"), Begin("p1")
    )
    return read_on(state)


def rotating() -> Performance:
    """Return a scene in which p1 and p3 take Mara's lines in turn, and p2 has Tobin's."""
    state = play(Performance(small_book()), Open("p1", rotating=True))
    return read_on(play(state, Take("p1", "Mara"), Take("p3", "Mara"), Take("p2", "Tobin"), Begin("p1")))


def test_in_a_rotation_the_lines_of_a_part_go_round() -> None:
    state = rotating()
    assert cued(state) == (2, "p1")
    state = play(state, Say("p1"), Say("p2"))
    assert cued(state) == (4, "p3")


def test_whoever_joins_a_rotation_is_next_since_they_have_not_read_yet() -> None:
    state = play(rotating(), Say("p1"), Take("p4", "Mara"), Say("p2"))
    assert cued(state) == (4, "p3")
    assert state.open_parts("p4") == ("Tobin",)


def test_leaving_a_rotation_hands_the_due_line_to_the_next_in_it() -> None:
    assert decide(rotating(), Leave("p1"), NOON) == (PartLeft("p1", "Mara"), CueGiven(2, "p3"))


def test_the_director_leaves_a_line_out() -> None:
    state = read_on(begun())
    assert decide(state, Skip("p1"), NOON) == (Skipped("p1", 2), CueGiven(3, "p2"))
    assert refusal(state, Skip("p2")) == "only-director"
    assert play(state, Skip("p9", directs=True)).readings[-1].line == 1


def test_going_back_is_a_new_event_and_the_line_is_read_anew() -> None:
    state = play(read_on(begun()), Say("p1"))
    assert decide(state, GoBack("p1"), NOON) == (WentBack("p1", 2), CueGiven(2, "p1"))
    again = play(state, GoBack("p1"))
    assert [reading.line for reading in again.readings] == [1]
    assert again.furthest == 2


def test_there_is_nothing_before_the_first_line() -> None:
    assert refusal(begun(), GoBack("p1")) == "nothing-before"


def test_recasting_takes_the_due_line_along() -> None:
    decision = decide(read_on(begun()), Assign("p1", "p5", "Mara"), NOON)
    assert decision == (PartLeft("p1", "Mara"), PartTaken("p5", "Mara"), CueGiven(2, "p5"))


def test_handing_the_direction_over_hands_its_rights_over() -> None:
    state = play(read_on(begun()), HandOver("p1", "p2"))
    assert refusal(state, Skip("p1")) == "only-director"
    assert play(state, Skip("p2")).seq > state.seq


def test_the_direction_of_a_director_who_left_passes_on() -> None:
    state = play(read_on(begun()), LoseDirector("p2"))
    assert play(state, Skip("p2")).seq > state.seq
    assert refusal(state, LoseDirector("p2")) == "already-directs"


def test_a_button_of_an_older_panel_leaves_nothing_out() -> None:
    state = play(read_on(begun()), Say("p1"))
    assert state.cue is not None
    older = state.cue.seq - 1
    assert refusal(state, Skip("p1", cue=older)) == "cue-is-older"
    assert refusal(state, GoBack("p1", cue=older)) == "cue-is-older"
    assert play(state, Skip("p1", cue=state.cue.seq)).readings[-1].line == 2


def test_a_pass_goes_to_the_understudy_first_and_then_to_the_bot() -> None:
    state = play(read_on(begun()), NameUnderstudy("p7", "p7", "Mara"), Pass("p1"))
    assert cued(state) == (2, "p7")
    assert play(state, Pass("p7")).readings[-1].performer is None


def test_naming_another_member_as_understudy_is_the_directors() -> None:
    assert refusal(begun(), NameUnderstudy("p2", "p7", "Mara")) == "only-director"


def test_an_understudy_who_is_replaced_hands_the_cue_on() -> None:
    state = play(read_on(begun()), NameUnderstudy("p7", "p7", "Mara"), Pass("p1"))
    assert cued(play(state, NameUnderstudy("p8", "p8", "Mara"))) == (2, "p8")
    assert cued(play(state, NameUnderstudy("p7", "p7", "Mara"))) == (2, "p7")


def test_naming_an_understudy_leaves_the_cue_with_the_performer_of_the_part() -> None:
    state = play(read_on(begun()), NameUnderstudy("p7", "p7", "Mara"), NameUnderstudy("p8", "p8", "Mara"))
    assert cued(state) == (2, "p1")


def test_sharing_out_gives_free_parts_to_whoever_has_fewest_lines() -> None:
    state = play(opened(), Take("p1", "Mara"), Balance("p1"))
    assert state.parts_of("p1") == ("Mara", "Tobin")
    assert refusal(state, Balance("p1")) == "no-free-parts"


def test_the_ladder_reminds_twice_and_then_the_bot_stands_in() -> None:
    state = with_clock()
    assert state.cue is not None
    tick = Tick(state.cue.seq)
    assert refusal(state, tick, state.cue.at + LIVE.nudge - timedelta(seconds=1)) == "clock-is-early"
    assert decide(state, tick, state.cue.at + LIVE.nudge) == (Nudged("p1", 2, 1),)
    state = play(state, tick, at=state.cue.at + LIVE.nudge)
    assert decide(state, tick, NOON + LIVE.second_nudge + timedelta(minutes=1)) == (Nudged("p1", 2, 2),)
    state = play(state, tick, at=NOON + LIVE.second_nudge + timedelta(minutes=1))
    events = decide(state, tick, NOON + LIVE.stand_in + timedelta(minutes=1))
    assert isinstance(events, tuple)
    assert events[0] == StoodIn("p1", 2)
    assert play(state, tick, at=NOON + LIVE.stand_in + timedelta(minutes=1)).readings[-1].line == 2


def test_a_process_that_slept_through_all_deadlines_meets_each_once_and_gives_time_after_each() -> None:
    state = with_clock()
    assert state.cue is not None
    tick, late = Tick(state.cue.seq), NOON + timedelta(days=3)
    state = play(state, tick, at=late)
    assert refusal(state, tick, late) == "clock-is-early"
    state = play(state, tick, at=late + LIVE.second_nudge - LIVE.nudge)
    assert state.cue is not None
    assert state.cue.nudges == 2
    assert refusal(state, tick, late + timedelta(minutes=5)) == "clock-is-early"
    assert play(state, tick, at=late + LIVE.stand_in).readings[-1].line == 2


def test_holding_stops_the_clock_for_a_quarter_of_an_hour() -> None:
    state = play(with_clock(), Hold("p1"))
    assert state.cue is not None
    assert refusal(state, Hold("p1")) == "already-held"
    assert refusal(state, Tick(state.cue.seq), NOON + HOLD) == "clock-is-early"


def test_a_scene_nobody_plays_pauses_instead_of_being_read_by_the_bot_to_its_end() -> None:
    state, now = with_clock(), NOON
    for _ in range(STAND_INS_BEFORE_A_PAUSE * 3):
        if state.phase is not Phase.PLAYING or state.cue is None:
            break
        now += timedelta(hours=1)
        command = Tick(state.cue.seq) if state.cue.performer else Read(state.cue.seq)
        state = play(state, command, at=now)
    assert state.phase is Phase.PAUSED
    assert isinstance(decide(state, Expire(), now + pause_lasts("live") + timedelta(hours=1)), tuple)


def test_a_pause_nobody_ends_is_put_away() -> None:
    state = play(with_clock(), Pause("p1"))
    assert refusal(state, Expire(), NOON + timedelta(hours=1)) == "cannot-expire"
    assert play(state, Expire(), at=NOON + pause_lasts("live") + timedelta(hours=1)).ending is Ending.ABANDONED


def test_a_pause_of_the_house_names_no_performer() -> None:
    assert Paused(None, "nobody-there").performer is None


def test_who_left_during_a_pause_is_not_cued_after_it() -> None:
    state = play(read_on(begun()), Pause("p2"), Leave("p1"), Resume("p2"))
    assert cued(state) == (2, None)


def test_an_understudy_who_leaves_stands_by_no_more() -> None:
    state = play(read_on(begun()), NameUnderstudy("p7", "p7", "Mara"), Pass("p1"), Leave("p7"))
    assert state.understudies == {}
    assert cued(state) == (2, "p1")
