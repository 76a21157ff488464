"""Questions on the chapter beside the project, by line number: none of its sentences stand here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import lore

QUESTIONS = Path(__file__).parents[2] / "bench" / "shared_questions.json"
TABLE: dict[str, Any] = json.loads(QUESTIONS.read_text(encoding="utf-8"))

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def library(shared: Path) -> lore.Library:
    path = shared / "chapter" / TABLE["chapter"]
    if not path.is_file():
        pytest.skip("the chapter does not lie beside the project")
    return lore.Library([lore.read_file(path, path.name)])


def test_nine_in_ten_questions_find_their_line_among_the_first_three(library: lore.Library) -> None:
    found = [
        any(ranked.line.number in each["lines"] for ranked in library.ask(each["question"]).lines[:3])
        for each in TABLE["answerable"]
    ]
    assert sum(found) >= len(found) * 0.9


def test_five_in_six_questions_on_what_is_not_told_are_refused(library: lore.Library) -> None:
    refused = [library.ask(question).text is None for question in TABLE["unanswerable"]]
    assert sum(refused) >= len(refused) * 5 / 6


def test_what_can_be_answered_is_seldom_refused(library: lore.Library) -> None:
    told = [library.ask(each["question"]).text is not None for each in TABLE["answerable"]]
    assert sum(told) >= len(told) * 0.85
