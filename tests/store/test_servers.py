from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store.engine import transaction
from bot.store.servers import choices_of, choose
from bot.store.values import ServerChoices

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine


async def test_a_server_that_chose_nothing_has_the_defaults(engine: AsyncEngine) -> None:
    async with transaction(engine, writes=False) as session:
        assert await choices_of(session, 5) == ServerChoices(5)


async def test_later_choices_take_the_place_of_earlier_ones_on_that_server_alone(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        await choose(session, ServerChoices(5, (10, 11), 20))
        await choose(session, ServerChoices(6, (12,), None))
        await choose(session, ServerChoices(5, (11,), None))
    async with transaction(engine, writes=False) as session:
        assert await choices_of(session, 5) == ServerChoices(5, (11,), None)
        assert await choices_of(session, 6) == ServerChoices(6, (12,), None)
