"""The second evening of the pictures: people come and go, the bot dies, somebody improvises, and a night lies between.

Ana and cleo take Mara's lines in turn, cleo on a phone; ben plays Tobin until dan, who is late, gets the part.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.theatre import cue, enter_thread, live_cue, play_on, take_part

if TYPE_CHECKING:
    import subprocess

    from tests.browser.pictures import Evening
    from tests.browser.stage import Tab

PIER = "The pier"
PIER_TEXT = """The pier had been closed since the storm.

"You came all the same," said Mara.

"I said that I would," said Tobin.

"You say a great many things."

"And some of them I do."

Mara looked along the boards. "Which of them will hold?"

"The ones I mended," said Tobin.

"And which did you mend?"

"Ask me when you have crossed."

A gull walked ahead of them.

"He weighs less than I do," said Mara.

"He has been here longer," said Tobin.

"Then he shall go first."

"He has. Look."
"""


def kill_bot(room: subprocess.Popen[str]) -> None:
    """Kill the bot of a rehearsal, and not the room, which starts another."""
    children = Path(f"/proc/{room.pid}/task/{room.pid}/children").read_text().split()
    for child in children:
        os.kill(int(child), signal.SIGKILL)


def bring_the_pier(evening: Evening, text: Path) -> None:
    """Have ana bring the chapter of the second evening."""
    ana = evening.ana
    ana.open_channel("stage")
    ana.run("chapter add", {"file": text, "title": PIER})
    ana.wait_for_private(f"{PIER} is a draft")
    ana.press("Publish")
    ana.wait_for_private(f"{PIER} is published")


def open_a_rotation(evening: Evening) -> None:
    """Open a lobby in which members take a part's lines in turn, by post, and fill it from three places."""
    ana, ben, cleo, album = evening.ana, evening.ben, evening.cleo, evening.album
    ana.run(
        "reenact start", {"chapter": "the-pier", "casting": "members queue and take turns", "clock": "by post: days"}
    )
    for tab in (ana, ben, cleo):
        enter_thread(tab, f"{PIER} · 2")
    album.take(ana, "a-lobby-that-rotates")
    take_part(ana, "Mara")
    take_part(cleo, "Mara")
    take_part(ben, "Tobin")
    album.take(cleo, "two-queue-for-a-part-on-a-phone")
    ana.press("Begin")


def practise(evening: Evening) -> None:
    """Have ben practise his part in private while the others wait."""
    ben, album = evening.ben, evening.album
    ben.run("practice", {"part": "Tobin", "book": "first letters"})
    expect(ben.wait_for_private("by first letters")).to_be_in_viewport(ratio=0.9)
    album.take(ben, "practice-in-private")
    ben.press("Missed it")
    ben.press("Stop")


def go_round(evening: Evening) -> None:
    """Play until the queue has gone round, with the bot killed between two lines."""
    ana, ben, cleo, album = evening.ana, evening.ben, evening.cleo, evening.album
    ana.press("Say it", within=cue(ana, "ana"))
    ben.press("Say it", within=cue(ben, "ben"))
    cue(cleo, "cleo")
    album.take(cleo, "the-next-in-the-queue-on-a-phone")
    kill_bot(evening.room)
    ana.wait_for_bot(online=False)
    album.take(ana, "the-bot-is-gone")
    ana.wait_for_bot()
    cleo.press("Say it", within=cue(cleo, "cleo"))
    cleo.wait_for_message("You say a great many things.", author="Mara")
    cue(cleo, "ben")
    album.take(ana, "and-goes-on-where-it-was")


def recast(evening: Evening) -> None:
    """Have the director put dan into Tobin's queue in mid-scene, and ben, who has to go, give the part back."""
    ana, album = evening.ana, evening.album
    ana.press("Direct")
    ana.wait_for_private("You direct here.").scroll_into_view_if_needed()
    album.take(ana, "the-directors-panel")
    ana.choose("Give a part to somebody", "Tobin")
    ana.wait_for_private("Who plays Tobin from now on?")
    ana.choose("A member", "Dan")
    ana.wait_for_message("@Dan")
    evening.ben.press("Give back")
    cue(ana, "dan")
    album.take(ana, "recast-in-mid-scene")


def improvise(evening: Evening, dan: Tab) -> None:
    """Have dan leave the script, and come back to the line he left."""
    album = evening.album
    dan.press("Improvise", within=cue(dan, "dan"))
    dan.fill_modal({"words": "Mind the third board. I did not get to that one."})
    dan.wait_for_message("Mind the third board", author="Tobin")
    album.take(dan, "off-script")
    dan.press("Back to the script")
    cue(dan, "dan")
    album.take(evening.cleo, "back-at-the-line-on-a-phone")


def pause_for_the_night(evening: Evening) -> None:
    """Pause for the night, look back the next evening, and go on."""
    ana, cleo, album = evening.ana, evening.cleo, evening.album
    cleo.press("Pause", within=live_cue(cleo))
    cleo.wait_for_message("paused the scene")
    album.take(cleo, "paused-for-the-night-on-a-phone")
    cleo.run("reenact recap")
    cleo.wait_for_private("The last lines were")
    album.take(cleo, "a-recap-on-a-phone")
    cleo.press("Go on")
    cue(ana, "dan")
    album.take(ana, "the-second-evening")


def play_to_the_curtain(evening: Evening, dan: Tab) -> None:
    """Play to the curtain, and open the lobby in which the parts are swapped."""
    ana, album = evening.ana, evening.album
    play_on({"ana": ana, "cleo": evening.cleo, "dan": dan, "ben": evening.ben}, ana)
    ana.wait_for_message("transcript.html")
    album.take(ana, "the-curtain-of-the-second-evening")
    evening.cleo.wait_for_message("Curtain:")
    album.take(evening.cleo, "its-curtain-on-a-phone")
    ana.press("Swap parts and run again")
    enter_thread(ana, f"{PIER} · 3")
    album.take(ana, "the-same-company-in-each-others-parts")
