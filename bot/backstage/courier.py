"""Sending pages into a thread so that each arrives once.

When Discord does not say whether a post arrived, the thread is read back: through the webhook for spoken lines, whose
content Discord shows nobody else, and by nonce or content for the bot's own. What to post and when is not known here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import discord

from bot.backstage.webhooks import TROUBLE, UncertainError, Webhooks
from bot.ui.names import webhook_name
from bot.ui.pages import Page, Panel, plain
from bot.ui.render import edit_of, files_of, layout_of, message_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection, Iterable, Iterator

    from bot.backstage.pacing import Pacer

UNKNOWN_CHANNEL = 10003
UNKNOWN_MESSAGE = 10008
UNKNOWN_WEBHOOK = 10015
ARCHIVED = 50083
_REFUSED_TO_WEBHOOKS = frozenset({400, 403})
_QUIET_MINUTES: Literal[1440] = 1440
"""Until Discord archives a thread in which nothing happens."""


@dataclass(frozen=True, slots=True)
class Place:
    """A thread and the channel it hangs in, and whether characters may speak there through a webhook."""

    channel_id: int
    thread_id: int
    webhooks: bool = True


@dataclass(frozen=True, slots=True)
class Sent:
    """A post that stands in the thread; `webhook_id` where a character spoke it."""

    message_id: int
    webhook_id: int | None = None


def as_plain(page: Page) -> Page:
    """Return a spoken line as the bot posts it where webhooks are not allowed."""
    if page.character is None:
        return page
    # Small print is small at the beginning of a line alone.
    gap = "\n" if page.content.startswith("-# ") else " "
    return replace(page, content=f"**{plain(page.character)}:**{gap}{page.content}", character=None)


class Courier:
    """Sends, edits and reads back."""

    def __init__(self, client: discord.Client, webhooks: Webhooks, pacer: Pacer | None = None) -> None:
        """Work through a client; without a pacer, lines go as fast as they come, as measurements need it."""
        self._client = client
        self._webhooks = webhooks
        self._pacer = pacer

    async def send(self, place: Place, page: Page, nonce: str) -> Sent:
        """Post a page; UncertainError when it is not known whether it arrived, discord.HTTPException when refused."""
        try:
            if page.character is not None:
                return await self._speak(place, page, nonce)
            return await self._post(place, page, nonce)
        except TROUBLE as trouble:
            raise UncertainError(str(trouble)) from trouble

    async def _speak(self, place: Place, page: Page, nonce: str) -> Sent:
        webhook = await self._webhooks.of(place.channel_id) if place.webhooks else None
        if webhook is None:
            return await self._post(place, as_plain(page), nonce)
        if self._pacer is not None:
            await self._pacer.wait(place.channel_id, webhook.id)
        try:
            message = await webhook.send(
                username=webhook_name(page.character or ""),
                avatar_url=page.portrait or discord.utils.MISSING,
                thread=discord.Object(place.thread_id)
                if place.thread_id != place.channel_id
                else discord.utils.MISSING,
                wait=True,
                **message_of(page),
            )
        except discord.NotFound as missing:
            if missing.code != UNKNOWN_WEBHOOK:
                raise
            self._webhooks.forget(place.channel_id)
            return await self._speak(place, page, nonce)
        except discord.HTTPException as refused:
            if refused.status not in _REFUSED_TO_WEBHOOKS:
                raise
            return await self._post(place, as_plain(page), nonce)
        return Sent(message.id, webhook.id)

    async def _post(self, place: Place, page: Page, nonce: str) -> Sent:
        message = await self._thread(place).send(nonce=nonce, **message_of(page))
        return Sent(message.id)

    async def send_panel(self, place: Place, panel: Panel, nonce: str) -> Sent:
        """Post a panel; the errors are those of `send`."""
        try:
            message = await self._thread(place).send(
                view=layout_of(panel), nonce=nonce, allowed_mentions=discord.AllowedMentions.none()
            )
        except TROUBLE as trouble:
            raise UncertainError(str(trouble)) from trouble
        return Sent(message.id)

    async def answer(self, place: Place, message_id: int, page: Page) -> None:
        """Reply to a member's message, pinging nobody; UncertainError when it is not known whether it arrived."""
        message = self._thread(place).get_partial_message(message_id)
        try:
            await message.reply(mention_author=False, **message_of(page))
        except TROUBLE as trouble:
            raise UncertainError(str(trouble)) from trouble

    async def replies_to(self, place: Place, message_id: int) -> list[discord.Message]:
        """Return the members' replies to a message, oldest first, as Discord shows them to the bot."""
        try:
            return [
                message
                async for message in self._thread(place).history(limit=None, after=discord.Object(message_id))
                if not message.author.bot and message.reference and message.reference.message_id == message_id
            ]
        except TROUBLE as trouble:
            raise UncertainError(str(trouble)) from trouble

    def _thread(self, place: Place) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(place.thread_id)

    async def edit(self, place: Place, message_id: int, page: Page | Panel) -> bool:
        """Make a message show a page; False when it is gone. UncertainError when Discord is in trouble."""
        message = self._thread(place).get_partial_message(message_id)
        try:
            await message.edit(**_edit(page))
        except discord.NotFound as missing:
            if missing.code == UNKNOWN_CHANNEL:
                raise
            return False
        except TROUBLE as trouble:
            raise UncertainError(str(trouble)) from trouble
        return True

    async def edit_spoken(self, place: Place, sent: Sent, page: Page) -> bool:
        """Make what a character said show a page and its buttons; otherwise like `rewrite`."""
        return await self._change(place, sent, page, _edit)

    async def rewrite(self, place: Place, sent: Sent, page: Page | Panel) -> bool:
        """Make a post of the bot's show a page, a character's too; False where nobody can any more.

        That is where the post, its webhook or its thread is gone, or where the bot may not edit there. UncertainError
        when Discord is in trouble.
        """
        return await self._change(place, sent, page, _rewriting)

    async def _change(
        self, place: Place, sent: Sent, page: Page | Panel, fields: Callable[[Page | Panel], dict[str, Any]]
    ) -> bool:
        """Make a post show a page by the fields made of it; they are made anew each time, since files are used up."""
        try:
            return await self._change_anyhow(place, sent, page, fields)
        except (discord.NotFound, discord.Forbidden):
            return False
        except TROUBLE as trouble:
            raise UncertainError(str(trouble)) from trouble

    async def _change_anyhow(
        self, place: Place, sent: Sent, page: Page | Panel, fields: Callable[[Page | Panel], dict[str, Any]]
    ) -> bool:
        try:
            return await self._change_now(place, sent, page, fields)
        except discord.HTTPException as error:
            if error.code != ARCHIVED:
                raise
            await self.unarchive(place)
            return await self._change_now(place, sent, page, fields)

    async def _change_now(
        self, place: Place, sent: Sent, page: Page | Panel, fields: Callable[[Page | Panel], dict[str, Any]]
    ) -> bool:
        if sent.webhook_id is None or isinstance(page, Panel):
            shown = page if isinstance(page, Panel) else as_plain(page)
            await self._thread(place).get_partial_message(sent.message_id).edit(**fields(shown))
            return True
        webhook = await self._webhooks.of(place.channel_id)
        if webhook is None or webhook.id != sent.webhook_id:
            return False
        await webhook.edit_message(sent.message_id, thread=_thread_of(place), **fields(page))
        return True

    async def find_copies(self, place: Place, page: Page | Panel, nonce: str, known: Collection[int]) -> list[Sent]:
        """Return the posts of a page that stand in the thread behind the known ones, oldest first.

        Only what came after the newest known message is looked at. A panel goes by its buttons: Discord does not tell
        the nonce of messages that are read back.
        """
        try:
            return [sent async for sent in self._copies(place, page, nonce, known)]
        except TROUBLE as trouble:
            raise UncertainError(str(trouble)) from trouble

    async def _copies(
        self, place: Place, page: Page | Panel, nonce: str, known: Collection[int]
    ) -> AsyncIterator[Sent]:
        after = discord.Object(max(known, default=place.thread_id))
        async for message in self._thread(place).history(limit=100, after=after, oldest_first=True):
            if message.id not in known and await self._is_copy(place, message, page, nonce):
                yield Sent(message.id, message.webhook_id)

    async def _is_copy(self, place: Place, message: discord.Message, page: Page | Panel, nonce: str) -> bool:
        if message.webhook_id is not None:
            return isinstance(page, Page) and await self._is_spoken(place, message, page)
        if message.author.id != (self._client.user.id if self._client.user else 0):
            return False
        if isinstance(page, Panel):
            wanted = {button.custom_id for row in page.rows for button in row}
            return message.nonce == nonce or not wanted.isdisjoint(_custom_ids(message.components))
        return message.nonce == nonce or message.content in {page.content, as_plain(page).content}

    async def _is_spoken(self, place: Place, message: discord.Message, page: Page) -> bool:
        """Tell whether a webhook's post is the page; that of a webhook since deleted goes by the name it spoke under.

        Nobody can read such a post any more, and nothing else of the bot's can stand behind the last known message.
        """
        if page.character is None:
            return False
        webhook = await self._webhooks.of(place.channel_id)
        if webhook is not None and webhook.id == message.webhook_id:
            try:
                seen = await webhook.fetch_message(message.id, thread=discord.Object(place.thread_id))
            except discord.NotFound as missing:
                if missing.code != UNKNOWN_WEBHOOK:
                    return False
                self._webhooks.forget(place.channel_id)
            else:
                return seen.content == page.content.strip()
        by_us = message.application_id == self._client.application_id
        return by_us and message.author.name == webhook_name(page.character)

    async def remove(self, place: Place, sent: Sent) -> None:
        """Delete a surplus copy of the bot's own."""
        try:
            webhook = await self._webhooks.of(place.channel_id) if sent.webhook_id is not None else None
            if webhook is not None and webhook.id == sent.webhook_id:
                await webhook.delete_message(sent.message_id, thread=_thread_of(place))
            else:
                await self._thread(place).get_partial_message(sent.message_id).delete()
        except discord.NotFound:
            return
        except TROUBLE as trouble:
            raise UncertainError(str(trouble)) from trouble

    async def standing(self, place: Place) -> set[int]:
        """Return the ids of all messages in the thread."""
        try:
            return {message.id async for message in self._thread(place).history(limit=None)}
        except TROUBLE as trouble:
            raise UncertainError(str(trouble)) from trouble

    async def unarchive(self, place: Place) -> None:
        """Open an archived thread again, so that it takes posts and edits."""
        await self._client.http.edit_channel(place.thread_id, archived=False)

    async def open_thread(self, channel_id: int, name: str) -> int:
        """Make a public thread, in a forum a post, and return its id.

        UncertainError when it is not known whether it was made, discord.HTTPException when it was refused.
        """
        channel = self._client.get_channel(channel_id)
        try:
            if isinstance(channel, discord.ForumChannel):
                return await _open_post(channel, name)
            made: Any = await self._client.http.start_thread_without_message(
                channel_id, name=name, type=_kind_of_thread(channel), auto_archive_duration=_QUIET_MINUTES
            )
        except TROUBLE as trouble:
            raise UncertainError(str(trouble)) from trouble
        return int(made["id"])

    async def find_thread(self, guild_id: int, channel_id: int, name: str) -> int | None:
        """Return the bot's own open thread of that name in a channel, or None."""
        try:
            active: Any = await self._client.http.get_active_threads(guild_id)
        except TROUBLE as trouble:
            raise UncertainError(str(trouble)) from trouble
        me = str(self._client.user.id) if self._client.user else ""
        ours = (
            int(thread["id"])
            for thread in active["threads"]
            if thread["name"] == name and thread["parent_id"] == str(channel_id) and thread.get("owner_id") == me
        )
        return next(ours, None)


def _custom_ids(components: Iterable[Any]) -> Iterator[str]:
    """Yield the custom ids of components and of all that they hold."""
    for component in components:
        if custom_id := getattr(component, "custom_id", None):
            yield custom_id
        yield from _custom_ids(getattr(component, "children", ()))


async def _open_post(forum: discord.ForumChannel, name: str) -> int:
    """Make a post with nothing but its name in it; where the forum wants a tag, one that moderators need not give."""
    offered = sorted(forum.available_tags, key=lambda tag: tag.moderated)
    tags = offered[:1] if forum.flags.require_tag else []
    made = await forum.create_thread(
        name=name, content=f"**{plain(name)}**", auto_archive_duration=_QUIET_MINUTES, applied_tags=tags
    )
    return made.thread.id


def _kind_of_thread(channel: object) -> Literal[10, 11]:
    """Return Discord's number for the threads of a channel: those of an announcement channel have one of their own."""
    return 10 if isinstance(channel, discord.TextChannel) and channel.is_news() else 11


def _thread_of(place: Place) -> discord.Object:
    """Return what tells a webhook the thread; a webhook that speaks in its own channel must not be told any."""
    in_thread = place.thread_id != place.channel_id
    return discord.Object(place.thread_id) if in_thread else discord.utils.MISSING


def _rewriting(page: Page | Panel) -> dict[str, Any]:
    """Return what an edit changes: the words, and the files where the page has some; buttons stay as they are."""
    if isinstance(page, Panel):
        return _edit(page)
    files = {"attachments": files_of(page)} if page.files else {}
    return {"content": message_of(page)["content"], "allowed_mentions": discord.AllowedMentions.none(), **files}


def _edit(page: Page | Panel) -> dict[str, Any]:
    if isinstance(page, Panel):
        return {"view": layout_of(page), "allowed_mentions": discord.AllowedMentions.none()}
    return edit_of(page)
