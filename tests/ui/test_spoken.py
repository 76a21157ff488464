from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.stage.book import Passage, PromptLine
from bot.stage.events import LinePerformed, Manner
from bot.texts import voice
from bot.ui.pages import LONGEST_CONTENT, Page
from bot.ui.spoken import split_at_sentences, spoken_pages

SAY = voice()


def speech(*passages: Passage, part: str | None = "Mara") -> PromptLine:
    return PromptLine(3, "speech", part, 1, passages)


def pages(
    line: PromptLine, manner: Manner = Manner.AS_WRITTEN, own_words: str | None = None, reader: str | None = "<@1>"
) -> tuple[Page, ...]:
    return spoken_pages(line, LinePerformed(3, "p1", manner), SAY, reader=reader, own_words=own_words)


def shown(line: PromptLine, manner: Manner = Manner.AS_WRITTEN, own_words: str | None = None) -> str:
    (page,) = pages(line, manner, own_words)
    return page.content


SPOKEN = Passage("spoken", "You kept the boat.")


@pytest.mark.parametrize(
    ("manner", "credit"),
    [
        (Manner.AS_WRITTEN, "\n-# read by <@1>"),
        (Manner.UNDERSTUDY, "\n-# read by the understudy"),
        (Manner.PROMPTER, ""),
    ],
)
def test_a_line_says_who_read_it(manner: Manner, credit: str) -> None:
    assert shown(speech(SPOKEN), manner) == f"You kept the boat.{credit}"


def test_own_words_stand_in_for_the_text() -> None:
    assert shown(speech(SPOKEN), Manner.OWN_WORDS, "*My* **own**.") == "*My* \\*\\*own\\*\\*.\n-# <@1>, in own words"


def test_own_words_that_were_erased_leave_a_mark() -> None:
    assert shown(speech(SPOKEN), Manner.OWN_WORDS, None).startswith("[removed]")


def test_a_line_is_posted_under_its_parts_name_and_pings_nobody() -> None:
    (page,) = pages(speech(SPOKEN))
    assert page.character == "Mara"
    assert page.pings == ()


def test_directions_stand_in_italics_where_the_text_has_them() -> None:
    line = speech(Passage("spoken", "You kept her,"), Passage("direction", "Mara said,"), Passage("spoken", "dry."))
    assert shown(line, Manner.PROMPTER) == "You kept her, *Mara said,* dry."


def test_stress_within_a_direction_does_not_end_its_italics() -> None:
    line = speech(Passage("direction", "She *ran* away."), Passage("spoken", "Go."))
    assert shown(line, Manner.PROMPTER) == "*She ran away.* Go."


@pytest.mark.parametrize("direction", [",", "—", "...", "Mara:", "MARA."])
def test_bare_punctuation_and_the_speakers_own_name_are_left_out(direction: str) -> None:
    assert shown(speech(Passage("direction", direction), SPOKEN), Manner.PROMPTER) == "You kept the boat."


def test_a_speech_of_dots_alone_is_still_said() -> None:
    assert shown(speech(Passage("spoken", ". . .")), Manner.PROMPTER) == ". . ."


def test_a_heading_is_set_large() -> None:
    line = PromptLine(1, "heading", None, 1, (Passage("spoken", "The # Boat"),))
    assert shown(line, Manner.PROMPTER) == "## The \\# Boat"


def test_a_line_that_is_too_long_is_posted_in_numbered_pieces_and_credited_once() -> None:
    line = speech(Passage("spoken", "A sentence of nine words stands here, no more. " * 100))
    posted = pages(line)
    assert len(posted) > 1
    for number, page in enumerate(posted, start=1):
        assert len(page.content) <= LONGEST_CONTENT
        assert f"-# ({number}/{len(posted)})" in page.content
    assert [("read by" in page.content) for page in posted] == [False] * (len(posted) - 1) + [True]


HOSTILE = st.text(alphabet="*_~`|<>[]#\\@ .\nab", min_size=1, max_size=5000)


@given(HOSTILE, st.sampled_from(Manner))
def test_every_message_fits_whatever_the_text(text: str, manner: Manner) -> None:
    for page in pages(speech(Passage("spoken", text)), manner, text):
        assert 0 < len(page.content) <= LONGEST_CONTENT


@given(st.text(alphabet="ab. !\\*", max_size=200), st.integers(2, 40))
def test_pieces_are_the_text_in_order_and_within_the_limit(text: str, limit: int) -> None:
    pieces = split_at_sentences(text, limit)
    assert all(len(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_a_text_is_cut_after_a_sentence() -> None:
    assert split_at_sentences("One two. Three four. Five.", 22) == ("One two. Three four.", "Five.")


def test_a_closing_quote_stays_with_its_sentence() -> None:
    assert split_at_sentences("“Go.” Then silence fell.", 12) == ("“Go.”", "Then", "silence", "fell.")


def test_without_a_sentence_a_text_is_cut_at_a_blank_and_without_a_blank_anywhere() -> None:
    assert split_at_sentences("aaa bbb ccc", 8) == ("aaa bbb", "ccc")
    assert split_at_sentences("a" * 10, 4) == ("aaaa", "aaaa", "aa")


def test_an_escaped_mark_is_not_parted_from_its_backslash() -> None:
    assert split_at_sentences("a" + "\\*" * 4, 4) == ("a\\*", "\\*\\*", "\\*")
