from __future__ import annotations

import json

import pytest

from lore import Script, read_text
from lore.corrections.anchors import anchor_of
from lore.corrections.applying import apply
from lore.corrections.values import Correction, Merged, Renamed, SpeakerSet, clean_name, from_data, to_data

QUARREL = """The Quarrel

"You hid the ledger," said Ines.

"I put it where it belongs."

"In the stove?"

"It was cold," Oren said.

Ruth came in from the yard.

"Is it lunch yet?" asked Ruth.
"""
"""Lines 2 to 5 are an argument of Ines and Oren; 3 and 4 have no tag."""


def quarrel() -> Script:
    return read_text(QUARREL)


def set_speaker(script: Script, number: int, speaker: str | None) -> SpeakerSet:
    line = script.lines[number - 1]
    return SpeakerSet(anchor_of(script, number), speaker, line.speaker)


def speakers(script: Script) -> list[str | None]:
    return [line.speaker for line in script.lines if line.kind == "speech"]


def test_a_reading_without_corrections_is_left_alone() -> None:
    script = quarrel()
    assert apply(script, ()).script is script


def test_a_speaker_that_was_set_stands_in_line_scene_and_cast_with_full_confidence() -> None:
    script = quarrel()
    corrected = apply(script, [set_speaker(script, 3, "Martha")]).script
    line = corrected.lines[2]
    assert (line.speaker, line.confidence, line.evidence and line.evidence.rule) == ("Martha", 1.0, "corrected")
    assert line in corrected.scenes[0].lines
    assert "Martha" in {character.name for character in corrected.cast}


def test_whom_the_reader_had_given_stays_as_a_rival() -> None:
    script = quarrel()
    corrected = apply(script, [set_speaker(script, 2, "Oren")]).script
    evidence = corrected.lines[1].evidence
    assert evidence is not None
    assert "Ines" in {rival.name for rival in evidence.rivals}


def test_nobody_is_a_speaker_too_and_no_longer_a_problem() -> None:
    script = quarrel()
    corrected = apply(script, [set_speaker(script, 3, None)]).script
    assert corrected.lines[2].speaker is None
    assert 3 not in {problem.line.number for problem in corrected.problems if problem.line}


def test_a_corrected_line_is_no_longer_said_to_its_own_speaker() -> None:
    script = quarrel()
    to = script.lines[1].to
    assert to is not None
    assert apply(script, [set_speaker(script, 2, to)]).script.lines[1].to != to


def test_a_renamed_character_keeps_lines_and_the_old_name_as_an_alias() -> None:
    corrected = apply(quarrel(), [Renamed("Oren", "Old Oren")]).script
    assert speakers(corrected).count("Old Oren") == speakers(quarrel()).count("Oren")
    assert "Oren" in next(each for each in corrected.cast if each.name == "Old Oren").aliases
    assert "Oren" not in {line.to for line in corrected.lines}


def test_two_characters_merged_are_one() -> None:
    corrected = apply(quarrel(), [Merged("Ruth", "Ines")]).script
    assert "Ruth" not in speakers(corrected)
    assert [each.name for each in corrected.cast].count("Ines") == 1
    assert "Ruth" in next(each for each in corrected.cast if each.name == "Ines").aliases


def test_a_name_that_somebody_else_has_joins_the_two() -> None:
    assert (
        apply(quarrel(), [Renamed("Ruth", "Ines")]).script.cast
        == apply(quarrel(), [Merged("Ruth", "Ines")]).script.cast
    )


def test_corrections_are_made_in_order_so_that_a_later_name_holds_for_earlier_ones() -> None:
    script = quarrel()
    corrected = apply(script, [set_speaker(script, 3, "Ruth"), Renamed("Ruth", "Aunt Ruth")]).script
    assert corrected.lines[2].speaker == "Aunt Ruth"


def test_a_name_is_known_by_its_alias_and_whatever_its_case() -> None:
    script = quarrel()
    corrected = apply(script, [Renamed("Ruth", "Aunt Ruth"), set_speaker(script, 3, "ruth")]).script
    assert corrected.lines[2].speaker == "Aunt Ruth"


@pytest.mark.parametrize("lost", [Renamed("Nobody", "X"), Merged("Ruth", "Nobody"), Merged("Ruth", "Ruth")])
def test_what_is_about_nobody_here_is_lost_and_told(lost: Correction) -> None:
    corrected = apply(quarrel(), [lost])
    assert corrected.lost == (lost,)
    assert corrected.script == quarrel()


def test_a_text_is_never_touched() -> None:
    script = quarrel()
    corrected = apply(script, [set_speaker(script, 3, None), Renamed("Ines", "Ina"), Merged("Ruth", "Oren")]).script
    assert corrected.source == script.source
    assert [line.spans for line in corrected.lines] == [line.spans for line in script.lines]


@pytest.mark.parametrize(
    "correction",
    [set_speaker(quarrel(), 3, None), set_speaker(quarrel(), 3, "Zoë"), Renamed("a", "b"), Merged("a", "b")],
)
def test_a_correction_comes_back_from_json_as_it_was(correction: Correction) -> None:
    assert from_data(json.loads(json.dumps(to_data(correction)))) == correction


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"kind": "other"},
        {"kind": "speaker", "speaker": "Ines"},
        {"kind": "speaker", "anchor": {"words": 1, "before": "", "after": "", "place": 0}, "speaker": None},
        {"kind": "speaker", "anchor": {"words": "", "before": "", "after": "", "place": 7}, "speaker": None},
        {"kind": "rename", "name": "", "to": "x"},
        {"kind": "merge", "name": ["x"], "into": "x"},
    ],
)
def test_data_that_spells_no_correction_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="a correction"):
        from_data(data)


def test_a_name_is_one_line_of_what_can_be_printed() -> None:
    assert clean_name("  Lady\n\u202e Ash\x00 ") == "Lady Ash"
    assert len(clean_name("a" * 300)) == 100
