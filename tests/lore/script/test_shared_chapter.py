"""The chapter the project was made for: speakers, counts and line numbers, and none of its sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import lore

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.shared
OFFICE = ["Lex", "Clark"] * 12 + ["Lex"]
MEMORY = ["Lex", "Ryan"] * 7


@pytest.fixture(scope="module")
def script(shared: Path) -> lore.Script:
    path = shared / "chapter" / "chapter-2.txt"
    if not path.is_file():
        pytest.skip("the chapter does not lie beside the project")
    return lore.read_file(path, path.name)


def test_every_line_of_the_real_chapter_has_its_kind(script: lore.Script) -> None:
    kinds = [line.kind for line in script.lines]
    assert (kinds.count("heading"), kinds.count("narration"), kinds.count("speech")) == (1, 7, 40)
    assert [line.number for line in script.lines if line.kind == "narration"] == [2, 28, 29, 31, 32, 47, 48]


def test_every_line_of_the_real_chapter_has_its_speaker(script: lore.Script) -> None:
    assert [line.speaker for line in script.lines if line.kind == "speech"] == [*OFFICE, "Kyla", *MEMORY]


def test_the_remembered_scenes_of_the_real_chapter_stand_apart(script: lore.Script) -> None:
    memories = [scene for scene in script.scenes if scene.setting == "memory"]
    assert [[line.number for line in scene.lines] for scene in memories] == [[30], list(range(33, 47))]


def test_the_reviewers_of_the_real_chapter_are_notes(script: lore.Script) -> None:
    assert len(script.notes) == 2
    assert [character.name for character in script.cast] == ["Lex", "Clark", "Kyla", "Ryan"]


def test_interrupted_and_nested_speeches_of_the_real_chapter_are_single_lines(script: lore.Script) -> None:
    assert [line.number for line in script.lines if len(line.spans) > 1] == [4]
