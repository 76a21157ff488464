"""The scenes of our own: each reads without a fault, and what is wrong with one is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bench.own_scenes import OwnAnswer, OwnScene, own_scenes

if TYPE_CHECKING:
    from pathlib import Path

PLAY = """== the-lantern
[A props room. Odile is on a ladder.]
Odile Marsh: Hand me the lantern, would you?
Bram: (climbing) Which one? The red lantern?
"""
PROSE = """== the-lamp
The rain had stopped.

"You came," said Ada. "I did not think you would come, Bram."

"I said I would." Bram hung his coat on the nail.
"""


def scene(folder: Path, text: str, kind: str = "plays") -> OwnScene:
    """Return the only scene of a file."""
    path = folder / f"{kind}-test.txt"
    path.write_text(text, encoding="utf-8")
    (found,) = own_scenes([path])
    return found


def test_every_scene_of_our_own_reads_without_a_fault() -> None:
    scenes = own_scenes()
    assert len({each.name for each in scenes}) == len(scenes) > 0
    assert [fault for each in scenes for fault in each.faults] == []


def test_a_scene_that_stands_line_by_line_keeps_its_speakers_and_its_directions(tmp_path: Path) -> None:
    lines = scene(tmp_path, PLAY).script.lines
    assert [line.speaker for line in lines] == [None, "Odile Marsh", "Bram"]
    assert lines[2].text == "(climbing) Which one? The red lantern?"


def test_prose_is_read_by_the_reader(tmp_path: Path) -> None:
    lines = scene(tmp_path, PROSE, "prose").script.lines
    assert [line.speaker for line in lines] == [None, "Ada", "Bram"]


def test_an_answer_is_found_in_the_line_that_has_it(tmp_path: Path) -> None:
    found = scene(tmp_path, PLAY + "? What is Odile on? | a ladder\n")
    assert found.questions[0].answers == (OwnAnswer("a ladder", 0),)


def test_more_of_a_line_tells_which_line_is_meant(tmp_path: Path) -> None:
    found = scene(tmp_path, PLAY + "? Which lantern? | The red lantern >> lantern\n")
    assert found.questions[0].answers == (OwnAnswer("lantern", 2),)


def test_who_speaks_is_an_answer(tmp_path: Path) -> None:
    found = scene(tmp_path, PLAY + "? Who asks for it? | Odile Marsh @ Hand me\n")
    assert found.questions[0].answers == (OwnAnswer("Odile Marsh", 1),)


def test_an_answer_may_stand_between_the_words_of_a_speech_in_prose(tmp_path: Path) -> None:
    found = scene(tmp_path, PROSE + "? Where does the coat hang? | on the nail\n", "prose")
    assert found.questions[0].answers == (OwnAnswer("on the nail", 2),)


def test_a_question_without_an_answer_has_none(tmp_path: Path) -> None:
    found = scene(tmp_path, PLAY + "! Who bought the lantern?\n")
    assert (found.questions[0].answers, found.faults) == ((), ())


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ("? What? | lantern\n", "'What?': 'lantern' stands in 2 lines, not in one"),
        ("? What? | the rope\n", "'What?': 'the rope' stands in 0 lines, not in one"),
        ("? What? | the lantern >> rope\n", "'What?': 'rope' is not in 'the lantern'"),
        ("? What?\n", "an answer too many or too few: '? What?'"),
        ("! What? | the lantern\n", "an answer too many or too few: '! What? | the lantern'"),
        ("Nobody says this.\n", "neither a speech nor a direction: 'Nobody says this.'"),
    ],
)
def test_what_is_wrong_with_a_scene_is_said(tmp_path: Path, rows: str, fault: str) -> None:
    assert scene(tmp_path, PLAY + rows).faults == (fault,)
