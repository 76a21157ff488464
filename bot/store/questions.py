"""Members' questions that stand in channels, in answers they shared and in what they said to characters.

The question itself is not kept: only where it stands, and what is to stand there once its member is erased. A row
without a member is one that is still to be edited.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlmodel import col, select

from bot.store.tables import QuestionRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel.ext.asyncio.session import AsyncSession


@dataclass(frozen=True, slots=True)
class StandingQuestion:
    """Where a question stands, and what the message says `without` it; `thread_id` is the channel's own elsewhere."""

    guild_id: int
    channel_id: int
    thread_id: int
    message_id: int
    webhook_id: int | None
    without: str


async def note_question(session: AsyncSession, question: StandingQuestion, user_id: int, now: datetime) -> None:
    """Note where a member's question stands."""
    await session.merge(
        QuestionRow(
            message_id=question.message_id,
            guild_id=question.guild_id,
            channel_id=question.channel_id,
            thread_id=question.thread_id,
            webhook_id=question.webhook_id,
            user_id=user_id,
            without=question.without,
            at=now,
        )
    )


async def questions_of_nobody(session: AsyncSession) -> tuple[StandingQuestion, ...]:
    """Return the questions whose members were erased, oldest first: their messages are to be edited."""
    rows = await session.exec(
        select(QuestionRow).where(col(QuestionRow.user_id).is_(None)).order_by(col(QuestionRow.message_id))
    )
    return tuple(
        StandingQuestion(row.guild_id, row.channel_id, row.thread_id, row.message_id, row.webhook_id, row.without)
        for row in rows
    )


async def is_somebodys(session: AsyncSession, message_id: int) -> bool:
    """Tell whether a message still shows the question of a member who was not erased."""
    row = await session.get(QuestionRow, message_id)
    return row is not None and row.user_id is not None


async def forget_question(session: AsyncSession, message_id: int) -> None:
    """Keep nothing of a question any more."""
    await session.exec(delete(QuestionRow).where(col(QuestionRow.message_id) == message_id))
