"""Rotation: whoever queues for a part takes its lines in turn, whoever comes and goes meanwhile."""

from __future__ import annotations

from collections import Counter

from bot.stage.book import PromptBook, open_book
from bot.stage.commands import Begin, Leave, Open, Pass, Say, Take, Tick
from bot.stage.state import Performance, Phase
from lore import Script
from tests.stage.plays import NOON, play

DUET = [(name, f"Line {number} of {name}.") for number in range(1, 41) for name in ("Lex", "Clark")]


def book() -> PromptBook:
    return open_book(Script.from_lines("Duet", DUET))


def begun(*queue: str, clock: str = "off") -> Performance:
    """Return a duet in which so many queue for Lex, and zed has Clark."""
    takes = [Take(performer, "Lex") for performer in queue]
    state = play(Performance(book()), Open("zed", rotating=True, clock=clock), Take("zed", "Clark"))
    return play(state, *takes, Begin("zed"))


def due(state: Performance) -> str:
    assert state.cue is not None
    assert state.cue.performer is not None
    return state.cue.performer


def readers_of_lex(state: Performance) -> list[str | None]:
    return [reading.performer for reading in state.readings if state.book.line(reading.line).part == "Lex"]


def play_rounds(state: Performance, count: int) -> Performance:
    for _ in range(count):
        state = play(state, Say(due(state)), Say("zed")) if state.phase is Phase.PLAYING else state
    return state


def test_the_lines_go_round_in_the_order_of_the_queue() -> None:
    assert readers_of_lex(play_rounds(begun("a", "b", "c"), 7)) == ["a", "b", "c", "a", "b", "c", "a"]


def test_everybody_who_stays_reads_as_often_as_everybody_else_who_stays() -> None:
    state = play_rounds(begun("a", "b", "c"), 4)
    state = play_rounds(play(state, Take("d", "Lex"), Leave("b", "Lex")), 9)
    since = Counter(readers_of_lex(state)[4:])
    assert set(since) == {"a", "c", "d"}
    assert max(since.values()) - min(since.values()) <= 1


def test_nobody_gets_ahead_by_leaving_and_joining_again() -> None:
    state = play_rounds(begun("a", "b", "c"), 1)
    state = play_rounds(play(state, Leave("a"), Take("a", "Lex")), 3)
    assert readers_of_lex(state) == ["a", "b", "c", "a"]


def test_who_passes_has_had_their_turn_and_the_next_line_is_the_next_ones() -> None:
    state = play(begun("a", "b"), Pass("a"), Say("zed"))
    assert due(state) == "b"


def test_who_is_not_there_has_had_their_turn_and_does_not_hold_the_others_up() -> None:
    state = begun("a", "b", clock="live")
    assert state.cue is not None
    for minutes in (2, 6, 12):
        state = play(state, Tick(state.cue.seq), at=NOON.replace(minute=minutes)) if state.cue else state
    assert due(play(state, Say("zed"), at=NOON.replace(minute=13))) == "b"


def test_two_lines_in_a_row_go_to_two_performers_of_the_part() -> None:
    two = open_book(Script.from_lines("Two", [("Lex", "One."), ("Lex", "Two."), ("Lex", "Three.")]))
    state = play(Performance(two), Open("a", rotating=True), Take("a", "Lex"), Take("b", "Lex"), Begin("a"), Say("a"))
    assert due(state) == "b"
    assert due(play(state, Pass("b"))) == "a"
