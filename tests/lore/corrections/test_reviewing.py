from __future__ import annotations

from dataclasses import replace

from lore import Evidence, Rival, Script
from lore.corrections.reviewing import across_run, likely_speakers, run_of


def talk(*lines: tuple[str | None, str, str]) -> Script:
    """A script of (speaker, rule, kind) triples."""
    script = Script.from_lines(
        "T", [(speaker or "?", f"Words {place}.") for place, (speaker, _, _) in enumerate(lines)]
    )
    made = tuple(
        replace(line, speaker=speaker if kind == "speech" else None, kind=kind, evidence=Evidence(rule, ""))
        for line, (speaker, rule, kind) in zip(script.lines, lines, strict=True)
    )
    return replace(script, lines=made)


def speech(speaker: str | None, rule: str = "alternation") -> tuple[str | None, str, str]:
    return speaker, rule, "speech"


TOLD = (None, "", "narration")
EXCHANGE = talk(
    speech("Ana", "tag"), speech("Ben"), TOLD, speech("Ana"), speech("Ben"), speech("Cay", "tag"), speech("Ben")
)


def test_a_run_reaches_over_narration_to_the_next_line_somebody_is_named_for() -> None:
    assert [line.number for line in run_of(EXCHANGE, 4)] == [2, 4, 5]


def test_a_run_ends_with_its_scene() -> None:
    lines = tuple(replace(line, scene=2) if line.number > 4 else line for line in EXCHANGE.lines)
    assert [line.number for line in run_of(replace(EXCHANGE, lines=lines), 4)] == [2, 4]


def test_narration_is_in_no_run() -> None:
    assert run_of(EXCHANGE, 3) == ()


def test_across_a_run_the_two_change_places() -> None:
    assert across_run(EXCHANGE, 4, "Ana", "Ben") == {2: "Ana", 5: "Ana"}


def test_a_third_speaker_takes_the_lines_of_whom_they_replace() -> None:
    script = talk(speech("Ana"), speech("Ben"), speech("Ana"), speech("Ben"))
    assert across_run(script, 1, "Ana", "Cay") == {3: "Cay"}


def test_a_run_of_nobodys_goes_by_turns() -> None:
    script = talk(speech(None, "unresolved"), speech(None, "unresolved"), speech(None, "unresolved"), speech("Ben"))
    assert across_run(script, 1, None, "Ana") == {2: "Ben", 3: "Ana"}


def test_a_line_that_was_corrected_before_is_left_alone() -> None:
    script = talk(speech("Ana"), speech("Ben", "corrected"), speech("Ana"))
    assert across_run(script, 1, "Ana", "Ben") == {}


def test_the_likely_speakers_are_the_given_one_the_rivals_and_who_speaks_around() -> None:
    evidence = Evidence("alternation", "", None, (Rival("Dov", 0.3),))
    lines = tuple(replace(line, evidence=evidence) if line.number == 4 else line for line in EXCHANGE.lines)
    assert likely_speakers(replace(EXCHANGE, lines=lines), 4) == ("Ana", "Dov", "Ben", "Cay")
