"""Measures: what a question asks for, whether words give it, and what comes of it in a chapter of prose."""

from __future__ import annotations

import pytest

import lore
from lore.answers.measures import gives_measure, measure_asked
from lore.answers.question import read_question
from lore.search.index import Index

INN = (
    '"Pavel served at the old inn by the ford," said Ines to Rosa.\n\n'
    '"And was that a good place?" asked Rosa.\n\n'
    '"He stayed nine years, and at two shillings a week," said Ines.\n\n'
    '"Nobody can live on that."\n\n'
    "Ines shrugged and looked across the ford.\n"
)


def ask(question: str) -> lore.Answer:
    return lore.Library([lore.read_text(INN, title="The Inn")]).ask(question)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("How long was Ann there?", "long"),
        ("About how much did it cost?", "much"),
        ("How many geese were there?", "many"),
        ("How many times did it ring?", "many"),
        ("How many long years was Ann there?", "count of time"),
        ("How deep is the well?", "other"),
        ("How does Ann feel?", ""),
        ("What did Ann say about how long it took?", ""),
    ],
)
def test_a_question_asks_for_a_measure(text: str, measure: str) -> None:
    assert measure_asked(read_question(text, Index(), 0)) == measure


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("She was there for thirty-one years.", "long"),
        ("They had not spoken since the flood.", "long"),
        ("It was the fourth day of it.", "long"),
        ("He gave a penny for it.", "much"),
        ("He left her sixty thousand.", "much"),
        ("They play every Thursday.", "often"),
        ("It is eight miles to the ford.", "far"),
        ("There was only a single goose.", "many"),
        ("The well was dug as deep as the tower was high.", "other"),
        ("She's eighty-one.", "old"),
        ("I was nine that winter.", "old"),
        ("Two stout men of fifty-five stood there.", "old"),
        ("He was a boy of two.", "old"),
    ],
)
def test_words_give_the_measure_they_are_asked_for(text: str, measure: str) -> None:
    assert gives_measure(text, measure)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("She stood there, pretty and alone.", "many"),
        ("She was long and thin.", "long"),
        ("It went far beyond that.", "far"),
        ("That was the last time.", "long"),
        ("They ruled together until the war.", "count of time"),
        ("For a moment his one-time friend said nothing.", "count of time"),
        ("It was one of those days.", "old"),
        ("It was two years since.", "old"),
        ("There were nine of them.", "old"),
        ("It was as if the towns were one row of lamps.", "old"),
        ("There were nine dumplings.", "old"),
        ("He paid for it dearly.", "much"),
        ("She went often enough to be known, and then stopped.", "far"),
    ],
)
def test_other_words_give_none(text: str, measure: str) -> None:
    assert not gives_measure(text, measure)


def test_the_line_that_gives_the_measure_answers_in_place_of_one_with_more_of_the_question() -> None:
    answer = ask("How long did Pavel serve at the old inn?")
    assert answer.best
    assert "nine years" in answer.best


def test_a_line_that_gives_the_measure_answers_though_it_says_no_more_than_the_question() -> None:
    script = lore.read_text(
        '"You were unlucky at the races," said Ines.\n\n'
        '"It was the one race in which nobody bet on me," said Pavel.\n\n'
        '"So you say," said Ines.\n',
        title="The Race",
    )
    best = lore.Library([script]).ask("How many races did nobody bet on Pavel in?").best
    assert best
    assert "one race" in best


def test_a_measure_that_nothing_near_the_question_gives_is_not_given() -> None:
    script = lore.read_text(
        '"The dog slept in the yard," said Ines.\n\n"It always did," said Pavel.\n\n"It is old," said Ines.\n',
        title="The Dog",
    )
    assert lore.Library([script]).ask("How much did Pavel pay for the dog in the yard?").text is None
