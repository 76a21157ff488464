from __future__ import annotations

from datetime import UTC, timedelta

import pytest

from bot.stage.commands import (
    Assign,
    ComeBack,
    Command,
    End,
    GoBack,
    Hold,
    Improvise,
    Leave,
    LosePost,
    LoseThread,
    NameUnderstudy,
    Pass,
    Pause,
    Prompt,
    Read,
    Reply,
    Resume,
    Say,
    SetClock,
    Skip,
    Tick,
)
from bot.stage.decide import decide
from bot.stage.events import CameBack, CueGiven, Improvised, PostRemoved, WentOffScript
from bot.stage.improvising import WAY_BACK_EVERY, back_at
from bot.stage.quiet import QuietHours
from bot.stage.refusals import Refusal
from bot.stage.state import Performance, Phase
from tests.stage.plays import NOON, begun, play, refusal


def due() -> Performance:
    """Return a scene in which p1 is due with line 2, as Mara; p2 plays Tobin."""
    state = begun()
    assert state.cue is not None
    return play(state, Read(state.cue.seq))


def off() -> Performance:
    """Return the scene after p1 left the script at line 2."""
    return play(due(), Improvise("p1"))


def live(state: Performance) -> int:
    assert state.cue is not None
    return state.cue.seq


def test_the_first_line_that_is_in_no_script_leaves_it() -> None:
    assert decide(due(), Improvise("p1", live(due())), NOON) == (WentOffScript("p1", 2), Improvised("p1", "Mara"))


def test_everybody_in_the_company_goes_on_as_a_part_of_their_own() -> None:
    state = play(off(), Improvise("p2"), Improvise("p1"), Improvise("p2"))
    assert [(each.part, each.performer, each.line) for each in state.improvisations] == [
        ("Mara", "p1", 2),
        ("Tobin", "p2", 2),
        ("Mara", "p1", 2),
        ("Tobin", "p2", 2),
    ]
    assert state.off_script is not None
    assert state.off_script.count == 4


def test_a_long_improvisation_is_told_the_way_back_again() -> None:
    state = play(off(), *[Improvise("p2")] * (WAY_BACK_EVERY - 2))
    again = (Improvised("p1", "Mara"), WentOffScript("p1", 2))
    assert decide(state, Improvise("p1"), NOON) == again
    state = play(state, Improvise("p1"))
    assert state.off_script is not None
    assert state.off_script.seq == state.seq
    assert state.off_script.count == WAY_BACK_EVERY
    assert decide(state, Improvise("p1"), NOON) == (Improvised("p1", "Mara"),)


@pytest.mark.parametrize("back", [ComeBack("p1"), ComeBack("p2"), ComeBack("p9", directs=True)])
def test_the_way_back_leads_to_the_exact_line(back: ComeBack) -> None:
    state = play(off(), Improvise("p2"))
    assert decide(state, back, NOON) == (CameBack(back.performer, 2), CueGiven(2, "p1"))
    state = play(state, back, Say("p1"))
    assert [reading.line for reading in state.readings] == [1, 2]
    assert state.off_script is None


@pytest.mark.parametrize(
    "command",
    [
        Say("p1"),
        Pass("p1"),
        Prompt("p1"),
        Hold("p1"),
        Reply("p1", 7, 50),
        Skip("p1"),
        GoBack("p1"),
    ],
)
def test_no_line_of_the_script_is_read_meanwhile(command: Command) -> None:
    assert refusal(off(), command) == "off-script"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (Improvise("p2"), "line-is-anothers"),
        (Improvise("p1", 1), "cue-is-older"),
        (Improvise("p1", part="Tobin"), "not-your-part"),
        (Improvise("p9", directs=True), "no-part-yet"),
        (ComeBack("p1"), "on-script"),
    ],
)
def test_on_script_a_refusal_says_what_is_in_the_way(command: Command, code: str) -> None:
    assert refusal(due(), command) == code


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (Improvise("p9"), "no-part-yet"),
        (Improvise("p2", part="Mara"), "not-your-part"),
        (ComeBack("p9"), "no-part-yet"),
    ],
)
def test_off_script_a_refusal_says_what_is_in_the_way(command: Command, code: str) -> None:
    assert refusal(off(), command) == code


def test_while_the_bot_reads_only_the_director_leaves_the_script() -> None:
    assert refusal(begun(), Improvise("p2")) == "cue-is-the-bots"
    state = play(begun(), Improvise("p1"))
    assert refusal(state, Read(live(state))) == "off-script"
    state = play(state, ComeBack("p2"))
    assert play(state, Read(live(state))).readings[-1].line == 1


def test_nobody_improvises_before_the_scene_or_in_a_pause() -> None:
    assert refusal(play(due(), Pause("p2")), Improvise("p1")) == "paused"
    assert refusal(play(off(), Pause("p2")), ComeBack("p1")) == "paused"


def test_who_stands_by_improvises_as_the_part_whose_line_is_theirs() -> None:
    state = play(due(), NameUnderstudy("p7", "p7", "Mara"), Pass("p1"), Improvise("p7"))
    assert (state.improvisations[-1].part, state.improvisations[-1].performer) == ("Mara", "p7")


def test_the_part_whose_line_is_due_speaks_unless_another_is_named() -> None:
    state = play(due(), Assign("p1", "p1", "Tobin"))
    assert play(state, Improvise("p1")).improvisations[-1].part == "Mara"
    assert play(state, Improvise("p1", part="Tobin")).improvisations[-1].part == "Tobin"


def test_an_improvisation_goes_on_after_a_pause() -> None:
    state = play(off(), Pause("p2"), Resume("p2"))
    assert state.off_script is not None
    assert play(state, Improvise("p2")).off_script is not None


def test_in_a_new_thread_the_script_goes_on() -> None:
    state = play(off(), LoseThread(), Resume("p1"))
    assert state.off_script is None
    assert state.cue is not None
    assert (state.cue.line, state.cue.performer) == (2, "p1")


def test_who_left_meanwhile_is_not_cued() -> None:
    state = play(off(), Leave("p1"), ComeBack("p2"))
    assert state.cue is not None
    assert (state.cue.line, state.cue.performer) == (2, None)


def test_the_way_back_is_put_up_again_when_its_post_is_deleted() -> None:
    state = off()
    assert state.off_script is not None
    seq = state.off_script.seq
    assert decide(state, LosePost(seq), NOON) == (PostRemoved(seq), WentOffScript("p1", 2))
    again = play(state, LosePost(seq))
    assert again.off_script is not None
    assert (again.off_script.count, again.off_script.line) == (1, 2)


def test_a_deleted_cue_is_not_given_anew_while_the_company_improvises() -> None:
    assert decide(off(), LosePost(live(off())), NOON) == (PostRemoved(live(off())),)


def test_the_time_off_script_is_not_the_performers() -> None:
    state = play(due(), SetClock("p1", "live"), Improvise("p1"))
    assert state.cue is not None
    given = state.cue.at
    back = play(state, ComeBack("p1"), at=NOON + timedelta(minutes=8))
    assert back.cue is not None
    assert timedelta(minutes=7, seconds=50) < back.cue.at - given <= timedelta(minutes=8)


def test_nobody_is_reminded_and_an_improvisation_that_nobody_goes_on_with_ends() -> None:
    state = play(due(), SetClock("p1", "live"), Improvise("p1"))
    tick = Tick(live(state))
    assert refusal(state, tick, NOON + timedelta(minutes=9)) == "clock-is-early"
    decision = decide(state, tick, NOON + timedelta(minutes=11))
    assert decision == (CameBack(None, 2), CueGiven(2, "p1"))


def test_nobody_is_called_back_in_quiet_hours_where_the_time_was_slept_through() -> None:
    state = play(play(due(), SetClock("p1", "live")), Improvise("p1"))
    asleep = Tick(live(state), QuietHours(22 * 60, 8 * 60, UTC))
    assert refusal(state, asleep, NOON.replace(hour=22)) == "clock-is-early"


def test_in_quiet_hours_nobody_is_called_back() -> None:
    state = play(due(), SetClock("p1", "live"), Improvise("p1"))
    quiet = QuietHours(11 * 60, 18 * 60, UTC)
    assert back_at(state, quiet) == NOON.replace(hour=18)
    assert refusal(state, Tick(live(state), quiet), NOON + timedelta(hours=1)) == "clock-is-early"


def test_without_a_clock_an_improvisation_lasts() -> None:
    assert back_at(off()) is None
    assert refusal(off(), Tick(live(off())), NOON + timedelta(days=9)) == "clock-is-early"


def test_going_back_takes_the_improvisations_along_that_stand_behind_the_line() -> None:
    state = play(off(), ComeBack("p1"), Say("p1"), Improvise("p2"), ComeBack("p2"), GoBack("p1"))
    assert [each.line for each in state.improvisations] == [2]


def test_the_ceiling_does_not_rise_and_an_ended_scene_is_not_off_script() -> None:
    assert off().furthest == due().furthest == 1
    state = play(off(), End("p1"))
    assert (state.phase, state.off_script) == (Phase.OVER, None)
    assert isinstance(decide(state, ComeBack("p1"), NOON), Refusal)
