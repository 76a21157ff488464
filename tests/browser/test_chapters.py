"""How an admin brings a chapter, looks it through and publishes it, in a browser, with the bot as it ships."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.stage import PATIENCE, PHONE, open_tab
from tests.browser.theatre import rehearsal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.browser.stage import FieldValue, Tab

LIGHTHOUSE = """The Lighthouse

"The lamp is out," said Mara.

"It was lit at nine."

Tobin looked at the stairs, and Hob looked at Tobin.

"Somebody put it out."

"Nobody was up there."

"Then it was the wind."

"There is no wind tonight."

Mara said nothing. The door creaked.

"Who is there?"

"Only the cat."

"Lock the door," said Hob.
"""
_MOST_CARDS = 30


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with rehearsal(tmp_path_factory.mktemp("rehearsal")) as address:
        yield address


def bring(ana: Tab, **fields: FieldValue) -> None:
    """Fill in the form of `/chapter add`."""
    ana.run("chapter add")
    ana.fill_modal({"rights": True, **fields})


def look_through(ana: Tab) -> int:
    """Give every doubtful line to the first of its likely speakers; return how many there were."""
    ana.page.locator('[data-custom-id^="review:"]').last.click()
    for count in range(_MOST_CARDS):
        card = ana.page.locator("li.message", has=ana.page.locator('[data-custom-id^="passover:"]')).last
        done = ana.messages("Every doubtful line is looked at.")
        expect(card.or_(done).first).to_be_visible(timeout=PATIENCE)
        if done.count():
            return count
        offer = card.locator('[data-custom-id^="gives:"]').first
        decided = offer.get_attribute("data-custom-id")
        offer.click()
        expect(ana.page.locator(f'[data-custom-id="{decided}"]')).to_have_count(0, timeout=PATIENCE)
    raise AssertionError("the review has no end")


def test_a_pasted_text_is_looked_through_and_published(browser: Browser, address: str) -> None:
    ana, ben = open_tab(browser, address, "ana"), open_tab(browser, address, "ben", size=PHONE)
    ana.wait_for_bot()
    ana.open_channel("stage")
    bring(ana, text=LIGHTHOUSE)
    ana.wait_for_private("The Lighthouse is a draft")
    assert look_through(ana) > 0
    ana.press("Publish")
    ana.wait_for_private("The Lighthouse is published")
    ben.open_channel("stage")
    ben.run("chapter list")
    ben.wait_for_private("The Lighthouse")
    assert ana.faults == ben.faults == []


def test_a_file_goes_through_the_form_and_its_new_version_shows_the_difference(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    ana = open_tab(browser, address, "ana")
    ana.wait_for_bot()
    ana.open_channel("stage")
    text = tmp_path / "bell.txt"
    text.write_text('"The bell rang twice," said Ines.\n\n"It rang once," said Oren.\n')
    bring(ana, file=text, title="The Bell")
    ana.wait_for_private("The Bell is a draft")
    ana.press("Publish")
    ana.wait_for_private("The Bell is published")
    text.write_text('"The bell rang twice," said Ines.\n\n"It rang once," said Oren.\n\n"Never," said Ines.\n')
    bring(ana, file=text, title="The Bell")
    ana.wait_for_private("1 line added")
    ana.press("Replace the old version")
    ana.wait_for_private("The Bell has its new text.")
    assert ana.faults == []
