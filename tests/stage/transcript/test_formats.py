from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from bot.stage.book import open_book
from bot.stage.transcript import FORMATS, render, sides_of
from lore import Script
from tests.stage.transcript.performed import (
    SAY,
    own_words_at,
    played,
    read_whole,
    small_book,
    transcript,
    with_understudy,
)

HOSTILE = "</main><script>alert(1)</script> **bold** [x](http://x.test) `code` <!-- & [[note]] /* cut */ @everyone"


def hostile() -> str:
    return HOSTILE


class Text(HTMLParser):
    """Collects what a reader sees of a page, and the tags that it has."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.seen.append(data)


def test_plain_text_says_how_each_line_was_read() -> None:
    state = played()
    text = render(transcript(state, **{own_words_at(state): "Dry as bone."}), "txt", SAY)
    assert "MARA: You kept the boat.  [read by Ana, as written, prompted]" in text
    assert "TOBIN: Dry as bone.  [read by Ben, own words]" in text
    assert "MARA: Nobody asked you to.  [read by the understudy]" in text
    assert "   1  Rain on the harbour.\n" in text


def test_a_line_read_by_somebody_who_stands_by_says_so() -> None:
    text = render(transcript(with_understudy()), "txt", SAY)
    assert "MARA: You kept the boat.  [read by Gil, as written, standing in]" in text


@pytest.mark.parametrize("ending", FORMATS)
def test_erased_words_and_members_leave_nothing_behind_in_any_format(ending: str) -> None:
    text = render(transcript(played(), {}), ending, SAY)
    assert "Ana" not in text
    assert "a former member" in text
    assert "Dry as bone" not in text


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_has_every_line_and_every_manner(ending: str) -> None:
    state = played()
    text = render(transcript(state, **{own_words_at(state): "Dry as bone."}), ending, SAY)
    places = [text.index(words) for words in ("Rain on", "You kept", "Dry as bone", "Nobody asked")]
    assert places == sorted(places)
    assert ("own-words" if ending == "json" else "own words") in text


def test_markdown_shows_what_was_typed_and_means_nothing_by_it() -> None:
    state = played()
    text = render(transcript(state, **{own_words_at(state): hostile()}), "md", SAY)
    page = MarkdownIt("commonmark").render(text)
    shown = Text()
    shown.feed(page)
    assert HOSTILE in "".join(shown.seen)
    assert shown.tags <= {"h1", "ul", "li", "p", "em", "strong", "sub"}


def test_a_page_shows_what_was_typed_and_runs_nothing() -> None:
    state = played()
    page = render(transcript(state, **{own_words_at(state): hostile()}), "html", SAY)
    shown = Text()
    shown.feed(page)
    assert HOSTILE in "".join(shown.seen)
    assert "script" not in shown.tags
    assert not {"a", "img", "link", "iframe"} & shown.tags


def test_a_page_shows_stress_as_stress_and_directions_in_brackets() -> None:
    script = Script.from_lines("Loud", [("Mara", "I said *now*, 2 * 3 * 4.")])
    page = render(transcript(read_whole(open_book(script))), "html", SAY)
    assert "I said <em>now</em>, 2 * 3 * 4." in page


def test_data_has_the_written_line_beside_own_words() -> None:
    state = played()
    data = json.loads(render(transcript(state, **{own_words_at(state): "Dry as bone."}), "json", SAY))
    assert data["title"] == "The boat"
    assert data["cast"][0] == {"part": "Mara", "performers": ["Ana"]}
    line = data["lines"][2]
    assert (line["words"], line["written"], line["manner"]) == ("Dry as bone.", "I kept her dry, too.", "own-words")
    assert data["lines"][1]["hints"] == 1


def test_sides_give_each_line_of_a_part_with_the_end_of_its_cue() -> None:
    sides = sides_of(small_book(), "Mara", SAY)
    assert "The sides of Mara: 2 lines" in sides
    assert "(Narration) Rain on the harbour.\n   2  MARA: You kept the boat." in sides
    assert "(Tobin) I kept her dry, too.\n   4  MARA: Nobody asked you to." in sides
    assert "Somebody should have" not in sides


def test_there_are_no_sides_of_a_part_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        sides_of(small_book(), "Hamlet", SAY)
