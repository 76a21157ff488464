from __future__ import annotations

import pytest

from bot.ui.character_cards import read_numbers


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [("3", {3}), ("3, 7-9", {3, 7, 8, 9}), (" 3 ; 4–5 ", {3, 4, 5}), ("7 - 8,", {7, 8})],
)
def test_a_list_of_lines_is_read_as_people_write_it(typed: str, numbers: set[int]) -> None:
    assert read_numbers(typed) == numbers


@pytest.mark.parametrize("typed", ["", "all", "3-x", "-3", "9-3", "1-100000", "9999999999", "²"])
def test_what_is_no_list_of_lines_is_none(typed: str) -> None:
    assert read_numbers(typed) is None
