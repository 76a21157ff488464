from __future__ import annotations

from bot.stage.book import Passage, PromptBook, PromptLine
from bot.texts import voice
from bot.ui.cues import closed_cue_page, cue_page
from tests.stage.plays import small_book

SAY = voice()


def test_a_cue_names_its_performer_the_line_before_and_the_line() -> None:
    page = cue_page(small_book(), 2, SAY, key=7, seq=9, user_id=5)
    assert page.content == (
        "<@5>, you are **Mara**: line 2 of 6.\n> Rain on the harbour.\nYour line: You kept the boat."
    )


def test_a_cue_after_a_speech_names_who_spoke() -> None:
    page = cue_page(small_book(), 3, SAY, key=7, seq=9, user_id=5)
    assert "> **Mara** You kept the boat." in page.content


def test_a_cue_after_a_long_line_quotes_its_last_words() -> None:
    before = PromptLine(
        1, "narration", None, 1, (Passage("spoken", f"Rain fell. {'It fell on. ' * 60}The door shut."),)
    )
    line = PromptLine(2, "speech", "Mara", 1, (Passage("spoken", "Go."),))
    quoted = cue_page(PromptBook("t", (before, line)), 2, SAY, key=7, seq=9, user_id=5).content.splitlines()[1]
    assert quoted.startswith("> … ")
    assert quoted.endswith("It fell on. The door shut.")


def test_a_cue_of_an_excerpt_tells_the_chapters_number_and_the_place_in_it() -> None:
    line = PromptLine(12, "speech", "Mara", 1, (Passage("spoken", "Go."),))
    page = cue_page(PromptBook("t", (line,)), 12, SAY, key=7, seq=9, user_id=5)
    assert page.content.startswith("<@5>, you are **Mara**: line 12, 1 of 1.")


def test_the_first_line_has_no_lead() -> None:
    assert ">" not in cue_page(small_book(), 1, SAY, key=7, seq=9, user_id=5).content.replace("<@5>", "")


def test_a_cue_may_notify_its_performer_alone() -> None:
    assert cue_page(small_book(), 2, SAY, key=7, seq=9, user_id=5).pings == (5,)
    assert cue_page(small_book(), 2, SAY, key=7, seq=9, user_id=None).pings == ()


def test_the_buttons_of_a_cue_carry_the_event_that_gave_it() -> None:
    page = cue_page(small_book(), 2, SAY, key=7, seq=9, user_id=5)
    ids = [button.custom_id for button in page.buttons]
    assert ids == ["say:7:9", "own:7:9", "line:7:9", "pass:7:9", "pause:7:9", "hold:7:9", "book:7:9", "improvise:7:9"]


def test_a_long_and_hostile_line_still_fits() -> None:
    passages = (Passage("spoken", "*_~`|<>[]#" * 1000), Passage("direction", "@everyone <@1> " * 500))
    lines = (PromptLine(1, "speech", "x" * 200, 1, passages), PromptLine(2, "speech", "*" * 200, 1, passages))
    page = cue_page(PromptBook("t", lines), 2, SAY, key=10**18, seq=10**9, user_id=10**18)
    assert len(page.content) <= 2000
    assert "@everyone" not in page.content
    assert all(len(button.custom_id) <= 100 for button in page.buttons)


def test_a_cue_in_play_form_does_not_repeat_the_performers_name() -> None:
    line = PromptLine(1, "speech", "Mara", 1, (Passage("direction", "Mara:"), Passage("spoken", "Go.")))
    page = cue_page(PromptBook("t", (line,)), 1, SAY, key=1, seq=1, user_id=5)
    assert page.content.endswith("Your line: Go.")


def test_directions_of_the_line_are_shown_to_its_performer() -> None:
    line = PromptLine(1, "speech", "Mara", 1, (Passage("spoken", "Go."), Passage("direction", "She *turned*.")))
    page = cue_page(PromptBook("t", (line,)), 1, SAY, key=1, seq=1, user_id=5)
    assert page.content.endswith("Your line: Go. *(She turned.)*")


def test_a_closed_cue_has_no_buttons_and_notifies_nobody() -> None:
    for reader in ("<@5>", None):
        page = closed_cue_page(small_book(), 2, SAY, reader=reader)
        assert page.buttons == ()
        assert page.pings == ()
        assert "Line 2 · Mara" in page.content
