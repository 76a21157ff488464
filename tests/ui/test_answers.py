"""The card of an answer: short, proved by lines, within one message, never markdown of somebody else's."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

import lore
from bot.texts import voice
from bot.ui.answers import Card, answer_page, shared_text
from lore.values import Evidence, Line

SAY = voice()
TEXT = """The Ferry

Mara: You sold the boat. You sold her to Hob, and Hob will never paint her. I know it!

Tobin: I sold her because I was tired.

Mara: Nobody asked you to.
"""
LIBRARY = lore.Library([lore.read_text(TEXT, title="The Ferry")])
LONG = "I counted the sheep along the wall, one after the other, until the rain stopped. " * 8


def card(question: str = "Why did Tobin sell the boat?", text: str = "because I was tired", line: int = 3) -> Card:
    script = LIBRARY.scripts[0]
    source = script.lines[line - 1]
    found = LIBRARY.ask(question)
    lines = sorted(found.lines, key=lambda each: each.line is not source)
    return Card(
        question, replace(found, text=text, best=text, source=source, lines=tuple(lines), kind="why", refusal="")
    )


def of_lines(*lines: tuple[str, str]) -> lore.Library:
    return lore.Library([lore.Script.from_lines("The Wall", lines)])


def rows(content: str) -> list[str]:
    return content.splitlines()


def test_words_of_a_speech_stand_behind_who_says_them_to_whom() -> None:
    assert rows(answer_page(card(), SAY).content)[1] == "Tobin, to Mara: **because I was tired**"


def test_the_line_that_proves_an_answer_comes_first() -> None:
    shown = rows(answer_page(card(), SAY).content)
    assert shown[2:4] == ["> -# Line 3 · Tobin, to Mara · stated", "> I sold her because I was tired."]


def test_an_answer_has_at_most_three_sentences() -> None:
    long = "You sold the boat. You sold her to Hob, and Hob will never paint her. I know it! Do you? Do you not?"
    shown = rows(answer_page(card(text=long, line=2), SAY).content)[1]
    assert shown.endswith("I know it! …**")


def test_an_answer_deep_in_a_long_line_is_still_seen_in_its_quotation() -> None:
    library = of_lines(("Hob", f"{LONG} Then the key fell into the well. {LONG}"))
    answer = library.ask("Where did the key fall?")
    found = replace(answer, text="into the well", source=answer.lines[0].line)
    quote = rows(answer_page(Card("Where?", found), SAY).content)[3]
    assert "the key fell into the well" in quote
    assert quote.startswith("> …")
    assert quote.endswith("…")


@pytest.mark.parametrize(
    ("speaker", "rule", "word"), [("Ann", "tag", "stated"), ("Ann", "alternation", "implied"), (None, "", "unresolved")]
)
def test_how_surely_a_speaker_is_known_is_said_in_words(speaker: str | None, rule: str, word: str) -> None:
    line = Line(1, "speech", "Come in.", ((0, 8),), speaker=speaker, evidence=Evidence(rule, "why"))
    script = lore.Script("Door", "Come in.", (line,))
    answer = replace(lore.Library([script]).ask("Who says come in?"), text="Come in", source=line)
    content = answer_page(Card("Who?", answer), SAY).content
    assert f"· {word}" in content
    assert "%" not in content


def test_a_count_names_every_line_that_was_counted() -> None:
    library = of_lines(*[("Ann", "Yes.") for _ in range(9)], ("Bo", "No."))
    content = answer_page(
        Card("How many lines does Ann speak?", library.ask("How many lines does Ann speak?")), SAY
    ).content
    assert "**9 lines**" in content
    assert "Counted in lines 1, 2, 3, 4, 5, 6, 7, 8, 9" in content


def test_a_line_that_was_performed_is_linked() -> None:
    linked = replace(card(), link_of=lambda found: f"https://x/{found.line.number}")
    assert "> -# [Line 3](https://x/3) · Tobin" in answer_page(linked, SAY).content


def test_a_models_wording_cites_its_lines_shows_them_and_says_whose_words_they_are() -> None:
    worded = replace(card(), worded=(("Mara says nobody asked Tobin to.", (4,)),))
    shown = rows(answer_page(worded, SAY).content)
    assert shown[1] == "Mara says nobody asked Tobin to. (line 4)"
    assert shown[2].startswith("> -# Line 4")
    assert "language model" in shown[-1]


def test_a_character_who_cannot_answer_is_named() -> None:
    silent = LIBRARY.ask("Where is the submarine?", as_character="Tobin")
    content = answer_page(Card("Where is the submarine?", silent, character="Tobin"), SAY).content
    assert "Tobin neither says nor hears anything that answers this." in content


@pytest.mark.parametrize(
    "worded", [(), (("Hob counted sheep. " * 14, (1,)), ("He did so along the wall. " * 10, (1,)))]
)
def test_all_that_a_shared_answer_quotes_comes_to_at_most_300_characters(
    worded: tuple[tuple[str, tuple[int]], ...],
) -> None:
    library = of_lines(("Hob", LONG), ("Nan", LONG), ("Hob", LONG))
    answer = library.ask("What did Hob count?")
    found = replace(answer, text=LONG[:120].strip(), source=answer.lines[0].line)
    shown = rows(shared_text(Card("What?", found, worded=worded), SAY, free=False))
    quoted = [re.sub(r"^.*?: \*\*|\*\*$|\(lines? .*?\)", "", shown[1])]
    quoted += [row[2:] for row in shown if row.startswith("> ") and not row.startswith("> -#")]
    assert 0 < sum(len(text.replace("*", "")) for text in quoted) <= 300
    assert any(text.endswith("…") for text in quoted)


def test_a_shared_question_leads_nobody_away() -> None:
    hostile = replace(card(), question="why @everyone https://example.org discord.gg/abc")
    assert rows(shared_text(hostile, SAY, free=True))[0] == "-# why"


def test_marks_that_turn_the_direction_of_writing_are_not_shown() -> None:
    assert "\u202e" not in answer_page(card(question="\u202ewhy did Tobin sell the boat?"), SAY).content


def test_one_line_is_one_line() -> None:
    library = of_lines(("Ann", "Yes."), ("Bo", "No."))
    content = answer_page(Card("?", library.ask("How many lines does Ann speak?")), SAY).content
    assert rows(content)[1] == "**1 line**"


def test_whoever_is_spoken_to_stands_without_who_speaks_though_the_line_has_their_name() -> None:
    script = lore.read_text('"The bridge is closed, Pavel," said Ines.\n\n"Then we swim," said Pavel.\n')
    question = "Who does Ines tell that the bridge is closed?"
    shown = answer_page(Card(question, lore.Library([script]).ask(question)), SAY).content
    assert "\n**Pavel**\n" in shown
    assert "Line 1 · Ines, to Pavel" in shown
