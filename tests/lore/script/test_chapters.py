from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lore

STORY = (
    'Ann sat by the window and counted the lamps on the far shore.\n\n"You are late," she said.\n\n'
    '"The tide was against us," said Tom, and put the oar behind the door where it always stood.'
)


def titles(text: str) -> list[str]:
    return [chapter.title for chapter in lore.cut_chapters(text)]


def told(*headings: str) -> str:
    return "\n\n".join(f"{heading}\n\n{STORY}" for heading in headings)


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (("Chapter 1", "Chapter 2", "Chapter 3"), ["Chapter 1", "Chapter 2", "Chapter 3"]),
        (("CHAPTER I.\nThe Oar", "CHAPTER II.\nThe Door"), ["CHAPTER I: The Oar", "CHAPTER II: The Door"]),
        (("Chapter One\n\nThe Oar", "Chapter Two\n\nThe Door"), ["Chapter One: The Oar", "Chapter Two: The Door"]),
        (("Prologue", "Chapter 1", "Epilogue"), ["Prologue", "Chapter 1", "Epilogue"]),
        (("I", "II", "III"), ["I", "II", "III"]),
        (("1.", "2."), ["1", "2"]),
        (("# The Oar", "# The Door"), ["The Oar", "The Door"]),
        (("# The Boat\n\n## The Oar", "## The Door"), ["The Oar", "The Door"]),
        (("ACT ONE\n\nSCENE 1", "SCENE 2", "ACT TWO\n\nSCENE 1"), ["ACT ONE: SCENE 1", "ACT TWO: SCENE 1"]),
        (
            ("PART ONE\n\nChapter 1", "Chapter 2", "PART TWO\n\nChapter 3"),
            ["PART ONE: Chapter 1", "Chapter 2", "PART TWO: Chapter 3"],
        ),
    ],
)
def test_a_long_text_is_cut_at_its_chapter_headings(headings: tuple[str, ...], found: list[str]) -> None:
    assert titles(told(*headings)) == found


def test_titles_in_capitals_cut_where_nothing_surer_does() -> None:
    long = f"{STORY}\n\n{STORY}\n\n{STORY}"
    assert titles(f"THE OAR\n\n{long}\n\nTHE DOOR\n\n{long}") == ["THE OAR", "THE DOOR"]


def test_a_table_of_contents_is_no_chapter() -> None:
    contents = "THE BOAT\n\nby A. Nobody\n\nContents\n\nChapter 1\n\nChapter 2\n\n"
    text = contents + told("Chapter 1", "Chapter 2")
    chapters = lore.cut_chapters(text)
    assert [chapter.title for chapter in chapters] == ["Chapter 1", "Chapter 2"]
    assert text[chapters[0].span[0] :].startswith("Chapter 1\n\nAnn sat")


def test_story_before_the_first_heading_is_a_chapter_too() -> None:
    opening = "\n\n".join([STORY] * 2)
    assert titles(f"The Boat\n\n{opening}\n\n{told('Chapter 1', 'Chapter 2')}") == [
        "The Boat",
        "Chapter 1",
        "Chapter 2",
    ]


@pytest.mark.parametrize("text", [told("Chapter 7"), STORY, "", told("* * *", "* * *")])
def test_a_text_of_one_chapter_is_not_cut(text: str) -> None:
    (chapter,) = lore.cut_chapters(text)
    assert (chapter.number, chapter.span) == (1, (0, len(text)))


def test_notes_between_chapters_stay_with_the_chapter_they_follow() -> None:
    text = f"Chapter 1\n\n{STORY}\n\nA/N: Please review!\n\nChapter 2\n\n{STORY}"
    first, second = lore.cut_chapters(text)
    assert "A/N" in text[slice(*first.span)]
    assert text[slice(*second.span)].startswith("Chapter 2")


def test_a_chapter_cut_out_reads_as_it_does_by_itself() -> None:
    text = told("Chapter 1", "Chapter 2")
    for chapter in lore.cut_chapters(text):
        script = lore.read_text(text[slice(*chapter.span)], title=chapter.title)
        assert [line.kind for line in script.lines] == ["heading", "narration", "speech", "speech"]


PIECES = [
    "Chapter 1\n\n",
    "Chapter 2\n\n",
    "I\n\n",
    "# A\n\n",
    "PART ONE\n\n",
    "A/N: x\n\n",
    "* * *\n\n",
    f"{STORY}\n\n",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_chapters_follow_one_another_without_gaps(text: str) -> None:
    chapters = lore.cut_chapters(text)
    assert [chapter.number for chapter in chapters] == list(range(1, len(chapters) + 1))
    assert chapters[-1].span[1] == len(text)
    assert all(one.span[1] == two.span[0] for one, two in pairwise(chapters))
