from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stage.events import LinePerformed, Manner, Opened, PartTaken
from bot.store import chapters, ledgers
from bot.store.engine import transaction
from bot.store.performed import PerformedLine, performed_lines
from bot.store.values import Post, Venue
from tests.stage.plays import small_book
from tests.store.test_ledgers import BIG, NOW, load

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

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
