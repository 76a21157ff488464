"""The crew of a performance: one task that carries out what was decided, in order, and reads when it is the bot's turn.

Crews know nothing of each other: a channel that is slow or fails holds up its own performance alone. A crew is woken
by decisions, and by the clock for the lines that the bot reads. Killed at any point, the next goes on from the store.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import discord
import structlog

from bot.backstage.courier import UNKNOWN_CHANNEL
from bot.backstage.deciding import HOUSE, Asking, Decided, settle
from bot.backstage.hands import Hands
from bot.backstage.hearing import hear, hear_what_came_early, replies_to_the_cue
from bot.backstage.house import log_fault
from bot.backstage.losing import lose_post, lose_thread
from bot.backstage.overtaken import is_overtaken
from bot.backstage.plan import Deed, deeds_of
from bot.backstage.timing import what_time_brings
from bot.backstage.webhooks import UncertainError
from bot.stage.commands import Expire, Leave, Suspend
from bot.stage.events import CueGiven
from bot.stage.state import Phase
from bot.store import ledgers
from bot.store.engine import transaction

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.backstage.house import House
    from bot.stage.commands import Command
    from bot.store.values import Ledger, Post

_log = structlog.get_logger(__name__)
_LONGEST_WAIT = 30.0
_FIRST_WAIT = 0.5
_TOO_MANY_REQUESTS = 429
_MOST_REFUSALS = 8
"""How often, in some two minutes, a deed that nobody can resume is tried for want of a permission."""


class Crew:
    """Carries one performance out until nothing is left to do."""

    def __init__(self, house: House, performance_id: int) -> None:
        self._house = house
        self._id = performance_id
        self._woken = asyncio.Event()
        self._troubles = 0
        self._took_stock = False
        self._took_last_stock = False
        self.thread: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        """The thread of the performance, once it is open."""

    def wake(self) -> None:
        """Say that something was decided."""
        self._woken.set()

    def take_stock(self) -> None:
        """Have it looked whether what was put up still stands: deletions may have gone unheard."""
        self._took_stock = False
        self.wake()

    async def run(self) -> None:
        """Work until the performance is over and everything stands where it belongs."""
        while not await self._work_once():
            pass

    async def _work_once(self) -> bool:
        """Do what is due, wait for the next thing, and return whether all is done."""
        self._woken.clear()
        try:
            return await self._turn()
        except UncertainError as trouble:
            _log.warning("discord is in trouble", performance=self._id, reason=str(trouble))
        except discord.HTTPException as error:
            if error.status != _TOO_MANY_REQUESTS:
                log_fault("crew", error, performance=self._id)
        except Exception as error:  # noqa: BLE001 (a crew that dies leaves its members waiting for ever)
            log_fault("crew", error, performance=self._id)
        self._troubles += 1
        await self._wait_out_trouble()
        return False

    async def _wait_out_trouble(self) -> None:
        await asyncio.sleep(min(_FIRST_WAIT * 2 ** (self._troubles - 1), _LONGEST_WAIT))

    async def _turn(self) -> bool:
        ledger = await self._load()
        if ledger is None:
            return True
        await self._take_stock(ledger)
        finished = await self._carry_out(ledger)
        self._troubles = 0
        if finished and ledger.state.phase is Phase.OVER:
            return await self._looked_once_more(ledger) and await self._strike()
        if finished:
            await self._wait_for_the_next_thing(ledger)
        return False

    async def _load(self) -> Ledger | None:
        async with transaction(self._house.engine, writes=False) as session:
            return await ledgers.load_ledger(session, self._id)

    async def _looked_once_more(self, ledger: Ledger) -> bool:
        """Before it is over for good, look what still stands: a session that broke may never have told of deletions.

        False the first time: what was found is to be loaded.
        """
        if self._took_last_stock:
            return True
        if ledger.venue.thread_id is not None and not ledger.state.thread_is_lost:
            await self._look_what_stands(ledger)
        self._took_last_stock = True
        return False

    async def _strike(self) -> bool:
        async with transaction(self._house.engine) as session:
            await ledgers.mark_over(session, self._id)
        return True

    async def _settle(self, command: Command) -> bool:
        """Have the house decide; whatever the rules make of it, the state is looked at again."""
        decided = await settle(self._house.engine, self._id, Asking(HOUSE, lambda _: command), self._house.now())
        return isinstance(decided, Decided)

    async def _carry_out(self, ledger: Ledger) -> bool:
        """Do the deeds that are not done, in order; False when the state changed meanwhile and must be loaded anew."""
        if ledger.state.thread_is_lost:
            return True
        hands = Hands(self._house, ledger)
        for deed in _in_order(_not_done(ledger)):
            if _is_needless(deed, ledger):
                await hands.set_aside(deed)
            elif not await self._do(hands, deed):
                return False
            if hands.ledger.venue.thread_id and not self.thread.done():
                self.thread.set_result(hands.ledger.venue.thread_id)
        return True

    async def _do(self, hands: Hands, deed: Deed) -> bool:
        """Do one deed; False when what Discord says changed the state."""
        try:
            if deed.kind == "cue" and await self._has_left(hands, deed):
                return False
            was_tried = deed.name in hands.ledger.posts
            await hands.do(deed)
            if await self._was_touched_at_once(hands.ledger, deed, was_tried=was_tried):
                return False
        except discord.NotFound as missing:
            if missing.code != UNKNOWN_CHANNEL:
                raise
            await self._lose_the_thread(hands.ledger)
            return False
        except discord.Forbidden as refused:
            return await self._suspend(refused, hands, deed)
        except discord.HTTPException as error:
            if error.status == _TOO_MANY_REQUESTS:
                raise
            return await self._give_up(error, hands, deed)
        return True

    async def _was_touched_at_once(self, ledger: Ledger, deed: Deed, *, was_tried: bool) -> bool:
        """Tell whether somebody was quicker than the note of where a deed stands: deleted it, or replied to a cue.

        A cue that was tried before may have been answered before this process began.
        """
        if lost := _deleted_at_once(ledger, deed, self._house.deleted):
            for post in lost:
                await lose_post(self._house, self._id, post)
            return True
        cue = ledger.posts.get(deed.name) if deed.kind == "cue" else None
        if cue is None or cue.message_id is None:
            return False
        if was_tried and await self._hear_what_was_said(ledger):
            return True
        return await hear_what_came_early(self._house, cue.message_id)

    async def _give_up(self, error: discord.HTTPException, hands: Hands, deed: Deed) -> bool:
        """Leave a deed undone that Discord will not have; without a thread there is no performance."""
        log_fault("deed", error, performance=self._id, deed=deed.kind, seq=deed.record.seq)
        await hands.give_up(deed)
        if deed.kind == "thread":
            await self._lose_the_thread(hands.ledger)
            return False
        return True

    async def _lose_the_thread(self, ledger: Ledger) -> None:
        await lose_thread(self._house, self._id, ledger.venue.thread_id)

    async def _suspend(self, refused: discord.Forbidden, hands: Hands, deed: Deed) -> bool:
        """Pause for want of a permission; the deed stays to be done when somebody resumes.

        Where there is nothing to pause, before the scene and after it, it is tried again for a while.
        """
        _log.warning("missing permission", performance=self._id, code=refused.code)
        if await self._settle(Suspend("permission")):
            return False
        ledger = await self._load()
        if ledger is not None and ledger.state.phase is Phase.PAUSED:
            await self._woken.wait()
            return False
        is_vain = deed.kind == "thread" or (ledger is not None and ledger.state.phase is Phase.OVER)
        if is_vain and self._troubles >= _MOST_REFUSALS:
            return await self._give_up(refused, hands, deed)
        await self._settle(Expire())
        raise UncertainError("a permission is missing") from refused

    async def _has_left(self, hands: Hands, deed: Deed) -> bool:
        """Ask Discord whether the performer is still there, before they are cued; who left gives their parts back."""
        given = deed.record.event
        performer = given.performer if isinstance(given, CueGiven) else None
        user_id = hands.ledger.performers.get(performer or "")
        if performer is None or (user_id is not None and await hands.member(user_id) is not None):
            return False
        return await self._settle(Leave(performer))

    async def _take_stock(self, ledger: Ledger) -> None:
        """After a start or a lost session, find out which posts somebody deleted meanwhile."""
        if self._took_stock:
            return
        self._took_stock = True
        if ledger.venue.thread_id is not None and not ledger.state.thread_is_lost:
            try:
                await self._look_what_stands(ledger)
            except BaseException:
                self._took_stock = False
                raise
            if self._took_stock:
                self._woken.set()

    async def _look_what_stands(self, ledger: Ledger) -> None:
        try:
            standing = await self._house.courier.standing(Hands(self._house, ledger).place)
            for post in _missing(ledger, standing):
                await lose_post(self._house, self._id, post)
            await self._hear_what_was_said(ledger)
        except discord.NotFound:
            await self._lose_the_thread(ledger)
        except discord.Forbidden:
            _log.warning("the thread cannot be read", performance=self._id)
            self._took_stock = False

    async def _hear_what_was_said(self, ledger: Ledger) -> bool:
        """Take a reply for the line that is due which was given while nobody heard it; tell whether there was one."""
        replies = await replies_to_the_cue(self._house, ledger)
        return any([await hear(self._house, heard, answers=False) is not None for heard in replies])

    async def _wait_for_the_next_thing(self, ledger: Ledger) -> None:
        """Sleep until somebody decides something, or until the clock brings something to decide."""
        command, due = what_time_brings(ledger, self._house.reading_pace, self._house.now())
        seconds = (due - self._house.now()).total_seconds() if due else None
        if seconds is None or seconds > 0:
            try:
                # Not wait_for, which up to Python 3.11 passes over being cancelled when it is woken at the same moment.
                async with asyncio.timeout(seconds):
                    await self._woken.wait()
            except TimeoutError:
                pass
            else:
                return
        if command is not None and not self._woken.is_set():
            await self._settle(command)


def _not_done(ledger: Ledger) -> tuple[Deed, ...]:
    settled = {name for name, post in ledger.posts.items() if post.status != "sending"}
    return tuple(deed for deed in deeds_of(ledger.book, ledger.records) if deed.name not in settled)


def _in_order(deeds: tuple[Deed, ...]) -> tuple[Deed, ...]:
    """Put a new thread first: what was left over from the lost one is put up in it."""
    return tuple(sorted(deeds, key=lambda deed: (deed.kind != "thread", deed.name)))


def _is_needless(deed: Deed, ledger: Ledger) -> bool:
    """Tell whether later events overtook a deed that was never tried."""
    if deed.name in ledger.posts:
        return False
    if deed.kind == "refresh":
        return any(later.kind == "refresh" and later.name > deed.name for later in _not_done(ledger))
    return is_overtaken(deed, ledger.state)


def _deleted_at_once(ledger: Ledger, deed: Deed, deleted: Collection[int]) -> tuple[Post, ...]:
    """Return the posts of a deed that somebody deleted before it was written down where they stand."""
    posts = (post for (seq, _), post in ledger.posts.items() if seq == deed.record.seq)
    return tuple(post for post in posts if post.status == "done" and post.message_id in deleted)


def _missing(ledger: Ledger, standing: set[int]) -> tuple[Post, ...]:
    here = ledger.venue.thread_id
    return tuple(
        post
        for post in ledger.posts.values()
        if post.status == "done" and post.message_id and post.channel_id == here and post.message_id not in standing
    )
