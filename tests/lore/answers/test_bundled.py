"""Our own questions on the bundled chapter, gold lines by number."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import lore
from lore.chapters import bundled

QUESTIONS = Path(__file__).parents[2] / "bench" / "bundled_questions.json"


@pytest.fixture(scope="module")
def table() -> dict[str, Any]:
    return dict(json.loads(QUESTIONS.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def library(table: dict[str, Any]) -> lore.Library:
    (chapter,) = (each for each in bundled() if each.filename == table["chapter"])
    return lore.Library([lore.read_text(chapter.text, title=chapter.title)])


def test_six_in_seven_questions_find_their_line_among_the_first_three(
    library: lore.Library, table: dict[str, Any]
) -> None:
    found = [
        any(ranked.line.number in each["lines"] for ranked in library.ask(each["question"]).lines[:3])
        for each in table["answerable"]
    ]
    assert sum(found) >= len(found) * 6 / 7


def test_four_in_five_questions_on_what_is_not_told_are_refused(library: lore.Library, table: dict[str, Any]) -> None:
    refused = [library.ask(question).text is None for question in table["unanswerable"]]
    assert sum(refused) >= len(refused) * 4 / 5


def test_every_answer_is_a_slice_a_name_or_a_count(library: lore.Library, table: dict[str, Any]) -> None:
    source = library.scripts[0].source
    names = {character.name for character in library.scripts[0].cast}
    for each in table["answerable"]:
        answer = library.ask(each["question"])
        assert answer.best
        assert answer.kind == "count" or answer.best in names or answer.best in source


def test_the_set_is_large_enough_to_tell(table: dict[str, Any]) -> None:
    assert len(table["answerable"]) >= 80
    assert len(table["unanswerable"]) >= 30


def test_who_says_something_is_answered_with_the_speaker(library: lore.Library) -> None:
    assert library.ask("Who says that rivers can't dig?").text == "Lex"


def test_who_remembers_a_scene_was_present_in_it(library: lore.Library) -> None:
    answer = library.ask("What did the man carry across the country?", as_character="Clark")
    assert 39 in {ranked.line.number for ranked in answer.lines}


def test_who_is_not_in_a_memory_does_not_know_it(library: lore.Library) -> None:
    answer = library.ask("What did the man carry across the country?", as_character="Ryan")
    assert 39 not in {ranked.line.number for ranked in answer.lines}
