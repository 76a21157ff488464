from __future__ import annotations

import pytest

from bot.ui.word_list import LONGEST_WORD, MOST_WORDS, first_forbidden, read_list


def test_a_list_is_parted_by_commas_and_lines_and_holds_each_entry_once() -> None:
    assert read_list("Drat, bother\n  oh   dear ;drat,, *\n") == ("drat", "bother", "oh dear")


def test_a_list_has_its_bounds() -> None:
    assert len(read_list(",".join(f"word{number}" for number in range(MOST_WORDS * 2)))) == MOST_WORDS
    assert read_list("x" * 500) == ("x" * LONGEST_WORD,)


@pytest.mark.parametrize(
    "words",
    ["Drat!", "Oh DRAT.", "d\u200brat", "ｄｒａｔ it", "dràt", "*drat*", "what a drat-filled day"],
)
def test_a_word_is_found_however_it_is_dressed(words: str) -> None:
    assert first_forbidden(words, ("bother", "drat")) == "drat"


@pytest.mark.parametrize("words", ["hydrate", "drats", "", "a rat"])
def test_a_word_inside_another_is_another(words: str) -> None:
    assert first_forbidden(words, ("drat",)) is None


@pytest.mark.parametrize("words", ["drat", "drats", "dratted"])
def test_an_asterisk_stands_for_any_ending(words: str) -> None:
    assert first_forbidden(words, ("drat*",)) == "drat*"


def test_several_words_are_found_across_punctuation_and_lines() -> None:
    assert first_forbidden("Oh,\ndear!", ("oh dear",)) == "oh dear"


def test_signs_in_an_entry_mean_themselves() -> None:
    assert first_forbidden("a.b", ("a.b",)) == "a.b"
    assert first_forbidden("axb", ("a.b",)) is None
