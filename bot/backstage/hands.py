"""The hands that do one deed on Discord and write down that it is done.

Before a post is tried it is marked `sending`; a post found so after a restart or an error is looked for in the thread
before it is sent again. What to do about a lost thread or a missing permission is decided by the crew.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import discord
import structlog

from bot.backstage import wording
from bot.backstage.courier import ARCHIVED, Place, Sent
from bot.backstage.house import public_voice
from bot.backstage.looks import dressed
from bot.backstage.members import display_name, names_of
from bot.backstage.plan import PLAYBILL_SLOT, playbill_seq
from bot.backstage.quiet import quiet_hours
from bot.stage.events import LinePerformed
from bot.store import chapters, ledgers
from bot.store.engine import transaction
from bot.store.values import Post
from bot.ui.names import thread_name
from bot.ui.pages import Page, Panel

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from bot.backstage.house import House
    from bot.backstage.plan import Deed
    from bot.store.values import Ledger
    from bot.texts import Say

_log = structlog.get_logger(__name__)
Name = tuple[int, int]


class Hands:
    """Does the deeds of one performance on one loaded ledger."""

    def __init__(self, house: House, ledger: Ledger) -> None:
        self._house = house
        self.ledger = ledger

    @property
    def place(self) -> Place:
        """The thread of the performance; ValueError while it has none."""
        venue = self.ledger.venue
        if venue.thread_id is None:
            raise ValueError(f"performance {venue.id} has no thread yet")
        return Place(venue.channel_id, venue.thread_id, self.ledger.choices.webhooks)

    @property
    def _say(self) -> Say:
        return public_voice(self._house, self.ledger.choices)

    async def do(self, deed: Deed) -> None:
        """Do a deed; an archived thread is opened again first."""
        try:
            await self._DEEDS[deed.kind](self, deed)
        except discord.HTTPException as error:
            if error.code != ARCHIVED:
                raise
            await self._house.courier.unarchive(self.place)
            await self._DEEDS[deed.kind](self, deed)

    async def set_aside(self, deed: Deed) -> None:
        """Mark a deed done that later events made needless."""
        await self._write(Post(*deed.name, "done"))

    async def give_up(self, deed: Deed) -> None:
        """Mark a deed as failed for good."""
        await self._write(Post(*deed.name, "failed"))

    async def _write(self, post: Post) -> None:
        async with transaction(self._house.engine) as session:
            await ledgers.save_post(session, self.ledger.venue.id, post)
        posts = {**self.ledger.posts, (post.seq, post.slot): post}
        self.ledger = replace(self.ledger, posts=posts)

    async def _thread(self, deed: Deed) -> None:
        venue, courier = self.ledger.venue, self._house.courier
        name = thread_name(self.ledger.book.title, venue.id)
        tried = deed.name in self.ledger.posts
        found = await courier.find_thread(venue.guild_id, venue.channel_id, name) if tried else None
        if not tried:
            await self._write(Post(*deed.name, "sending"))
        thread_id = found or await courier.open_thread(venue.channel_id, name)
        async with transaction(self._house.engine) as session:
            await ledgers.move_to_thread(session, venue.id, thread_id)
            await ledgers.save_post(session, venue.id, Post(*deed.name, "done", thread_id))
        posts = {**self.ledger.posts, deed.name: Post(*deed.name, "done", thread_id)}
        self.ledger = replace(self.ledger, venue=replace(venue, thread_id=thread_id), posts=posts)

    async def _playbill(self, deed: Deed) -> None:
        await self._put_up(deed.name, wording.playbill_of(self.ledger, self._say))

    async def _line(self, deed: Deed) -> None:
        venue = self.ledger.venue
        plain_pages = wording.line_pages(self.ledger, deed, self._say)
        pages = [await dressed(self._house, venue.guild_id, venue.chapter_id, page) for page in plain_pages]
        # The last piece has slot 0, so that the deed is done when all of it stands there.
        for slot, page in enumerate(pages[:-1], start=1):
            post = self.ledger.posts.get((deed.record.seq, slot))
            if post is None or post.status == "sending":
                await self._put_up((deed.record.seq, slot), page)
        await self._put_up(deed.name, pages[-1])

    async def _cue(self, deed: Deed) -> None:
        await self._put_up(deed.name, wording.cue_of(self.ledger, deed, self._say))

    async def _on_deck(self, deed: Deed) -> None:
        told = wording.on_deck_of(self.ledger, deed, self._say)
        user_id = self.ledger.performers.get(told[0]) if told and told[0] in self.ledger.state.on_deck else None
        if told is None or user_id is None or await self.member(user_id) is None:
            await self.set_aside(deed)
        else:
            await self._put_up(deed.name, told[1])

    async def _way_back(self, deed: Deed) -> None:
        await self._put_up(deed.name, wording.way_back_of(self.ledger, deed, self._say))

    async def _pause(self, deed: Deed) -> None:
        await self._put_up(deed.name, wording.pause_of(self.ledger, deed, self._say))

    async def _note(self, deed: Deed) -> None:
        await self._put_up(deed.name, wording.note_of(self.ledger, deed, self._say))

    async def _nudge(self, deed: Deed) -> None:
        await self._put_up(deed.name, wording.nudge_of(self.ledger, deed, self._say))

    async def _recap(self, deed: Deed) -> None:
        await self._put_up(deed.name, wording.recap_of(self.ledger, self._say))

    async def _curtain(self, deed: Deed) -> None:
        await self._put_up(
            deed.name,
            wording.curtain_of(
                self.ledger, deed, await names_of(self._house.client, self.ledger, self._say), self._say
            ),
        )

    async def _transcript(self, deed: Deed) -> None:
        """Post the transcript in the server's channel for them; where that cannot be, the thread has it anyway."""
        channel_id = self.ledger.choices.transcript_channel_id
        if channel_id is None or not await self._may_be_read_in(channel_id):
            await self.set_aside(deed)
            return
        names = await names_of(self._house.client, self.ledger, self._say)
        page = wording.transcript_post_of(self.ledger, deed, names, self._say)
        try:
            await self._put_up(deed.name, page, Place(channel_id, channel_id))
        except (discord.NotFound, discord.Forbidden) as refused:
            _log.warning("no transcript in its channel", channel_id=channel_id, code=refused.code)
            await self.give_up(deed)

    async def _may_be_read_in(self, channel_id: int) -> bool:
        """Tell whether the chapter may be shown in a channel: one for adults in age-restricted ones alone."""
        async with transaction(self._house.engine, writes=False) as session:
            adult = await chapters.is_adult(session, self.ledger.venue.chapter_id)
        channel = self._house.client.get_channel(channel_id)
        return not adult or (isinstance(channel, discord.TextChannel) and channel.is_nsfw())

    async def member(self, user_id: int) -> str | None:
        """Return a member's display name, or None where they are no longer on the server."""
        return await display_name(self._house.client, self.ledger.venue.guild_id, user_id)

    async def _close_cue(self, deed: Deed) -> None:
        await self._change(deed, wording.closed_cue_of)

    async def _reword_cue(self, deed: Deed) -> None:
        await self._change(deed, wording.cue_of)

    async def _close_way_back(self, deed: Deed) -> None:
        await self._change(deed, wording.closed_way_back_of)

    async def _change(self, deed: Deed, word: Callable[[Ledger, Deed, Say], Page]) -> None:
        """Have the post of the event `deed.of` read as it should now, where it stands."""
        post = self.ledger.posts.get((deed.of, 0))
        if post is not None and post.message_id is not None and post.status == "done":
            await self._house.courier.edit(self.place, post.message_id, word(self.ledger, deed, self._say))
        await self.set_aside(deed)

    async def _refresh(self, deed: Deed) -> None:
        post = self.ledger.posts.get((playbill_seq(self.ledger.records), PLAYBILL_SLOT))
        if post is not None and post.message_id is not None and post.status == "done":
            await self._house.courier.edit(self.place, post.message_id, wording.playbill_of(self.ledger, self._say))
        await self.set_aside(deed)

    async def _put_up(self, name: Name, page: Page | Panel, elsewhere: Place | None = None) -> None:
        """Post a page once, whatever was tried before; in quiet hours it pings nobody."""
        quiet = quiet_hours(self.ledger.choices)
        if isinstance(page, Page) and quiet is not None and quiet.holds(self._house.now()):
            page = replace(page, pings=())
        nonce, place = f"{self.ledger.venue.id}.{name[0]}.{name[1]}", elsewhere or self.place
        sent = await self._already_there(name, page, nonce, place)
        if sent is None:
            await self._write(Post(*name, "sending", place.thread_id))
            sent = await self._send(page, nonce, place)
        await self._write(Post(*name, "done", place.thread_id, sent.message_id, sent.webhook_id))

    async def _send(self, page: Page | Panel, nonce: str, place: Place) -> Sent:
        if isinstance(page, Panel):
            return await self._house.courier.send_panel(place, page, nonce)
        return await self._house.courier.send(place, page, nonce)

    async def _already_there(self, name: Name, page: Page | Panel, nonce: str, place: Place) -> Sent | None:
        """Return the post where an earlier try did arrive; further copies of it are taken down."""
        before = self.ledger.posts.get(name)
        if before is None or before.status != "sending":
            return None
        known = {
            post.message_id
            for post in self._own_posts()
            # Ids grow with time everywhere, so that the thread's posts tell where to begin in another channel.
            if post.message_id and (post.channel_id == place.thread_id or place != self.place)
        }
        copies = await self._house.courier.find_copies(place, page, nonce, known)
        for surplus in copies[1:]:
            await self._house.courier.remove(place, surplus)
        return copies[0] if copies else None

    def _own_posts(self) -> Iterator[Post]:
        """Yield the posts but for members' replies, which may be younger than a post of ours that is looked for."""
        for post in self.ledger.posts.values():
            event = self.ledger.records[post.seq - 1].event
            if not (isinstance(event, LinePerformed) and event.replied):
                yield post

    _DEEDS: dict[str, Callable[[Hands, Deed], Awaitable[None]]] = {  # noqa: RUF012 (a table of methods)
        "thread": _thread,
        "playbill": _playbill,
        "line": _line,
        "cue": _cue,
        "on-deck": _on_deck,
        "way-back": _way_back,
        "pause": _pause,
        "note": _note,
        "nudge": _nudge,
        "recap": _recap,
        "curtain": _curtain,
        "transcript": _transcript,
        "close-cue": _close_cue,
        "close-way-back": _close_way_back,
        "reword-cue": _reword_cue,
        "refresh": _refresh,
    }
