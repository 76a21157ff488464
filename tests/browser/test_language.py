"""Whoever has a browser in Spanish is answered in Spanish, in private; what all see stays as the server has it."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.stage import PATIENCE, open_tab
from tests.browser.theatre import rehearsal


def test_a_browser_in_spanish_gets_private_answers_in_spanish(browser: Browser, tmp_path: Path) -> None:
    with rehearsal(tmp_path) as address:
        ana = open_tab(browser, address, "ana", locale="es-ES")
        ana.wait_for_bot()
        ana.open_channel("stage")
        ana.composer.fill("/guion reparto")
        expect(ana.page.get_by_test_id("palette-item").first).to_contain_text("/guion reparto", timeout=PATIENCE)
        ana.run("lore cast")
        ana.wait_for_private("quién habla")
        ana.run("reenact start")
        ana.wait_for_private("La sala está abierta")
        ana.wait_for_message("Take a part there.")
        assert ana.faults == []
