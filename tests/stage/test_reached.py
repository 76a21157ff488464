from __future__ import annotations

from bot.stage.book import Excerpt, open_book
from bot.stage.reached import reached
from lore import Script
from tests.stage.plays import LINES

SCRIPT = Script.from_lines("The boat", LINES)
WHOLE = open_book(SCRIPT)


def test_a_performance_has_reached_the_last_line_that_anybody_heard() -> None:
    assert reached(WHOLE, 3, SCRIPT) == 3


def test_nothing_is_reached_before_the_first_line() -> None:
    assert reached(WHOLE, 0, SCRIPT) == 0


def test_an_excerpt_begins_behind_the_lines_before_it() -> None:
    assert reached(open_book(SCRIPT, Excerpt(first=3)), 0, SCRIPT) == 2


def test_in_a_newer_version_of_the_text_the_same_words_are_looked_for() -> None:
    shorter = Script.from_lines("The boat", LINES[1:])
    assert reached(WHOLE, 3, shorter) == 2


def test_where_the_last_line_was_rewritten_the_one_before_it_counts() -> None:
    rewritten = Script.from_lines("The boat", [*LINES[:2], ("Tobin", "I did."), *LINES[3:]])
    assert reached(WHOLE, 3, rewritten) == 2


def test_in_another_text_nothing_is_reached() -> None:
    assert reached(WHOLE, 3, Script.from_lines("Fog", [("Ann", "Who is there?")])) == 0
