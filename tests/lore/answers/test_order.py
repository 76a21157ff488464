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


MARKET = lore.Script.from_lines(
    "The Market",
    [
        (None, "Oda carried a basket of eels to the market."),
        ("Oda", "Eels! Fresh eels!"),
        *[("Tomas", f"That is basket number {number}.") for number in ("two", "three", "four", "five", "six")],
        ("Oda", "I have sold nothing yet."),
        (None, "Tomas bought the last basket and gave the eels to the cat."),
        (None, "Rain fell."),
    ],
)


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("What does Oda do at the beginning of the chapter?", 1),
        ("At the end of the chapter, what does Tomas do?", 9),
        ("What happens at the very end of the story?", 10),
        ("What does Oda carry at the start of the scene?", 1),
        ("Who gets the basket at the end of the chapter?", 9),
    ],
)
def test_what_is_asked_of_the_end_or_the_beginning_is_looked_for_there_alone(question: str, line: int) -> None:
    assert lore.Library([MARKET]).ask(question).lines[0].line.number == line


def test_each_chapter_has_an_end_of_its_own() -> None:
    answer = lore.Library([FERRY, MARKET]).ask("Where does the boat go at the end of the chapter?")
    assert (answer.lines[0].script.title, answer.lines[0].line.number) == ("The Ferry", 8)


def test_the_end_of_a_chapter_is_the_end_of_what_may_be_known() -> None:
    answer = lore.Library([MARKET]).ask("What does Tomas do at the end of the chapter?", until=(MARKET, 4))
    assert answer.lines[0].line.number == 4


STORM = lore.read_text(
    '"Shut the gate," said Oda. She looked out at the sea.\n\n'
    '"It is shut," said Tomas.\n\n'
    '"Then shut it again," said Oda.\n\n'
    "Tomas went out into the rain. The gate was banging. He tied it with the rope. He swore at the wind.\n\n"
    "He came back wet. Nobody thanked him. He hung up the lamp and began to whistle.\n",
)


def test_of_a_long_paragraph_its_last_sentences_tell_how_it_ends() -> None:
    answer = lore.Library([STORM]).ask("How does the chapter end?")
    assert answer.text == "Nobody thanked him. He hung up the lamp and began to whistle."


def test_whoever_a_paragraph_calls_he_is_whom_the_one_before_names() -> None:
    answer = lore.Library([STORM]).ask("What is Tomas up to at the end?")
    assert answer.text == "Nobody thanked him. He hung up the lamp and began to whistle."
