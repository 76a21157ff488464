"""A script written out in play form, and read, gives the same script."""

from __future__ import annotations

import string
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lore
from lore.chapters import bundled
from tests.corpus.tables import names, read_gold, read_source


def in_play_form(script: lore.Script) -> str:
    """Return a script as a play: a paragraph a line, speech behind its speaker's name, or Somebody's."""
    return "\n\n".join(
        f"{_label(line.speaker or 'Somebody')}: {_row(line.text)}" if line.kind == "speech" else _row(line.text)
        for line in script.lines
    )


def _label(name: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in name.split())


def _row(text: str) -> str:
    return " ".join(text.split())


def told(script: lore.Script, *, nobody: str | None = None) -> list[tuple[str, str, str]]:
    return [
        (line.kind, (line.speaker or nobody or "").casefold() if line.kind == "speech" else "", _row(line.text))
        for line in script.lines
    ]


@cache
def _script(name: str) -> lore.Script:
    return lore.read_text(read_source(name, read_gold(name)))


SPOKEN_TO = [name for name in names() if sum(line.kind == "speech" for line in _script(name).lines) > 1]
"""The texts with an exchange: a name that labels a single speech may be any word before a colon."""


@pytest.mark.parametrize("name", SPOKEN_TO)
def test_every_text_of_the_corpus_comes_back_out_of_play_form(name: str) -> None:
    script, gold = _script(name), read_gold(name)
    read = told(lore.read_text(in_play_form(script)))
    wanted = told(script, nobody="Somebody")
    assert [(kind, gold.person(who), words) for kind, who, words in read] == [
        (kind, gold.person(who), words) for kind, who, words in wanted
    ]


def test_the_bundled_chapter_comes_back_out_of_play_form() -> None:
    script = lore.read_text(bundled()[0].text)
    assert told(lore.read_text(in_play_form(script))) == told(script)


SPEAKERS = st.sampled_from(["Ann", "Tom", "Mr. Reed", "The Old Man", "Ida Hollis", "OTTO"])
WORDS = st.text(alphabet=string.ascii_letters + " ,'-éñ\"“”‘’«»—*_", min_size=1, max_size=60).map(
    lambda words: f"So {' '.join(words.split())}."
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(SPEAKERS, WORDS), min_size=2, max_size=12))
def test_any_speeches_come_back_out_of_play_form(speeches: list[tuple[str, str]]) -> None:
    script = lore.Script.from_lines("", speeches)
    read = lore.read_text(in_play_form(script))
    assert told(read) == told(script)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(SPEAKERS, WORDS), min_size=2, max_size=8))
def test_what_is_read_is_read_the_same_again(speeches: list[tuple[str, str]]) -> None:
    once = lore.read_text(in_play_form(lore.Script.from_lines("", speeches)))
    assert told(lore.read_text(in_play_form(once))) == told(once)
