"""An admin's first ten minutes in the room's page: a chapter, its review, the panel, the doctor, people's data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.stage import PATIENCE
from tests.browser.theatre import cue, enter_thread, take_part

if TYPE_CHECKING:
    from tests.browser.pictures import Album
    from tests.browser.stage import Tab

PAGES = ("Stage", "Who may", "House", "Changes")
QUARREL = """The tide had turned, and the boat lay on its side.

"You kept the boat," said Mara.

"I kept her dry, too," said Tobin.

"Nobody asked you to."

"Somebody should have."

"Then who did?"

"Sell her in the morning," said Mara.

"I will not sell the boat," said Tobin. "Not to him."
"""


def spend_ten_minutes(ana: Tab, ben: Tab, album: Album) -> None:
    """Do what somebody does who has just added the bot to a server; ana manages it, ben is a member."""
    ana.open_channel("stage")
    _bring_a_chapter(ana, album)
    _review(ana, album)
    _choose(ana, album)
    _see_the_doctor(ana, album)
    _play_a_little(ana, ben, album)
    _look_after_people(ana, ben, album)


def _bring_a_chapter(ana: Tab, album: Album) -> None:
    ana.run("chapter add")
    fields = {"title": "The quarrel", "text": QUARREL, "rights": True}
    ana.fill_modal(fields, submit=False)
    album.take(ana, "admin-a-chapter-in-a-form")
    ana.modal.get_by_test_id("modal-submit").click()
    ana.wait_for_private("is a draft")
    album.take(ana, "admin-what-was-read")


def _review(ana: Tab, album: Album) -> None:
    ana.run("chapter review", {"chapter": "the-quarrel"})
    card = ana.wait_for_private("The quarrel")
    expect(card.get_by_test_id("button").first).to_be_visible(timeout=PATIENCE)
    album.take(ana, "admin-a-doubtful-line")
    ana.run("chapter publish", {"chapter": "the-quarrel"})
    ana.wait_for_private("is published")
    album.take(ana, "admin-published")


def _choose(ana: Tab, album: Album) -> None:
    ana.run("setup")
    ana.wait_for_private("Everything works with nothing chosen.")
    album.take(ana, "admin-the-panel")
    ana.press("Test here")
    ana.wait_for_message("This is how a character speaks here.", author="The Prompter")
    album.take(ana, "admin-a-sample-line")
    ana.wait_for_private("and is gone again")
    ana.run("setup")
    ana.press("Stage")
    _shows(ana, "Stage channels")
    ana.choose("Pace of the bot's reading", "slow")
    _shows(ana, "reading: slow")
    album.take(ana, "admin-panel-stage")
    ana.press("Who may")
    _shows(ana, "Forbidden in own words")
    ana.press("Forbidden words")
    ana.fill_modal({"words": "drat, bother*"}, submit=False)
    album.take(ana, "admin-forbidden-words")
    ana.modal.get_by_test_id("modal-submit").click()
    _shows(ana, "drat, bother")
    album.take(ana, "admin-panel-who-may")
    ana.press("House")
    _shows(ana, "Time zone")
    ana.press("Time zone, quiet hours")
    ana.fill_modal({"zone": "madrid", "begin": "22:00", "end": "7"}, submit=False)
    album.take(ana, "admin-quiet-hours")
    ana.modal.get_by_test_id("modal-submit").click()
    _shows(ana, "22:00-07:00")
    ana.choose("Reports go to", "#lobby-talk")
    _shows(ana, "Reports go to: #lobby-talk")
    album.take(ana, "admin-panel-house")
    ana.press("Changes")
    _shows(ana, "→")
    album.take(ana, "admin-what-was-changed")
    ana.press("Undo the last change")
    _shows(ana, "nowhere yet")
    album.take(ana, "admin-a-change-taken-back")


def _shows(tab: Tab, text: str) -> None:
    expect(tab.messages(text).last).to_be_visible(timeout=PATIENCE)


def _see_the_doctor(ana: Tab, album: Album) -> None:
    ana.run("doctor")
    ana.wait_for_private("How Footlights stands on this server")
    album.take(ana, "admin-the-doctor")


def _play_a_little(ana: Tab, ben: Tab, album: Album) -> None:
    ana.run("reenact start", {"chapter": "the-quarrel"})
    ana.wait_for_private("The lobby is open")
    enter_thread(ana, "The quarrel")
    take_part(ana, "Tobin")
    enter_thread(ben, "The quarrel")
    take_part(ben, "Mara")
    ana.press("Begin")
    cue(ben, "ben")
    ben.press("Own words")
    ben.fill_modal({"words": "Oh drat, you kept her."})
    ben.wait_for_private("does not want to read")
    album.take(ben, "admin-a-forbidden-word")
    ben.press("Own words", within=cue(ben, "ben"))
    ben.fill_modal({"words": "So she still floats."})
    spoken = ana.wait_for_message("So she still floats.", author="Mara")
    ana.open_menu(spoken)
    album.take(ana, "admin-the-menu-of-a-line")
    ana.page.get_by_test_id("menu-command").filter(has_text="Who said this?").click()
    ana.wait_for_private("in own words")
    album.take(ana, "admin-who-said-this")
    ana.message_command(ana.wait_for_message("So she still floats.", author="Mara"), "Report")
    ana.fill_modal({"reason": "Just to see what happens."}, submit=False)
    album.take(ana, "admin-a-report")
    ana.modal.get_by_test_id("modal-submit").click()
    ana.wait_for_private("show a moderator this link")


def _look_after_people(ana: Tab, ben: Tab, album: Album) -> None:
    ben.run("privacy show")
    ben.wait_for_private("What is kept of you")
    album.take(ben, "admin-what-is-kept")
    ben.run("privacy export")
    ben.wait_for_private("All that is kept of you")
    ben.run("privacy delete")
    ben.wait_for_private("cannot be undone")
    album.take(ben, "admin-before-deleting")
    ben.press("Delete all of it")
    ben.wait_for_private("Nothing that is kept here leads to you")
    album.take(ben, "admin-deleted")
    ana.wait_for_message("[removed]", author="Mara")
    album.take(ana, "admin-a-former-member")
    ana.run("reenact end")
    ana.wait_for_message("Ended early")
