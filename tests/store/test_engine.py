from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.store import engine as engines
from bot.store.engine import dialect_version, transaction, wait_for_ones_turn
from bot.store.schema import migrate
from bot.store.servers import choices_of, choose
from bot.store.values import ServerChoices

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from sqlalchemy.ext.asyncio import AsyncEngine


async def test_writers_at_once_wait_for_each_other(engine: AsyncEngine) -> None:
    async def read_then_write(guild_id: int) -> None:
        async with transaction(engine) as session:
            await choices_of(session, guild_id)
            await choose(session, ServerChoices(guild_id, (1,)))

    await asyncio.gather(*(read_then_write(guild_id) for guild_id in range(1, 21)))
    async with transaction(engine, writes=False) as session:
        assert (await choices_of(session, 20)).stage_channels == (1,)


async def test_no_writer_of_a_crowd_is_refused_for_having_waited_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0)
    crowded = engines.open_engine(f"sqlite+aiosqlite:///{tmp_path / 'crowd.db'}")
    await migrate(crowded)

    async def write(guild_id: int) -> None:
        async with transaction(crowded) as session:
            await choose(session, ServerChoices(guild_id, (1,)))

    try:
        await asyncio.gather(*(write(guild_id) for guild_id in range(1, 51)))
    finally:
        await crowded.dispose()


async def test_of_transactions_that_take_turns_each_finds_what_the_others_wrote(engine: AsyncEngine) -> None:
    async def add(word: str) -> None:
        async with transaction(engine) as session:
            await wait_for_ones_turn(session, 7)
            words = (await choices_of(session, 7)).forbidden_words
            await choose(session, ServerChoices(7, forbidden_words=(*words, word)))

    await asyncio.gather(*(add(f"word{number}") for number in range(10)))
    async with transaction(engine, writes=False) as session:
        assert len((await choices_of(session, 7)).forbidden_words) == 10


async def test_the_database_names_itself(engine: AsyncEngine) -> None:
    assert (await dialect_version(engine)).startswith(("SQLite 3", "PostgreSQL "))


async def test_a_task_is_not_cancelled_in_the_midst_of_a_transaction(engine: AsyncEngine) -> None:
    inside = asyncio.Event()
    written: list[int] = []

    async def write_and_wait() -> None:
        async with transaction(engine) as session:
            inside.set()
            await choose(session, ServerChoices(7, (1,)))
        written.append(7)
        await asyncio.Event().wait()

    task = asyncio.create_task(write_and_wait())
    await inside.wait()
    await engines.cancel_between_transactions((task,))
    assert task.cancelled()
    assert written == [7]
