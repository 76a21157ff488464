"""Lines that cannot answer, however many words of a question they have."""

from __future__ import annotations

import lore

TALK = lore.read_text(
    '"You were always stubborn, Pavel," said Ines.\n\n'
    '"Call me stubborn, then," said Pavel. "I ought to be sowing."\n\n'
    '"I trust you," said Ines.\n\n'
    "Pavel shook the rain from his coat and left.\n\n"
    "Ines went to the mill. She lit the stove.\n",
)


def ask(question: str) -> lore.Answer:
    return lore.Library([TALK]).ask(question)


def test_who_says_something_of_somebody_is_not_answered_by_that_one() -> None:
    answer = ask("Who calls Pavel stubborn?")
    assert (answer.text, answer.lines[0].line.number) == ("Ines", 1)


def test_what_happens_after_something_is_looked_for_after_it() -> None:
    answer = ask("Where does Ines go after Pavel leaves?")
    assert answer.lines[0].line.number == 5
    assert answer.text
    assert "mill" in answer.text


def test_where_is_not_answered_without_a_place() -> None:
    answer = ask("Where is Pavel sowing?")
    assert (answer.text, answer.refusal) == (None, "unsure")
    assert 2 in [ranked.line.number for ranked in answer.lines[:3]]


def test_a_character_answers_for_itself_whoever_else_says_it() -> None:
    answer = lore.Library([TALK]).ask("Who calls Pavel stubborn?", as_character="Pavel")
    assert answer.lines[0].line.speaker == "Pavel"


ASKING = lore.read_text(
    '"I had to ask you once more, Pavel. To ask is no shame," said Ines.\n\n'
    '"Did they say nothing?" said Rosa.\n\n'
    '"Pavel, don\'t sell the boat," said Ines.\n\n'
    '"Nobody will stop the sale," said Pavel.\n\n'
    '"I will stop it, Pavel," said Ines.\n',
)


def test_what_somebody_asks_another_not_to_do_is_what_they_forbid() -> None:
    answer = lore.Library([ASKING]).ask("What did Ines ask Pavel not to do?")
    assert answer.lines[0].line.number == 3


def test_a_line_that_has_only_the_word_says_does_not_tell_who_says_it() -> None:
    assert lore.Library([ASKING]).ask("Who says that they will stop Pavel?").text == "Ines"


def test_what_somebody_does_after_something_is_looked_for_after_it_too() -> None:
    assert ask("What does Ines do after Pavel leaves?").lines[0].line.number == 5


OLD_TALE = lore.read_text(
    "Pavel guessed who had woken the old tale. The old tale was no lie.\n\n"
    '"The tale says that the lamp never goes out, Pavel," said Rosa.\n\n'
    '"It went out," said Pavel.\n\n'
    '"It always does," said Ines.\n',
)


def test_who_tells_something_is_somebody_who_speaks_and_not_narration() -> None:
    answer = lore.Library([OLD_TALE]).ask("Who told Pavel the old tale?")
    assert (answer.text, answer.lines[0].line.number) == ("Rosa", 2)
