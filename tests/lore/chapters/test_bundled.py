"""The bundled chapter as package data, before anybody reads it into a script."""

import dataclasses
import re

import pytest

from lore.chapters import bundled


def test_one_chapter_is_bundled_with_its_title_and_the_name_of_its_file() -> None:
    (chapter,) = bundled()
    assert (chapter.title, chapter.filename) == ("The Second Chair", "the-second-chair.txt")


def test_the_text_opens_with_its_heading_and_ends_with_a_line_break() -> None:
    (chapter,) = bundled()
    assert chapter.text.startswith("Chapter 4: The Second Chair\n")
    assert chapter.text.endswith("\n")


def test_a_bundled_chapter_cannot_be_changed() -> None:
    (chapter,) = bundled()
    with pytest.raises(dataclasses.FrozenInstanceError):
        chapter.title = "Another"  # type: ignore[misc]


def test_the_text_keeps_every_difficulty_that_it_was_written_for() -> None:
    (chapter,) = bundled()
    for difficulty in (
        r'^"[^"\n]+"$',  # a speech that is alone in its paragraph
        r'^"[^"\n]+," said \w+[^"\n]*\. "',  # a tag inside a speech, verb first
        r'^"[^"\n]+," \w+ said\.$',  # a tag after a speech
        r'\w+ said, "',  # a tag before a speech
        r'^He [^"\n]+ "',  # a pronoun beat
        r'" \w+\'s voice [^"\n]+\. "',  # a beat that names its speaker in the possessive
        r'\w "[a-z ]+"\. \w',  # a quotation inside a quotation of the same marks
        r"\. \. \.",
        r"\*\w+\*",
        r"^\w+: ",  # play form
        r"\(Lex\)",  # a substitution in brackets
        r'^"[^"\n]+" had ',  # quoted words in narration
    ):
        assert re.search(difficulty, chapter.text, re.MULTILINE), difficulty
