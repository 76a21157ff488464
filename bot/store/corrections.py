"""What the people of a server corrected in their reading of a chapter, and what members proposed to."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sqlalchemy import case
from sqlmodel import col, func, select

from bot.store.engine import wait_for_ones_turn
from bot.store.tables import CorrectionRow
from bot.store.values import KeptCorrection
from lore.corrections.values import from_data, to_data

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlmodel.ext.asyncio.session import AsyncSession

    from lore.corrections.values import Correction


async def correct(  # noqa: PLR0913 (whose, of what, by whom, when)
    session: AsyncSession,
    guild_id: int,
    chapter_id: int,
    corrections: Sequence[Correction],
    *,
    user_id: int | None,
    now: datetime,
    accepted: bool = True,
    batch: int = 0,
) -> int:
    """Keep corrections of one press and return their batch; with `accepted` False they are proposals.

    With a `batch` they belong to an earlier press, and are taken back with it. The second of two equal presses is the
    first, or taking it back would leave the other.
    """
    await wait_for_ones_turn(session, guild_id)
    data = [to_data(correction) for correction in corrections]
    told = [(each, user_id, accepted) for each in data]
    last = [] if batch else await _last_batch(session, guild_id, chapter_id)
    if last and [(row.data, row.user_id, row.accepted) for row in last] == told:
        return last[0].batch
    for each in data:
        row = CorrectionRow(
            guild_id=guild_id,
            chapter_id=chapter_id,
            batch=batch,
            data=each,
            user_id=user_id,
            made_at=now,
            accepted=accepted,
        )
        session.add(row)
        await session.flush()
        if not batch:
            row.batch = batch = cast("int", row.id)
            session.add(row)
    return batch


async def _last_batch(session: AsyncSession, guild_id: int, chapter_id: int) -> list[CorrectionRow]:
    """Return what the last press in a chapter on a server made, in order; nothing where any of it was taken back."""
    ours = CorrectionRow.guild_id == guild_id, CorrectionRow.chapter_id == chapter_id
    last = select(CorrectionRow.batch).where(*ours).order_by(col(CorrectionRow.id).desc()).limit(1)
    batch = (await session.exec(last)).first()
    query = select(CorrectionRow).where(*ours, CorrectionRow.batch == batch).order_by(col(CorrectionRow.id))
    rows = list(await session.exec(query))
    return [] if any(row.undone for row in rows) else rows


async def corrections_of(session: AsyncSession, guild_id: int, chapter_id: int) -> tuple[KeptCorrection, ...]:
    """Return the accepted corrections of a chapter on a server, in the order they were made."""
    return await _kept(session, guild_id, chapter_id, accepted=True)


async def proposals_of(session: AsyncSession, guild_id: int, chapter_id: int) -> tuple[KeptCorrection, ...]:
    """Return what members proposed and nobody has accepted or turned down yet."""
    return await _kept(session, guild_id, chapter_id, accepted=False)


async def _kept(session: AsyncSession, guild_id: int, chapter_id: int, *, accepted: bool) -> tuple[KeptCorrection, ...]:
    query = select(CorrectionRow).where(
        CorrectionRow.guild_id == guild_id,
        CorrectionRow.chapter_id == chapter_id,
        col(CorrectionRow.accepted).is_(accepted),
        col(CorrectionRow.undone).is_(False),
    )
    return tuple(_value(row) for row in await session.exec(query.order_by(col(CorrectionRow.id))))


def _value(row: CorrectionRow) -> KeptCorrection:
    return KeptCorrection(cast("int", row.id), row.batch, from_data(row.data), row.user_id, row.accepted)


async def batch_of(session: AsyncSession, guild_id: int, chapter_id: int, batch: int) -> tuple[KeptCorrection, ...]:
    """Return the corrections of one press in a chapter on a server that still hold."""
    query = select(CorrectionRow).where(
        CorrectionRow.guild_id == guild_id,
        CorrectionRow.chapter_id == chapter_id,
        CorrectionRow.batch == batch,
        col(CorrectionRow.undone).is_(False),
    )
    return tuple(_value(row) for row in await session.exec(query.order_by(col(CorrectionRow.id))))


async def take_back(session: AsyncSession, guild_id: int, correction_ids: Sequence[int]) -> int:
    """Take corrections or proposals of a server back, and return how many held until now."""
    query = select(CorrectionRow).where(
        CorrectionRow.guild_id == guild_id,
        col(CorrectionRow.id).in_(correction_ids),
        col(CorrectionRow.undone).is_(False),
    )
    rows = list(await session.exec(query))
    for row in rows:
        row.undone = True
        session.add(row)
    return len(rows)


async def open_proposals(session: AsyncSession, guild_id: int, user_id: int) -> int:
    """Return how many proposals of a member wait on a server."""
    query = select(func.count()).select_from(CorrectionRow)
    query = query.where(
        CorrectionRow.guild_id == guild_id,
        CorrectionRow.user_id == user_id,
        col(CorrectionRow.accepted).is_(False),
        col(CorrectionRow.undone).is_(False),
    )
    return (await session.exec(query)).one()


async def revisions_of(session: AsyncSession, guild_id: int, chapter_id: int | None = None) -> dict[int, str]:
    """Return what tells one state of a server's corrections from another, by chapter: those without any are left out.

    It is the last id and the sum of the ids taken back; both only grow, so no two states have the same.
    """
    undone = func.sum(case((col(CorrectionRow.undone).is_(True), col(CorrectionRow.id)), else_=0))
    query = select(CorrectionRow.chapter_id, func.max(CorrectionRow.id), undone).where(
        CorrectionRow.guild_id == guild_id, col(CorrectionRow.accepted).is_(True)
    )
    if chapter_id is not None:
        query = query.where(CorrectionRow.chapter_id == chapter_id)
    rows = await session.exec(query.group_by(col(CorrectionRow.chapter_id)))
    return {chapter: f"{last}.{gone}" for chapter, last, gone in rows}
