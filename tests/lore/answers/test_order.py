"""First and last: lines that are asked for by their place in the order."""

from __future__ import annotations

import pytest

import lore

FERRY = lore.Script.from_lines(
    "The Ferry",
    [
        (None, "Rain fell on the landing stage."),
        ("Oda", "Is this the last boat, Tomas?"),
        ("Tomas", "It leaves when I have coiled the rope."),
        ("Oda", "Then I will wait in the shed."),
        (None, "Oda left her trunk on the planks."),
        ("Tomas", "Nobody ever thanks the ferryman."),
        ("Oda", "Thank you, Tomas."),
        (None, "The boat slid out into the dark."),
    ],
)


@pytest.mark.parametrize(
    ("question", "line", "told"),
    [
        ("What is the first thing Tomas says?", 3, "It leaves when I have coiled the rope."),
        ("What are Oda's last words?", 7, "Thank you, Tomas."),
        (
            "What is the last thing Oda says before she leaves her trunk?",
            4,
            "Then I will wait in the shed.",
        ),
        ("What is the first thing Tomas says after Oda leaves her trunk?", 6, "Nobody ever thanks the ferryman."),
        ("Who speaks first?", 2, "Oda"),
        ("Who has the last word in this scene?", 7, "Oda"),
        ("How does the scene begin?", 1, "Rain fell on the landing stage."),
        ("How does it end?", 8, "The boat slid out into the dark."),
    ],
)
def test_a_line_is_found_by_its_order(question: str, line: int, told: str) -> None:
    answer = lore.Library([FERRY]).ask(question)
    assert (answer.lines[0].line.number, answer.text) == (line, told)


def test_the_last_words_are_the_last_below_the_ceiling() -> None:
    answer = lore.Library([FERRY]).ask("What are Oda's last words?", until=(FERRY, 5))
    assert answer.text == "Then I will wait in the shed."


@pytest.mark.parametrize("question", ["Why does Oda want the last word?", "Does Tomas have the last word?"])
def test_what_somebody_has_of_the_last_word_is_no_question_of_order(question: str) -> None:
    assert "by its order" not in {ranked.why for ranked in lore.Library([FERRY]).ask(question).lines}


def test_the_last_boat_is_no_question_of_order() -> None:
    answer = lore.Library([FERRY]).ask("Who asks about the last boat?")
    assert answer.lines[0].line.number == 2
