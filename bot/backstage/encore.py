"""Opening a performance again: the same book and company, in one transaction, and once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.backstage.crowding import crowded
from bot.backstage.deciding import with_performer
from bot.stage.commands import Open, Take
from bot.stage.decide import decide
from bot.stage.encore import cast_again
from bot.stage.events import Recorded
from bot.stage.refusals import Refusal
from bot.stage.state import Performance, fold
from bot.store import ledgers
from bot.store.engine import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlmodel.ext.asyncio.session import AsyncSession

    from bot.backstage.crowding import Crowded, Opener
    from bot.backstage.house import House
    from bot.stage.commands import Command
    from bot.stage.events import Event
    from bot.store.values import Ledger


@dataclass(frozen=True, slots=True)
class Encore:
    """A performance played again: its number, and whether it had been opened before."""

    number: int
    was_open: bool = False


async def play_again(
    house: House, performance_id: int, opener: Opener, *, directs: bool, swapped: bool
) -> Encore | Refusal | Crowded:
    """Open the lobby of a performance that is over once more, its company cast, or return the one that is open."""
    user_id = opener.user_id
    async with transaction(house.engine) as session:
        ledger = await ledgers.lock_ledger(session, performance_id)
        if ledger is None:
            return Refusal("no-performance")
        if (standing := await ledgers.unfinished_encore(session, performance_id)) is not None:
            return Encore(standing, was_open=True)
        casting = cast_again(ledger.state, ledger.key_of(user_id) or "", directs=directs, swapped=swapped)
        if isinstance(casting, Refusal):
            return casting
        if (full := await crowded(session, ledger.venue.guild_id, opener)) is not None:
            return full
        return Encore(await _open(session, ledger, casting, user_id, house.now()))


async def _open(
    session: AsyncSession, ledger: Ledger, casting: Mapping[str, tuple[str, ...]], user_id: int, now: datetime
) -> int:
    venue = replace(ledger.venue, thread_id=None)
    number = await ledgers.open_performance(session, venue, ledger.book, now, follows=ledger.venue.id)
    opened = await ledgers.load_ledger(session, number)
    if opened is None:
        raise LookupError(f"performance {number} was stored and is not there")
    director = ledger.performers.get(ledger.state.director) or user_id
    keys, opened = await _keys(session, opened, (director, *_company(ledger, casting)))
    commands: list[Command] = [Open(keys[director], ledger.state.rotating, ledger.state.clock)]
    for part, players in casting.items():
        users = (ledger.performers.get(player) for player in players)
        commands += [Take(keys[user], part) for user in users if user]
    await ledgers.append(session, opened, _events(ledger, commands, now), now)
    return number


def _company(ledger: Ledger, casting: Mapping[str, tuple[str, ...]]) -> tuple[int, ...]:
    users = (ledger.performers.get(player) for players in casting.values() for player in players)
    return tuple(dict.fromkeys(user for user in users if user))


async def _keys(session: AsyncSession, ledger: Ledger, users: tuple[int, ...]) -> tuple[dict[int, str], Ledger]:
    """Give each member a performer key of the new performance."""
    keys: dict[int, str] = {}
    for user in users:
        keys[user] = await ledgers.performer_key(session, ledger, user)
        ledger = with_performer(ledger, keys[user], user)
    return keys, ledger


def _events(ledger: Ledger, commands: list[Command], now: datetime) -> tuple[Event, ...]:
    state = Performance(ledger.book)
    events: list[Event] = []
    for command in commands:
        decision = decide(state, command, now)
        if isinstance(decision, Refusal):
            raise TypeError(f"a casting that was played cannot be played again: {decision.code}")
        for event in decision:
            state = fold(state, Recorded(state.seq + 1, now, event))
            events.append(event)
    return tuple(events)
