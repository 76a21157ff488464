from __future__ import annotations

from bot.stage.book import open_book
from bot.stage.commands import Begin, End, Open, Take
from bot.stage.encore import cast_again
from bot.stage.refusals import Refusal
from bot.stage.state import Performance
from lore import Script
from tests.stage.plays import begun, play, small_book

TRIO = open_book(Script.from_lines("Trio", [("Lex", "One."), ("Lex", "Two."), ("Clark", "Three."), ("Kyla", "Four.")]))


def over(*takes: Take, rotating: bool = False) -> Performance:
    state = play(Performance(TRIO), Open("a", rotating), *takes)
    return play(state, Begin(takes[0].performer), End("a"))


def test_a_performance_is_played_again_in_the_same_parts() -> None:
    state = over(Take("a", "Lex"), Take("b", "Clark"))
    assert cast_again(state, "b", directs=False, swapped=False) == {"Lex": ("a",), "Clark": ("b",), "Kyla": ()}


def test_swapping_gives_everybody_what_another_one_played() -> None:
    state = over(Take("a", "Lex"), Take("b", "Clark"), Take("c", "Kyla"))
    assert cast_again(state, "b", directs=False, swapped=True) == {"Lex": ("c",), "Clark": ("a",), "Kyla": ("b",)}


def test_two_who_swap_twice_have_what_they_had() -> None:
    state = over(Take("b", "Lex"), Take("a", "Clark"))
    assert cast_again(state, "a", directs=False, swapped=True) == {"Lex": ("a",), "Clark": ("b",), "Kyla": ()}


def test_one_alone_swaps_with_the_bot() -> None:
    state = over(Take("a", "Lex"))
    assert cast_again(state, "a", directs=False, swapped=True) == {"Lex": (), "Clark": ("a",), "Kyla": ()}


def test_queues_are_swapped_as_queues() -> None:
    state = over(Take("a", "Lex"), Take("b", "Lex"), Take("c", "Clark"), rotating=True)
    assert cast_again(state, "a", directs=False, swapped=True) == {"Lex": ("c", "a"), "Clark": ("b",), "Kyla": ()}


def test_what_is_not_over_is_not_played_again_yet() -> None:
    assert cast_again(begun(), "p1", directs=False, swapped=False) == Refusal("not-over")


def test_who_was_not_in_it_opens_their_own_unless_they_direct() -> None:
    state = play(Performance(small_book()), Open("a"), Take("b", "Mara"), Begin("b"), End("a"))
    assert cast_again(state, "z", directs=False, swapped=False) == Refusal("not-in-company")
    assert not isinstance(cast_again(state, "z", directs=True, swapped=False), Refusal)
    assert not isinstance(cast_again(state, "a", directs=False, swapped=False), Refusal)
