"""Which kind of thread a channel gets; SimCord has no threads of announcement channels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import discord
import pytest

from bot.backstage.courier import Courier

if TYPE_CHECKING:
    from bot.backstage.webhooks import Webhooks


class Channel(discord.TextChannel):
    """A text channel without a server."""

    def __init__(self, kind: discord.ChannelType) -> None:
        self._type = kind.value


class Client:
    """A client that knows one channel, and notes the threads that it is asked to open."""

    def __init__(self, channel: discord.TextChannel | None) -> None:
        self.channel = channel
        self.http = self
        self.kinds: list[int] = []

    def get_channel(self, _channel_id: int) -> discord.TextChannel | None:
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
