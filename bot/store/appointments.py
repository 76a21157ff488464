"""Performances that are announced for a time: stored until their lobby opens or they are called off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

from sqlalchemy import update
from sqlmodel import col, func, select

from bot.store.tables import AppointmentRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel.ext.asyncio.session import AsyncSession

Fate: TypeAlias = Literal["waiting", "opened", "off"]


@dataclass(frozen=True, slots=True)
class Appointment:
    """A lobby that opens at a time: where, whose, of which chapter, and how it is played (`terms` as plain data).

    `event_id` is Discord's scheduled event; None while it is not known to be there.
    """

    guild_id: int
    channel_id: int
    user_id: int
    chapter_id: int
    title: str
    terms: dict[str, Any]
    at: datetime
    event_id: int | None = None
    id: int = 0


async def make(session: AsyncSession, appointment: Appointment) -> int:
    """Store an appointment and return its number."""
    row = AppointmentRow(
        guild_id=appointment.guild_id,
        channel_id=appointment.channel_id,
        user_id=appointment.user_id,
        chapter_id=appointment.chapter_id,
        title=appointment.title,
        terms=appointment.terms,
        at=appointment.at,
    )
    session.add(row)
    await session.flush()
    return cast("int", row.id)


async def waiting(session: AsyncSession) -> tuple[Appointment, ...]:
    """Return all that wait, next first."""
    query = select(AppointmentRow).where(AppointmentRow.fate == "waiting").order_by(col(AppointmentRow.at))
    return tuple(_appointment(row) for row in await session.exec(query))


async def count_waiting(session: AsyncSession, guild_id: int) -> int:
    """Return how many wait on a server."""
    query = select(func.count()).select_from(AppointmentRow)
    return (
        await session.exec(query.where(AppointmentRow.guild_id == guild_id, AppointmentRow.fate == "waiting"))
    ).one()


async def of_event(session: AsyncSession, event_id: int) -> Appointment | None:
    """Return the waiting appointment that a scheduled event of Discord's announces."""
    query = select(AppointmentRow).where(AppointmentRow.event_id == event_id, AppointmentRow.fate == "waiting")
    row = (await session.exec(query)).first()
    return _appointment(row) if row else None


async def settle(session: AsyncSession, number: int, fate: Fate) -> bool:
    """Note what became of an appointment; False where it no longer waits."""
    changed = await session.exec(
        update(AppointmentRow)
        .where(col(AppointmentRow.id) == number, col(AppointmentRow.fate) == "waiting")
        .values(fate=fate)
    )
    return bool(changed.rowcount)


async def announce(session: AsyncSession, number: int, event_id: int) -> None:
    """Note the scheduled event that announces it."""
    await session.exec(update(AppointmentRow).where(col(AppointmentRow.id) == number).values(event_id=event_id))


async def move(session: AsyncSession, number: int, at: datetime) -> None:
    """Note another time."""
    await session.exec(update(AppointmentRow).where(col(AppointmentRow.id) == number).values(at=at))


def _appointment(row: AppointmentRow) -> Appointment:
    return Appointment(
        row.guild_id,
        row.channel_id,
        row.user_id,
        row.chapter_id,
        row.title,
        row.terms,
        row.at,
        row.event_id,
        cast("int", row.id),
    )
