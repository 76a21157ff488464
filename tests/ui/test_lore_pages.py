"""Pages of `/lore` and shelves: always within one message, never markdown of somebody else's."""

from __future__ import annotations

import pytest

import lore
from bot.texts import voice
from bot.ui.answers import Card, answer_page
from bot.ui.lore_pages import cast_page, line_page, results_page, scenes_page, who_said_page
from lore.values import Character, Evidence, Line, Rival

SAY = voice()
HOSTILE = "@everyone **x** <@1> `y` # z "


def script(lines: int = 40, words: str = HOSTILE * 40) -> lore.Script:
    spoken = [(f"Somebody {number} {'*_' * 40}", f"{number} {words}") for number in range(lines)]
    return lore.Script.from_lines(HOSTILE * 10, spoken)


LIBRARY = lore.Library([script()])
SCRIPT = script()


def nowhere(_found: object) -> str:
    return ""


PAGES = {
    "answer": lambda: answer_page(Card(HOSTILE * 50, LIBRARY.ask("everyone x y z"), titled=True), SAY),
    "results": lambda: results_page(
        "everyone", LIBRARY.search("everyone x", limit=25), SAY, titled=True, link_of=nowhere
    ),
    "line": lambda: line_page(SCRIPT, 5, SAY),
    "no line": lambda: line_page(SCRIPT, 10**6, SAY),
    "cast": lambda: cast_page(SCRIPT, SAY),
    "scenes": lambda: scenes_page(SCRIPT, SAY),
    "who said": lambda: who_said_page(LIBRARY.ask('Who says "x y z everyone"?'), SAY, titled=True, link_of=nowhere),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_into_one_message_and_shows_markdown_as_text(name: str) -> None:
    content = PAGES[name]().content
    assert 0 < len(content) <= 2000
    assert "@everyone" not in content
    assert "<@1>" not in content.replace("\\<@1", "")


def test_a_cut_list_says_nothing_false_about_what_it_shows() -> None:
    content = cast_page(SCRIPT, SAY).content
    assert all(row.startswith("- ") for row in content.splitlines()[1:])


def test_a_search_shows_its_word_also_deep_in_a_long_line() -> None:
    library = lore.Library([lore.Script.from_lines("Wall", [("Hob", f"{'Rain on the wall. ' * 30}The kettles sang.")])])
    found = library.search("kettle")
    assert "The kettles sang." in results_page("kettle", found, SAY, titled=False, link_of=nowhere).content


def test_rivals_of_a_speaker_are_named_as_far_as_they_are_known() -> None:
    evidence = Evidence("alternation", "answers line 1", rivals=(Rival("Bo", 0.3), Rival("Cy", 0.2)))
    line = Line(1, "speech", "Come in.", ((0, 8),), speaker="Ann", evidence=evidence)
    known = lore.Script("Door", "Come in.", (line,), cast=(Character("Ann"), Character("Bo")))
    content = line_page(known, 1, SAY).content
    assert "Turned down: Bo." in content
    assert "Cy" not in content
    assert "The text implies the speaker" in content


def test_a_search_that_finds_more_than_it_shows_says_so() -> None:
    library = lore.Library([lore.Script.from_lines("Wall", [("Hob", f"Rain {number}.") for number in range(12)])])
    shown = [
        results_page("rain", library.search("rain", limit=limit), SAY, titled=False, link_of=nowhere).content
        for limit in (8, 9)
    ]
    assert [text.splitlines()[0] for text in shown] == ["8 lines:", "The 8 lines that fit best:"]


def test_a_search_counts_the_lines_that_it_shows() -> None:
    library = lore.Library([lore.Script.from_lines("Wall", [("Hob", f"Rain, {'*' * 140}") for _ in range(8)])])
    content = results_page(
        "rain", library.search("rain"), SAY, titled=False, link_of=lambda _: "https://x" * 20
    ).content
    assert len(content) <= 1900
    assert content.startswith(f"The {content.count('> -#')} lines that fit best:")
