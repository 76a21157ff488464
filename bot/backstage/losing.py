"""What somebody deleted: posts, replies that were a line, threads. Noted in the ledger first, then in the store."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.backstage.deciding import HOUSE, Asking, settle
from bot.backstage.plan import ON_DECK_SLOT
from bot.stage.commands import LosePost, LoseThread
from bot.store import ledgers
from bot.store.engine import transaction

if TYPE_CHECKING:
    from bot.backstage.house import House
    from bot.store.values import Post


async def lose_post(house: House, performance_id: int, post: Post) -> None:
    """Mark a post that somebody deleted as gone, in the ledger and in the store.

    The ledger comes first: a process that ends in between finds the post missing again and marks it then. A notice to
    who is next stands beside a cue and leaves the ledger alone.
    """
    if post.slot != ON_DECK_SLOT:
        await settle(house.engine, performance_id, Asking(HOUSE, lambda _: LosePost(post.seq)), house.now())
    async with transaction(house.engine) as session:
        await ledgers.save_post(session, performance_id, replace(post, status="gone"))


async def lose_thread(house: House, performance_id: int, thread_id: int | None) -> None:
    """Note in the ledger, then in the store, that a performance's thread was deleted, unless it has another by now."""
    if await _is_in(house, performance_id, thread_id):
        await settle(house.engine, performance_id, Asking(HOUSE, lambda _: LoseThread()), house.now())
    if await _is_in(house, performance_id, thread_id):
        async with transaction(house.engine) as session:
            await ledgers.move_to_thread(session, performance_id, None)


async def _is_in(house: House, performance_id: int, thread_id: int | None) -> bool:
    async with transaction(house.engine, writes=False) as session:
        ledger = await ledgers.load_ledger(session, performance_id)
    return ledger is not None and ledger.venue.thread_id == thread_id
