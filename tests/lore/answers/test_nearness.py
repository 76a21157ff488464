"""Whether a question's words stand together in a paragraph, or scattered over it."""

from __future__ import annotations

import pytest

import lore
from lore.answers.matter import gather
from lore.answers.nearness import scattered
from lore.answers.question import read_question
from lore.search.index import build_index

APART = (
    "The miller kept a grey horse in the orchard, and was proud of it. Nobody had ever seen him smile. "
    "One night somebody opened the gate, and the bridge to his mill was rotten."
)
TOGETHER = (
    "In the morning there was a noise on the road, and everybody in the inn looked up. "
    "A tall stranger led the grey horse over the rotten bridge. Then he paid for his breakfast, and went on."
)
ASKED = "Who had the horse on the bridge?"


def figures(text: str, question: str = ASKED) -> tuple[float, float]:
    index = build_index([lore.Script.from_lines("A Tale", [(None, text), (None, "It rained.")])])
    return scattered(gather(read_question(question, index, 2), index, 2), 0)


def test_words_in_one_sentence_are_not_scattered() -> None:
    assert figures(TOGETHER) == (0.0, 0.0)


def test_words_in_two_sentences_are_scattered_by_what_the_best_one_lacks() -> None:
    at_large, here = figures(TOGETHER, "Did the stranger pay on the bridge?")
    assert 0 < at_large < 1
    assert 0 < here < 1


def test_one_word_alone_cannot_be_scattered() -> None:
    assert figures(APART, "What was grey?") == (0.0, 0.0)


def test_a_line_without_a_word_of_the_question_is_not_scattered() -> None:
    assert figures("Nothing stirred. Nothing spoke.") == (0.0, 0.0)


@pytest.mark.parametrize("order", [(APART, TOGETHER), (TOGETHER, APART)])
def test_the_paragraph_that_has_the_words_in_one_sentence_answers(order: tuple[str, str]) -> None:
    tale = lore.Script.from_lines("A Tale", [(None, text) for text in order])
    answer = lore.Library([tale]).ask(ASKED)
    assert answer.lines[0].line.text == TOGETHER
