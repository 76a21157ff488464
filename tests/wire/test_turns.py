"""Replies, lines from memory and improvisations over the real protocol, through kills."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from tests.wire.ledgers import last_performance, read_ledger
from tests.wire.member import Refused, custom_ids
from tests.wire.performing import Play, begin, is_spoken, open_lobby, play_to_curtain, until
from tests.wire.processes import open_theatre
from tests.wire.test_mishaps import CHAPTER, cue_of, private_word

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.wire.ledgers import Ledger
    from tests.wire.member import RoomClient
    from tests.wire.processes import Theatre

pytestmark = pytest.mark.asyncio(loop_scope="module")
Json = dict[str, Any]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def opened(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Theatre, RoomClient]]:
    """One theatre for this file."""
    folder = tmp_path_factory.mktemp("turns")
    texts = folder / "texts"
    texts.mkdir()
    (texts / "harbour.txt").write_text(CHAPTER)
    async with open_theatre(folder, LORE_DIR=str(texts)) as opened:
        yield opened


@pytest.fixture
def theatre(opened: tuple[Theatre, RoomClient]) -> Theatre:
    return opened[0]


@pytest_asyncio.fixture(loop_scope="module")
async def play(opened: tuple[Theatre, RoomClient]) -> AsyncIterator[Play]:
    """A scene that has begun and stands at Mara's first line."""
    play = await open_lobby(opened[1], {"ana": "Mara", "ben": "Tobin"}, chapter="harbour")
    await begin(play)
    await cue_of(play, "ana")
    yield play
    with contextlib.suppress(Refused):
        await play.performers["ana"].command("reenact end", play.thread)


def ledger_of(theatre: Theatre) -> Ledger:
    database = theatre.folder / "wire.db"
    ledger = read_ledger(database, last_performance(database))
    assert ledger is not None
    return ledger


async def spoken(play: Play) -> list[str]:
    """Return what characters said, without credits."""
    return [message["content"].split("\n-# ")[0] for message in await play.read() if is_spoken(message)]


async def test_a_reply_is_the_line_and_is_not_posted_again(theatre: Theatre, play: Play) -> None:
    cue = await cue_of(play, "ana")
    said = await play.performers["ana"].say(play.thread, "So she still floats.", reply_to=cue)
    await cue_of(play, "ben")
    ledger = ledger_of(theatre)
    assert said["id"] in ledger.replies
    assert list(ledger.words.values()) == ["So she still floats."]
    assert await spoken(play) == []
    assert "in the reply below" in (await play.performers["ana"].message(cue))["content"]


async def test_a_reply_without_a_ping_is_told_once_on_the_cue(theatre: Theatre, play: Play) -> None:
    ana, cue = play.performers["ana"], await cue_of(play, "ana")
    await ana.say(play.thread, "So she still floats.", reply_to=cue, ping=False)

    async def told() -> bool:
        return "came without its words" in (await ana.message(cue))["content"]

    await until(told, "the cue says so")
    await ana.say(play.thread, "Do you hear me?", reply_to=cue, ping=False)
    await ana.click(cue, "say:")
    await cue_of(play, "ben")
    assert len(ledger_of(theatre).having("unheard")) == 1


async def test_a_reply_to_a_spoken_line_is_talk(theatre: Theatre, play: Play) -> None:
    await play.performers["ana"].click(await cue_of(play, "ana"), "say:")
    await cue_of(play, "ben")
    line = next(message for message in await play.read() if is_spoken(message))
    before = ledger_of(theatre).events
    await play.performers["ben"].say(play.thread, "Well said!", reply_to=line)
    assert ledger_of(theatre).events == before


async def test_a_reply_given_while_the_bot_was_dead_is_the_line(
    opened: tuple[Theatre, RoomClient], theatre: Theatre, play: Play
) -> None:
    cue = await cue_of(play, "ana")
    await theatre.kill_bot()
    said = await play.performers["ana"].say(play.thread, "So she still floats.", reply_to=cue)
    await theatre.start_bot(opened[1])
    await cue_of(play, "ben")
    assert said["id"] in ledger_of(theatre).replies
    assert await spoken(play) == []


async def test_a_reply_deleted_by_a_moderator_is_marked(theatre: Theatre, play: Play) -> None:
    said = await play.performers["ana"].say(play.thread, "So she floats.", reply_to=await cue_of(play, "ana"))
    await cue_of(play, "ben")
    await play.performers["ana"].delete(said)

    async def marked() -> bool:
        return any(post.message == said["id"] and post.status == "gone" for post in ledger_of(theatre).posts)

    await until(marked, "the ledger knows")


async def test_an_improvisation_outlives_a_kill_and_leads_back_to_the_exact_line(
    opened: tuple[Theatre, RoomClient], theatre: Theatre, play: Play
) -> None:
    ana, ben = play.performers["ana"], play.performers["ben"]
    form = await ana.click(await cue_of(play, "ana"), "improvise:")
    await ana.submit(form, words="There is a hole in her.")
    await until(lambda: _says(play, "There is a hole in her."), "ana is heard")
    await theatre.kill_bot()
    await theatre.start_bot(opened[1])
    await ben.command("reenact improvise", play.thread, words="I know. I made it.")
    await until(lambda: _says(play, "I know. I made it."), "ben is heard")
    away = next(each for each in await play.read() if any(key.startswith("script:") for key in custom_ids(each)))
    await ben.click(away, "script:")
    cue = await cue_of(play, "ana")
    assert "line 2" in cue["content"]
    await play_to_curtain(play)
    lines = [event.data["line"] for event in ledger_of(theatre).having("line-performed")]
    assert lines == list(range(1, 9))
    first, second, third = (await spoken(play))[:3]
    assert (first, second) == ("There is a hole in her.", "I know. I made it.")
    assert third.startswith("You kept the boat,")


async def _says(play: Play, words: str) -> bool:
    return words in await spoken(play)


async def test_a_line_is_typed_from_memory_and_compared_in_private(theatre: Theatre, play: Play) -> None:
    ana, cue = play.performers["ana"], await cue_of(play, "ana")
    await ana.command("reenact book", play.thread, book="cue")

    async def hidden() -> Json | None:
        shown = await ana.message(cue)
        return shown if "You kept the boat" not in shown["content"] else None

    cue = await until(hidden, "the cue hides the line")
    compared = await ana.submit(await ana.click(cue, "memory:"), words="You keep the boat")
    assert "- kept\n+ keep" in await private_word(play, "ana", compared)
    shown = [message for message in await ana.messages(play.thread, limit=1000) if message["flags"] & 64]
    await ana.click(shown[-1], "written:")
    await cue_of(play, "ben")
    assert ledger_of(theatre).having("line-performed")[-1].data["manner"] == "as-written"
    assert (await spoken(play))[-1].startswith("You kept the boat,")
