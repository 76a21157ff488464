"""What is asked of a question before it is answered, in `/ask`, `/lore` and `/talk` alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cogs.front_of_house import may_ask, tell
from bot.cogs.rights import lets_ask
from bot.ui.answers import LONGEST_QUESTION

if TYPE_CHECKING:
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction


async def accepts(theatre: Theatre, interaction: Interaction, typed: str = "") -> bool:
    """Tell whether a question may be asked: by whom, how often, how long; the member is told where it may not."""
    if not await lets_ask(theatre, interaction) or not await may_ask(theatre, interaction):
        return False
    if len(typed) <= LONGEST_QUESTION:
        return True
    await tell(interaction, "answer.too-long", length=len(typed), most=LONGEST_QUESTION)
    return False
