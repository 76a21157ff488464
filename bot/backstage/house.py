"""What everybody backstage works with, put together once in `bot.client`."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from collections.abc import Callable

    import discord
    from sqlalchemy.ext.asyncio import AsyncEngine

    from bot.backstage.courier import Courier

_log = structlog.get_logger(__name__)


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class House:
    """The store's engine, the way to Discord, the clock (UTC), and the least seconds for a line the bot reads."""

    engine: AsyncEngine
    client: discord.Client
    courier: Courier
    reading_pace: float
    now: Callable[[], datetime] = utc_now


def log_fault(where: str, error: BaseException, **about: object) -> str:
    """Log a fault with its traceback under a short id, and return the id for a person to quote."""
    fault = secrets.token_hex(3)
    _log.error("fault", fault=fault, where=where, exc_info=error, **about)
    return fault
