"""Words that people use for one another."""

from __future__ import annotations

import pytest

import lore
from lore.search.lexicon import phrase_of, phrases_in, relatives
from lore.search.words import stem


@pytest.mark.parametrize(("one", "other"), [("lift", "elevator"), ("buy", "cost"), ("naive", "gullible")])
def test_words_of_one_row_stand_for_each_other(one: str, other: str) -> None:
    assert stem(other) in relatives()[stem(one)]
    assert stem(one) in relatives()[stem(other)]


def test_no_word_stands_for_itself() -> None:
    assert not [word for word, others in relatives().items() if word in others]


def test_a_phrase_is_found_in_any_of_its_forms() -> None:
    assert list(phrases_in([stem(form) for form in ("ann", "gave", "up", "her", "seat")])) == ["giv_up"]


def test_a_verb_inside_a_phrase_is_read_as_the_phrase() -> None:
    assert phrase_of("giv", ["giv_up"]) == "giv_up"
    assert phrase_of("seat", ["giv_up"]) == "seat"


def test_a_question_in_other_words_finds_its_line() -> None:
    script = lore.Script.from_lines(
        "The Mill",
        [
            ("Ada", "The wheel turned all night."),
            ("Bram", "In the end I quit the mill."),
            ("Ada", "Give me the lamp, Bram."),
            ("Bram", "The lamp hangs over the door."),
        ],
    )
    assert lore.Library([script]).ask("What did Bram give up?").lines[0].line.number == 2
