"""The Fountain that a performance leaves behind, read back by the reader of chapters."""

from __future__ import annotations

from pathlib import Path

import pytest

import lore
from bot.stage.book import open_book
from bot.stage.transcript import render
from lore import Script
from lore.chapters import bundled
from tests.stage.transcript.performed import SAY, own_words_at, played, read_whole, transcript

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "texts"
NAMES = sorted(path.stem for path in CORPUS.glob("*.txt"))


def told(script: Script) -> list[tuple[str, str, str]]:
    """Return kind, speaker and words of each line, as a transcript knows them: a line of nobody's is the chorus's."""
    book = open_book(script)
    return [(line.kind, (line.part or "").casefold(), line.words) for line in book.lines if line.kind != "heading"]


def read_back(script: Script) -> Script:
    state = read_whole(open_book(script))
    return lore.read_file(render(transcript(state), "fountain", SAY).encode(), "transcript.fountain")


def test_the_bundled_chapter_comes_back_line_for_line() -> None:
    script = lore.read_text(bundled()[0].text, title=bundled()[0].title)
    assert told(read_back(script)) == told(script)


@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_the_corpus_comes_back_line_for_line(name: str) -> None:
    script = lore.read_text((CORPUS / f"{name}.txt").read_text())
    if not open_book(script).parts:
        pytest.skip("nobody speaks in it, so nobody performs it")
    assert told(read_back(script)) == told(script)


@pytest.mark.parametrize(
    "typed",
    [
        "Well, *now*, **really**, under_score and _line_.",
        "@Tobin is here",
        "INT. KITCHEN - NIGHT",
        "~la la la~",
        "> cut to <",
        "back\\slash \\* and ***three***",
        "SHOUTED\nand then not",
    ],
)
def test_own_words_come_back_whatever_marks_they_hold(typed: str) -> None:
    state = played()
    text = render(transcript(state, **{own_words_at(state): typed}), "fountain", SAY)
    script = lore.read_file(text.encode(), "transcript.fountain")
    spoken = [line.text for line in script.lines if line.speaker == "Tobin"]
    assert spoken == [" ".join(typed.split())]


def test_a_reader_s_name_cannot_break_out_of_its_note() -> None:
    text = render(transcript(played(), {"p1": "Ana]] [[/*", "p2": "Ben"}), "fountain", SAY)
    script = lore.read_file(text.encode(), "transcript.fountain")
    assert [line.text for line in script.lines if line.speaker == "Mara"] == [
        "You kept the boat.",
        "Nobody asked you to.",
    ]
