"""Who directs when the director is no longer on the server: nobody is ever locked out because somebody left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.backstage.deciding import Asking, Decided, Refused, settle
from bot.backstage.members import display_name
from bot.stage.commands import LoseDirector
from bot.store import ledgers
from bot.store.engine import transaction

if TYPE_CHECKING:
    from bot.backstage.house import House
    from bot.store.values import Ledger

DIRECTORS_ALONE = frozenset({"only-director", "only-director-begins", "only-director-ends", "only-director-resumes"})
"""The refusals that a director who has left would make final."""


async def settle_under_a_director(house: House, performance_id: int, asking: Asking) -> Decided | Refused:
    """Have it decided; where only a director may who is no longer there, once more under the next one."""
    decided = await settle(house.engine, performance_id, asking, house.now())
    alone = isinstance(decided, Refused) and decided.refusal.code in DIRECTORS_ALONE
    if alone and await pass_direction_on(house, performance_id, asking.user_id):
        return await settle(house.engine, performance_id, asking, house.now())
    return decided


async def pass_direction_on(house: House, performance_id: int, user_id: int) -> bool:
    """Where the director is no longer there, have another direct; False where they are.

    It passes to the member who asks if they are in the company, else to the first of the company who is there, else to
    the member who asks.
    """
    async with transaction(house.engine, writes=False) as session:
        ledger = await ledgers.load_ledger(session, performance_id)
    if ledger is None or await _is_there(house, ledger, ledger.state.director):
        return False
    heir = await _heir(house, ledger, ledger.key_of(user_id))
    asking = Asking(user_id, lambda me: LoseDirector(heir or me))
    return isinstance(await settle(house.engine, performance_id, asking, house.now()), Decided)


async def _heir(house: House, ledger: Ledger, asker: str | None) -> str | None:
    company = ledger.state.company
    if asker in company:
        return asker
    for performer in company:
        if await _is_there(house, ledger, performer):
            return performer
    return None


async def _is_there(house: House, ledger: Ledger, performer: str) -> bool:
    user_id = ledger.performers.get(performer)
    return user_id is not None and await display_name(house.client, ledger.venue.guild_id, user_id) is not None
