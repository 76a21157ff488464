from __future__ import annotations

from lore import Script
from lore.corrections.anchors import anchor_of
from lore.corrections.comparing import Difference, compare
from lore.corrections.values import Renamed, SpeakerSet

LINES = [
    ("Ana", "The lamp went out an hour ago."),
    ("Ben", "Then light the other one."),
    ("Ana", "There is no oil left in the house."),
    ("Ben", "Somebody must have spilled it."),
]


def version(*lines: tuple[str, str]) -> Script:
    return Script.from_lines("T", lines)


OLD = version(*LINES)


def numbers(difference: Difference) -> tuple[list[int], list[tuple[int, int]], list[int]]:
    return (
        [line.number for line in difference.added],
        [(change.old.number, change.new.number) for change in difference.changed],
        [line.number for line in difference.lost],
    )


def test_the_same_text_differs_in_nothing() -> None:
    assert compare(OLD, OLD) == Difference()


def test_lines_that_came_changed_and_went_are_told_apart() -> None:
    new = version(("Cay", "A stranger knocks at the gate."), LINES[0], ("Ben", "Then light the other lamp."), LINES[3])
    assert numbers(compare(OLD, new)) == ([1], [(2, 3)], [3])


def test_another_speaker_of_the_same_words_is_a_change_and_not_of_words() -> None:
    new = version(LINES[0], ("Ana", LINES[1][1]), *LINES[2:])
    (change,) = compare(OLD, new).changed
    assert (change.old.speaker, change.new.speaker, change.is_of_words) == ("Ben", "Ana", False)


def test_quite_another_text_is_all_lost_and_all_added() -> None:
    new = version(("X", "Nothing of this was there before."), ("Y", "Indeed, it is all new to me."))
    assert numbers(compare(OLD, new)) == ([1, 2], [], [1, 2, 3, 4])


def test_corrections_that_hold_are_counted_and_those_that_do_not_are_named() -> None:
    held = SpeakerSet(anchor_of(OLD, 2), "Cay", "Ben")
    gone = SpeakerSet(anchor_of(OLD, 4), "Cay", "Ben")
    difference = compare(OLD, version(*LINES[:2]), [held, gone, Renamed("Ana", "Anna")])
    assert (difference.kept_corrections, difference.lost_corrections) == (2, (gone,))


def test_a_kept_correction_is_no_change() -> None:
    assert compare(OLD, OLD, [SpeakerSet(anchor_of(OLD, 2), "Cay", "Ben")]).changed == ()


def test_a_correction_lost_long_ago_is_not_counted_again() -> None:
    assert compare(OLD, OLD, [Renamed("Nobody", "Somebody")]) == Difference()
