"""The bundled chapter read into a script, line by line against its gold table."""

from collections import Counter

import pytest

import lore
from lore.chapters import bundled
from tests.corpus.tables import (
    differences_in_addressees,
    differences_in_lines,
    differences_in_scenes,
    read_gold,
)

GOLD = read_gold("the-second-chair")


@pytest.fixture(scope="module")
def script() -> lore.Script:
    (chapter,) = bundled()
    return lore.read_text(chapter.text, title=chapter.title)


def test_every_line_has_its_kind_its_words_and_its_speaker(script: lore.Script) -> None:
    assert differences_in_lines(script, GOLD) == []


def test_every_speech_is_addressed_to_the_right_character(script: lore.Script) -> None:
    assert differences_in_addressees(script, GOLD) == []


def test_remembered_exchanges_are_scenes_of_their_own(script: lore.Script) -> None:
    assert differences_in_scenes(script, GOLD) == []


def test_the_parts_are_large_enough_for_two_members_to_play(script: lore.Script) -> None:
    parts = Counter(line.speaker for line in script.lines if line.kind == "speech")
    assert parts == {"Lex": 24, "Clark": 18, "Ryan": 7, "Kyla": 2}


def test_readers_who_are_thanked_are_not_cast(script: lore.Script) -> None:
    assert {character.name for character in script.cast} == {"Lex", "Clark", "Kyla", "Ryan"}


def test_no_speech_is_too_long_to_be_spoken_in_one_breath_of_the_stage(script: lore.Script) -> None:
    assert all(len(line.text) < 600 for line in script.lines if line.kind == "speech")
