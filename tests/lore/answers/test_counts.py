"""Which questions count who speaks, and which ask how many people there are in what is told."""

from __future__ import annotations

import pytest

import lore

FORD = lore.Script.from_lines(
    "The Ford",
    [("Ines", "Thirty people live at the ford."), ("Pavel", "And how many work there?"), ("Ines", "None. They fish.")],
)


@pytest.mark.parametrize(
    "question",
    ["How many people speak?", "How many characters are there?", "How many people are in this scene?"],
)
def test_who_speaks_is_counted_where_the_scene_is_asked_of(question: str) -> None:
    assert lore.Library([FORD]).ask(question).text == "2 characters who speak"


@pytest.mark.parametrize("question", ["How many people live at the ford?", "How many people are there at the ford?"])
def test_people_in_what_is_told_are_not_counted_by_who_speaks(question: str) -> None:
    answer = lore.Library([FORD]).ask(question)
    assert answer.kind != "count"
    assert answer.best
    assert answer.best.startswith("Thirty")
