from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.store.answers import KEPT_FOR, keep_answer, kept_answer
from bot.store.engine import transaction

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


async def test_an_answer_is_kept_for_a_day_and_then_forgotten(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        number = await keep_answer(session, 1, 2, {"answer": "x"}, NOW)
        kept = await kept_answer(session, number, NOW + KEPT_FOR)
        assert kept is not None
        assert kept.page == {"answer": "x"}
        assert await kept_answer(session, number, NOW + KEPT_FOR + timedelta(seconds=1)) is None
