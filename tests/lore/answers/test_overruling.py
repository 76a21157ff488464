"""Lines that cannot answer, however many words of a question they have."""

from __future__ import annotations

import lore

TALK = lore.read_text(
    '"You were always stubborn, Pavel," said Ines.\n\n'
    '"Call me stubborn, then," said Pavel. "We should be working."\n\n'
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
    answer = ask("Where is Pavel working?")
    assert (answer.text, answer.refusal) == (None, "unsure")
    assert 2 in [ranked.line.number for ranked in answer.lines[:3]]


def test_a_character_answers_for_itself_whoever_else_says_it() -> None:
    answer = lore.Library([TALK]).ask("Who calls Pavel stubborn?", as_character="Pavel")
    assert answer.lines[0].line.speaker == "Pavel"
