"""How lines tell what they tell."""

from __future__ import annotations

import pytest

import lore
from lore.answers.manners import PROSE, Manner, manner, manner_around, share_told
from lore.answers.matter import gather
from lore.answers.question import read_question
from lore.search.index import build_index

PLAY = lore.Script.from_lines("A Play", [(None, "A yard."), ("Ines", "Sit."), ("Pavel", "I sit."), ("Ines", "Good.")])
TALE = lore.Script.from_lines("A Tale", [(None, "Ines had a dog."), (None, "It slept."), ("Ines", "Wake up.")])
CHAPTER = lore.read_text('"Sit," said Ines.\n\n"I sit," said Pavel.\n\n"Good," said Ines.\n', title="A Chapter")


def test_what_is_told_is_a_share_of_the_lines() -> None:
    assert share_told(build_index([TALE]).entries) == pytest.approx(2 / 3)
    assert share_told(build_index([PLAY]).entries) == pytest.approx(1 / 4)
    assert share_told([]) == 0


def test_prose_is_half_told_however_much_is_said_in_it() -> None:
    assert manner(build_index([CHAPTER]).entries, prose=True) == Manner(PROSE, 1.0)


@pytest.mark.parametrize(
    ("shares", "name"), [(Manner(0.2, 0), "said"), (Manner(0.5, 0), "told"), (Manner(0.9, 1), "read")]
)
def test_a_manner_has_the_name_that_is_nearest(shares: Manner, name: str) -> None:
    assert shares.name == name


def test_each_scene_of_a_library_has_a_manner_of_its_own() -> None:
    index = build_index([PLAY, TALE, CHAPTER])
    matter = gather(read_question("Who sits?", index, 10), index, 10)
    assert [manner_around(matter, place).name for place in (0, 3, 4, 6, 7, 9)] == [
        "said",
        "said",
        "told",
        "told",
        "read",
        "read",
    ]


def test_lines_at_or_after_the_ceiling_tell_nothing_of_a_manner() -> None:
    index = build_index([TALE])
    matter = gather(read_question("Who had a dog?", index, 2), index, 2)
    assert manner_around(matter, 0) == Manner(1.0, 0.0)
