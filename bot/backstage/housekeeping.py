"""Housekeeping: what is kept for a time only goes when its time is over; what an earlier process left undone is done.

An hour more or less does not matter, so the round goes once an hour; faults are kept within ten minutes.
"""

from __future__ import annotations

import asyncio
import itertools
from typing import TYPE_CHECKING

import structlog

from bot.backstage.bringing import TIME_TO_BRING_BACK
from bot.backstage.forgetting import Forgetting
from bot.backstage.house import FAULTS, log_fault
from bot.store import chapters, faults, keeping
from bot.store.engine import cancel_between_transactions, transaction

if TYPE_CHECKING:
    from bot.backstage.crews import Crews
    from bot.backstage.house import House

_log = structlog.get_logger(__name__)
SECONDS_BETWEEN_LOOKS = 600.0
LOOKS_A_ROUND = 6


class Housekeeping:
    """Goes its rounds until it is stopped."""

    def __init__(self, house: House, crews: Crews, purge_days: int) -> None:
        self._house = house
        self._forgetting = Forgetting(house, crews)
        self._purge_days = purge_days
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin the rounds; a second start does nothing."""
        if self._task is None:
            self._task = asyncio.create_task(self._go_on(), name="housekeeping")

    async def close(self) -> None:
        """Stop."""
        if self._task is not None:
            await cancel_between_transactions((self._task,))
            await self.keep_faults()

    async def _go_on(self) -> None:
        await self._forgetting.go_on()
        for look in itertools.count():
            try:
                await self.keep_faults()
                if look % LOOKS_A_ROUND == 0:
                    await self.go_round()
            except Exception as error:  # noqa: BLE001 (the next round must come)
                log_fault("housekeeping", error)
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)

    async def keep_faults(self) -> None:
        """Put the faults that were logged into the store, so that they can be told after a restart."""
        if not FAULTS:
            return
        found = tuple(FAULTS)
        async with transaction(self._house.engine) as session:
            await faults.keep_faults(session, found)
        for each in found:
            FAULTS.remove(each)

    async def go_round(self) -> None:
        """Delete what is kept no longer."""
        now = self._house.now()
        async with transaction(self._house.engine) as session:
            await keeping.note_departures(session, self._present(await keeping.guilds_kept(session)), now)
            answers = await keeping.forget_answers(session, now)
            await keeping.forget_questions(session, now)
            performances = await keeping.forget_performances(session, now)
            removed = await chapters.delete_removed(session, now - TIME_TO_BRING_BACK)
            purged = await keeping.purge(session, self._purge_days, now)
        if answers or performances or removed or purged:
            _log.info(
                "kept no longer", answers=answers, performances=performances, chapters=removed, servers=len(purged)
            )

    def _present(self, guilds: set[int]) -> set[int]:
        """Return the servers the bot is on; of those that another process looks after nothing is known here."""
        client = self._house.client
        shards, count = getattr(client, "shard_ids", None), client.shard_count or 1
        others = {guild for guild in guilds if shards and (guild >> 22) % count not in shards}
        return {guild for guild in guilds if client.get_guild(guild) is not None} | others
