from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.stage.practice import Practice, know, miss
from bot.store import chapters, practices
from bot.store.engine import transaction

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine
    from sqlmodel.ext.asyncio.session import AsyncSession

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
GUILD, ANN, BOB = 10, 1, 2
PRACTICE = Practice("Mara", "letters", (2, 4))


async def chapter(session: AsyncSession) -> int:
    added = await chapters.add_chapter(
        session, guild_id=GUILD, title="The boat", filename="b.txt", source="Rain.", user_id=ANN, now=NOON
    )
    return added.id


async def test_a_practice_goes_on_where_it_stood(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        number = await practices.begin(session, GUILD, ANN, await chapter(session), PRACTICE, NOON)
        await practices.move_on(session, number, miss(PRACTICE), NOON)
    async with transaction(engine) as session:
        kept = await practices.load(session, number, ANN)
        assert kept is not None
        assert kept.practice == miss(PRACTICE)
        assert await practices.load(session, number, BOB) is None


async def test_a_member_has_one_practice_on_a_server(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        number = await chapter(session)
        first = await practices.begin(session, GUILD, ANN, number, PRACTICE, NOON)
        second = await practices.begin(session, GUILD, ANN, number, know(PRACTICE), NOON)
        assert (await practices.load(session, second, ANN)) is not None
        assert first == second or (await practices.load(session, first, ANN)) is None


async def test_who_begins_twice_at_once_has_one_practice_and_no_fault(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        number = await chapter(session)

    async def begin() -> int:
        async with transaction(engine) as session:
            return await practices.begin(session, GUILD, ANN, number, PRACTICE, NOON)

    begun = await asyncio.gather(*(begin() for _ in range(5)))
    async with transaction(engine) as session:
        kept = [each for each in set(begun) if await practices.load(session, each, ANN) is not None]
    assert len(kept) == 1


async def test_trouble_is_counted_down_when_a_line_is_known_and_then_forgotten(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        number = await chapter(session)
        kept = practices.KeptPractice(1, GUILD, ANN, number, PRACTICE)
        for change in (1, 1, -1):
            await practices.note_trouble(session, kept, 4, change)
        assert await practices.trouble_of(session, GUILD, ANN, number) == {4: 1}
        await practices.note_trouble(session, kept, 4, -1)
        await practices.note_trouble(session, kept, 2, -1)
        assert await practices.trouble_of(session, GUILD, ANN, number) == {}
