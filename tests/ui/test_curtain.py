"""The curtain call, and what can be taken from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stage.commands import Begin, End, Say
from bot.stage.events import Ending
from bot.stage.transcript import FORMATS, transcribe
from bot.texts import voice
from bot.ui.curtain import curtain_page
from tests.stage.plays import begun, play
from tests.ui.test_playbill import begun_at_mara, ended, huge

if TYPE_CHECKING:
    from bot.stage.state import Performance
    from bot.ui.pages import Page

SAY = voice()


def curtain(state: Performance, **names: str) -> Page:
    transcript = transcribe(state, lambda performer: names.get(performer, "a former member"), {})
    return curtain_page(state, transcript, SAY, key=7, seq=9)


def test_the_curtain_call_credits_the_cast_and_hands_over_the_transcript() -> None:
    page = curtain(play(begun_at_mara(), Say("p1"), End("p1")), p1="Ann", p2="Bob")
    assert "**Mara** Ann" in page.content
    assert [file.filename for file in page.files] == ["transcript.txt", "transcript.html"]
    assert "You kept the boat." in page.files[0].text
    assert page.pings == ()


def test_every_format_can_be_taken_and_the_company_can_play_again() -> None:
    page = curtain(play(begun_at_mara(), Say("p1"), End("p1")))
    assert [choice.value for choice in page.menus[0].choices] == list(FORMATS)
    assert [button.custom_id for button in page.buttons] == ["swap:7:9", "again:7:9"]


def test_what_was_never_read_has_no_transcript() -> None:
    page = curtain(play(begun(), End("p1")))
    assert page.files == ()
    assert page.menus == ()


def test_the_curtain_call_of_many_long_names_fits() -> None:
    page = curtain(ended(play(huge(), Begin("p1")), Ending.STOPPED), p1="*" * 32)
    assert len(page.content) <= 2000
    assert "… and 40 more parts." in page.content


def test_who_read_nothing_named_is_a_former_member() -> None:
    assert "**Mara** a former member" in curtain(play(begun_at_mara(), Say("p1"), End("p1"))).content
