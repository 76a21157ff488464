from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ui.names import thread_name, webhook_name

FORBIDDEN = st.lists(st.sampled_from(["clyde", "Discord", "DISCORD", "dis", "cord", "cly", "de", " ", "\u200b", "x"]))


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("Mara", "Mara"),
        ("Clyde", "Cly·de"),
        ("Discordia", "Dis·cordia"),
        ("discdiscordord", "discdis·cordord"),
        ("dis\u200bcord", "dis cord"),
        ("Ma\x00ra\n of the  sea", "Ma ra of the sea"),
        ("", "…"),
        ("\u202e\u200b", "…"),
    ],
)
def test_a_character_is_named_as_discord_accepts_it(character: str, name: str) -> None:
    assert webhook_name(character) == name


def test_a_name_of_81_characters_is_cut_to_80() -> None:
    assert webhook_name("A" + "b" * 80) == "A" + "b" * 78 + "…"
    assert webhook_name("A" + "b" * 79) == "A" + "b" * 79


@given(st.one_of(st.text(max_size=200), FORBIDDEN.map("".join)))
def test_no_name_is_refused(character: str) -> None:
    name = webhook_name(character)
    assert 1 <= len(name) <= 80
    assert name == name.strip()
    assert "clyde" not in name.lower()
    assert "discord" not in name.lower()
    assert not any(unicodedata.category(each).startswith("C") for each in name)


@given(st.text(max_size=300), st.integers(1, 10**18))
def test_a_thread_is_named_within_100_characters_and_numbered(title: str, number: int) -> None:
    name = thread_name(title, number)
    assert len(name) <= 100
    assert name.endswith(f" · {number}")
    assert not name.startswith(" ")
