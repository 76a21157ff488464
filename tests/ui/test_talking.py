from __future__ import annotations

from dataclasses import replace

import pytest

from bot.texts import voice
from bot.ui.talking import Reply, Talk, reply_page
from lore.values import Evidence, Line

SAY = voice()
LONG = "I counted the sheep along the wall, one after the other, until the rain stopped. " * 8
LINE = Line(4, "speech", f"{LONG}Then the key fell into the well.", ((0, 9),), speaker="Hob")
REPLY = Reply("Hob", "Where did the key fall?", LINE, "into the well", free=False)


def rows(reply: Reply) -> list[str]:
    return reply_page(reply, SAY, member="<@7>").content.splitlines()


def test_a_reply_says_who_asked_what_and_which_line_answers() -> None:
    asked, _, label = rows(REPLY)
    assert asked == "-# <@7> to Hob: Where did the key fall?"
    assert label == "-# Line 4, in Hob's own words"
    assert reply_page(REPLY, SAY, member="<@7>").character == "Hob"


def test_of_a_servers_own_text_at_most_300_characters_are_said_and_the_answer_is_among_them() -> None:
    said = rows(REPLY)[1]
    assert len(said) <= 300
    assert said.startswith("…")
    assert said.endswith("Then the key fell into the well.")


def test_a_text_of_the_house_is_said_whole() -> None:
    assert rows(replace(REPLY, free=True))[1] == LINE.text


@pytest.mark.parametrize("free", [True, False])
def test_a_models_wording_is_labelled_as_such(*, free: bool) -> None:
    worded = replace(REPLY, worded="The key fell into the well.", lines=(4, 6), free=free)
    assert rows(worded)[1:] == ["The key fell into the well.", "-# worded by a language model from Hob's lines 4, 6"]


def test_a_speaker_whom_the_text_only_implies_is_labelled_so_and_a_performed_line_linked() -> None:
    implied = replace(REPLY, line=replace(LINE, evidence=Evidence("alternation", "taking turns")), link="https://x")
    assert rows(implied)[2] == "-# [Line 4](https://x), in Hob's own words (speaker implied)"


def test_the_longest_reply_fits_into_one_message() -> None:
    longest = replace(REPLY, free=True, words="*_" * 300, line=replace(LINE, text="[x](y) " * 900), character="`" * 80)
    assert len(reply_page(longest, SAY, member="<@7>").content) <= 2000


def test_a_conversation_comes_back_as_it_was_kept() -> None:
    talk = Talk(3, "Hob", "Where did the key fall?")
    assert Talk.from_data(talk.to_data()) == talk
