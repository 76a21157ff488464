"""Answers given in private, kept for a day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import delete
from sqlmodel import col

from bot.store.tables import AnswerRow
from bot.store.values import KeptAnswer

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel.ext.asyncio.session import AsyncSession

KEPT_FOR = timedelta(hours=24)


async def keep_answer(session: AsyncSession, guild_id: int, user_id: int, page: dict[str, Any], now: datetime) -> int:
    """Keep an answer's page and return its number; answers older than a day are forgotten on the way."""
    await session.exec(delete(AnswerRow).where(col(AnswerRow.given_at) < now - KEPT_FOR))
    row = AnswerRow(guild_id=guild_id, user_id=user_id, page=page, given_at=now)
    session.add(row)
    await session.flush()
    return cast("int", row.id)


async def change_answer(session: AsyncSession, answer_id: int, page: dict[str, Any]) -> None:
    """Keep another page for an answer; nothing where it is no longer kept."""
    row = await session.get(AnswerRow, answer_id)
    if row is not None:
        row.page = page
        session.add(row)


async def kept_answer(session: AsyncSession, answer_id: int, now: datetime) -> KeptAnswer | None:
    """Return a kept answer, or None where it is unknown or older than a day."""
    row = await session.get(AnswerRow, answer_id)
    if row is None or row.given_at < now - KEPT_FOR:
        return None
    return KeptAnswer(answer_id, row.guild_id, row.user_id, row.page, row.given_at)
