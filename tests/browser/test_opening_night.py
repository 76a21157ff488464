"""What a newcomer does first, in a browser, with the bot as it ships."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.stage import open_tab
from tests.browser.theatre import cue, enter_thread, rehearsal, take_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with rehearsal(tmp_path_factory.mktemp("rehearsal")) as address:
        yield address


def test_a_question_is_answered_in_private_with_its_line(browser: Browser, address: str) -> None:
    ana, ben = open_tab(browser, address, "ana"), open_tab(browser, address, "ben")
    ana.wait_for_bot()
    ana.open_channel("stage")
    ben.open_channel("stage")
    ana.run("ask", {"question": "Who says that it's dusted on Mondays?"})
    answer = ana.wait_for_private("Line 7")
    assert "Lex" in answer.inner_text()
    assert ben.messages("Line 7").count() == 0
    ana.press("Share", within=answer)
    ben.wait_for_message("Line 7")
    assert ana.faults == ben.faults == []


def test_two_members_take_parts_and_say_a_line_each(browser: Browser, address: str) -> None:
    ana, ben = open_tab(browser, address, "ana"), open_tab(browser, address, "ben")
    ana.wait_for_bot()
    ana.open_channel("stage")
    ana.run("reenact start")
    ana.wait_for_private("The lobby is open")
    enter_thread(ana)
    enter_thread(ben)
    take_part(ana, "Lex")
    take_part(ben, "Clark")
    ana.press("Begin")
    ana.press("Say it", within=cue(ana, "ana"))
    ana.wait_for_message("They did offer you the car?", author="Lex")
    ben.press("Own words", within=cue(ben, "ben"))
    ben.fill_modal({"words": "Four times. I walked."})
    ana.wait_for_message("Four times. I walked.", author="Clark")
    assert ana.faults == ben.faults == []
