from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stage.events import Begun, Ended, Ending, LinePerformed, Manner, Opened, PartTaken, Paused, WentBack
from bot.store import chapters, ledgers
from bot.store.engine import transaction
from bot.store.performed import PerformedLine, UnderWay, performed_lines, under_way
from bot.store.values import Post, Venue
from tests.stage.plays import small_book
from tests.store.test_ledgers import BIG, NOW, load

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

    from bot.stage.events import Event

CHANNEL, THREAD = BIG + 1, BIG + 5


async def perform(engine: AsyncEngine, chapter_id: int, first_message: int) -> None:
    """Open a performance in which p1 read lines 2 and 3; the post of line 3 was deleted."""
    async with transaction(engine) as session:
        number = await ledgers.open_performance(session, Venue(0, BIG, CHANNEL, None, chapter_id), small_book(), NOW)
    ledger = await load(engine, number)
    read = (LinePerformed(line, "p1", Manner.AS_WRITTEN) for line in (2, 3))
    async with transaction(engine) as session:
        await ledgers.append(session, ledger, (Opened("p1"), PartTaken("p1", "Mara"), *read), NOW)
        await ledgers.save_post(session, number, Post(3, 0, "done", THREAD, first_message))
        await ledgers.save_post(session, number, Post(4, 0, "gone", THREAD, first_message + 1))


async def test_lines_are_found_where_they_stand_the_newest_first(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        chapter = await chapters.add_chapter(
            session, guild_id=BIG, title="The boat", filename="boat.txt", source="x", user_id=None, now=NOW
        )
    await perform(engine, chapter.id, BIG + 10)
    await perform(engine, chapter.id, BIG + 20)
    async with transaction(engine, writes=False) as session:
        found = await performed_lines(session, BIG, chapter.id, (2, 3, 4))
        elsewhere = await performed_lines(session, BIG + 99, chapter.id, (2, 3, 4))
        others = await performed_lines(session, BIG, chapter.id, (5,))
    assert found == (
        PerformedLine(2, CHANNEL, THREAD, BIG + 20),
        PerformedLine(2, CHANNEL, THREAD, BIG + 10),
    )
    assert (elsewhere, others) == ((), ())


async def opened(engine: AsyncEngine, chapter_id: int, *events: Event) -> None:
    async with transaction(engine) as session:
        number = await ledgers.open_performance(session, Venue(0, BIG, CHANNEL, None, chapter_id), small_book(), NOW)
    ledger = await load(engine, number)
    async with transaction(engine) as session:
        await ledgers.append(session, ledger, (Opened("p1"), *events), NOW)


async def test_how_far_a_performance_has_come_is_told_while_it_is_under_way(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        chapter = await chapters.add_chapter(
            session, guild_id=BIG, title="The boat", filename="boat.txt", source="x", user_id=None, now=NOW
        )
    begun, read = Begun("p1"), tuple(LinePerformed(line, None, Manner.PROMPTER) for line in (1, 2, 3))
    await opened(engine, chapter.id)
    await opened(engine, chapter.id, begun)
    await opened(engine, chapter.id, begun, *read, WentBack("p1", 2), Paused("p1"))
    await opened(engine, chapter.id, begun, *read, Ended(Ending.STOPPED, "p1"))
    async with transaction(engine, writes=False) as session:
        found = await under_way(session, BIG, CHANNEL)
        elsewhere = await under_way(session, BIG, CHANNEL + 1)
    assert found == (UnderWay(chapter.id, small_book(), 0), UnderWay(chapter.id, small_book(), 3))
    assert elsewhere == ()
