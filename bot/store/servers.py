"""What a server's admins chose, and the list of who changed what."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import delete
from sqlmodel import col, select

from bot.store.engine import wait_for_ones_turn
from bot.store.tables import ChoiceChangeRow, ServerRow, StageChannelRow
from bot.store.values import ChoiceChange, ServerChoices

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlmodel.ext.asyncio.session import AsyncSession

_LISTS = frozenset({"stage_channels", "forbidden_words"})


async def choices_of(session: AsyncSession, guild_id: int) -> ServerChoices:
    """Return a server's choices; all defaults where nothing was chosen."""
    row = await session.get(ServerRow, guild_id)
    if row is None:
        return ServerChoices(guild_id)
    query = select(StageChannelRow.channel_id).where(StageChannelRow.guild_id == guild_id)
    channels = tuple(sorted(await session.exec(query)))
    return _with(ServerChoices(guild_id), row.model_dump() | {"stage_channels": channels})


def _with(choices: ServerChoices, data: Mapping[str, Any]) -> ServerChoices:
    """Return the choices with these fields, as JSON gives them back."""
    fields: dict[str, Any] = {name: tuple(value) if name in _LISTS else value for name, value in data.items()}
    return replace(choices, **fields)


async def choose(session: AsyncSession, choices: ServerChoices) -> None:
    """Keep a server's choices in place of the earlier ones."""
    data = asdict(choices)
    channels = data.pop("stage_channels")
    await session.merge(ServerRow(**data | {"forbidden_words": list(choices.forbidden_words)}))
    await session.exec(delete(StageChannelRow).where(col(StageChannelRow.guild_id) == choices.guild_id))
    session.add_all(StageChannelRow(guild_id=choices.guild_id, channel_id=channel) for channel in channels)


async def change_choices(
    session: AsyncSession, guild_id: int, chosen: Mapping[str, Any], user_id: int, now: datetime
) -> bool:
    """Keep what was chosen of a server's choices, by field, and note who changed what.

    False, and nothing noted, where all is what it was. What others choose at the same time stays.
    """
    await wait_for_ones_turn(session, guild_id)
    choices = await choices_of(session, guild_id)
    before, after = _differences(choices, replace(choices, **chosen))
    if not after:
        return False
    await choose(session, replace(choices, **chosen))
    session.add(ChoiceChangeRow(guild_id=guild_id, user_id=user_id, at=now, before=before, after=after))
    return True


def _differences(old: ServerChoices, new: ServerChoices) -> tuple[dict[str, Any], dict[str, Any]]:
    was, becomes = asdict(old), asdict(new)
    changed = [name for name in becomes if was[name] != becomes[name]]
    return {name: _plain(was[name]) for name in changed}, {name: _plain(becomes[name]) for name in changed}


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


async def last_change(session: AsyncSession, guild_id: int) -> int:
    """Return the number of the last change that was not taken back yet, 0 where there is none."""
    row = await _last_change(session, guild_id)
    return cast("int", row.id) if row is not None else 0


async def _last_change(session: AsyncSession, guild_id: int) -> ChoiceChangeRow | None:
    query = select(ChoiceChangeRow).where(
        ChoiceChangeRow.guild_id == guild_id,
        col(ChoiceChangeRow.undone).is_(False),
        col(ChoiceChangeRow.undoes).is_(None),
    )
    return (await session.exec(query.order_by(col(ChoiceChangeRow.id).desc()))).first()


async def undo_last_change(
    session: AsyncSession, guild_id: int, change_id: int, user_id: int, now: datetime
) -> ChoiceChange | None:
    """Take back the last change that was not taken back yet, note that too, and return it; None where it is another."""
    await wait_for_ones_turn(session, guild_id)
    row = await _last_change(session, guild_id)
    if row is None or row.id != change_id:
        return None
    await choose(session, _with(await choices_of(session, guild_id), row.before))
    row.undone = True
    session.add(row)
    session.add(
        ChoiceChangeRow(guild_id=guild_id, user_id=user_id, at=now, before=row.after, after=row.before, undoes=row.id)
    )
    return _change(row)


async def changes_of(session: AsyncSession, guild_id: int, *, most: int = 10) -> tuple[ChoiceChange, ...]:
    """Return the last changes of a server's choices, newest first."""
    query = select(ChoiceChangeRow).where(ChoiceChangeRow.guild_id == guild_id)
    rows = await session.exec(query.order_by(col(ChoiceChangeRow.id).desc()).limit(most))
    return tuple(_change(row) for row in rows)


def _change(row: ChoiceChangeRow) -> ChoiceChange:
    return ChoiceChange(
        cast("int", row.id), row.guild_id, row.user_id, row.at, row.before, row.after, row.undoes, row.undone
    )
