"""Which weights rank the lines of a play, and which those of a tale."""

from __future__ import annotations

import pytest

import lore
from lore.answers.features import NAMES
from lore.answers.manners import PROSE, Manner, share_told
from lore.answers.matter import gather
from lore.answers.question import KINDS, read_question
from lore.answers.ranking import mixed, weights_for
from lore.answers.weights import LINE_WEIGHTS
from lore.search.index import build_index

PLAY = lore.Script.from_lines("A Play", [(None, "A yard."), ("Ines", "Sit."), ("Pavel", "I sit."), ("Ines", "Good.")])
TALE = lore.Script.from_lines("A Tale", [(None, "Ines had a dog."), (None, "It slept."), ("Ines", "Wake up.")])


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_question_has_a_weight_for_each_figure_in_plays_in_tales_and_in_prose(kind: str) -> None:
    assert {len(LINE_WEIGHTS[name]) for name in (kind, f"{kind} told", f"{kind} read")} == {len(NAMES)}


def test_weights_pass_from_those_of_plays_to_those_of_tales() -> None:
    weights = {"who": (1.0, 0.0), "who told": (3.0, -2.0), "who read": (9.0, 9.0)}
    assert mixed(weights, "who", Manner(0, 0)) == [1.0, 0.0]
    assert mixed(weights, "who", Manner(0.5, 0)) == [2.0, -1.0]
    assert mixed(weights, "who", Manner(1, 0)) == [3.0, -2.0]


def test_the_weights_of_prose_are_added_to_those_of_plays_and_tales() -> None:
    weights = {"who": (1.0, 0.0), "who told": (3.0, -2.0), "who read": (0.5, 4.0)}
    assert mixed(weights, "who", Manner(0.5, 1)) == [2.5, 3.0]


def test_a_chapter_of_prose_is_ranked_as_a_tale_in_part_however_much_is_said_in_it() -> None:
    prose = lore.read_text('"Sit," said Ines.\n\n"I sit," said Pavel.\n\n"Good," said Ines.\n')
    index = build_index([prose])
    matter = gather(read_question("Where does Pavel sit?", index, 3), index, 3)
    assert share_told(index.entries) < PROSE
    assert weights_for(matter, 0, 3) == mixed(LINE_WEIGHTS, "where", Manner(PROSE, 1))
