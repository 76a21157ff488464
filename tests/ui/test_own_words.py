from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ui.own_words import LONGEST_OWN_WORDS, clean_words

PIECES = st.sampled_from(
    [
        *("<@1>", "<@!22>", "<@&3>", "<#4>", "</ask:5>", "@everyone", "@here", "<@", "1>", "@every", "one", "<t:1:R>"),
        *(
            "https://a.example",
            "http",
            "s://",
            "www.a.example",
            "discord.gg/x",
            "discord.com/invite/x",
            "discord",
            ".gg/",
        ),
        *("\u200b", "\u202e", "\x00", " ", "\n", "word", "é"),
    ]
)
TYPED = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=20).map("".join))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("You kept her.", "You kept her."),
        ("  You   kept\n\n\n her. ", "You kept\nher."),
        ("ask @everyone and @HERE", "ask and"),
        ("<@1>, <@!2> or <@&3> in <#4>", ", or in"),
        ("look at https://a.example/x?y=1#z now", "look at now"),
        ("look at www.a.example now", "look at now"),
        ("nohttps://a.example now", "no now"),
        ("come to discord.gg/abc or discord.com/invite/abc", "come to or"),
        ("<@<@1>2>", ""),
        ("<@<@1>\u200b<@2>3>", ""),
        ("<@https://a.example\n1>", "<@\n1>"),
        ("ma\u200bra \u202ekept", "mara kept"),
        ("name@example.org", "name@example.org"),
        ("2 < 3 and 5 > 4", "2 < 3 and 5 > 4"),
    ],
)
def test_typed_words_are_cleaned(typed: str, words: str) -> None:
    assert clean_words(typed) == words


@given(TYPED)
def test_no_mention_and_no_link_survives(typed: str) -> None:
    words = clean_words(typed)
    assert not re.search(r"<(@[!&]?|#)\d+>", words)
    assert not re.search(r"@(everyone|here)\b", words, re.IGNORECASE)
    assert not re.search(r"https?://\S|\bdiscord\.gg/\S", words, re.IGNORECASE)


@given(TYPED)
def test_cleaning_twice_changes_nothing_more(typed: str) -> None:
    assert clean_words(clean_words(typed)) == clean_words(typed)


@given(TYPED)
def test_no_line_is_blank_and_no_control_character_stays(typed: str) -> None:
    words = clean_words(typed)
    assert all(line.strip() for line in words.split("\n")) or words == ""
    assert not set(words) & set("\x00\x07\x1b\u200b\u202e\ufeff")


@given(st.lists(st.sampled_from(["alpha", "beta", "gamma."]), min_size=1, max_size=30))
def test_harmless_words_are_kept_as_they_are(words: list[str]) -> None:
    assert clean_words(" ".join(words)) == " ".join(words)


def test_words_are_cut_at_the_limit() -> None:
    assert len(clean_words("x" * 5000)) == LONGEST_OWN_WORDS
