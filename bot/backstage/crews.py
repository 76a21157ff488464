"""All crews of the process: started when something is decided, and after a start for everything unfinished."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.backstage.crew import Crew
from bot.store import ledgers
from bot.store.engine import cancel_between_transactions, transaction

if TYPE_CHECKING:
    from bot.backstage.house import House

_PATIENCE = 10.0
"""Seconds that a member is kept waiting for a thread to open."""


class Crews:
    """Holds one crew for each performance that is not over."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._crews: dict[int, tuple[Crew, asyncio.Task[None]]] = {}
        self._closing = False

    async def start(self) -> None:
        """Go on with every performance that was left unfinished on a server the bot is on."""
        async with transaction(self._house.engine, writes=False) as session:
            venues = await ledgers.open_venues(session)
        for venue in venues:
            if self._house.client.get_guild(venue.guild_id) is not None:
                self.wake(venue.id)

    def wake(self, performance_id: int) -> None:
        """Have a performance's crew look at it, and start the crew where there is none."""
        if self._closing:
            return
        if performance_id not in self._crews:
            crew = Crew(self._house, performance_id)
            task = asyncio.create_task(crew.run(), name=f"crew-{performance_id}")
            task.add_done_callback(lambda _: self._crews.pop(performance_id, None))
            self._crews[performance_id] = (crew, task)
        self._crews[performance_id][0].wake()

    def take_stock(self) -> None:
        """Have every crew look what still stands, after a time in which nothing was heard."""
        for performance_id in self._crews:
            self.take_stock_of(performance_id)

    def take_stock_of(self, performance_id: int) -> None:
        """Have the crew of a performance, where there is one, look what still stands."""
        if performance_id in self._crews:
            self._crews[performance_id][0].take_stock()

    async def thread_of(self, performance_id: int) -> int | None:
        """Return the thread of a performance once its crew has opened it; None where that takes long or cannot be."""
        self.wake(performance_id)
        if performance_id not in self._crews:
            return None
        crew, task = self._crews[performance_id]
        await asyncio.wait((crew.thread, task), timeout=_PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        return crew.thread.result() if crew.thread.done() else None

    @property
    def count(self) -> int:
        """How many performances are being carried out."""
        return len(self._crews)

    async def close(self) -> None:
        """Stop all crews; what they left is done after the next start."""
        self._closing = True
        await cancel_between_transactions([task for _, task in self._crews.values()])
