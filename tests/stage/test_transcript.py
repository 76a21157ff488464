from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stage.commands import Pass, Prompt, Read, Say
from bot.stage.transcript import as_markdown, as_text, transcribe
from tests.stage.plays import begun, play

if TYPE_CHECKING:
    from bot.stage.state import Performance

NAMES = {"p1": "Ana", "p2": "Ben"}


def played() -> Performance:
    state = begun()
    assert state.cue is not None
    return play(state, Read(state.cue.seq), Prompt("p1"), Say("p1"), Say("p2", own_words=True), Pass("p1"))


def test_the_transcript_says_how_each_line_was_read() -> None:
    state = played()
    text = as_text(state, transcribe(state, NAMES, {state.readings[2].seq: "Dry as bone."}), NAMES)
    assert "MARA: You kept the boat.  [read by Ana, as written, prompted]" in text
    assert "TOBIN: Dry as bone.  [read by Ben, own words]" in text
    assert "MARA: Nobody asked you to.  [read by the understudy]" in text
    assert "   1  Rain on the harbour.\n" in text


def test_erased_words_and_members_leave_marks_in_their_place() -> None:
    state = played()
    text = as_markdown(state, transcribe(state, {}, {}), {})
    assert "[removed]" in text
    assert "a former member" in text
    assert "Ana" not in text
