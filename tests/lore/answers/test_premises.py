"""Premises that the lines do not bear out."""

from __future__ import annotations

import pytest

import lore

SCRIPT = lore.Script.from_lines(
    "The Orchard",
    [
        (None, "Ines sat under the plum tree and planned how she would kill the fox."),
        ("Ines", "One day I shall kill that fox, Pavel."),
        ("Pavel", "You never hurt anybody, Ines."),
        ("Ines", "My basket is under the tree."),
        (None, "In the winter the old dog died by the stove."),
    ],
)


@pytest.mark.parametrize(
    "question",
    [
        "When does Ines kill the fox?",
        "How old is Pavel?",
        "What colour is the basket of Ines?",
        "Who stole the basket?",
        "When does Pavel marry Ines?",
        "How much money does Ines offer Pavel?",
    ],
)
def test_what_the_lines_do_not_say_is_refused(question: str) -> None:
    answer = lore.Library([SCRIPT]).ask(question)
    assert answer.text is None
    assert answer.refusal == "unsure"


def test_a_refused_question_still_gets_the_nearest_lines() -> None:
    answer = lore.Library([SCRIPT]).ask("When does Ines kill the fox?")
    assert {1, 2} & {ranked.line.number for ranked in answer.lines[:3]}


def test_a_number_that_is_told_is_not_doubted() -> None:
    burial = lore.Script.from_lines("The Burial", [("Pavel", "Four people came to bury the dog.")])
    answer = lore.Library([burial]).ask("How many people came to bury the dog?")
    assert answer.text


def test_consent_must_be_told_and_not_refused() -> None:
    script = lore.Script.from_lines(
        "The Sale",
        [
            ("Ines", "Sell me the orchard, Pavel."),
            ("Pavel", "I will not sell the orchard, Ines. I never agreed to it."),
        ],
    )
    assert lore.Library([script]).ask("Why does Pavel agree to sell the orchard?").text is None


VISIT = lore.read_text(
    """The Visit

Ines looked up as her neighbour showed in the doctor. Pavel Orlov had not been in the house since the winter.

"You came, Pavel," said Ines.

"I came for the plums," said Pavel. "And for Marta the cook."

Ines laughed. "Marta will be pleased," she said to Pavel.

"She told me that the plums were ripe," said Pavel to Ines.
"""
)


@pytest.mark.parametrize(
    "question",
    [
        "Why did Pavel hit Ines?",
        "Who kissed Pavel?",
        "Why does Ines apologize to Pavel?",
        "What is the neighbour's name?",
        "How many horses does Pavel have?",
        "How did Lydia kill Ines?",
    ],
)
def test_what_nobody_does_or_bears_is_refused(question: str) -> None:
    answer = lore.Library([VISIT]).ask(question)
    assert answer.text is None
    assert answer.refusal in {"unsure", "no match"}


def test_a_name_that_stands_beside_its_bearer_is_not_doubted() -> None:
    assert lore.Library([VISIT]).ask("What is the cook's name?").text


TALK = lore.Script.from_lines(
    "The Wall",
    [
        ("Ines", "The wall is wet, Pavel."),
        ("Pavel", "Then we shall paint it on Monday, Ines."),
        (None, "Pavel went home."),
        (None, "Ines went out into the yard."),
        ("Bruno", "The wall is wet, Ines."),
        ("Ines", "So it is, Bruno."),
        (None, "The wall dried in the sun, and nobody looked at it."),
        ("Bruno", "I want soup."),
    ],
)


def test_what_is_said_to_somebody_who_is_never_spoken_to_is_doubted() -> None:
    library = lore.Library([TALK])
    said = library.ask("What did Bruno say to Ines about the wall?")
    never = library.ask("What did Bruno say to Pavel about the wall?")
    assert never.text is None
    assert never.confidence < said.confidence


HARBOUR = lore.Script.from_lines(
    "The Harbour",
    [
        (None, "Ines pushed Pavel off the quay, and the nurse pulled him out."),
        ("Pavel", "One boat in that harbour is mine."),
        ("Ines", "The nurse laughed at all the boats, and so did I."),
        (None, "Doctor Rook, whom both of them feared, stood at the end of the quay."),
    ],
)


@pytest.mark.parametrize(
    "question",
    [
        "Why did Pavel push Ines?",
        "What is the nurse called?",
        "How many boats did Ines buy?",
        "Who killed Doctor Rook?",
        "What did Rook say to the nurse?",
    ],
)
def test_a_premise_with_its_parts_changed_round_is_refused(question: str) -> None:
    assert lore.Library([HARBOUR]).ask(question).text is None


def test_what_was_done_the_way_it_is_asked_is_answered() -> None:
    assert lore.Library([HARBOUR]).ask("When did Ines push Pavel?").text


HEIR = lore.Script.from_lines(
    "The Heir",
    [
        (None, "Ines was the heir of Anselm. Pavel spoke of the frost, and Ines listened."),
        ("Pavel", "The frost took half of the plums, Ines."),
        ("Ines", "It takes what it wants."),
    ],
)


def test_what_somebody_says_who_is_only_named_is_refused_whatever_others_say_beside() -> None:
    answer = lore.Library([HEIR]).ask("What did Anselm tell Ines about the frost?")
    assert (answer.text, answer.refusal) == (None, "unsure")


def test_what_is_said_about_somebody_who_is_only_named_is_answered() -> None:
    assert lore.Library([HEIR]).ask("What does Pavel tell Ines of the frost?").text


TWO_SCENES = lore.read_text(
    "Ines came to the mill, and Pavel gave her bread.\n\n"
    '"Why did you come so late?" said Pavel.\n\n'
    '"The bridge was gone," said Ines.\n\n'
    "* * *\n\n"
    "In the morning Rosa found the boat.\n\n"
    '"It leaks," said Rosa.\n\n'
    '"It always did," said Pavel.\n',
)


def test_what_somebody_did_in_a_scene_that_they_are_not_in_is_refused() -> None:
    answer = lore.Library([TWO_SCENES]).ask("Why did Rosa come to the mill so late?")
    assert (answer.text, answer.refusal) == (None, "unsure")
    assert lore.Library([TWO_SCENES]).ask("Why did Ines come to the mill so late?").text


def test_two_who_are_never_about_together_did_not_meet() -> None:
    middle = "".join(
        f'"That is plum number {number}," said Pavel.\n\n"So it is," said Ines.\n\n' for number in range(8)
    )
    orchard = lore.read_text(
        f"Ines met the eyes of the old dog at the gate.\n\n{middle}In the evening somebody called.\n\n"
        '"Here is the letter," said Rosa.\n'
    )
    answer = lore.Library([orchard]).ask("How did Ines and Rosa meet at the gate?")
    assert (answer.text, answer.refusal) == (None, "unsure")


BOOK = lore.read_text(
    "Ines read a book about boats to her father.\n\n"
    '"Is it a good book?" said Pavel.\n\n'
    '"My father says so," said Ines.\n\n'
    'On the shelf stood a play called "The Eel".\n',
)


@pytest.mark.parametrize("question", ["What did Ines's mother say about the book?", "What is the title of the book?"])
def test_what_somebody_says_who_is_not_mentioned_and_a_title_that_is_not_given_are_refused(question: str) -> None:
    answer = lore.Library([BOOK]).ask(question)
    assert (answer.text, answer.refusal) == (None, "unsure")


def test_a_title_that_is_given_is_told() -> None:
    answer = lore.Library([BOOK]).ask("What is the title of the play on the shelf?")
    assert answer.text
    assert "The Eel" in answer.text


HAPPENED = lore.read_text(
    '"It will hardly happen," said Pavel.\n\n"It can," said Ines.\n\n"We shall see," said Pavel.\n\n'
    '"Rosa saw it," said Ines.\n\n"I did see it," said Rosa.\n'
)


def test_what_happened_to_somebody_is_not_told_by_a_line_that_has_only_the_word() -> None:
    answer = lore.Library([HAPPENED]).ask("What happened to Rosa?")
    assert (answer.text, answer.refusal) == (None, "unsure")
