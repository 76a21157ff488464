"""The comparison of a script with a gold table finds what differs, and only that."""

from dataclasses import replace

import pytest

from lore import Character, Line, Scene, Script
from tests.corpus.tables import (
    Gold,
    GoldLine,
    Passage,
    differences_in_addressees,
    differences_in_lines,
    differences_in_scenes,
)


def _gold(speaker: str, to: str = "*", people: tuple[tuple[str, ...], ...] = ()) -> Gold:
    row = GoldLine(1, "speech", speaker, to, 1, "stage", Passage("Good evening.", "Good evening.", whole=True))
    return Gold("About.", (row,), (), people, windows=False)


@pytest.fixture
def script() -> Script:
    line = Line(1, "speech", "Good evening.", ((0, 13),), speaker="Ruth", to="Tom")
    return Script("", "Good evening.", (line,), (Scene(1, "", "stage", (line,)),), (Character("Ruth"),))


def _with(script: Script, **changes: object) -> Script:
    return replace(script, lines=(replace(script.lines[0], **changes),))  # type: ignore[arg-type]


def test_the_right_speaker_makes_no_difference(script: Script) -> None:
    assert differences_in_lines(script, _gold("Ruth")) == []


def test_a_wrong_speaker_is_told_with_the_wanted_one(script: Script) -> None:
    (difference,) = differences_in_lines(script, _gold("Anna"))
    assert "wanted speech 'Anna'" in difference
    assert "got speech 'Ruth'" in difference


def test_another_name_of_the_same_person_is_right(script: Script) -> None:
    assert differences_in_lines(script, _gold("Captain Hale", people=(("Captain Hale", "Ruth"),))) == []


def test_an_article_and_capitals_do_not_make_another_person(script: Script) -> None:
    assert differences_in_lines(_with(script, speaker="Old woman"), _gold("the old woman")) == []


def test_unresolved_is_right_only_where_it_is_wanted(script: Script) -> None:
    unresolved = _with(script, speaker=None)
    assert differences_in_lines(unresolved, _gold("?")) == []
    assert differences_in_lines(unresolved, _gold("Ruth / ?")) == []
    assert differences_in_lines(unresolved, _gold("Ruth")) != []


def test_a_name_where_nobody_can_know_is_wrong(script: Script) -> None:
    assert differences_in_lines(script, _gold("?")) != []


def test_a_missing_line_and_a_surplus_line_are_told(script: Script) -> None:
    assert differences_in_lines(replace(script, lines=()), _gold("Ruth")) != []
    twice = replace(script, lines=script.lines * 2)
    assert [said for said in differences_in_lines(twice, _gold("Ruth")) if said.startswith("surplus")]


def test_notes_that_the_table_does_not_have_are_told(script: Script) -> None:
    assert differences_in_lines(replace(script, notes=((0, 4),)), _gold("Ruth")) == ["wanted no notes, got 'Good'"]


def test_a_wrong_addressee_is_told_unless_it_is_not_judged(script: Script) -> None:
    assert differences_in_addressees(script, _gold("Ruth", "Tom")) == []
    assert differences_in_addressees(script, _gold("Ruth", "*")) == []
    assert differences_in_addressees(script, _gold("Ruth", "Anna")) != []
    assert differences_in_addressees(script, _gold("Ruth", "-")) != []


def test_a_line_in_another_setting_is_told(script: Script) -> None:
    remembered = replace(script, scenes=(replace(script.scenes[0], setting="memory"),))
    assert differences_in_scenes(script, _gold("Ruth")) == []
    assert differences_in_scenes(remembered, _gold("Ruth")) != []


def test_an_elided_passage_must_open_and_end_as_written() -> None:
    passage = Passage("Once there", "the end.", whole=False)
    assert passage.fits("Once there was nothing but\nthe end.")
    assert not passage.fits("Once there was more")
