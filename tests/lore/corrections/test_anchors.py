from __future__ import annotations

from lore import Script
from lore.corrections.anchors import Finder, anchor_of, words_of


def script(*texts: str) -> Script:
    return Script.from_lines("T", [("A", text) for text in texts])


PLAIN = script("Good evening to all of you.", "Yes.", "Where did you put the lamp?", "Yes.", "No.")


def test_words_are_compared_without_marks_case_and_stress() -> None:
    assert words_of("*Where*, did you\nPUT it?") == words_of("where did you put it")


def test_a_line_is_found_where_it_stands() -> None:
    assert [Finder(PLAIN).find(anchor_of(PLAIN, number)) for number in range(1, 6)] == [1, 2, 3, 4, 5]


def test_a_line_is_found_behind_lines_that_were_put_before_it() -> None:
    later = script("A new line.", "And one more of them.", *(line.text for line in PLAIN.lines))
    assert [Finder(later).find(anchor_of(PLAIN, number)) for number in range(1, 6)] == [3, 4, 5, 6, 7]


def test_of_two_equal_lines_the_one_between_the_same_neighbours_is_meant() -> None:
    turned = script(
        "Where did you put the lamp?", "Yes.", "No.", "Good evening to all of you.", "Yes.", "Something else."
    )
    assert Finder(turned).find(anchor_of(PLAIN, 4)) == 2
    assert Finder(turned).find(anchor_of(PLAIN, 2)) == 5


def test_a_short_line_alone_among_strangers_is_not_taken_for_it() -> None:
    other = script("Quite another story.", "Yes.", "It begins like this.")
    assert Finder(other).find(anchor_of(PLAIN, 2)) is None


def test_a_line_with_a_mended_slip_is_found_between_its_neighbours() -> None:
    mended = script("Good evening to all of you.", "Yes.", "Where did you leave that lamp?", "Yes.", "No.")
    assert Finder(mended).find(anchor_of(PLAIN, 3)) == 3


def test_a_speech_that_was_joined_with_the_next_is_found_in_the_whole() -> None:
    joined = script("Nothing here is the same.", "Where did you put the lamp? I cannot see a thing.", "Other words.")
    assert Finder(joined).find(anchor_of(PLAIN, 3)) == 2


def test_a_speech_that_was_parted_is_found_in_its_longest_piece() -> None:
    whole = script("First.", "I never said a word to him. Not once in all those long years.", "Last.")
    parted = script("Begin.", "I never said a word to him.", "Not once in all those long years.", "End.")
    assert Finder(parted).find(anchor_of(whole, 2)) == 3


def test_a_line_that_is_gone_is_not_found() -> None:
    assert Finder(script("Good evening to all of you.", "Yes.")).find(anchor_of(PLAIN, 3)) is None


def test_narration_is_never_taken_for_a_speech() -> None:
    told = Script.from_lines("T", [(None, line.text) for line in PLAIN.lines])
    assert Finder(told).find(anchor_of(PLAIN, 1)) is None
