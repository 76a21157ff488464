from __future__ import annotations

import pytest

from bot.stage.book import open_book
from bot.stage.practice import begin_practice, know, miss, show
from bot.texts import voice
from bot.ui.practice import practice_page
from lore import Script
from tests.stage.plays import small_book

SAY = voice()


@pytest.mark.parametrize(
    ("book", "shown"),
    [
        ("full", "Line 4: Nobody asked you to."),
        ("letters", "Line 4, by first letters: N a y t."),
        ("cue", "Line 4 is yours."),
    ],
)
def test_each_book_shows_as_much_of_the_line_as_it_should(book: str, shown: str) -> None:
    page = practice_page(know(begin_practice(small_book(), "Mara", book, {})), small_book(), SAY, key=7)
    assert "> **Tobin** I kept her dry, too." in page.content
    assert shown in page.content
    assert ("Nobody asked" in page.content) is (book == "full")


def test_a_line_that_was_looked_at_is_shown_whole() -> None:
    practice = show(begin_practice(small_book(), "Mara", "cue", {}))
    page = practice_page(practice, small_book(), SAY, key=7)
    assert "Line 2: You kept the boat." in page.content
    assert [button.custom_id for button in page.buttons] == ["drillknow:7:1", "drillmiss:7:1", "drillstop:7:1"]


def test_trouble_lines_are_announced() -> None:
    page = practice_page(begin_practice(small_book(), "Mara", "cue", {4: 2}), small_book(), SAY, key=7)
    assert "First a line that you missed before." in page.content


def test_the_end_says_which_lines_come_first_the_next_time() -> None:
    practice = know(know(miss(begin_practice(small_book(), "Mara", "cue", {}))))
    page = practice_page(practice, small_book(), SAY, key=7)
    assert "Missed: line 2. It comes first the next time." in page.content
    assert [button.label for button in page.buttons] == ["Once more"]


def test_the_longest_lines_fit() -> None:
    book = open_book(Script.from_lines("Long", [("*" * 90, "_*" * 3000), ("Lex", "a_b " * 3000)] * 4))
    assert len(practice_page(begin_practice(book, "Lex", "full", {}), book, SAY, key=7).content) <= 2000
