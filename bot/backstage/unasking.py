"""Taking the questions of erased members out of the messages in which everybody saw them.

What a character or the chapter says to a question stays. What cannot be edited while Discord is in trouble is edited
after the next start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
import structlog

from bot.backstage.courier import Place, Sent
from bot.backstage.house import log_fault
from bot.backstage.webhooks import UncertainError
from bot.store.engine import transaction
from bot.store.questions import forget_question, questions_of_nobody
from bot.ui.pages import Page

if TYPE_CHECKING:
    from bot.backstage.house import House
    from bot.store.questions import StandingQuestion

_log = structlog.get_logger(__name__)


async def take_questions_out(house: House) -> tuple[int, tuple[str, ...]]:
    """Edit the messages; return how many were edited, and links to those that nobody can edit any more.

    Where Discord is in trouble it ends, and tells what was done until then.
    """
    async with transaction(house.engine, writes=False) as session:
        standing = await questions_of_nobody(session)
    edited, left = 0, []
    for question in standing:
        try:
            if await _take_out(house, question):
                edited += 1
            else:
                left.append(_link(question))
        except UncertainError:
            _log.warning("questions could not be taken out", left=len(standing) - edited - len(left))
            break
        async with transaction(house.engine) as session:
            await forget_question(session, question.message_id)
    return edited, tuple(left)


async def _take_out(house: House, question: StandingQuestion) -> bool:
    place = Place(question.channel_id, question.thread_id)
    sent = Sent(question.message_id, question.webhook_id)
    try:
        return await house.courier.rewrite(place, sent, Page(question.without))
    except discord.HTTPException as error:
        log_fault("unasking", error)  # one message that Discord will not have edited must not keep the others from it
        return False


def _link(question: StandingQuestion) -> str:
    return f"https://discord.com/channels/{question.guild_id}/{question.thread_id}/{question.message_id}"
