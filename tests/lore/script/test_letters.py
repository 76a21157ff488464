from __future__ import annotations

import pytest

from lore.script.passages import read_passages

TALK = '"Is it bad?" asked Ann.\n\n"Read it yourself," said Tom.'


def said(text: str) -> list[str]:
    return [text[q.start : q.end] for passage in read_passages(text) for q in passage.quotations]


SPOKEN = ["Is it bad?", "Read it yourself,"]
SIGNED = (
    '"Harbour House,"\n\n"Friday."\n\n"Dear Mrs. Reed,"\n\n"The boat is gone."\n\n"So is the oar."\n\n'
    '"Yours truly,"\n\n"A. HOLLIS."'
)
SHORT = '"Dearest Ann,"\n\n"I cannot come."\n\n"TOM."'


@pytest.mark.parametrize("letter", [SIGNED, SHORT])
def test_a_letter_in_quotation_marks_is_said_by_nobody(letter: str) -> None:
    assert said(f"The post came.\n\n{letter}\n\n{TALK}") == SPOKEN


def test_a_letter_that_begins_with_its_tag_is_said_by_nobody() -> None:
    text = f'"Dear brother," it ran, "I am in trouble again."\n\n"Yours ever, Tom."\n\n{TALK}'
    assert said(text) == SPOKEN


@pytest.mark.parametrize(
    "announced",
    [
        "She found a telegram on the mat:",
        "He had scrawled on the back of the bill:",
        "The letter was very short, and read as follows.",
    ],
)
def test_what_is_announced_as_written_is_said_by_nobody(announced: str) -> None:
    assert said(f'{announced}\n\n"All lost. Come home."\n\n{TALK}') == SPOKEN


def test_what_somebody_reads_aloud_is_said() -> None:
    text = f'Ann took the letter and read it aloud:\n\n"All lost. Come home."\n\n{TALK}'
    assert said(text)[0] == "All lost. Come home."


def test_an_endearment_is_no_salutation() -> None:
    assert said(f'"My dear boy, sit down," said Ann.\n\n"Dear me!"\n\n{TALK}')[:2] == [
        "My dear boy, sit down,",
        "Dear me!",
    ]


def test_verses_and_what_stands_in_from_the_margin_are_said_by_nobody() -> None:
    verse = '"The river gives,\n    The river takes,\nAnd nobody complains."'
    block = '      "Whoever reads this has my boat and may keep it."'
    prose = "It was a long evening, and the lamp had burnt down before either of them thought of\ngoing home at all."
    assert said(f"{prose}\n\n{verse}\n\n{block}\n\n{TALK}") == SPOKEN
