"""The ceiling: what is asked below it is answered as if the rest had not been written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import lore
from lore.chapters import bundled

TABLE: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "bench" / "bundled_questions.json").read_text(encoding="utf-8")
)
ASKED = [
    *(each["question"] for each in TABLE["answerable"][::3]),
    *TABLE["unanswerable"][::5],
    "Who are the characters?",
    "How many scenes are there?",
    "How many people speak?",
    'How many times does Lex say "lamp"?',
]


@pytest.fixture(scope="module")
def script() -> lore.Script:
    (chapter,) = bundled()
    return lore.read_text(chapter.text, title=chapter.title)


def seen(answer: lore.Answer) -> tuple[Any, ...]:
    lines = [(ranked.line.number, ranked.why, ranked.score) for ranked in answer.lines]
    return answer.text, answer.best, lines, answer.confidence, answer.kind, answer.refusal


@pytest.mark.parametrize("ceiling", [2, 16, 37, 42])
@pytest.mark.parametrize("character", [None, "Clark"])
def test_an_answer_below_the_ceiling_is_that_of_a_text_which_ends_there(
    script: lore.Script, ceiling: int, character: str | None
) -> None:
    whole, known = lore.Library([script]), lore.Library([script.up_to(ceiling)])
    for question in ASKED:
        below = whole.ask(question, as_character=character, until=(script, ceiling))
        assert seen(below) == seen(known.ask(question, as_character=character)), question


@pytest.mark.parametrize("ceiling", [2, 16, 37, 42])
def test_a_search_below_the_ceiling_is_that_of_a_text_which_ends_there(script: lore.Script, ceiling: int) -> None:
    whole, known = lore.Library([script]), lore.Library([script.up_to(ceiling)])
    for query in ("lamp", "Ryan river", "Kyla", "two chairs", ""):
        below = whole.search(query, until=(script, ceiling))
        assert [(r.line.number, r.score, r.why) for r in below] == [
            (r.line.number, r.score, r.why) for r in known.search(query)
        ]
