"""`make pictures`: a whole performance played in the room's page, each step saved as a picture.

Two members in two tabs play the bundled chapter from the lobby to its curtain; a third looks on from a phone. A second
evening has what real ones have: a rotation, a kill, a recast, an improvisation, and a night in between.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser import second_evening
from tests.browser.first_ten_minutes import spend_ten_minutes
from tests.browser.stage import PATIENCE, PHONE, Tab, browser_refusal, chromium, open_tab
from tests.browser.theatre import cue, enter_thread, play_on, rehearsing, take_part

if TYPE_CHECKING:
    import subprocess

    from playwright.sync_api import Browser

OWN_TEXT = """The tide had turned.

"You kept the boat," said Mara.

"I kept her dry, too," said Tobin.

"Nobody asked you to."

"Somebody should have."
"""


@dataclass
class Album:
    """Pictures in a folder, numbered in the order they are taken."""

    folder: Path
    count: int = 0

    def take(self, tab: Tab, name: str) -> None:
        """Save a tab as it looks now."""
        self.count += 1
        path = self.folder / f"{self.count:02d}-{name}.png"
        tab.picture(path)
        print(path, flush=True)


@dataclass
class Evening:
    """The people of the evening, and the album."""

    ana: Tab
    ben: Tab
    cleo: Tab
    album: Album
    text: Path
    room: subprocess.Popen[str]


def arrive(evening: Evening) -> None:
    """Look around, ask, look things up, bring a text, choose."""
    ana, album = evening.ana, evening.album
    ana.wait_for_bot()
    ana.open_channel("stage")
    album.take(ana, "the-room")
    ana.composer.fill("/")
    expect(ana.page.get_by_test_id("palette-item").first).to_be_visible(timeout=PATIENCE)
    album.take(ana, "what-there-is")
    ana.run("ask", {"question": "Who says that it's dusted on Mondays?"})
    answer = ana.wait_for_private("Line 7")
    album.take(ana, "an-answer-in-private")
    ana.press("Share", within=answer)
    evening.ben.open_channel("stage")
    evening.ben.wait_for_message("Line 7")
    album.take(evening.ben, "the-answer-shared")
    ana.run("lore cast")
    ana.wait_for_private("who speaks")
    ana.run("lore line", {"number": "12"})
    ana.wait_for_private("the speaker:")
    album.take(ana, "cast-and-a-line-with-its-reason")
    ana.run("chapter add")
    ana.fill_modal({"title": "The boat", "file": evening.text, "rights": True}, submit=False)
    album.take(ana, "the-form-for-a-chapter")
    ana.fill_modal({})
    ana.wait_for_private("is a draft")
    album.take(ana, "a-draft-of-ones-own")
    ana.run("chapter review", {"chapter": "the-boat", "line": "4"})
    ana.wait_for_private("Who says it?")
    album.take(ana, "a-line-under-review")
    ana.press("Publish")
    ana.wait_for_private("is published")
    album.take(ana, "a-chapter-of-ones-own")
    ana.run("setup")
    ana.wait_for_private("Footlights on this server")
    album.take(ana, "setup")


def cast(evening: Evening) -> None:
    """Open the lobby, take parts, begin."""
    ana, ben, album = evening.ana, evening.ben, evening.album
    ana.run("reenact start", {"chapter": "the-second-chair"})
    ana.wait_for_private("The lobby is open")
    album.take(ana, "the-lobby-is-announced")
    enter_thread(ana)
    enter_thread(ben)
    album.take(ana, "the-playbill")
    ana.press("Take a part")
    ana.wait_for_private("Which part do you play?")
    album.take(ana, "choosing-a-part")
    ana.choose("A free part", "Lex")
    ana.wait_for_private("You play Lex.")
    take_part(ben, "Clark")
    enter_thread(evening.cleo)
    album.take(evening.cleo, "the-playbill-on-a-phone")
    ana.press("Begin")
    cue(ana, "ana")
    album.take(ana, "the-first-cue")


def play_the_beginning(evening: Evening) -> None:
    """Say a line, use own words, ask for a hint, pass, pause and go on."""
    ana, ben, album = evening.ana, evening.ben, evening.album
    ana.press("Say it", within=cue(ana, "ana"))
    ana.wait_for_message("They did offer you the car?", author="Lex")
    album.take(ben, "a-line-said-and-the-next-cue")
    ben.press("Own words", within=cue(ben, "ben"))
    expect(ben.modal).to_be_visible(timeout=PATIENCE)
    ben.fill_modal({"words": "Four times. I like to walk, you know that."}, submit=False)
    album.take(ben, "own-words")
    ben.fill_modal({})
    ana.wait_for_message("Four times. I like to walk", author="Clark")
    ana.press("Line!", within=cue(ana, "ana"))
    ana.wait_for_private("The first letters")
    album.take(ana, "a-hint-in-private")
    evening.cleo.press("Say it", within=cue(evening.cleo, "ana"))
    evening.cleo.wait_for_private("who plays Lex")
    album.take(evening.cleo, "an-outsider-is-told")
    ana.press("Pass", within=cue(ana, "ana"))
    ana.wait_for_message("read by the understudy")
    ben.press("Pause", within=cue(ben, "ben"))
    ben.wait_for_message("paused the scene")
    album.take(ana, "paused")
    ben.press("Go on")
    cue(ben, "ben")
    album.take(ana, "and-on")


def play_without_the_book(evening: Evening) -> None:
    """Play from memory, reply to a cue, leave the script and come back to it."""
    ana, ben, album = evening.ana, evening.ben, evening.album
    ben.press("My line", within=cue(ben, "ben"))
    ben.wait_for_private("is yours now")
    album.take(ben, "my-line")
    ben.choose("Your book", "Cue only")
    ben.wait_for_private("the cue only")
    evening.cleo.wait_for_message("Yours from memory.")
    album.take(evening.cleo, "a-cue-without-its-line-on-a-phone")
    ben.press("Say it", within=cue(ben, "ben"))
    ben.fill_modal({"words": "I walked, as everybody does."})
    ben.wait_for_private("Not yet:")
    album.take(ben, "compared-in-private")
    ben.press("Post as written")
    ana.reply(cue(ana, "ana"), "I say it in a reply, and that is the line.")
    ana.wait_for_message("in the reply below")
    album.take(ana, "a-reply-is-the-line")
    ben.choose("Your book", "All of the line")
    ben.press("Improvise", within=cue(ben, "ben"))
    ben.fill_modal({"words": "Is somebody at the door?"})
    ana.wait_for_message("Is somebody at the door?", author="Clark")
    ana.run("reenact improvise", {"words": "Nobody ever is."})
    ben.wait_for_message("Nobody ever is.", author="Lex")
    album.take(ana, "off-script")
    ana.press("Back to the script")
    cue(ben, "ben")
    album.take(ana, "back-at-the-exact-line")


def play_to_the_curtain(evening: Evening) -> None:
    """Say every line that is left."""
    play_on({"ana": evening.ana, "ben": evening.ben}, evening.ana)
    evening.ana.wait_for_message("Curtain:")
    evening.ana.wait_for_message("transcript.txt")
    evening.album.take(evening.ana, "the-curtain-call")
    evening.album.take(evening.cleo, "the-curtain-call-on-a-phone")
    evening.ana.page.locator("li.message").first.scroll_into_view_if_needed()
    evening.album.take(evening.ana, "the-playbill-at-the-end")


def announce(evening: Evening) -> None:
    """Announce the next evening for a time, look at it on a phone, and call it off."""
    ana, cleo, album = evening.ana, evening.cleo, evening.album
    ana.open_channel("stage")
    ana.run("reenact start", {"chapter": "the-second-chair", "at": "tomorrow 20:30"})
    ana.wait_for_private("Announced: the lobby opens")
    expect(ana.page.locator(".event")).to_be_visible(timeout=PATIENCE)
    album.take(ana, "a-performance-is-announced")
    cleo.page.locator(".menu-button").click()
    expect(cleo.page.locator(".event")).to_be_visible(timeout=PATIENCE)
    album.take(cleo, "the-announcement-on-a-phone")
    cleo.page.keyboard.press("Escape")
    ana.page.get_by_role("button", name="Call off The Second Chair").click()
    expect(ana.page.locator(".event")).to_have_count(0, timeout=PATIENCE)
    album.take(ana, "called-off")


def spend_two_evenings(
    browser: Browser, address: str, album: Album, texts: tuple[Path, Path], room: subprocess.Popen[str]
) -> None:
    """Play everything once."""
    evening = Evening(
        open_tab(browser, address, "ana"),
        open_tab(browser, address, "ben", dark=True),
        open_tab(browser, address, "cleo", size=PHONE),
        album,
        texts[0],
        room,
    )
    for step in (arrive, cast, play_the_beginning, play_without_the_book, play_to_the_curtain, announce):
        step(evening)
    dan = open_tab(browser, address, "dan", dark=True)
    _spend_the_second(evening, dan, texts[1])
    spend_ten_minutes(evening.ana, evening.ben, album)
    faults = [fault for tab in (evening.ana, evening.ben, evening.cleo, dan) for fault in tab.faults]
    assert not faults, faults


def _spend_the_second(evening: Evening, dan: Tab, text: Path) -> None:
    second_evening.bring_the_pier(evening, text)
    second_evening.open_a_rotation(evening)
    second_evening.practise(evening)
    second_evening.go_round(evening)
    second_evening.recast(evening)
    dan.open_channel("stage")
    enter_thread(dan, second_evening.PIER)
    second_evening.improvise(evening, dan)
    second_evening.pause_for_the_night(evening)
    second_evening.play_to_the_curtain(evening, dan)


def main() -> int:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("pictures"))
    options = parser.parse_args()
    if reason := browser_refusal():
        print(f"No pictures: {reason}")
        return 2
    options.folder.mkdir(parents=True, exist_ok=True)
    for old in options.folder.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory(prefix="footlights-pictures-") as folder, chromium() as browser:
        text = Path(folder) / "the-boat.txt"
        text.write_text(OWN_TEXT)
        pier = Path(folder) / "the-pier.txt"
        pier.write_text(second_evening.PIER_TEXT)
        with rehearsing(Path(folder)) as (address, room):
            spend_two_evenings(browser, address, Album(options.folder), (text, pier), room)
    return 0


if __name__ == "__main__":
    sys.exit(main())
