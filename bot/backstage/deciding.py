"""One decision: load the ledger, decide, save the events, commit. No Discord call is awaited meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from bot.stage.decide import decide
from bot.stage.events import Attempted, Ended, Improvised, LinePerformed, Recorded, Skipped, WentBack
from bot.stage.refusals import Refusal
from bot.stage.state import Performance, fold
from bot.store import ledgers
from bot.store.engine import transaction
from bot.store.values import Post

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncEngine
    from sqlmodel.ext.asyncio.session import AsyncSession

    from bot.stage.commands import Command
    from bot.stage.events import Event
    from bot.store.values import Ledger

_TRIES = 8
HOUSE = 0
"""Stands in for a member's id where the house itself decides."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A member (Discord id, or `HOUSE`) who asks for the command that their performer key makes; `words` if typed.

    Where it is about another member too, `other` is their id, and `for_whom` makes the command from both keys. Where
    the line that comes of it stands in the thread already, `spoken_in` is the channel and the message.
    """

    user_id: int
    command: Callable[[str], Command]
    words: str | None = None
    other: int | None = None
    for_whom: Callable[[str, str], Command] | None = None
    spoken_in: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided and saved: the ledger before, the events, the state after, and who asked."""

    ledger: Ledger
    events: tuple[Event, ...]
    state: Performance
    performer: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal with the ledger it was judged on, for its sentence to speak about."""

    refusal: Refusal
    ledger: Ledger | None


async def settle(engine: AsyncEngine, performance_id: int, asking: Asking, now: datetime) -> Decided | Refused:
    """Decide on what is asked and save it; a decision that another one overtook is made again on the new state."""
    for _ in range(_TRIES - 1):
        try:
            return await _settle_once(engine, performance_id, asking, now)
        except IntegrityError:
            continue
    return await _settle_once(engine, performance_id, asking, now)


async def _settle_once(engine: AsyncEngine, performance_id: int, asking: Asking, now: datetime) -> Decided | Refused:
    async with transaction(engine) as session:
        ledger = await ledgers.load_ledger(session, performance_id)
        if ledger is None:
            return Refused(Refusal("no-performance"), None)
        performer = _key(ledger, asking.user_id)
        decision = decide(ledger.state, _command(ledger, asking, performer), now)
        if isinstance(decision, Refusal):
            return Refused(decision, ledger)
        await _save(session, ledger, asking, decision, now)
        return Decided(ledger, decision, _after(ledger, decision, now), performer)


def _key(ledger: Ledger, user_id: int) -> str:
    """Return the member's key, or the one they will get when something comes of this."""
    return "" if user_id == HOUSE else ledger.key_of(user_id) or f"p{len(ledger.performers) + 1}"


def _command(ledger: Ledger, asking: Asking, performer: str) -> Command:
    if asking.for_whom is None or asking.other is None:
        return asking.command(performer)
    if asking.other == asking.user_id:
        return asking.for_whom(performer, performer)
    known = ledger.key_of(asking.other)
    first_new = len(ledger.performers) + 1
    newcomers = first_new if ledger.key_of(asking.user_id) is not None else first_new + 1
    return asking.for_whom(performer, known or f"p{newcomers}")


async def _save(
    session: AsyncSession, ledger: Ledger, asking: Asking, events: tuple[Event, ...], now: datetime
) -> None:
    if asking.user_id != HOUSE:
        key = await ledgers.performer_key(session, ledger, asking.user_id)
        if asking.other is not None:
            await ledgers.performer_key(session, with_performer(ledger, key, asking.user_id), asking.other)
    await ledgers.append(session, ledger, events, now)
    if any(isinstance(event, _ENDS_ATTEMPTS) for event in events):
        await ledgers.forget_words(session, ledger.venue.id, _attempts(ledger))
    if asking.words is not None:
        await ledgers.keep_words(session, ledger.venue.id, _first(ledger, events, _SAID_IN_WORDS), asking.words)
    if asking.spoken_in is not None:
        spoken = Post(_first(ledger, events, (LinePerformed,)), 0, "done", *asking.spoken_in)
        await ledgers.save_post(session, ledger.venue.id, spoken)


_SAID_IN_WORDS = (LinePerformed, Improvised, Attempted)
_ENDS_ATTEMPTS = (Attempted, LinePerformed, Skipped, WentBack, Ended)


def _first(ledger: Ledger, events: tuple[Event, ...], kinds: tuple[type, ...]) -> int:
    """Return the number that the first event of the first of these kinds will have."""
    return next(
        ledger.state.seq + place
        for kind in kinds
        for place, event in enumerate(events, start=1)
        if isinstance(event, kind)
    )


def _attempts(ledger: Ledger) -> tuple[int, ...]:
    """Return the events whose words were typed to be compared: nobody needs them once the line is said."""
    return tuple(seq for seq in ledger.own_words if isinstance(ledger.records[seq - 1].event, Attempted))


def with_performer(ledger: Ledger, key: str, user_id: int) -> Ledger:
    """Return the ledger with one more performer known."""
    return replace(ledger, performers={**ledger.performers, key: user_id})


def _after(ledger: Ledger, events: tuple[Event, ...], now: datetime) -> Performance:
    state = ledger.state
    for event in events:
        state = fold(state, Recorded(state.seq + 1, now, event))
    return state
