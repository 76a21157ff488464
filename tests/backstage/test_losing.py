"""What moderators delete is noted in the ledger first, so that a kill in the midst of it costs nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest

from bot.backstage import crew
from bot.backstage.house import House
from bot.backstage.losing import lose_post, lose_thread
from bot.stage.book import Passage, PromptBook, PromptLine
from bot.stage.events import Begun, CueGiven, Opened, PartTaken
from bot.store import ledgers
from bot.store.engine import open_engine, transaction
from bot.store.schema import migrate
from bot.store.tables import ChapterRow
from bot.store.values import Ledger, Post, Venue

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

THREAD, CUE = 300, 301
BOOK = PromptBook("Quay", (PromptLine(1, "speech", "Mara", 1, (Passage("spoken", "Here."),)),))


class Killed(BaseException):
    """The end of the process."""


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    engine = open_engine(f"sqlite+aiosqlite:///{tmp_path / 'losing.db'}")
    await migrate(engine)
    yield House(engine, cast("Any", None), cast("Any", None), 0.0)
    await engine.dispose()


@pytest.fixture
async def number(house: House) -> int:
    """A performance that stands at its first cue."""
    now = house.now()
    async with transaction(house.engine) as session:
        chapter = ChapterRow(handle="quay", title="Quay", filename="quay.txt", source="", fingerprint="", added_at=now)
        session.add(chapter)
        await session.flush()
        number = await ledgers.open_performance(session, Venue(0, 1, 2, None, chapter.id or 0), BOOK, now)
        await ledgers.move_to_thread(session, number, THREAD)
        ledger = await ledgers.load_ledger(session, number)
        assert ledger is not None
        events = (Opened("p1"), PartTaken("p1", "Mara"), Begun("p1"), CueGiven(1, "p1"))
        await ledgers.append(session, ledger, events, now)
        await ledgers.save_post(session, number, Post(4, 0, "done", THREAD, CUE))
    return number


async def load(house: House, number: int) -> Ledger:
    async with transaction(house.engine, writes=False) as session:
        ledger = await ledgers.load_ledger(session, number)
    assert ledger is not None
    return ledger


def _kill(*_: object, **__: object) -> None:
    raise Killed


async def test_a_kill_while_a_deletion_is_noted_loses_no_cue(
    house: House, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = (await load(house, number)).posts[4, 0]
    monkeypatch.setattr(ledgers, "save_post", _kill)
    with pytest.raises(Killed):
        await lose_post(house, number, post)
    ledger = await load(house, number)
    assert ledger.state.cue is not None
    assert ledger.state.cue.seq > 4
    assert crew._missing(ledger, set()) == (post,)


async def test_a_deletion_that_is_noted_twice_is_one_event(house: House, number: int) -> None:
    post = (await load(house, number)).posts[4, 0]
    await lose_post(house, number, post)
    before = await load(house, number)
    await lose_post(house, number, post)
    assert (await load(house, number)).records == before.records
    assert before.posts[4, 0].status == "gone"


async def test_a_kill_while_a_lost_thread_is_noted_leaves_it_to_be_opened_anew(
    house: House, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledgers, "move_to_thread", _kill)
    with pytest.raises(Killed):
        await lose_thread(house, number, THREAD)
    assert (await load(house, number)).state.thread_is_lost


async def test_a_late_word_of_a_lost_thread_leaves_the_new_one_alone(house: House, number: int) -> None:
    await lose_thread(house, number, THREAD - 1)
    ledger = await load(house, number)
    assert ledger.venue.thread_id == THREAD
    assert not ledger.state.thread_is_lost


async def test_a_piece_that_was_deleted_at_once_is_marked_like_any_post(house: House, number: int) -> None:
    ledger = await load(house, number)
    ledger.posts[4, 1] = Post(4, 1, "done", THREAD, CUE + 1)
    deed = crew._not_done(Ledger(ledger.venue, ledger.book, ledger.records, ledger.state, {}, {}, {}))[-1]
    assert deed.record.seq == 4
    assert crew._deleted_at_once(ledger, deed, [CUE + 1]) == (ledger.posts[4, 1],)
