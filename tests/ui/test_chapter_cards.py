from __future__ import annotations

import pytest

from bot.texts import voice
from bot.ui.chapter_cards import Shelved, difference_card, draft_card, shelf_page, work_card
from lore import Script
from lore.corrections.comparing import compare

SAY = voice()
HOSTILE = "@everyone **x** <@1> `y` # z "


def script(words: str = HOSTILE * 40) -> Script:
    spoken = [(f"Somebody {number} {'*_' * 40}", f"{number} {words}") for number in range(40)]
    return Script.from_lines(HOSTILE * 10, spoken)


CHAPTER = Shelved(1, HOSTILE * 7, work=HOSTILE)
DRAFT = Shelved(2, HOSTILE * 7, draft=True, adult=True)
PAGES = {
    "shelf": lambda: shelf_page([CHAPTER, DRAFT, Shelved(1, HOSTILE * 7, days=3)] * 30, SAY, 1),
    "draft": lambda: draft_card(DRAFT, script(), SAY),
    "work": lambda: work_card(1, HOSTILE * 7, [(DRAFT, script())] * 60, SAY),
    "difference": lambda: difference_card(DRAFT, CHAPTER, compare(script(), script("other")), SAY),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_card_fits_into_one_message_and_shows_markdown_as_text(name: str) -> None:
    page = PAGES[name]()
    assert 0 < len(page.content) <= 2000
    assert "@everyone" not in page.content
    assert "<@1>" not in page.content.replace("\\<@1", "")
    assert len(page.buttons) + 5 * len(page.menus) <= 25
