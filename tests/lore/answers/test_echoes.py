"""What only repeats a question is not its answer."""

from __future__ import annotations

import pytest

import lore

TALK = lore.read_text(
    '"The boat is the oldest boat there is," said Ines.\n\n'
    '"Because my uncle never threw a plank away," said Pavel.\n\n'
    '"Let it be mended," said Ines. "Please."\n\n'
    '"I have no hands for it," said Pavel.\n\n'
    '"You used to race against the ferry," said Ines.\n\n'
    '"It was the one race that I always lost," said Pavel.\n\n'
    '"We should go," said Ines.\n',
)


@pytest.mark.parametrize(
    ("question", "told", "line"),
    [
        ("Why can't it be mended?", "I have no hands for it", 4),
        ("Why is the boat so old?", "Because my uncle never threw a plank away", 2),
        ("Which race did Pavel always lose?", "You used to race against the ferry", 5),
    ],
)
def test_where_a_line_only_repeats_the_question_the_one_beside_it_answers(question: str, told: str, line: int) -> None:
    answer = lore.Library([TALK]).ask(question)
    assert answer.best
    assert answer.best.rstrip(",.") == told
    assert answer.source
    assert answer.source.number == line
    assert line in [ranked.line.number for ranked in answer.lines[:2]]


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("Who says that it should be mended?", 3),
        ("Does Ines want it mended?", 3),
        ("What does Ines say about the oldest boat?", 1),
    ],
)
def test_who_says_it_and_whether_it_is_so_may_be_answered_by_repeating(question: str, line: int) -> None:
    answer = lore.Library([TALK]).ask(question)
    assert answer.source
    assert answer.source.number == line


def test_a_reply_that_may_not_be_known_yet_does_not_answer() -> None:
    answer = lore.Library([TALK]).ask("Why can't it be mended?", until=(TALK, 3))
    assert answer.source
    assert answer.source.number == 3


DREAMT = lore.read_text(
    '"I often dream of the river," said Ines.\n\n'
    '"So do I," said Pavel.\n\n'
    '"Did you ever like the town?" said Ines.\n\n'
    '"The noise of it," said Pavel.\n\n'
    "Ines laughed, and Pavel shut the window.\n",
)


def test_whether_somebody_does_is_answered_by_their_yes_or_no() -> None:
    answer = lore.Library([DREAMT]).ask("Does Pavel dream of the river too?")
    assert answer.text
    assert answer.text.startswith("So do I")
    assert answer.source
    assert answer.source.number == 2


def test_whether_somebody_does_who_says_so_unasked_is_answered_by_that() -> None:
    answer = lore.Library([DREAMT]).ask("Does Ines dream of the river?")
    assert answer.source
    assert answer.source.number == 1
