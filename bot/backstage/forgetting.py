"""Forgetting a member: what they said and who they were goes from the store at once, and then from the posts.

What is still to be edited is kept in the store by performer key, so that a kill in between loses nothing. Posts that
nobody can edit any more are told by their links.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import structlog

from bot.backstage import wording
from bot.backstage.courier import Place, Sent
from bot.backstage.deciding import HOUSE, Asking, settle
from bot.backstage.house import log_fault, public_voice
from bot.backstage.members import names_of
from bot.backstage.plan import PIECES, PLAYBILL_SLOT, deeds_of, playbill_seq
from bot.backstage.unasking import take_questions_out
from bot.backstage.webhooks import UncertainError
from bot.stage.commands import Leave
from bot.store import ledgers, people
from bot.store.engine import transaction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.backstage.crews import Crews
    from bot.backstage.house import House
    from bot.backstage.plan import Deed
    from bot.store.people import Taken
    from bot.store.values import Ledger, Post
    from bot.texts import Say
    from bot.ui.pages import Page, Panel

_log = structlog.get_logger(__name__)
NAMING = frozenset({"line", "on-deck", "pause", "note", "nudge", "curtain", "transcript"})
"""The kinds of deeds whose posts name whom their event is about; the playbill is edited besides."""
_SECONDS_BETWEEN_TRIES = 5.0
_MOST_TRIES = 3


@dataclass(frozen=True, slots=True)
class Edited:
    """How many posts were edited, and links to those that nobody can edit any more."""

    count: int = 0
    left: tuple[str, ...] = ()

    def __add__(self, other: Edited) -> Edited:
        """Put two counts together."""
        return Edited(self.count + other.count, self.left + other.left)


class Forgetting:
    """Forgets members."""

    def __init__(self, house: House, crews: Crews) -> None:
        self._house = house
        self._crews = crews

    async def forget(self, user_id: int) -> tuple[Taken, ...]:
        """Erase a member from the store and give their parts back; return whose posts are to be edited."""
        async with transaction(self._house.engine) as session:
            taken = await people.erase(session, user_id, self._house.now())
        for each in taken:
            await settle(self._house.engine, each.performance_id, _leaving(each.key), self._house.now())
            self._crews.wake(each.performance_id)
        return taken

    async def edit_all(self, taken: Iterable[Taken]) -> Edited:
        """Edit the posts of several performers, one performance after the other, and take out what they asked."""
        edited = Edited(*await take_questions_out(self._house))
        for each in taken:
            edited += await self.edit(each)
        return edited

    async def edit(self, taken: Taken) -> Edited:
        """Edit what stands on Discord of a performer who was erased, and note that it is done.

        While Discord is in trouble it is tried again; what is not done then is done after the next start.
        """
        for attempt in range(_MOST_TRIES):
            try:
                edited = await self._edit(taken)
            except UncertainError:
                _log.warning("posts could not be edited", performance=taken.performance_id)
                await asyncio.sleep(_SECONDS_BETWEEN_TRIES * (attempt + 1))
                continue
            async with transaction(self._house.engine) as session:
                await people.finish_erasure(session, taken)
            return edited
        return Edited()

    async def go_on(self) -> None:
        """Edit what an earlier process left to be edited."""
        await take_questions_out(self._house)
        async with transaction(self._house.engine, writes=False) as session:
            left = await people.erasures(session)
        for each in left:
            try:
                await self.edit(each)
            except Exception as error:  # noqa: BLE001 (one performance must not keep the others from being edited)
                log_fault("forgetting", error, performance=each.performance_id)

    async def _edit(self, taken: Taken) -> Edited:
        async with transaction(self._house.engine, writes=False) as session:
            ledger = await ledgers.load_ledger(session, taken.performance_id)
        if ledger is None:
            return Edited()
        say = public_voice(self._house, ledger.choices)
        names = await names_of(self._house.client, ledger, say)
        edited = Edited()
        for post, page in _to_edit(ledger, taken.key, names, say):
            edited += await self._rewrite(ledger, post, page)
        return edited

    async def _rewrite(self, ledger: Ledger, post: Post, page: Page | Panel) -> Edited:
        place = Place(ledger.venue.channel_id, post.channel_id or 0)
        if await self._house.courier.rewrite(place, Sent(post.message_id or 0, post.webhook_id), page):
            return Edited(1)
        return Edited(0, (f"https://discord.com/channels/{ledger.venue.guild_id}/{post.channel_id}/{post.message_id}",))


def _leaving(key: str) -> Asking:
    return Asking(HOUSE, lambda _: Leave(key))


def _to_edit(ledger: Ledger, key: str, names: Mapping[str, str], say: Say) -> Iterator[tuple[Post, Page | Panel]]:
    """Yield the posts that name a performer, each with what it should show now."""
    playbill = ledger.posts.get((playbill_seq(ledger.records), PLAYBILL_SLOT))
    if playbill is not None and _stands(playbill):
        yield playbill, wording.playbill_of(ledger, say)
    for deed in deeds_of(ledger.book, ledger.records):
        if deed.kind == "on-deck":
            yield from _no_longer_on_deck(ledger, deed, key, say)
        elif deed.kind in NAMING and _names(deed, key):
            yield from _reworded(ledger, deed, _pages(ledger, deed, names, say), say)


def _no_longer_on_deck(ledger: Ledger, deed: Deed, key: str, say: Say) -> Iterator[tuple[Post, Page]]:
    """Yield the notice to who was next: its event names whose turn it was before them."""
    notice, told = ledger.posts.get(deed.name), wording.on_deck_of(ledger, deed, say)
    if notice is not None and _stands(notice) and told is not None and told[0] == key:
        yield notice, told[1]


def _reworded(ledger: Ledger, deed: Deed, pages: tuple[Page, ...], say: Say) -> Iterator[tuple[Post, Page]]:
    """Yield the posts of a deed with their pages: the last page has slot 0, those before it are numbered from 1.

    Where there are fewer pages than posts now, what is left over is told to be removed.
    """
    by_slot = dict(enumerate(pages[:-1], start=1)) | {0: pages[-1]}
    for (seq, slot), post in ledger.posts.items():
        if seq == deed.record.seq and slot < PIECES and _stands(post):
            yield post, by_slot.get(slot) or replace(pages[-1], content=say("spoken.removed"))


def _pages(ledger: Ledger, deed: Deed, names: Mapping[str, str], say: Say) -> tuple[Page, ...]:
    if deed.kind == "line":
        return wording.line_pages(ledger, deed, say)
    if deed.kind == "curtain":
        return (wording.curtain_of(ledger, deed, names, say),)
    if deed.kind == "transcript":
        return (wording.transcript_post_of(ledger, deed, names, say),)
    reword = {"pause": wording.pause_of, "note": wording.note_of, "nudge": wording.nudge_of}[deed.kind]
    return (reword(ledger, deed, say),)


def _stands(post: Post) -> bool:
    return post.status == "done" and post.message_id is not None


def _names(deed: Deed, key: str) -> bool:
    """Tell whether a deed's post may name a performer: curtain and transcript name them all."""
    event = deed.record.event
    return deed.kind in {"curtain", "transcript"} or any(getattr(event, field.name) == key for field in fields(event))
