from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.stage.scoring import PERFECT, Run, compare

LINE = "You're late, Mara; I don't know what you've been told."


@pytest.mark.parametrize(
    "typed",
    [
        LINE,
        "you’re late mara i don’t know what you’ve been told",
        "YOU ARE LATE! Mara... I do not know “what” you have been told",
        "  You're   late,\nMara; I don't know what you've been told",
    ],
)
def test_case_punctuation_quotes_and_contractions_do_not_count(typed: str) -> None:
    assert compare(LINE, typed).percent == PERFECT


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("It's hers", "it is hers"),
        ("I can't stay", "I cannot stay"),
        ("We won't", "we will not"),
        ("Let's go", "let us go"),
        ("I'm here; she'd know", "I am here, she would know"),
        ("a well-kept boat", "a well kept boat"),
        ("the dogs' bowl", "the dogs bowl"),
    ],
)
def test_a_contraction_is_as_good_as_what_it_stands_for(line: str, typed: str) -> None:
    assert compare(line, typed).percent == PERFECT


def test_a_possessive_is_no_contraction() -> None:
    assert compare("Mara's boat", "Mara is boat").percent < PERFECT


def test_the_runs_show_what_is_the_same_what_is_missing_and_what_is_too_much() -> None:
    compared = compare("You knew all along, Clark.", "You know all along my Clark")
    assert compared.runs == (
        Run("=", ("You",)),
        Run("-", ("knew",)),
        Run("+", ("know",)),
        Run("=", ("all", "along")),
        Run("+", ("my",)),
        Run("=", ("Clark",)),
    )
    assert (compared.right, compared.total, compared.wrong, compared.percent) == (4, 5, 2, 60)


@pytest.mark.parametrize(
    ("typed", "percent"), [("", 0), ("nothing of the sort whatever it was meant to be", 0), ("one two", 40)]
)
def test_what_is_not_there_is_wrong(typed: str, percent: int) -> None:
    assert compare("one two three four five", typed).percent == percent


def test_a_line_without_words_is_known_by_whoever_types_none() -> None:
    assert compare("...", "!").percent == PERFECT
    assert compare("...", "what?").percent == 0


def test_words_far_beyond_a_line_are_surplus() -> None:
    assert compare("Yes.", "yes " + "no " * 3000).percent == 0


WORDS = st.lists(st.sampled_from(["oh", "don't", "Mara", "the", "boat"]), max_size=8).map(" ".join)


@given(line=WORDS, typed=WORDS)
def test_the_runs_hold_every_word_of_both(line: str, typed: str) -> None:
    compared = compare(line, typed)
    expanded = line.replace("don't", "do not").split()
    assert [word for run in compared.runs if run.mark != "+" for word in run.words] == expanded
    assert [word for run in compared.runs if run.mark != "-" for word in run.words] == typed.replace(
        "don't", "do not"
    ).split()
    assert 0 <= compared.percent <= PERFECT
    assert (compared.percent == PERFECT) == (line.split() == typed.split())
