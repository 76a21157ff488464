from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import IntegrityError

from bot.stage.events import Opened, PartTaken
from bot.store import chapters, ledgers
from bot.store.engine import transaction
from bot.store.values import Ledger, Post, Venue
from tests.stage.plays import small_book

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
BIG = 1_400_000_000_000_000_001


async def open_one(engine: AsyncEngine) -> Ledger:
    async with transaction(engine) as session:
        chapter = await chapters.add_chapter(
            session, guild_id=BIG, title="The boat", filename="boat.txt", source="x", user_id=None, now=NOW
        )
        venue = Venue(0, BIG, BIG + 1, None, chapter.id)
        number = await ledgers.open_performance(session, venue, small_book(), NOW)
    return await load(engine, number)


async def load(engine: AsyncEngine, number: int) -> Ledger:
    async with transaction(engine, writes=False) as session:
        ledger = await ledgers.load_ledger(session, number)
    assert ledger is not None
    return ledger


async def test_a_performance_comes_back_as_it_was_stored(engine: AsyncEngine) -> None:
    ledger = await open_one(engine)
    async with transaction(engine) as session:
        key = await ledgers.performer_key(session, ledger, BIG + 2)
        await ledgers.append(session, ledger, (Opened(key), PartTaken(key, "Mara")), NOW)
        await ledgers.keep_words(session, ledger.venue.id, 2, "my own words")
    again = await load(engine, ledger.venue.id)
    assert again.book == small_book()
    assert again.state.casting == {"Mara": (key,)}
    assert again.records[0].at == NOW
    assert again.performers == {key: BIG + 2}
    assert again.own_words == {2: "my own words"}


async def test_a_number_that_no_performance_can_have_finds_none(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        assert await ledgers.load_ledger(session, 8_999_999_999_999_999_999) is None


async def test_two_decisions_on_the_same_state_cannot_both_be_saved(engine: AsyncEngine) -> None:
    ledger = await open_one(engine)
    async with transaction(engine) as session:
        await ledgers.append(session, ledger, (Opened("p1"),), NOW)
    with pytest.raises(IntegrityError):
        async with transaction(engine) as session:
            await ledgers.append(session, ledger, (Opened("p2"),), NOW)


async def test_a_decision_that_fails_half_way_leaves_nothing(engine: AsyncEngine) -> None:
    ledger = await open_one(engine)

    async def fail_half_way() -> None:
        async with transaction(engine) as session:
            await ledgers.append(session, ledger, (Opened("p1"),), NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail_half_way()
    assert (await load(engine, ledger.venue.id)).records == ()


async def test_a_member_keeps_one_performer_key_in_a_performance(engine: AsyncEngine) -> None:
    ledger = await open_one(engine)
    async with transaction(engine) as session:
        first = await ledgers.performer_key(session, ledger, BIG + 2)
    ledger = await load(engine, ledger.venue.id)
    async with transaction(engine) as session:
        assert await ledgers.performer_key(session, ledger, BIG + 2) == first
        assert await ledgers.performer_key(session, ledger, BIG + 3) != first


async def test_a_post_is_found_by_its_message(engine: AsyncEngine) -> None:
    ledger = await open_one(engine)
    post = Post(1, 0, "done", BIG + 5, BIG + 6, None)
    async with transaction(engine) as session:
        await ledgers.save_post(session, ledger.venue.id, Post(1, 0, "sending"))
        await ledgers.save_post(session, ledger.venue.id, post)
        assert await ledgers.find_post(session, BIG + 6) == (ledger.venue.id, post)
        assert await ledgers.find_post(session, BIG + 7) is None


async def test_a_performance_that_is_over_is_no_longer_open(engine: AsyncEngine) -> None:
    ledger = await open_one(engine)
    async with transaction(engine) as session:
        await ledgers.move_to_thread(session, ledger.venue.id, BIG + 9)
        assert [venue.thread_id for venue in await ledgers.open_venues(session, BIG)] == [BIG + 9]
        assert await ledgers.open_venues(session, BIG + 1) == ()
        await ledgers.mark_over(session, ledger.venue.id)
        assert await ledgers.open_venues(session) == ()
        assert await ledgers.venue_of_thread(session, BIG + 9) is not None
