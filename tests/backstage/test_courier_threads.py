"""Which kind of thread a channel gets; SimCord has no threads of announcement channels, and no tags in forums."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import discord
import pytest

from bot.backstage.courier import Courier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.backstage.webhooks import Webhooks


class Channel(discord.TextChannel):
    """A text channel without a server."""

    def __init__(self, kind: discord.ChannelType) -> None:
        self._type = kind.value


class Client:
    """A client that knows one channel, and notes the threads that it is asked to open."""

    def __init__(self, channel: discord.TextChannel | discord.ForumChannel | None) -> None:
        self.channel = channel
        self.http = self
        self.kinds: list[int] = []

    def get_channel(self, _channel_id: int) -> discord.TextChannel | discord.ForumChannel | None:
        return self.channel

    async def start_thread_without_message(self, _channel_id: int, **payload: Any) -> dict[str, str]:  # noqa: ANN401 (JSON)
        self.kinds.append(payload["type"])
        return {"id": "7"}


@pytest.mark.parametrize(
    ("channel", "kind"), [(Channel(discord.ChannelType.text), 11), (Channel(discord.ChannelType.news), 10), (None, 11)]
)
async def test_an_announcement_channel_gets_a_thread_of_its_kind(
    channel: discord.TextChannel | None, kind: int
) -> None:
    client = Client(channel)
    courier = Courier(cast("discord.Client", client), cast("Webhooks", None))
    assert await courier.open_thread(5, "The Boat") == 7
    assert client.kinds == [kind]


class Forum(discord.ForumChannel):
    """A forum without a server that wants a tag on every post, and notes those that a post gets."""

    def __init__(self, *tags: discord.ForumTag) -> None:
        self._available_tags = dict(enumerate(tags))
        self._flags = discord.ChannelFlags(require_tag=True).value
        self.applied: list[str] = []

    async def create_thread(self, *, applied_tags: Sequence[discord.ForumTag] = (), **_: Any) -> Any:  # type: ignore[override]  # noqa: ANN401 (Discord's)
        self.applied = [tag.name for tag in applied_tags]
        return SimpleNamespace(thread=SimpleNamespace(id=7))


@pytest.mark.parametrize(
    ("tags", "applied"),
    [
        ((discord.ForumTag(name="rules", moderated=True), discord.ForumTag(name="scenes")), "scenes"),
        ((discord.ForumTag(name="rules", moderated=True),), "rules"),
    ],
)
async def test_a_post_gets_a_tag_that_everybody_may_give_where_there_is_one(
    tags: tuple[discord.ForumTag, ...], applied: str
) -> None:
    forum = Forum(*tags)
    courier = Courier(cast("discord.Client", Client(forum)), cast("Webhooks", None))
    assert await courier.open_thread(5, "The Boat") == 7
    assert forum.applied == [applied]
