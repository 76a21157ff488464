"""A paragraph in which several people speak becomes a line for each."""

from __future__ import annotations

import lore

OPENING = "Ann Hollis and Tom Reed met at the mill. Ann had brought bread. Tom had brought his dog.\n\n"


def said(text: str) -> list[tuple[str | None, str]]:
    return [(line.speaker, line.text) for line in lore.read_text(OPENING + text).lines if line.kind == "speech"]


def test_two_tags_with_two_names_make_two_lines() -> None:
    assert said('"Well?" said Ann. "Well what?" said Tom.') == [("Ann", "Well?"), ("Tom", "Well what?")]


def test_a_tag_after_and_a_tag_before_may_share_a_sentence() -> None:
    assert said('"Run!" cried Ann, while Tom said, "Wait for the dog."') == [
        ("Ann", "Run!"),
        ("Tom", "Wait for the dog."),
    ]


def test_a_pronoun_of_the_other_gender_parts_a_paragraph() -> None:
    text = '"Run!" she said. Her hand shook. "Never!" he shouted.'
    assert [words for _, words in said(text)] == ["Run!", "Never!"]


def test_one_name_and_its_pronoun_stay_one_line() -> None:
    assert said('"Run," said Ann. She rose. "Run," she said again, "or stay."') == [("Ann", "Run, Run, or stay.")]


def test_somebody_told_of_beside_a_tag_does_not_speak() -> None:
    assert said('"Well," said Ann, as Tom finished, "there is the river."') == [("Ann", "Well, there is the river.")]


def test_the_narration_of_a_shared_paragraph_stands_in_one_line_each() -> None:
    text = OPENING + '"Well?" said Ann. Tom put down his hat. "Well what?" said Tom.'
    first, second = [line for line in lore.read_text(text).lines if line.kind == "speech"]
    told = [[text[start:end] for start, end in line.directions] for line in (first, second)]
    assert told == [["said Ann."], ["Tom put down his hat.", "said Tom."]]


def test_an_answer_in_the_same_paragraph_is_said_to_who_spoke_first() -> None:
    text = OPENING + '"Well?" said Ann. "Well what?" said Tom.'
    assert [line.to for line in lore.read_text(text).lines if line.kind == "speech"] == ["Tom", "Ann"]
