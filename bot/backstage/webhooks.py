"""The webhooks through which characters speak: one a channel, the bot's own, found anew after each start.

Their tokens are secrets: they are asked of Discord and kept in memory, never stored.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

import aiohttp
import discord
import structlog

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_log = structlog.get_logger(__name__)

WEBHOOK_NAME = "Footlights"
_SECONDS_A_REQUEST = 20
_SERVER_ERROR = 500
_SECONDS_WITHOUT = 60.0


class UncertainError(Exception):
    """Discord did not say whether it did what it was asked; look before asking again."""


TROUBLE = (UncertainError, discord.DiscordServerError, aiohttp.ClientError, asyncio.TimeoutError, OSError)
"""What is raised where Discord, or the way to it, is in trouble for a while."""


async def _stop_at_server_errors(
    request: aiohttp.ClientRequest,
    handler: Callable[[aiohttp.ClientRequest], Awaitable[aiohttp.ClientResponse]],
) -> aiohttp.ClientResponse:
    # discord.py would repeat the request by itself, and a line whose post had arrived would stand there twice.
    response = await handler(request)
    if response.status >= _SERVER_ERROR:
        response.close()
        raise UncertainError(f"Discord answered {response.status}")
    return response


class Webhooks:
    """Finds, makes and remembers the webhook of each channel."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client
        self._known: dict[int, discord.Webhook] = {}
        self._refused_at: dict[int, float] = {}
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        """Hang up."""
        if self._session is not None:
            await self._session.close()

    async def of(self, channel_id: int) -> discord.Webhook | None:
        """Return the channel's webhook, made where there is none; None where the bot may not have one."""
        lock = self._locks.setdefault(channel_id, asyncio.Lock())
        async with lock:
            if channel_id not in self._known and self._may_ask(channel_id):
                await self._find(channel_id)
            return self._known.get(channel_id)

    def forget(self, channel_id: int) -> None:
        """Forget a webhook that turned out gone; the next line makes another."""
        self._known.pop(channel_id, None)

    def ask_again(self, channel_id: int | None = None) -> None:
        """Try once more where the bot might not have a webhook: permissions have changed, here or (None) everywhere."""
        if channel_id is None:
            self._refused_at.clear()
        else:
            self._refused_at.pop(channel_id, None)

    def _may_ask(self, channel_id: int) -> bool:
        refused = self._refused_at.get(channel_id)
        return refused is None or asyncio.get_running_loop().time() - refused > _SECONDS_WITHOUT

    async def _find(self, channel_id: int) -> None:
        try:
            found = await self._ours(channel_id) or await self._make(channel_id)
        except (discord.Forbidden, discord.NotFound) as error:
            self._refused_at[channel_id] = asyncio.get_running_loop().time()
            _log.info("no webhook", channel_id=channel_id, code=error.code)
            return
        self._known[channel_id] = discord.Webhook.partial(
            int(found["id"]), found["token"], session=self._connection(), client=self._client
        )

    async def _ours(self, channel_id: int) -> dict[str, Any] | None:
        hooks: list[Any] = await self._client.http.channel_webhooks(channel_id)
        mine = str(self._client.application_id)
        return next((hook for hook in hooks if hook.get("application_id") == mine and hook.get("token")), None)

    async def _make(self, channel_id: int) -> dict[str, Any]:
        made: Any = await self._client.http.create_webhook(channel_id, name=WEBHOOK_NAME)
        return dict(made)

    def _connection(self) -> aiohttp.ClientSession:
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=_SECONDS_A_REQUEST)
            self._session = aiohttp.ClientSession(timeout=timeout, middlewares=(_stop_at_server_errors,))
        return self._session
