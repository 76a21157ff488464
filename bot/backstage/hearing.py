"""Hearing: a member's reply to a cue, or to a reminder of it, is itself the performance of the line.

Without the message content intent Discord shows the bot the words of a reply to a message of its own, where the reply
pings. A reply that was given while the bot was away is found when the thread is read back. Whoever is not due is left
alone: people talk by replying.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog

from bot.backstage.courier import Place
from bot.backstage.deciding import Asking, Decided, settle
from bot.backstage.house import Heard, public_voice
from bot.backstage.members import has_role_or_manages
from bot.stage.commands import Reply
from bot.stage.events import CueGiven, Nudged
from bot.stage.scoring import PERFECT, compare
from bot.stage.state import Phase
from bot.store import ledgers
from bot.store.engine import transaction
from bot.ui.own_words import clean_words
from bot.ui.pages import Page
from bot.ui.refusals import refusal_text
from bot.ui.word_list import first_forbidden

if TYPE_CHECKING:
    import discord

    from bot.backstage.house import House
    from bot.store.values import Ledger

_log = structlog.get_logger(__name__)
_TOLD = frozenset({"cue-is-older", "paused", "off-script"})
"""The refusals that are told to a member whose line is due; to others a reply is only talk."""


def heard_in(message: discord.Message) -> Heard | None:
    """Return what a message says if it is a member's reply on a server."""
    reference = message.reference
    if message.guild is None or message.author.bot or reference is None or reference.message_id is None:
        return None
    return Heard(message.id, reference.message_id, message.author.id, message.content)


async def hear_what_came_early(house: House, message_id: int) -> bool:
    """Take a reply to a cue that was heard before the cue was written down; tell whether anything came of it."""
    early = list(dict.fromkeys(heard for heard in house.unmatched if heard.replied_to == message_id))
    for heard in early:
        house.unmatched.remove(heard)
    return any([await hear(house, heard) is not None for heard in early])


async def replies_to_the_cue(house: House, ledger: Ledger) -> list[Heard]:
    """Read back what the member whose line is due replied to its cue."""
    state, thread_id = ledger.state, ledger.venue.thread_id
    post = ledger.posts.get((state.cue.seq, 0)) if state.cue else None
    if state.phase is not Phase.PLAYING or thread_id is None or post is None or post.message_id is None:
        return []
    place = Place(ledger.venue.channel_id, thread_id)
    replies = (
        Heard(message.id, post.message_id, message.author.id, message.content)
        for message in await house.courier.replies_to(place, post.message_id)
    )
    return [heard for heard in replies if ledger.key_of(heard.user_id) == (state.cue.performer if state.cue else None)]


async def hear(house: House, heard: Heard, *, answers: bool = True) -> int | None:
    """Take a reply for the line of the cue it replies to; return the performance that goes on, or None.

    A reply that is not taken is answered where its member is due and may have meant it, unless `answers` is off.
    """
    found = await _cue_replied_to(house, heard)
    if found is None:
        return None
    ledger, cue, performer = found
    line = ledger.book.line(_line_of(ledger, cue))
    words = clean_words(heard.words)
    # A reply may be 4,000 characters long; the others' clicks are answered meanwhile.
    percent = (await asyncio.to_thread(compare, line.words, words)).percent
    if _may_be_taken(ledger, cue) and (objection := await _objection(house, ledger, heard, words, percent)):
        if answers:
            await _answer(house, ledger, heard, public_voice(house, ledger.choices)(objection, line=line.number))
        return None
    return await _put(
        house, ledger, heard, Reply(performer, cue, percent, heard=bool(heard.words)), words, answers=answers
    )


async def _cue_replied_to(house: House, heard: Heard) -> tuple[Ledger, int, str] | None:
    """Return the performance, the cue and the performer of a reply; None where it is talk, or was taken before."""
    # Noted before its cue is looked for: a crew that writes the cue down meanwhile looks here afterwards, and takes it.
    house.unmatched.append(heard)
    async with transaction(house.engine, writes=False) as session:
        found = await ledgers.find_post(session, heard.replied_to)
        if found is None or heard not in house.unmatched:
            return None
        house.unmatched.remove(heard)
        if await ledgers.find_post(session, heard.message_id) is not None:
            return None
        ledger = await ledgers.load_ledger(session, found[0])
    live = ledger.state.cue if ledger else None
    if ledger is None or live is None or live.performer is None or ledger.key_of(heard.user_id) != live.performer:
        return None
    replied_to = ledger.records[found[1].seq - 1].event
    if found[1].slot != 0 or not isinstance(replied_to, CueGiven | Nudged) or replied_to.performer != live.performer:
        return None
    is_reminder = isinstance(replied_to, Nudged) and replied_to.line == live.line
    return ledger, live.seq if is_reminder else found[1].seq, live.performer


def _line_of(ledger: Ledger, seq: int) -> int:
    event = ledger.records[seq - 1].event
    if not isinstance(event, CueGiven | Nudged):
        raise TypeError(f"event {seq} is about no line that is due")
    return event.line


def _may_be_taken(ledger: Ledger, cue: int) -> bool:
    state = ledger.state
    is_live = state.cue is not None and state.cue.seq == cue
    return is_live and state.phase is Phase.PLAYING and state.off_script is None


async def _objection(house: House, ledger: Ledger, heard: Heard, words: str, percent: int) -> str | None:
    """Return the text that says what a server has against words of a member's own, or None."""
    choices = ledger.choices
    if not heard.words or percent == PERFECT:
        return None
    if not words:
        return "own.not-heard-empty"
    if not choices.own_words:
        return "own.not-heard-off"
    if first_forbidden(words, choices.forbidden_words) is not None:
        return "own.not-heard-word"
    allowed = {choices.own_words_role_id, choices.director_role_id}
    if choices.own_words_role_id is None or await has_role_or_manages(
        house.client, ledger.venue.guild_id, heard.user_id, allowed
    ):
        return None
    return "own.not-heard-role"


async def _put(house: House, ledger: Ledger, heard: Heard, command: Reply, words: str, *, answers: bool) -> int | None:
    """Have the reply decided; its message is written down as the line's post together with the event."""
    asking = Asking(
        heard.user_id,
        lambda _: command,
        words if command.heard and command.percent < PERFECT else None,
        spoken_in=(ledger.venue.thread_id or 0, heard.message_id) if command.heard else None,
    )
    decided = await settle(house.engine, ledger.venue.id, asking, house.now())
    if isinstance(decided, Decided):
        return ledger.venue.id
    if answers and decided.refusal.code in _TOLD:
        say = public_voice(house, ledger.choices)
        text = refusal_text(decided.refusal, {}, say, cue_link=_link_to_the_cue(decided.ledger or ledger))
        await _answer(house, ledger, heard, text)
    return None


def _link_to_the_cue(ledger: Ledger) -> str:
    post = ledger.posts.get((ledger.state.cue.seq, 0)) if ledger.state.cue else None
    if post is None or post.message_id is None or post.status != "done":
        return ""
    return f"https://discord.com/channels/{ledger.venue.guild_id}/{ledger.venue.thread_id}/{post.message_id}"


async def _answer(house: House, ledger: Ledger, heard: Heard, text: str) -> None:
    """Answer a reply that was not taken; the line can still be said, so that trouble is only noted."""
    place = Place(ledger.venue.channel_id, ledger.venue.thread_id or 0)
    try:
        await house.courier.answer(place, heard.message_id, Page(f"-# {text}"))
    except Exception as error:  # noqa: BLE001 (an answer that cannot be given must not cost anything else)
        _log.warning("a reply could not be answered", performance=ledger.venue.id, reason=type(error).__name__)
