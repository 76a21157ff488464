from __future__ import annotations

from datetime import timedelta

import pytest

from bot.stage.book import open_book
from bot.stage.commands import (
    Begin,
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
from bot.stage.decide import LOBBY_LASTS, decide
from bot.stage.events import CueGiven, Ended, Ending, LinePerformed, Manner, PartLeft, PostRemoved, ThreadLost
from bot.stage.state import Performance, Phase
from lore import Script
from tests.stage.plays import NOON, begun, opened, play, refusal, small_book


def at_maras_first_line() -> Performance:
    state = begun()
    assert state.cue is not None
    return play(state, Read(state.cue.seq))


def test_a_lobby_opens_with_its_starter_as_director() -> None:
    assert opened().phase is Phase.LOBBY
    assert opened().director == "p1"


def test_a_chapter_without_parts_cannot_be_opened() -> None:
    narration_only = Performance(open_book(Script.from_lines("Fog", [(None, "Fog."), (None, "More fog.")])))
    assert refusal(narration_only, Open("p1")) == "no-parts"


def test_a_part_is_taken_once() -> None:
    state = play(opened(), Take("p1", "Mara"))
    assert refusal(state, Take("p2", "Mara")) == "part-is-taken"
    assert refusal(state, Take("p1", "Mara")) == "already-yours"


def test_without_a_name_the_largest_free_part_is_taken() -> None:
    state = play(opened(), Take("p1"), Take("p2"))
    assert state.casting == {"Mara": ("p1",), "Tobin": ("p2",)}


def test_an_unknown_part_is_refused() -> None:
    assert refusal(opened(), Take("p1", "Hamlet")) == "no-such-part"


def test_one_member_may_play_several_parts() -> None:
    assert play(opened(), Take("p1", "Mara"), Take("p1", "Tobin")).parts_of("p1") == ("Mara", "Tobin")


def test_a_lobby_without_performers_does_not_begin() -> None:
    assert refusal(opened(), Begin("p1")) == "nobody-cast"


def test_an_outsider_does_not_begin() -> None:
    state = play(opened(), Take("p1", "Mara"))
    assert refusal(state, Begin("p9")) == "only-director-begins"
    assert play(state, Begin("p9", directs=True)).phase is Phase.PLAYING


def test_beginning_cues_the_first_line() -> None:
    cue = begun().cue
    assert cue is not None
    assert (cue.line, cue.performer) == (1, None)


def test_saying_a_line_cues_the_next_performer() -> None:
    state = at_maras_first_line()
    decision = decide(state, Say("p1"), NOON)
    assert decision == (LinePerformed(2, "p1", Manner.AS_WRITTEN), CueGiven(3, "p2"))


def test_own_words_are_marked_and_not_kept_in_the_event() -> None:
    decision = decide(at_maras_first_line(), Say("p1", own_words=True), NOON)
    assert decision == (LinePerformed(2, "p1", Manner.OWN_WORDS), CueGiven(3, "p2"))


def test_the_second_of_two_clicks_at_once_hears_that_the_scene_moved_on() -> None:
    state = at_maras_first_line()
    assert state.cue is not None
    clicked = state.cue.seq
    after_the_first = play(state, Say("p1", clicked))
    assert refusal(after_the_first, Say("p1", clicked)) == "cue-is-older"


def test_another_members_line_is_not_theirs_to_say() -> None:
    assert refusal(at_maras_first_line(), Say("p2")) == "line-is-anothers"
    assert refusal(at_maras_first_line(), Say("p9")) == "line-is-anothers"


def test_the_bots_line_is_not_a_members_to_say() -> None:
    assert refusal(begun(), Say("p1")) == "cue-is-the-bots"


def test_the_bot_reads_only_the_cue_it_waited_for() -> None:
    state = at_maras_first_line()
    assert refusal(state, Read(5)) == "cue-is-older"


def test_a_pass_is_read_by_the_understudy() -> None:
    state = play(at_maras_first_line(), Pass("p1"))
    assert state.readings[-1].manner is Manner.UNDERSTUDY
    assert state.readings[-1].performer is None


def test_the_director_passes_for_an_absent_performer() -> None:
    state = play(at_maras_first_line(), Say("p1"))
    assert play(state, Pass("p1")).readings[-1].line == 3
    assert refusal(at_maras_first_line(), Pass("p2")) == "line-is-anothers"


def test_hints_climb_a_ladder_of_three() -> None:
    state = play(at_maras_first_line(), Prompt("p1"), Prompt("p1"), Prompt("p1"))
    assert state.cue is not None
    assert state.cue.hints == 3
    assert refusal(state, Prompt("p1")) == "no-more-hints"


def test_a_hint_does_not_make_the_cue_stale() -> None:
    state = at_maras_first_line()
    assert state.cue is not None
    assert play(state, Prompt("p1"), Say("p1", state.cue.seq)).readings[-1].hints == 1


def test_leaving_in_mid_scene_hands_the_due_line_to_the_bot() -> None:
    decision = decide(at_maras_first_line(), Leave("p1"), NOON)
    assert decision == (PartLeft("p1", "Mara"), CueGiven(2, None))


def test_taking_a_part_in_mid_scene_takes_over_the_due_line() -> None:
    state = play(at_maras_first_line(), Leave("p1"), Take("p3", "Mara"))
    assert state.cue is not None
    assert (state.cue.line, state.cue.performer) == (2, "p3")


def test_who_is_not_cast_cannot_leave() -> None:
    assert refusal(opened(), Leave("p1")) == "not-cast"


def test_anybody_may_pause_and_nothing_is_said_meanwhile() -> None:
    state = play(at_maras_first_line(), Pause("p9"))
    assert refusal(state, Say("p1")) == "paused"
    assert refusal(state, Pause("p1")) == "already-paused"


@pytest.mark.parametrize(("who", "directs"), [("p9", False), ("p1", False), ("p5", True)])
def test_who_paused_and_who_directs_resume(who: str, *, directs: bool) -> None:
    state = play(at_maras_first_line(), Pause("p9"), Resume(who, directs))
    assert state.phase is Phase.PLAYING
    assert state.cue is not None
    assert state.cue.line == 2


def test_others_do_not_resume_what_somebody_paused() -> None:
    assert refusal(play(at_maras_first_line(), Pause("p9")), Resume("p2")) == "only-director-resumes"


def test_any_performer_resumes_what_the_house_suspended() -> None:
    state = play(at_maras_first_line(), Suspend("missing-permission"))
    assert play(state, Resume("p2")).phase is Phase.PLAYING


def test_only_the_director_ends_early() -> None:
    assert refusal(at_maras_first_line(), End("p2")) == "only-director-ends"
    assert play(at_maras_first_line(), End("p1")).ending is Ending.STOPPED


def test_the_last_line_brings_the_curtain_down() -> None:
    state = at_maras_first_line()
    state = play(state, Say("p1"), Say("p2"), Say("p1"))
    assert state.cue is not None
    state = play(state, Read(state.cue.seq))
    assert decide(state, Say("p2"), NOON) == (LinePerformed(6, "p2", Manner.AS_WRITTEN), Ended(Ending.CURTAIN))
    over = play(state, Say("p2"))
    assert [reading.line for reading in over.readings] == [1, 2, 3, 4, 5, 6]
    assert refusal(over, Say("p2")) == "already-over"


def test_a_lost_thread_pauses_the_scene_and_resuming_cues_again() -> None:
    state = play(at_maras_first_line(), LoseThread())
    assert state.phase is Phase.PAUSED
    assert state.thread_is_lost
    assert refusal(state, LoseThread()) == "thread-already-lost"
    assert not play(state, Resume("p2")).thread_is_lost


def test_a_lost_thread_ends_a_lobby() -> None:
    assert decide(opened(), LoseThread(), NOON) == (ThreadLost(), Ended(Ending.STOPPED))


def test_a_deleted_cue_is_given_again_and_a_deleted_line_is_marked() -> None:
    state = at_maras_first_line()
    assert state.cue is not None
    assert decide(state, LosePost(state.cue.seq), NOON) == (PostRemoved(state.cue.seq), CueGiven(2, "p1"))
    assert decide(state, LosePost(6), NOON) == (PostRemoved(6),)
    assert refusal(play(state, LosePost(6)), LosePost(6)) == "post-unknown"


def test_a_lobby_nobody_begins_closes_after_a_day() -> None:
    assert refusal(opened(), Expire(), NOON + LOBBY_LASTS - timedelta(minutes=1)) == "cannot-expire"
    assert decide(opened(), Expire(), NOON + LOBBY_LASTS) == (Ended(Ending.EXPIRED),)


def test_a_book_keeps_directions_where_the_text_has_them() -> None:
    book = small_book()
    assert [line.part for line in book.lines] == [None, "Mara", "Tobin", "Mara", None, "Tobin"]
    assert book.parts == ("Mara", "Tobin")
