from __future__ import annotations

import pytest

from lore.answers.follow_up import complete, leans


@pytest.mark.parametrize("question", ["And why?", "why?", "but when", "To whom?", "Why does he refuse it?"])
def test_a_question_that_points_back_leans_on_the_one_before(question: str) -> None:
    assert leans(question)


@pytest.mark.parametrize(
    "question",
    [
        "Why does Mara refuse the boat?",
        "Who rang the bell in the harbour?",
        "Who is Mara?",
        "who is mara",
        "What is the price?",
        "",
    ],
)
def test_a_question_of_its_own_does_not_lean(question: str) -> None:
    assert not leans(question)


def test_and_why_takes_over_what_was_asked_about() -> None:
    assert complete("And why?", "Who refused to sell the boat?") == "why refused to sell the boat"


def test_a_question_of_its_own_that_begins_with_and_is_left_as_it_is() -> None:
    assert complete("And who is Mara?", "Who refused to sell the boat?") == "who is Mara?"


def test_a_pronoun_takes_over_the_names() -> None:
    assert complete("Why does he refuse it?", "What does Tobin keep?") == "Why does he refuse it Tobin?"


def test_without_an_earlier_question_nothing_is_changed() -> None:
    assert complete("And why?", "") == "And why?"
