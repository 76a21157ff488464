"""The playbill in every phase, and the curtain call."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.stage.book import Passage, PromptBook, PromptLine
from bot.stage.commands import Begin, End, Improvise, NameUnderstudy, Open, Pause, Say, Take
from bot.stage.decide import LOBBY_LASTS
from bot.stage.events import Ended, Ending, Paused, Recorded
from bot.stage.state import Performance, fold
from bot.texts import voice
from bot.ui.notices import pause_page, recap_page
from bot.ui.performing import hint_pages, not_taken_page, status_page
from bot.ui.playbill import playbill
from tests.stage.plays import NOON, begun, opened, play

if TYPE_CHECKING:
    from bot.ui.pages import Panel

SAY = voice()
MEMBERS = {"p1": "<@1>", "p2": "<@2>"}


def bill(state: Performance) -> Panel:
    return playbill(state, MEMBERS, SAY, key=7, seq=1)


def labels(panel: Panel, *, pressable: bool = True) -> list[str]:
    return [button.label for row in panel.rows for button in row if button.disabled is not pressable]


def ended(state: Performance, ending: Ending) -> Performance:
    return fold(state, Recorded(state.seq + 1, NOON, Ended(ending)))


def huge() -> Performance:
    """Return a lobby of sixty parts with long hostile names, all of them taken."""
    parts = [f"{'*_`' * 30}{number}" for number in range(60)]
    lines = tuple(
        PromptLine(number, "speech", part, 1, (Passage("spoken", "x"),)) for number, part in enumerate(parts, start=1)
    )
    state = play(Performance(PromptBook("@everyone # " * 200, lines)), Open("p1"))
    return play(state, *(Take("p1", part) for part in parts))


def test_a_lobby_offers_parts_and_no_beginning_while_nobody_is_cast() -> None:
    panel = bill(opened())
    assert panel.blocks[0] == "## The boat"
    assert "**Mara** (2 lines): free" in panel.blocks[2]
    assert labels(panel) == ["Take a part", "Give back", "My book"]
    assert labels(panel, pressable=False) == ["Share out", "Begin"]


def test_a_lobby_says_when_it_closes_and_how_it_is_played() -> None:
    panel = bill(play(Performance(opened().book), Open("p1", rotating=True, clock="post")))
    assert f"The lobby closes <t:{int((NOON + LOBBY_LASTS).timestamp())}:R>" in panel.blocks[1]
    assert "take its lines in turn" in panel.blocks[1]
    assert "Played by post" in panel.blocks[1]


def test_whoever_stands_by_for_a_part_is_named_with_it() -> None:
    panel = bill(play(opened(), Take("p1", "Mara"), NameUnderstudy("p2", "p2", "Mara")))
    assert "**Mara** (2 lines): <@1>; understudy <@2>" in panel.blocks[2]


def test_free_parts_can_be_shared_out_once_somebody_is_there() -> None:
    assert "Share out" in labels(bill(play(opened(), Take("p1", "Mara"))))


def test_a_cast_too_long_for_the_card_has_a_button_that_shows_all() -> None:
    assert [[button.label for button in row] for row in bill(huge()).rows][1:] == [["My book", "All 60 parts"]]


def test_a_cast_lobby_may_begin() -> None:
    panel = bill(play(opened(), Take("p2", "Tobin")))
    assert "**Tobin** (2 lines): <@2>" in panel.blocks[2]
    assert "Begin" in labels(panel)


def test_a_full_lobby_offers_no_part() -> None:
    panel = bill(play(opened(), Take("p1", "Mara"), Take("p2", "Tobin")))
    assert "Take a part" not in labels(panel)


def test_a_scene_that_runs_shows_where_it_is_and_may_be_paused() -> None:
    panel = bill(begun())
    assert panel.blocks[1] == "Playing: line 1 of 6."
    assert labels(panel) == ["Give back", "Pause", "Recap", "Direct", "My book"]


def test_a_paused_scene_may_go_on() -> None:
    panel = bill(play(begun(), Pause("p1")))
    assert panel.blocks[1] == "Paused at line 1 of 6."
    assert labels(panel) == ["Give back", "Go on", "Recap", "Direct", "My book"]


@pytest.mark.parametrize(
    ("ending", "text"),
    [
        (Ending.CURTAIN, "Played to its curtain."),
        (Ending.STOPPED, "Ended before the curtain."),
        (Ending.EXPIRED, "Closed: nobody began for a day."),
    ],
)
def test_what_is_over_says_how_it_ended_and_has_no_buttons(ending: Ending, text: str) -> None:
    panel = bill(ended(begun(), ending))
    assert panel.blocks[1] == text
    assert panel.rows == ()


def test_a_performer_who_was_erased_is_not_named() -> None:
    panel = playbill(begun(), {"p1": "<@1>", "p2": "a former member"}, SAY, key=7, seq=1)
    assert "**Tobin** (2 lines): a former member" in panel.blocks[2]


def test_the_largest_and_most_hostile_playbill_fits() -> None:
    panel = bill(huge())
    assert sum(map(len, panel.blocks)) <= 4000
    assert "@everyone" not in "".join(panel.blocks)
    assert "… and 36 more parts." in panel.blocks[2]


def begun_at_mara() -> Performance:
    """Return the small play at Mara's first line."""
    from bot.stage.commands import Read  # noqa: PLC0415 (only here)

    state = begun()
    assert state.cue is not None
    return play(state, Read(state.cue.seq))


def test_a_pause_by_a_member_names_them_and_one_by_the_house_gives_its_reason() -> None:
    by_member = pause_page(Paused("p1"), SAY, key=7, seq=9, member="<@1>")
    by_house = pause_page(Paused(None, "permission"), SAY, key=7, seq=9, member=None)
    assert by_member.content.startswith("<@1> paused the scene.")
    assert "I lack a permission here." in by_house.content
    assert [button.custom_id for button in by_member.buttons] == ["resume:7:9"]


@pytest.mark.parametrize("reason", ["", "permission", "thread-lost", "house"])
def test_every_reason_of_the_house_has_its_sentence_or_none_is_needed(reason: str) -> None:
    if reason != "thread-lost":  # a lost thread shows no notice: there is nowhere to put it
        assert pause_page(Paused(None, reason), SAY, key=7, seq=9, member=None).content


def test_a_recap_shows_the_last_lines() -> None:
    page = recap_page(play(begun_at_mara(), Say("p1")), SAY)
    assert "> **Narration** Rain on the harbour.\n> **Mara** You kept the boat." in page.content


def test_a_recap_says_where_there_is_nothing_to_recall_and_where_all_is_over() -> None:
    assert recap_page(begun(), SAY).content == "No line of **The boat** was read yet."
    assert recap_page(play(begun_at_mara(), End("p1")), SAY).content.startswith("**The boat** is over.")


def test_a_recap_of_long_lines_fits() -> None:
    passages = (Passage("spoken", "*_" * 3000),)
    lines = tuple(PromptLine(number, "speech", "x" * 300, 1, passages) for number in range(1, 5))
    state = play(Performance(PromptBook("t" * 500, lines)), Open("p1"), Take("p1"), Begin("p1"))
    state = play(state, Say("p1"), Say("p1"), Say("p1"))
    assert len(recap_page(state, SAY).content) <= 2000


def test_status_is_the_playbill_as_text_with_a_link() -> None:
    page = status_page(bill(begun()), "https://discord.com/channels/1/2", SAY)
    assert "Playing: line 1 of 6." in page.content
    assert page.content.endswith("Go there: https://discord.com/channels/1/2")


def test_the_largest_status_still_has_its_link() -> None:
    page = status_page(bill(huge()), "https://discord.com/channels/1/2", SAY)
    assert len(page.content) <= 2000
    assert page.content.endswith("Go there: https://discord.com/channels/1/2")


@pytest.mark.parametrize(("rung", "text"), [(1, "Y k t b."), (2, "You kept the …"), (3, "You kept the boat.")])
def test_a_hint_gives_as_much_as_its_rung(rung: int, text: str) -> None:
    (page,) = hint_pages(begun(), 2, rung, SAY)
    assert page.content.endswith(text)


def test_words_that_were_not_taken_come_back_whole_as_quotations() -> None:
    page = not_taken_page("One.\n*Two*.", "Too late.", SAY)
    assert page.content.startswith("Too late.")
    assert page.content.endswith("> One.\n> *Two*.")


def test_words_too_long_for_a_message_come_back_whole_in_a_file() -> None:
    page = not_taken_page("*_" * 1900, "Too late.", SAY)
    assert len(page.content) <= 2000
    assert [file.text for file in page.files] == ["*_" * 1900]


def test_a_hint_too_long_for_a_message_comes_in_several() -> None:
    words = "One more night on the water, and another. " * 100
    book = PromptBook("t", (PromptLine(1, "speech", "Mara", 1, (Passage("spoken", words.strip()),)),))
    pages = hint_pages(Performance(book), 1, 3, SAY)
    assert all(len(page.content) <= 2000 for page in pages)
    assert "".join(page.content for page in pages).count("another") == 100


def test_an_improvisation_shows_on_the_playbill() -> None:
    assert bill(play(begun_at_mara(), Improvise("p1"))).blocks[1] == "Off script at line 2 of 6."
