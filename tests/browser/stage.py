"""Driving the page of the rehearsal room as people do: one `Tab` is one member in one browser tab.

The browser tests, the pictures and any other test that goes through the page use these names; what the tests expect of
the page stands in the tests. Everything waits for what it needs (20 seconds at most) and nothing sleeps.

    with chromium() as browser, Room.start(world) as room:
        ana = open_tab(browser, room.url, "ana")            # a context of its own: nothing shared with other tabs
        ana.wait_for_bot()
        ana.open_channel("stage")
        ana.say("Good evening")                               # a plain message
        ana.run("lore search", {"query": "window"})           # a command through the palette, options by name
        ana.run("chapter add", {"file": Path("text.txt")})    # a Path goes into a file option
        answer = ana.wait_for_message("Good evening")         # newest message that contains the text, as a locator
        ana.press("Begin")                                    # newest button with this label or custom id
        ana.press("take:1:7", within=answer)
        ana.choose("part", "Lex")                             # newest select with this custom id or placeholder
        ana.fill_modal({"words": "..."})                      # fields by custom id, then submit
        ana.wait_for_private("Only the answer")               # a private reply
        ana.message_command(answer, "Who said this?")
        ana.picture(path)                                     # the tab as it looks now

`browser_refusal()` says why there can be no browser here, or None.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)
DESKTOP = (1280, 800)
PHONE = (390, 844)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SEEN_HINT = "localStorage.setItem('room.hint.seen', '1')"
FieldValue = str | bool | Path | Sequence[str]
ROOT = Path(__file__).resolve().parents[2]


def browser_refusal() -> str | None:
    """Say why no browser test can run here, or None when one can."""
    return None if shutil.which("chromium") else "Chromium is not installed: no `chromium` on the PATH"


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless, with a profile of its own that is thrown away."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def open_tab(  # noqa: PLR0913 (what a browser is like)
    browser: Browser,
    url: str,
    member: str,
    *,
    size: tuple[int, int] = DESKTOP,
    dark: bool = False,
    hint: bool = False,
    locale: str = "en-GB",
) -> "Tab":
    """Open the page as a member and wait until a channel is shown; `hint` leaves the first-visit panel open."""
    phone = size[0] < 600
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        has_touch=phone,
        is_mobile=phone,
        locale=locale,
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(PATIENCE)
    if not hint:
        context.add_init_script(SEEN_HINT)
    tab = Tab(context.new_page(), member)
    tab.page.goto(f"{url}?as={member}")
    expect(tab.page.get_by_test_id("composer")).to_be_visible(timeout=PATIENCE)
    expect(tab.page.locator(".where-name")).not_to_be_empty(timeout=PATIENCE)
    return tab


@dataclass
class Tab:
    """One member in one tab of the browser."""

    page: Page
    member: str

    def __post_init__(self) -> None:
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda line: self.faults.append(line.text) if line.type == "error" else None)

    def close(self) -> None:
        """Close the tab with all that it kept."""
        self.page.context.close()

    def picture(self, path: Path) -> None:
        """Save the tab as it looks now."""
        self.page.screenshot(path=path, animations="disabled")

    # Where one is

    def wait_for_bot(self, *, online: bool = True) -> None:
        """Wait until the page shows the bot as online, or as offline."""
        status = self.page.get_by_test_id("bot-status")
        expect(status).to_have_attribute("data-online", str(online).lower(), timeout=PATIENCE)

    def place(self, name: str) -> Locator:
        """A channel or thread in the list, the newest of that name."""
        exact = re.compile(rf"^{re.escape(name)}$")
        return self.page.locator("a.place").filter(has=self.page.locator(".place-name", has_text=exact)).first

    def open_channel(self, name: str) -> None:
        """Go to a channel or a thread by its name."""
        drawer = self.page.locator(".menu-button")
        if drawer.is_visible():
            drawer.click()
        self.place(name).click()
        expect(self.page.locator(".where-name")).to_have_text(name, timeout=PATIENCE)

    # Messages

    @property
    def composer(self) -> Locator:
        """Where messages are written."""
        return self.page.get_by_test_id("composer")

    def say(self, text: str) -> Locator:
        """Post a plain message and wait until it stands there."""
        self.composer.fill(text)
        self.composer.press("Enter")
        expect(self.composer).to_have_value("", timeout=PATIENCE)
        return self.page.locator("li.message[data-message]").last

    def messages(self, text: str | None = None, author: str | None = None) -> Locator:
        """All messages shown, or those that contain a text, or are by an author as shown."""
        kind = f'li.message[data-author="{author}"]' if author else "li.message"
        return self.page.locator(kind, has_text=text) if text else self.page.locator(kind)

    def wait_for_message(self, text: str, author: str | None = None) -> Locator:
        """Wait for a message with a text; the newest one."""
        found = self.messages(text, author).last
        expect(found).to_be_visible(timeout=PATIENCE)
        return found

    def wait_for_private(self, text: str) -> Locator:
        """Wait for a message with a text that only this member can see."""
        private = self.page.get_by_test_id("private")
        found = self.messages(text).filter(has=private).last
        expect(found).to_be_visible(timeout=PATIENCE)
        return found

    def wait_for_toast(self, text: str) -> None:
        """Wait for a passing note."""
        expect(self.page.get_by_test_id("toast").filter(has_text=text).first).to_be_visible(timeout=PATIENCE)

    def open_menu(self, message: Locator) -> Locator:
        """Open the menu of a message."""
        message.click(button="right", position={"x": 60, "y": 4})
        menu = self.page.get_by_test_id("message-menu")
        expect(menu).to_be_visible(timeout=PATIENCE)
        return menu

    def reply(self, message: Locator, text: str) -> None:
        """Answer a message."""
        self.open_menu(message).get_by_test_id("menu-reply").click()
        self.say(text)

    def delete(self, message: Locator) -> None:
        """Delete a message."""
        self.open_menu(message).get_by_test_id("menu-delete").click()

    def message_command(self, message: Locator, name: str) -> None:
        """Hand a message to one of the bot's message commands."""
        self.open_menu(message).get_by_test_id("menu-command").filter(has_text=name).click()

    # Commands

    def open_command(self, title: str) -> Locator:
        """Choose a slash command (`lore search`) in the palette; its form opens."""
        self.composer.fill(f"/{title}")
        self.page.locator(f'[data-testid="palette-item"][data-command="{title}"]').click()
        form = self.page.get_by_test_id("command-form")
        expect(form).to_be_visible(timeout=PATIENCE)
        return form

    def option(self, name: str) -> Locator:
        """The field of an option of the open command."""
        return self.page.get_by_test_id(f"option-{name}")

    def fill_option(self, name: str, value: str | Path) -> None:
        """Fill in one option; a path is a file to send."""
        if isinstance(value, Path):
            self.option(name).set_input_files(value)
        else:
            self.option(name).fill(value)

    def pick_suggestion(self, name: str, typed: str, label: str) -> None:
        """Type into an option and take the suggestion with this label."""
        self.option(name).fill(typed)
        self.page.get_by_test_id("suggestion").filter(has_text=label).first.click()

    def send_command(self) -> None:
        """Send the open command."""
        button = self.page.get_by_test_id("send-command")
        button.focus()
        button.click()

    def run(self, title: str, options: Mapping[str, str | Path] | None = None) -> None:
        """Run a slash command from the palette on."""
        self.open_command(title)
        for name, value in (options or {}).items():
            self.fill_option(name, value)
        self.send_command()
        expect(self.page.get_by_test_id("command-form")).to_have_count(0, timeout=PATIENCE)

    # Components and modals

    def button(self, name: str, within: Locator | None = None) -> Locator:
        """The newest button with a label or custom id, in a message or anywhere."""
        scope = within or self.page.locator("li.message")
        buttons = scope.get_by_test_id("button")
        by_id = scope.locator(f'[data-testid="button"][data-custom-id="{name}"]')
        return buttons.filter(has_text=re.compile(rf"^{re.escape(name)}$")).or_(by_id).last

    def press(self, name: str, within: Locator | None = None) -> None:
        """Press a button."""
        self.button(name, within).click()

    def select(self, name: str, within: Locator | None = None) -> Locator:
        """The newest select with a custom id or with a label (its placeholder, or what the modal calls it)."""
        scope = within or self.page.locator("li.message, dialog")
        by_id = scope.locator(f'[data-testid="select"][data-custom-id="{name}"]')
        return by_id.or_(scope.locator(f'[data-testid="select"][aria-label="{name}"]')).last

    def choose(self, name: str, *labels: str, within: Locator | None = None) -> None:
        """Choose one or several options by their labels."""
        self.select(name, within).click()
        popup = self.page.get_by_test_id("select-popup")
        for label in labels:
            exact = self.page.locator(".option-label", has_text=re.compile(rf"^{re.escape(label)}$"))
            popup.get_by_test_id("select-option").filter(has=exact).click()
        done = popup.get_by_test_id("select-done")
        if done.is_visible():
            done.click()
        expect(popup).to_have_count(0, timeout=PATIENCE)

    @property
    def modal(self) -> Locator:
        """The open modal."""
        return self.page.get_by_test_id("modal")

    def fill_modal(self, fields: Mapping[str, FieldValue], *, submit: bool = True) -> None:
        """Fill in a modal by custom ids: text, True for a tick, a path for a file, a list of labels for choices."""
        expect(self.modal).to_be_visible(timeout=PATIENCE)
        for custom_id, value in fields.items():
            self._fill_field(custom_id, value)
        if submit:
            self.modal.get_by_test_id("modal-submit").click()
            expect(self.modal).to_have_count(0, timeout=PATIENCE)

    def _fill_field(self, custom_id: str, value: FieldValue) -> None:
        field = self.modal.locator(f'[data-custom-id="{custom_id}"]')
        if isinstance(value, bool):
            field.set_checked(value)
        elif isinstance(value, Path):
            field.set_input_files(value)
        elif isinstance(value, str):
            field.fill(value)
        elif field.get_attribute("data-testid") == "select":
            self.choose(custom_id, *value, within=self.modal)
        else:
            for label in value:
                field.get_by_label(label, exact=True).check()


@dataclass
class Room:
    """A rehearsal room running as a process of its own."""

    process: subprocess.Popen[str]
    url: str

    @classmethod
    @contextmanager
    def start(cls, world: Path, *, port: int = 0, token: str | None = None) -> Iterator["Room"]:
        """Start the room on a free port (or the given one) with its world in a folder, and stop it afterwards."""
        command = [sys.executable, "-m", "bot.rehearsal", "--port", str(port), "--world", str(world)]
        with running([*command, *(["--token", token] if token else [])]) as process:
            yield cls(process, wait_for_line(process, r"Rehearsal room: (\S+)"))

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.url.rstrip("/").rpartition(":")[2])


@contextmanager
def running(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Iterator[subprocess.Popen[str]]:
    """Run a command of the project from the project's root; it is asked to end, and made to after ten seconds."""
    variables = {**os.environ, **(environment or {}), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=variables) as process:
        try:
            yield process
        finally:
            stop(process)


def stop(process: subprocess.Popen[str]) -> None:
    """Ask a process to end, and make it after ten seconds."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()


def wait_for_line(process: subprocess.Popen[str], pattern: str) -> str:
    """Read what a process prints until a line fits, and give the first group of it, or the line."""
    output: IO[str] | None = process.stdout
    for line in output or ():
        match = re.search(pattern, line)
        if match:
            return match[1] if match.groups() else match[0]
    process.wait(10)
    message = f"the process ended with status {process.returncode} before it printed {pattern!r}"
    raise RuntimeError(message)
