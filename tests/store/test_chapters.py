from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.store import chapters, works
from bot.store.engine import transaction

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine
    from sqlmodel.ext.asyncio.session import AsyncSession

    from bot.store.values import Chapter

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


async def add(session: AsyncSession, guild_id: int | None, title: str, source: str = "x") -> Chapter:
    return await chapters.add_chapter(
        session, guild_id=guild_id, title=title, filename="a.txt", source=source, user_id=7, now=NOW
    )


async def test_a_server_sees_its_own_chapters_and_the_houses_and_no_others(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        await add(session, None, "House")
        await add(session, 1, "Mine")
        await add(session, 2, "Theirs")
        assert [chapter.title for chapter in await chapters.chapters_of(session, 1)] == ["House", "Mine"]


async def test_two_chapters_of_one_title_get_handles_of_their_own(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        handles = [(await add(session, 1, "The Boat!")).handle for _ in range(3)]
    assert handles == ["the-boat", "the-boat-2", "the-boat-3"]


async def test_a_withdrawn_chapter_leaves_the_shelf_and_can_come_back(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        chapter = await add(session, None, "House", "text")
        await chapters.withdraw(session, chapter.id)
        assert await chapters.house_chapters(session) == ()
        assert await chapters.source_of(session, chapter.id) == "text"
        assert await chapters.restore(session, None, chapters.fingerprint("text")) == chapter
        assert await chapters.house_chapters(session) == (chapter,)


@pytest.mark.parametrize(
    ("title", "handle"), [("Chapter 2", "chapter-2"), ("???", "chapter"), ("Глава Öl", "глава-öl")]
)
def test_a_handle_keeps_letters_and_digits_of_any_script(title: str, handle: str) -> None:
    assert chapters.handle_for(title) == handle


async def test_two_chapters_of_one_title_that_come_at_once_get_a_handle_each(engine: AsyncEngine) -> None:
    async def bring(source: str) -> str:
        async with transaction(engine) as session:
            return (await add(session, 1, "Mine", source)).handle

    assert set(await asyncio.gather(bring("x"), bring("y"), bring("z"))) == {"mine", "mine-2", "mine-3"}


async def test_a_channel_that_is_given_chapters_twice_at_once_has_those_of_one_press(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        number = (await add(session, 1, "Mine")).id

    async def use() -> None:
        async with transaction(engine) as session:
            await works.use_in(session, 1, 5, [number])

    await asyncio.gather(use(), use(), use())
    async with transaction(engine, writes=False) as session:
        assert await works.used_in(session, 1, 5) == (number,)
