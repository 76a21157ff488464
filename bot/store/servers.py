"""What a server's admins chose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlmodel import col, select

from bot.store.tables import ServerRow, StageChannelRow
from bot.store.values import ServerChoices

if TYPE_CHECKING:
    from sqlmodel.ext.asyncio.session import AsyncSession


async def choices_of(session: AsyncSession, guild_id: int) -> ServerChoices:
    """Return a server's choices; all defaults where nothing was chosen."""
    row = await session.get(ServerRow, guild_id)
    if row is None:
        return ServerChoices(guild_id)
    query = select(StageChannelRow.channel_id).where(StageChannelRow.guild_id == guild_id)
    channels = tuple(sorted(await session.exec(query)))
    return ServerChoices(guild_id, channels, row.director_role_id, row.ceiling)


async def choose(session: AsyncSession, choices: ServerChoices) -> None:
    """Keep a server's choices in place of the earlier ones."""
    row = ServerRow(guild_id=choices.guild_id, director_role_id=choices.director_role_id, ceiling=choices.ceiling)
    await session.merge(row)
    await session.exec(delete(StageChannelRow).where(col(StageChannelRow.guild_id) == choices.guild_id))
    session.add_all(
        StageChannelRow(guild_id=choices.guild_id, channel_id=channel) for channel in choices.stage_channels
    )
