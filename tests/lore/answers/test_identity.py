"""Who somebody is."""

from __future__ import annotations

import pytest

import lore

TALE = lore.read_text(
    "Ines Duarte sat on the wall. The guard let Pavel in by the gate. In the yard stood Rosa, the miller's daughter, "
    "with a lamp.\n\n"
    '"But you are no river, Ines," said Pavel.\n\n'
    '"No," said Ines.\n\n'
    '"The lamp is out," said Rosa.\n\n'
    "Then came a voice that she knew. Anselm.\n\n"
    '"Open," said Anselm.\n\n'
    "Ines shut the gate, and with her went her cousin Pavel.\n",
)


@pytest.mark.parametrize(
    ("question", "told", "line"),
    [
        ("Who is Rosa?", "In the yard stood Rosa, the miller's daughter, with a lamp.", 1),
        ("who's Pavel?", "Ines shut the gate, and with her went her cousin Pavel.", 7),
        ("Who was Ines Duarte?", "Ines Duarte sat on the wall.", 1),
        ("Who is Anselm?", "Then came a voice that she knew. Anselm.", 5),
    ],
)
def test_who_somebody_is_is_told_where_it_is_said_or_where_they_are_first_named(
    question: str, told: str, line: int
) -> None:
    answer = lore.Library([TALE]).ask(question)
    assert (answer.text, answer.lines[0].line.number) == (told, line)


def test_who_somebody_is_is_told_as_far_as_the_performance_has_come() -> None:
    assert lore.Library([TALE]).ask("Who is Pavel?", until=(TALE, 6)).text == "The guard let Pavel in by the gate."


@pytest.mark.parametrize(
    "question", ["Who is Rosa's cousin?", "Who is with Pavel at the gate?", "Who is Ines talking to?"]
)
def test_a_question_for_more_than_who_somebody_is_is_read_as_ever(question: str) -> None:
    assert "names who is asked of" not in {each.why for each in lore.Library([TALE]).ask(question).lines}
