"""Questions for whom something is said to."""

from __future__ import annotations

import pytest

import lore

TALK = lore.read_text(
    '"The bridge is closed, Pavel," said Ines.\n\n'
    '"Then we shall swim," said Pavel.\n\n'
    '"I cannot swim," said Ines.\n\n'
    "* * *\n\n"
    '"They say the bridge fell in the night, Rosa," said Ines.\n\n'
    '"It never fell," said Rosa.\n\n'
    "Rosa shut the door.\n",
)


@pytest.mark.parametrize(
    ("question", "told", "line"),
    [
        ("To whom does Ines say that the bridge is closed?", "Pavel", 1),
        ("Who does Ines tell that the bridge fell in the night?", "Rosa", 4),
        ("Who does Pavel say they shall swim to?", "Ines", 2),
        ("Who is told that it never fell?", "Ines", 5),
        ('To whom does Ines say "I cannot swim"?', "Pavel", 3),
        ("Who is Ines talking to when she says 'I cannot swim'?", "Pavel", 3),
    ],
)
def test_to_whom_something_is_said_is_answered_with_the_one_spoken_to(question: str, told: str, line: int) -> None:
    answer = lore.Library([TALK]).ask(question)
    assert answer.text == told
    assert answer.source
    assert answer.source.number == line


def test_whom_somebody_talks_to_are_all_those_they_speak_to() -> None:
    assert lore.Library([TALK]).ask("Who does Ines talk to?").text == "Pavel, Rosa"


def test_whom_somebody_talks_to_are_those_they_have_spoken_to_so_far() -> None:
    assert lore.Library([TALK]).ask("Who does Ines talk to?", until=(TALK, 3)).text == "Pavel"


@pytest.mark.parametrize(
    ("question", "told"),
    [("Who says that the bridge is closed?", "Ines"), ('Who says "Then we shall swim"?', "Pavel")],
)
def test_who_says_it_is_still_who_speaks(question: str, told: str) -> None:
    assert lore.Library([TALK]).ask(question).text == told


def test_words_quoted_that_are_said_to_nobody_known_answer_nobody() -> None:
    alone = lore.read_text('"Is there nobody?" said Ines.\n\nThe lamp went out.\n')
    answer = lore.Library([alone]).ask('To whom does Ines say "Is there nobody?"')
    assert (answer.text, answer.refusal) == (None, "no match")
    assert answer.lines[0].line.number == 1


@pytest.mark.parametrize(
    "question",
    ["Who says that the bridge is closed, and to whom?", '"The bridge is closed, Pavel": who says this and to whom?'],
)
def test_who_speaks_and_to_whom_are_told_together(question: str) -> None:
    assert lore.Library([TALK]).ask(question).text == "Ines, Pavel"


def test_who_is_told_of_is_not_whom_it_is_told_to() -> None:
    answer = lore.Library([TALK]).ask("Who does Ines say is not able to swim?")
    assert "Pavel" not in {answer.text, answer.best}
