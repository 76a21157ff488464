"""Cards of answers, lines, casts, scenes and shelves: always within one message, never markdown of somebody else's."""

from __future__ import annotations

import pytest

import lore
from bot.texts import voice
from bot.ui.answers import answer_page, cast_page, line_page, results_page, scenes_page, who_said_page
from bot.ui.panels import added_page, shelf_page

SAY = voice()
HOSTILE = "@everyone **x** <@1> `y` # z "


def script(lines: int = 40, words: str = HOSTILE * 40) -> lore.Script:
    spoken = [(f"Somebody {number} {'*_' * 40}", f"{number} {words}") for number in range(lines)]
    return lore.Script.from_lines(HOSTILE * 10, spoken)


LIBRARY = lore.Library([script()])
SCRIPT = script()

PAGES = {
    "answer": lambda: answer_page(HOSTILE * 50, LIBRARY.ask("everyone x y z"), SAY, titled=True),
    "results": lambda: results_page(LIBRARY.search("everyone x", limit=25), SAY, titled=True),
    "line": lambda: line_page(SCRIPT, 5, SAY),
    "no line": lambda: line_page(SCRIPT, 10**6, SAY),
    "cast": lambda: cast_page(SCRIPT, SAY),
    "scenes": lambda: scenes_page(SCRIPT, SAY),
    "who said": lambda: who_said_page(LIBRARY.ask('Who says "x y z everyone"?'), SAY, titled=True),
    "shelf": lambda: shelf_page([(HOSTILE * 7, False)] * 60, SAY),
    "added": lambda: added_page(SCRIPT, HOSTILE * 7, SAY),
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
