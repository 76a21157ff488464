"""A performance that holds every manner of reading, for the tests of the transcript's formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stage.commands import Begin, NameUnderstudy, Open, Pass, Prompt, Read, Say, Take
from bot.stage.state import Performance, Phase
from bot.stage.transcript import Transcript, transcribe
from bot.texts import voice
from tests.stage.plays import begun, play, small_book

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.stage.book import PromptBook

SAY = voice()
NAMES = {"p1": "Ana", "p2": "Ben", "p7": "Gil"}


def played() -> Performance:
    """Return a scene up to its fourth line: read by the bot, prompted, in own words, passed."""
    state = begun()
    assert state.cue is not None
    return play(state, Read(state.cue.seq), Prompt("p1"), Say("p1"), Say("p2", own_words=True), Pass("p1"))


def with_understudy() -> Performance:
    """Return a scene whose first speech somebody reads who stands by for it."""
    state = begun()
    assert state.cue is not None
    return play(state, Read(state.cue.seq), NameUnderstudy("p7", "p7", "Mara"), Pass("p1"), Say("p7"))


def read_whole(book: PromptBook) -> Performance:
    """Return a performance of a book in which one member plays every part."""
    state = play(Performance(book), Open("p1"), *(Take("p1", part) for part in book.parts), Begin("p1"))
    while state.phase is Phase.PLAYING and state.cue is not None:
        state = play(state, Say("p1") if state.cue.performer else Read(state.cue.seq))
    return state


def transcript(state: Performance, names: Mapping[str, str] = NAMES, **own_words: str) -> Transcript:
    """Return the transcript of a performance; own words are given as `at_SEQ`."""
    words = {int(name.removeprefix("at_")): each for name, each in own_words.items()}
    return transcribe(state, lambda performer: names.get(performer, "a former member"), words)


def own_words_at(state: Performance) -> str:
    """Return the name under which `transcript` takes the own words of a scene that `played` made."""
    return f"at_{state.readings[2].seq}"


__all__ = ["NAMES", "SAY", "own_words_at", "played", "read_whole", "small_book", "transcript", "with_understudy"]
