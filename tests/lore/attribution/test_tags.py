"""Tags in their many forms, each read in a text of our own."""

from __future__ import annotations

import pytest

import lore

OPENING = (
    "Ann Hollis and Tom Reed met at the mill. Ann had brought bread. Tom had brought his dog. Ann and Tom sat down.\n\n"
)


def speaker(text: str) -> str | None:
    return next(line.speaker for line in lore.read_text(OPENING + text).lines if line.kind == "speech")


@pytest.mark.parametrize(
    "text",
    [
        '"The bridge is gone," assented Tom.',
        '"The bridge is gone," hastily volunteered Tom.',
        '"The bridge is gone," put in Tom.',
        '"The bridge is gone," was Tom\'s only reply.',
        '"The bridge is gone!" said Tom\'s voice from the dark.',
        'Tom said slowly "The bridge is gone."',
        '"The bridge is gone," was Tom\'s summing up.',
        '"The bridge is gone," according to Tom.',
        'Ann waited. At last Tom answered:\n\n"The bridge is gone."',
        'Ann sat down again and wept; but Tom, rising, said,\n\n"The bridge is gone."',
        'Tom waited, and when she had done, replied thus, "The bridge is gone."',
    ],
)
def test_a_tag_in_any_form_names_the_speaker(text: str) -> None:
    assert speaker(text) == "Tom"


def test_whoever_makes_no_answer_does_not_speak() -> None:
    assert speaker('"Is the bridge gone?" asked Ann. Tom made no answer.') == "Ann"


def test_nobody_is_named_for_what_somebody_shouts() -> None:
    read = lore.read_text(OPENING + '"The bridge is gone!" somebody shouted.')
    (line,) = [line for line in read.lines if line.kind == "speech"]
    assert line.speaker is None
    assert line.evidence is not None
    assert line.evidence.text == "tag: somebody shouted; the text does not say who"


def test_a_tag_may_name_an_addressee_that_is_a_noun() -> None:
    read = lore.read_text(OPENING + '"Hold the rope," Ann said to the miller.\n\n"I hold it," said the miller.')
    assert next(line.to for line in read.lines if line.kind == "speech") == "the miller"


def test_what_nobody_in_particular_says_is_no_problem() -> None:
    read = lore.read_text(OPENING + '"The bridge is gone!" somebody shouted.')
    assert read.problems == ()
