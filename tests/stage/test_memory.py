"""Books, lines typed from memory or given in replies, and scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.stage.books import Book
from bot.stage.commands import (
    AgreeToScores,
    AskOnDeck,
    Attempt,
    ChooseBook,
    Command,
    NameUnderstudy,
    Pass,
    Pause,
    Prompt,
    Read,
    Reply,
    Say,
    SayAttempt,
)
from bot.stage.decide import decide
from bot.stage.events import Attempted, CueGiven, LinePerformed, Manner, Unheard
from bot.stage.memory import scores
from bot.stage.turn import on_deck
from tests.stage.plays import NOON, begun, opened, play, refusal

if TYPE_CHECKING:
    from bot.stage.state import Performance


def due() -> Performance:
    """Return a scene in which p1 is due with line 2."""
    state = begun()
    assert state.cue is not None
    return play(state, Read(state.cue.seq))


def live(state: Performance) -> int:
    assert state.cue is not None
    return state.cue.seq


def by_heart(strictness: int = 95) -> Performance:
    """Return the scene with p1, who is due, off book."""
    return play(due(), ChooseBook("p1", "cue", strictness))


def attempted(state: Performance) -> int:
    assert state.cue is not None
    assert state.cue.attempt is not None
    return state.cue.attempt


def test_each_performer_has_a_book_of_their_own() -> None:
    state = play(due(), ChooseBook("p1", "letters"), ChooseBook("p2", "cue", 80), ChooseBook("p1", strictness=100))
    assert state.book_of("p1") == Book("letters", 100)
    assert state.book_of("p2") == Book("cue", 80)
    assert state.book_of("p3") == Book("full", 95)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (ChooseBook("p9", "cue"), "no-part-yet"),
        (ChooseBook("p1", "upside-down"), "no-such-book"),
        (ChooseBook("p1", "cue", 50), "no-such-book"),
        (ChooseBook("p1", "full"), "already-so"),
        (AskOnDeck("p9", wanted=True), "no-part-yet"),
        (AskOnDeck("p1", wanted=False), "already-so"),
        (AgreeToScores("p9", agreed=True), "no-part-yet"),
        (AgreeToScores("p1", agreed=False), "already-so"),
        (Attempt("p2", 90), "line-is-anothers"),
        (Attempt("p1", 90, 1), "cue-is-older"),
        (SayAttempt("p2", 1, as_written=True), "line-is-anothers"),
        (SayAttempt("p1", 1, as_written=True), "attempt-is-older"),
        (Reply("p2", 1, 90), "cue-is-older"),
        (Reply("p1", 1, 90), "cue-is-older"),
    ],
)
def test_a_refusal_says_what_is_in_the_way(command: Command, code: str) -> None:
    assert refusal(due(), command) == code


def test_a_reply_of_somebody_elses_is_refused() -> None:
    assert refusal(due(), Reply("p2", live(due()), 90)) == "line-is-anothers"


def test_nothing_is_heard_in_a_pause() -> None:
    state = play(due(), Pause("p2"))
    assert refusal(state, Attempt("p1", 90)) == "paused"
    assert refusal(state, Reply("p1", live(state), 90)) == "paused"


def test_who_stands_by_may_choose_a_book_too() -> None:
    state = play(due(), NameUnderstudy("p7", "p7", "Mara"), ChooseBook("p7", "letters"))
    assert state.book_of("p7").kind == "letters"


def test_a_book_is_chosen_in_the_lobby_only_by_who_has_a_part() -> None:
    assert refusal(opened(), ChooseBook("p1", "cue")) == "no-part-yet"


@pytest.mark.parametrize(
    ("strictness", "percent", "as_written", "manner"),
    [
        (80, 80, False, Manner.FROM_MEMORY),
        (80, 80, True, Manner.FROM_MEMORY),
        (80, 79, False, Manner.OWN_WORDS),
        (80, 79, True, Manner.AS_WRITTEN),
        (100, 99, False, Manner.OWN_WORDS),
    ],
)
def test_a_typed_line_is_said_after_it_was_compared(
    strictness: int, percent: int, manner: Manner, *, as_written: bool
) -> None:
    state = play(by_heart(strictness), Attempt("p1", percent))
    assert len(state.readings) == 1
    state = play(state, SayAttempt("p1", attempted(state), as_written))
    assert (state.readings[-1].manner, state.readings[-1].percent) == (manner, percent)


def test_a_line_without_a_wrong_word_is_said_at_once() -> None:
    decision = decide(by_heart(), Attempt("p1", 100), NOON)
    assert decision == (
        Attempted("p1", 2, 100),
        LinePerformed(2, "p1", Manner.FROM_MEMORY),
        CueGiven(3, "p2"),
    )


def test_only_the_last_of_several_tries_can_be_said() -> None:
    state = play(by_heart(), Attempt("p1", 50))
    first = attempted(state)
    state = play(state, Attempt("p1", 96))
    assert refusal(state, SayAttempt("p1", first, as_written=False)) == "attempt-is-older"
    assert play(state, SayAttempt("p1", attempted(state), as_written=False)).readings[-1].percent == 96


def test_a_hint_counts_as_prompted_and_not_as_wrong() -> None:
    reading = play(by_heart(), Prompt("p1"), Attempt("p1", 100)).readings[-1]
    assert (reading.hints, reading.percent, reading.manner) == (1, 100, Manner.FROM_MEMORY)


def test_what_somebody_typed_is_no_score_of_whoever_reads_in_their_place() -> None:
    state = play(by_heart(), Attempt("p1", 50), Pass("p1"))
    assert state.readings[-1].percent is None


@pytest.mark.parametrize(
    ("book", "percent", "manner", "score"),
    [
        ("full", 100, Manner.AS_WRITTEN, None),
        ("full", 20, Manner.OWN_WORDS, None),
        ("cue", 100, Manner.FROM_MEMORY, 100),
        ("cue", 96, Manner.FROM_MEMORY, 96),
        ("cue", 90, Manner.OWN_WORDS, 90),
    ],
)
def test_a_reply_is_the_performance_of_the_line(book: str, percent: int, manner: Manner, score: int | None) -> None:
    state = due() if book == "full" else by_heart()
    reading = play(state, Reply("p1", live(state), percent)).readings[-1]
    assert (reading.line, reading.manner, reading.percent, reading.replied) == (2, manner, score, True)


def test_an_unheard_reply_is_noted_once_a_cue_and_says_nothing() -> None:
    state = due()
    command = Reply("p1", live(state), 0, heard=False)
    assert decide(state, command, NOON) == (Unheard("p1", 2),)
    state = play(state, command)
    assert refusal(state, command) == "already-unheard"
    assert len(state.readings) == 1


def test_the_next_member_is_on_deck_whatever_the_bot_reads_in_between() -> None:
    state = due()
    found = on_deck(state)
    assert found is not None
    assert (found[0].number, found[1]) == (3, "p2")
    state = play(state, Say("p1"), Say("p2"))
    found = on_deck(state)
    assert found is not None
    assert (found[0].number, found[1]) == (6, "p2"), "line 5 is the bot's"


def test_nobody_is_on_deck_behind_their_own_line_or_the_bots() -> None:
    state = begun()
    assert on_deck(state) is None
    alone = play(due(), Say("p1"))
    assert on_deck(play(alone, Say("p2"), Say("p1"))) is None


def test_scores_are_shown_only_when_everybody_agreed() -> None:
    state = play(by_heart(), Attempt("p1", 100), AgreeToScores("p1", agreed=True))
    assert scores(state) == {}
    state = play(state, AgreeToScores("p2", agreed=True))
    assert scores(state) == {"p1": 100}
    assert scores(play(state, AgreeToScores("p1", agreed=False))) == {}


def test_a_score_is_the_mean_of_the_lines_that_were_typed() -> None:
    state = play(by_heart(), Attempt("p1", 100), Say("p2"))
    state = play(state, Attempt("p1", 71))
    state = play(state, SayAttempt("p1", attempted(state), as_written=True))
    both = (AgreeToScores("p1", agreed=True), AgreeToScores("p2", agreed=True))
    assert scores(play(state, *both)) == {"p1": 85}
