"""A performance that is announced stands in the list of channels, until it is called off there."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.stage import PATIENCE, open_tab
from tests.browser.theatre import rehearsal

CHAPTER = "The Second Chair"


def test_an_announced_performance_is_seen_by_all_and_called_off(browser: Browser, tmp_path: Path) -> None:
    with rehearsal(tmp_path) as address:
        ana, ben = open_tab(browser, address, "ana"), open_tab(browser, address, "ben")
        ana.wait_for_bot()
        ana.open_channel("stage")
        ana.run("reenact start", {"at": "in 2 hours"})
        ana.wait_for_private("Announced: the lobby opens")
        for tab in (ana, ben):
            event = tab.page.locator(".event", has_text=CHAPTER)
            expect(event).to_contain_text("#stage", timeout=PATIENCE)
        ben.page.get_by_role("button", name=f"Call off {CHAPTER}").click()
        ben.wait_for_toast(f"{CHAPTER} is called off.")
        expect(ana.page.locator(".event")).to_have_count(0, timeout=PATIENCE)
        assert ana.faults == ben.faults == []
