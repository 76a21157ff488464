"""What everybody backstage works with, put together once in `bot.client`."""

from __future__ import annotations

import secrets
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import structlog

from bot.texts import voice

if TYPE_CHECKING:
    from collections.abc import Callable

    import discord
    from sqlalchemy.ext.asyncio import AsyncEngine

    from bot.backstage.courier import Courier
    from bot.store.values import ServerChoices
    from bot.texts import Say

_log = structlog.get_logger(__name__)


_DELETIONS_REMEMBERED = 1000
_REPLIES_REMEMBERED = 200


@dataclass(frozen=True, slots=True)
class Heard:
    """A member's reply: where it stands, to which message, by whom, and its words as far as Discord shows them."""

    message_id: int
    replied_to: int
    user_id: int
    words: str


FAULTS: deque[tuple[str, datetime, str, str]] = deque(maxlen=100)
"""The faults that are logged and not yet in the store: id, moment, place and kind; see `bot.backstage.housekeeping`."""


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class House:
    """The store's engine, the way to Discord, the clock (UTC), and the least seconds for a line the bot reads.

    `deleted` holds the messages that were deleted lately: one of them may be a post whose arrival is being written down
    at that moment. So may what a reply in `unmatched` was given to.
    """

    engine: AsyncEngine
    client: discord.Client
    courier: Courier
    reading_pace: float
    now: Callable[[], datetime] = utc_now
    deleted: deque[int] = field(default_factory=lambda: deque(maxlen=_DELETIONS_REMEMBERED))
    unmatched: deque[Heard] = field(default_factory=lambda: deque(maxlen=_REPLIES_REMEMBERED))


def public_voice(house: House, choices: ServerChoices) -> Say:
    """Return the voice in which a server is spoken to: the language it chose, else its own on Discord."""
    guild = house.client.get_guild(choices.guild_id)
    return voice(choices.language or (guild.preferred_locale.value if guild else "en"))


def log_fault(where: str, error: BaseException, **about: object) -> str:
    """Log a fault with its traceback under a short id, and return the id for a person to quote."""
    fault = secrets.token_hex(3)
    FAULTS.append((fault, utc_now(), where, type(error).__name__))
    _log.error("fault", fault=fault, where=where, exc_info=error, **about)
    return fault
