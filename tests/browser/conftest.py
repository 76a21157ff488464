"""A browser, a room and a small bot of the tests' own to look at in it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.stage import Room, Tab, browser_refusal, chromium, open_tab, running, wait_for_line

REQUIRED = "FOOTLIGHTS_REQUIRE_BROWSER"
TOKEN = "dGhlLWNvbXBhbnk.cm9vbQ.rehearsal-of-the-page"  # noqa: S105 - opens nothing but a room of the tests
Open = Callable[..., Tab]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs Chromium."""
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def _browser_is_here() -> None:
    """Skip without Chromium, unless the environment says that there must be one."""
    reason = browser_refusal()
    if reason and os.environ.get(REQUIRED) == "1":
        pytest.fail(f"{reason}, and {REQUIRED}=1 forbids to skip")
    if reason:
        pytest.skip(reason)


@pytest.fixture(scope="module")
def browser(_browser_is_here: None) -> Iterator[Browser]:
    """Chromium, for one module: Playwright's loop must not run while other modules use asyncio."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def room(_browser_is_here: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A room with the tests' own bot in it."""
    with Room.start(tmp_path_factory.mktemp("world"), token=TOKEN) as room, company_bot(room):
        yield room


@contextmanager
def company_bot(room: Room, token: str = TOKEN) -> Iterator[subprocess.Popen[str]]:
    """Start the tests' own bot and wait until its commands are there."""
    with running([sys.executable, "-m", "tests.browser.company_bot", room.url, token]) as process:
        wait_for_line(process, "^ready$")
        yield process


@pytest.fixture
def tab(browser: Browser, room: Room) -> Iterator[Open]:
    """Open the page as a member; at the end no tab may have met an error of its own."""
    tabs: list[Tab] = []

    def open_as(member: str, **options: Any) -> Tab:  # noqa: ANN401 - whatever open_tab takes
        tabs.append(open_tab(browser, room.url, member, **options))
        return tabs[-1]

    yield open_as
    faults = [fault for tab in tabs for fault in tab.faults]
    for each in tabs:
        each.close()
    assert not faults
