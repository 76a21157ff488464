"""Lanes: how many calls to the model each server may have under way, and how many may wait for one.

Whoever finds no place is told at once; a server whose calls hang takes nothing from another.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

AT_ONCE = 2
WAITING = 2
OVERALL = 32
PATIENCE = 1.0


class BusyError(Exception):
    """All places are taken."""


@dataclass(slots=True)
class _Lane:
    places: asyncio.Semaphore
    members: int = 0


@dataclass(slots=True)
class Lanes:
    """Places for calls: `at_once` a server, `waiting` behind them for `patience` seconds, `overall` of both for all."""

    at_once: int = AT_ONCE
    waiting: int = WAITING
    overall: int = OVERALL
    patience: float = PATIENCE
    _lanes: dict[int, _Lane] = field(default_factory=dict)
    _members: int = 0

    @asynccontextmanager
    async def place(self, server: int) -> AsyncIterator[None]:
        """Hold a place for a server's call; BusyError where there is none, or none comes free in time."""
        lane = self._lanes.get(server) or _Lane(asyncio.Semaphore(self.at_once))
        if lane.members >= self.at_once + self.waiting or self._members >= self.overall:
            raise BusyError
        self._lanes[server] = lane
        lane.members += 1
        self._members += 1
        try:
            await self._taken(lane)
            try:
                yield
            finally:
                lane.places.release()
        finally:
            lane.members -= 1
            self._members -= 1
            if not lane.members:
                del self._lanes[server]

    async def _taken(self, lane: _Lane) -> None:
        try:
            async with asyncio.timeout(self.patience):
                await lane.places.acquire()
        except TimeoutError:
            raise BusyError from None
