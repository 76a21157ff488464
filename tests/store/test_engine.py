from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.store.engine import dialect_version, transaction
from bot.store.servers import choices_of, choose
from bot.store.values import ServerChoices

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine


async def test_writers_at_once_wait_for_each_other(engine: AsyncEngine) -> None:
    async def read_then_write(guild_id: int) -> None:
        async with transaction(engine) as session:
            await choices_of(session, guild_id)
            await choose(session, ServerChoices(guild_id, (1,)))

    await asyncio.gather(*(read_then_write(guild_id) for guild_id in range(1, 21)))
    async with transaction(engine, writes=False) as session:
        assert (await choices_of(session, 20)).stage_channels == (1,)


async def test_the_database_names_itself(engine: AsyncEngine) -> None:
    assert (await dialect_version(engine)).startswith(("SQLite 3", "PostgreSQL "))
