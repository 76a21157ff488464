from __future__ import annotations

import pytest

import lore


def lines(text: str) -> list[str]:
    return [line.text for line in lore.read_text(text).lines]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ('"Well?" said Ida. "Well what?" said Otto.', ["Well?", "Well what?"]),
        ('"Well?" said Ida. The cook sat down. "Soup," said the cook.', ["Well?", "Soup,"]),
        ('"Well?" he asked. "Well what?" she said.', ["Well?", "Well what?"]),
        ('Ida said, "Go." Otto said, "Stay."', ["Go.", "Stay."]),
    ],
)
def test_two_who_speak_in_one_paragraph_have_a_line_each(text: str, pieces: list[str]) -> None:
    assert lines(text) == pieces


@pytest.mark.parametrize(
    "text",
    [
        '"Well," said Ida, "I asked." She rose. "Good night," said Ida.',
        '"Well," said Ida. "I asked," she said.',
        '"Well," said Mr. Pell. "I asked," said Pell.',
        '"Well," said Ida. Otto yawned. "I asked."',
    ],
)
def test_one_who_speaks_twice_in_a_paragraph_has_one_line(text: str) -> None:
    assert len(lines(text)) == 1


def test_what_is_parted_keeps_every_word_of_the_paragraph() -> None:
    text = '"Well?" said Ida. The cook put the ladle down. "Soup," said the cook, and left.'
    script = lore.read_text(text)
    directions = [text[start:end] for line in script.lines for start, end in line.directions]
    assert directions == ["said Ida.", "The cook put the ladle down.", "said the cook, and left."]
