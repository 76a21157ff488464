"""The members' live connections: what happens in the room, told to those who may see it.

Sending is queued, so that nobody waits for a slow page. What a member may ask for is the members' handlers'.
"""

import asyncio
import json

from aiohttp import web

from bot.rehearsal.shapes import Event, Json
from bot.rehearsal.world import World

NAMES = {
    "MESSAGE_CREATE": "message_create",
    "MESSAGE_UPDATE": "message_update",
    "MESSAGE_DELETE": "message_delete",
    "CHANNEL_CREATE": "channel_create",
    "CHANNEL_UPDATE": "channel_update",
    "CHANNEL_DELETE": "channel_delete",
    "THREAD_CREATE": "channel_create",
    "THREAD_UPDATE": "channel_update",
    "THREAD_DELETE": "channel_delete",
    "THREAD_MEMBERS_UPDATE": "world",
    "TYPING_START": "typing",
    "BOT_PRESENCE": "bot_presence",
    "COMMANDS_UPDATE": "commands_update",
    "INTERACTION_ANSWERED": "interaction_answered",
    "MODAL_OPENED": "modal_opened",
}
OTHERS = "world"
UNHEARD = frozenset({"WEBHOOKS_UPDATE", "INTERACTION_CREATE"})


class Audience:
    """All live connections."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._queues: dict[asyncio.Queue[str], str] = {}
        self._sockets: set[web.WebSocketResponse] = set()

    async def attend(self, request: web.Request, user_id: str) -> web.WebSocketResponse:
        """Serve one member's connection to its end; what the member sends over it is ignored."""
        socket = web.WebSocketResponse(heartbeat=30)
        queue: asyncio.Queue[str] = asyncio.Queue()
        # Heard from before the page learns that it is connected: it loads what was, and counts on hearing the rest.
        self._queues[queue] = user_id
        try:
            await socket.prepare(request)
            await self._serve(socket, queue)
        finally:
            self._queues.pop(queue, None)
        return socket

    async def _serve(self, socket: web.WebSocketResponse, queue: "asyncio.Queue[str]") -> None:
        self._sockets.add(socket)
        writer = asyncio.create_task(self._write(socket, queue))
        try:
            async for _ in socket:
                pass
        finally:
            writer.cancel()
            self._sockets.discard(socket)

    async def _write(self, socket: web.WebSocketResponse, queue: "asyncio.Queue[str]") -> None:
        while not socket.closed:
            try:
                await socket.send_str(await queue.get())
            except ConnectionError:
                return

    async def close(self) -> None:
        """Close every connection; a page tries again when the room is back."""
        for socket in list(self._sockets):
            await socket.close(code=1012)

    def deliver(self, event: Event) -> None:
        """Tell an event to all who may see it."""
        if not self._queues or not event.to_members or event.name in UNHEARD:
            return
        text = ""
        for queue, user_id in self._queues.items():
            if self._may_hear(event, user_id):
                text = text or json.dumps({"event": NAMES.get(event.name, OTHERS), "data": self._data(event)})
                queue.put_nowait(text)

    def _data(self, event: Event) -> Json:
        return event.data | ({"guild_id": event.guild_id} if event.guild_id else {})

    def _may_hear(self, event: Event, user_id: str) -> bool:
        if event.only_for is not None:
            return event.only_for == user_id
        channel = self._world.channels.get(event.channel_id)
        if channel is not None:
            return self._world.sees(channel, user_id)
        return event.guild_id is None or self._world.member(event.guild_id, user_id) is not None
