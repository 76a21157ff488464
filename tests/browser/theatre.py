"""Footlights as a newcomer starts it, for browser tests and pictures: room, page and bot by one command."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import expect

from tests.browser.stage import PATIENCE, ROOT, Tab, stop, wait_for_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import Locator

_LONGEST_PLAY = 200
_GLANCE = 3000
"""Milliseconds after which a button is taken for gone."""
THREAD = re.compile(r" · \d+$")


@contextmanager
def rehearsal(folder: Path, *, pace: str = "0") -> Iterator[str]:
    """Run `footlights rehearse` in a folder and yield the address it prints; the bot reads at the pace given."""
    with rehearsing(folder, pace=pace) as (address, _):
        yield address


@contextmanager
def rehearsing(folder: Path, *, pace: str = "0") -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Do the same, and yield the process along with the address."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
    variables = {**kept, "PYTHONPATH": str(ROOT), "READING_PACE": pace}
    command = [sys.executable, "-m", "bot", "rehearse", "--port", "0"]
    with (
        (folder / "rehearsal.log").open("w") as log,
        subprocess.Popen(command, cwd=folder, env=variables, stdout=subprocess.PIPE, stderr=log, text=True) as process,
    ):
        try:
            yield wait_for_line(process, r"(http://127\.0\.0\.1:\d+/)"), process
        finally:
            process.send_signal(signal.SIGTERM)
            stop(process)


def enter_thread(tab: Tab, title: str = "") -> None:
    """Go to the newest thread of the stage, or to the one of that title once it is there."""
    drawer = tab.page.locator(".menu-button")
    if drawer.is_visible():
        drawer.click()
    thread = (
        tab.page.locator("a.place")
        .filter(has=tab.page.locator(".place-name", has_text=THREAD))
        .filter(has_text=title)
        .last
    )
    expect(thread).to_be_visible(timeout=PATIENCE)
    thread.click()
    expect(tab.page.locator(".where-name")).to_have_text(THREAD, timeout=PATIENCE)


def take_part(tab: Tab, part: str) -> None:
    """Take a part on the playbill, through its private select."""
    tab.press("Take a part")
    tab.wait_for_private("Which part do you play?")
    tab.choose("A free part", part)
    tab.wait_for_private(f"You play {part}.")


def live_cue(tab: Tab) -> Locator:
    """The newest cue whose line can be said."""
    button = tab.page.locator('[data-custom-id^="say:"], [data-custom-id^="memory:"]').and_(
        tab.page.get_by_test_id("button")
    )
    return tab.page.locator("li.message", has=button).last


def cue(tab: Tab, name: str) -> Locator:
    """Wait for the live cue of the member who goes by this name."""
    found = live_cue(tab).filter(has_text=f"@{name}")
    expect(found).to_be_visible(timeout=PATIENCE)
    return found


def play_on(tabs: Mapping[str, Tab], watching: Tab) -> None:
    """Say every line that is left, each as the member whose it is, until the curtain falls."""
    for _ in range(_LONGEST_PLAY):
        live, curtain = live_cue(watching), watching.messages("Curtain:").last
        expect(live.or_(curtain).first).to_be_visible(timeout=PATIENCE)
        if curtain.is_visible():
            return
        _say(tabs, watching, live)
    raise AssertionError("the curtain does not fall")


def _say(tabs: Mapping[str, Tab], watching: Tab, live: Locator) -> None:
    """Say the line of a cue; one that is closed at that moment is left to the next try."""
    try:
        told = live.inner_text(timeout=_GLANCE).casefold()
        custom_id = live.get_by_test_id("button").first.get_attribute("data-custom-id", timeout=_GLANCE) or ""
        tab = tabs[next(name for name in tabs if f"@{name}" in told)]
        tab.button(custom_id).click(timeout=_GLANCE)
        expect(watching.button(custom_id)).to_have_count(0, timeout=PATIENCE)
    except PlaywrightTimeout:
        return
