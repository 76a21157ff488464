"""How the characters of a chapter show on a server: the names they speak under and their pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from bot.store.tables import CharacterLookRow
from bot.store.values import Look

if TYPE_CHECKING:
    from sqlmodel.ext.asyncio.session import AsyncSession


async def looks_of(session: AsyncSession, guild_id: int, chapter_id: int) -> dict[str, Look]:
    """Return the looks of a chapter's characters on a server, by name."""
    query = select(CharacterLookRow).where(
        CharacterLookRow.guild_id == guild_id, CharacterLookRow.chapter_id == chapter_id
    )
    return {
        row.name: Look(row.name, row.shown_name, row.channel_id, row.message_id, row.picture_url, row.picture_until)
        for row in await session.exec(query)
    }


async def keep_look(session: AsyncSession, guild_id: int, chapter_id: int, look: Look) -> None:
    """Keep how a character shows, in place of how they did."""
    await session.merge(
        CharacterLookRow(
            guild_id=guild_id,
            chapter_id=chapter_id,
            name=look.name,
            shown_name=look.shown_name,
            channel_id=look.channel_id,
            message_id=look.message_id,
            picture_url=look.picture_url,
            picture_until=look.picture_until,
        )
    )
