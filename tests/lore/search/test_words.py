"""Words, stems and contractions."""

from __future__ import annotations

import pytest

from lore.search.words import forms_of, is_content, stem, words_of


def test_contractions_are_taken_apart_however_they_are_written() -> None:
    assert forms_of("Don't do n't don’t Ann's") == ["do", "n't", "do", "n't", "do", "n't", "ann", "s"]


def test_a_word_knows_where_it_stands() -> None:
    text = "Well, I'm here."
    assert [text[word.start : word.end] for word in words_of(text)] == ["Well", "I", "'m", "here"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("walk", "walked"),
        ("carry", "carried"),
        ("stop", "stopping"),
        ("go", "went"),
        ("hope", "hoping"),
        ("box", "boxes"),
        ("answer", "answered"),
        ("remember", "remembering"),
        ("family", "families"),
        ("reply", "replying"),
        ("feeling", "feelings"),
        ("agree", "agreed"),
        ("lie", "lied"),
        ("use", "using"),
        ("true", "truth"),
    ],
)
def test_forms_of_one_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_what_is_left_of_a_negation_is_no_word_of_its_own() -> None:
    assert not any(is_content(form) for form in forms_of("can't won't ain't"))


def test_an_s_before_an_ending_is_the_word_s_own() -> None:
    assert stem("closed") == stem("closing") == stem("close")


def test_short_words_keep_their_shape() -> None:
    assert stem("bus") == "bus"
    assert stem("red") == "red"
