"""Words that tell of a place."""

from __future__ import annotations

import pytest

from lore.answers.whereabouts import tells_of_a_place
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
