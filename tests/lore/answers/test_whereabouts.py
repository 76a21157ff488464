"""Words that tell of a place."""

from __future__ import annotations

import pytest

import lore
from lore.answers.whereabouts import asks_for_place_name, names_a_place, tells_of_a_place
from lore.search.words import stem


@pytest.mark.parametrize(
    "text",
    [
        "We met in the mill.",
        "She went to his shop.",
        "He is upstairs.",
        "I have never left Lisbon.",
        "Out of the rain.",
    ],
)
def test_a_place_is_told_by_its_preposition_its_adverb_or_its_name(text: str) -> None:
    assert tells_of_a_place(text, frozenset())


@pytest.mark.parametrize("text", ["They ought to sing together.", "I want to sing, Ines.", "He met her eyes."])
def test_a_name_of_somebody_or_a_verb_is_no_place(text: str) -> None:
    assert not tells_of_a_place(text, frozenset({stem("ines")}))


@pytest.mark.parametrize("question", ["Which city did they rule?", "In what small town does Ines live?"])
def test_which_place_is_asked_by_its_kind(question: str) -> None:
    assert asks_for_place_name(question)


@pytest.mark.parametrize("question", ["What is the city like?", "Where is the town?", "Which room is it?"])
def test_other_questions_ask_for_no_name_of_a_place(question: str) -> None:
    assert not asks_for_place_name(question)


@pytest.mark.parametrize("text", ["They went to Lisbon.", "They ruled (Lisbon) together.", "From Lisbon, Mr. Orme."])
def test_a_capital_that_is_nobodys_may_name_a_place(text: str) -> None:
    assert names_a_place(text, frozenset({stem("orme")}))


@pytest.mark.parametrize("text", ["They went to Mr. Orme.", "Nobody went.", "She told Orme, and I went."])
def test_a_title_a_person_or_a_first_word_names_no_place(text: str) -> None:
    assert not names_a_place(text, frozenset({stem("orme")}))


def test_which_city_is_answered_with_the_line_that_names_one() -> None:
    script = lore.read_text(
        '"The two of you ruled a city in that story," said Ines.\n\n'
        '"Which one was it?" asked Pavel.\n\n'
        '"You had Lisbon, the pair of you, until the flood," said Ines.\n\n'
        "Pavel laughed.\n",
        title="The Story",
    )
    best = lore.Library([script]).ask("Which city did the two of them rule in the story?").best
    assert best
    assert "Lisbon" in best
