from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ui.pages import plain, shorten

MARKS = st.text(alphabet="*_~`|<>[]()#-+\\@:/.1 \nabcé😀", max_size=60)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**bold**", r"\*\*bold\*\*"),
        ("_slanted_", r"\_slanted\_"),
        ("~~gone~~", r"\~\~gone\~\~"),
        ("||hidden||", r"\|\|hidden\|\|"),
        ("`code`", r"\`code\`"),
        ("# big", r"\# big"),
        ("-# small", r"-\# small"),
        ("> quoted", r"\> quoted"),
        ("- listed", r"\- listed"),
        ("1. listed", r"1\. listed"),
        ("a\\b", r"a\\b"),
        ("[name](https://example.org)", r"\[name\](https://example.org)"),
        ("<@1> <@&2> <#3> <:a:4>", r"\<@1\> \<@&2\> \<\#3\> \<:a:4\>"),
    ],
)
def test_marks_are_shown_and_do_nothing(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize("text", ["*Every* winter", "so *very* *sure*", "a *b* c", "It is *mine*."])
def test_stress_stays_stress(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize("text", ["* * *", "*", "2 * 3 * 4", "* a *", "**", "*one\nother*"])
def test_asterisks_that_are_no_pair_are_shown(text: str) -> None:
    assert plain(text) == text.replace("*", r"\*")


@pytest.mark.parametrize("text", ["@everyone", "a@here b", "@everyone @here"])
def test_names_of_pings_are_parted(text: str) -> None:
    assert "@everyone" not in plain(text)
    assert "@here" not in plain(text)
    assert plain(text).replace("\u200b", "") == text


@given(MARKS)
def test_nothing_but_escapes_is_added_and_nothing_lost(text: str) -> None:
    assert re.sub(r"\\([\\`*_~|<>\[\]#.+-])", r"\1", plain(text).replace("\u200b", "")) == text


@given(MARKS)
def test_no_mention_survives(text: str) -> None:
    assert not re.search(r"(?<!\\)<[@#:/]", plain(text))


@given(st.text(max_size=50), st.integers(1, 60))
def test_a_shortened_text_keeps_within_its_limit_and_is_a_beginning(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


def test_a_text_is_cut_at_a_word() -> None:
    assert shorten("one two three", 10) == "one two…"


@pytest.mark.parametrize("invite", ["discord.gg/abc", "https://DISCORD.gg/abc", "https://discord.com/invite/abc"])
def test_invites_are_shown_and_lead_nowhere(invite: str) -> None:
    shown = plain(f"Come to {invite} now")
    assert invite not in shown
    assert shown.replace("\u200b", "") == f"Come to {invite} now"


def test_heaps_of_accents_and_turns_of_direction_are_left_out() -> None:
    assert plain("a\u202eb" + "\u0301" * 90) == "ab" + "\u0301" * 3
    assert plain("naïve café e\u0301") == "naïve café e\u0301"
