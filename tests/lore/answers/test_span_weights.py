"""The fitted figures of stretches: small words and shapes, and nothing of any text."""

from __future__ import annotations

from importlib import resources

from lore.answers.manners import MANNERS
from lore.answers.question import KINDS
from lore.answers.spans import CLOSED_WORDS
from lore.search.words import wordset

SHAPES = wordset("QM Q M N C D T P F LY ING ED S ^ $ True False more BREAK")
FROM_WORDS = wordset("s b s1 b2 bs e a a2 e1 ea")


def features() -> list[str]:
    table = resources.files("lore.answers").joinpath("span_weights.txt").read_text(encoding="utf-8")
    return [row.split(" ", 1)[1] for row in table.splitlines()]


def test_the_figures_hold_no_word_but_those_that_hold_any_sentence_together() -> None:
    strange = set()
    for feature in features():
        kind, bar, own = feature.partition("|")
        group, _, value = (own if bar and kind in {*KINDS, *MANNERS} else feature).partition(":")
        if group in FROM_WORDS:
            strange.update(
                each for each in value.split(" ") if each not in SHAPES | CLOSED_WORDS and each[:1].isalnum()
            )
    assert not strange


def test_no_feature_looks_at_more_than_two_words() -> None:
    assert max(len(feature.split(" ")) for feature in features()) == 2
