"""The gateway's websocket: hello, identify, heartbeat, resume, compression, and the ways in which a line breaks.

Which events a session gets is decided in ``sessions``. Voice and presences are accepted and ignored.
"""

import asyncio
import json
import zlib
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import WSMsgType, web

from bot.rehearsal import guilds
from bot.rehearsal.kinds import PRIVILEGED, CloseCode, Intent, Opcode
from bot.rehearsal.sessions import Session, Sessions
from bot.rehearsal.shapes import Event, Json, only
from bot.rehearsal.world import World

HEARTBEAT_MILLISECONDS = 41_250
LARGEST_FRAME = 1 << 20
FINAL_CLOSES = frozenset({1000, 1001})
MOST_CHUNKED = 100


class Line:
    """One open websocket: what is to be sent waits in a queue, so that nobody waits for the network."""

    def __init__(self, socket: web.WebSocketResponse, *, compressed: bool) -> None:
        self.socket = socket
        self.session: Session | None = None
        self._compressor = zlib.compressobj() if compressed else None
        self._queue: asyncio.Queue[str] = asyncio.Queue()

    def push(self, text: str) -> None:
        """Have a text sent."""
        self._queue.put_nowait(text)

    def push_op(self, opcode: Opcode, data: object = None) -> None:
        """Have an opcode sent."""
        self.push(json.dumps({"op": opcode, "d": data, "s": None, "t": None}))

    async def run(self) -> None:
        """Send what waits until the line is gone."""
        while True:
            text = await self._queue.get()
            try:
                await self._send(text)
            except ConnectionError:
                return

    async def _send(self, text: str) -> None:
        if self._compressor is None:
            await self.socket.send_str(text)
            return
        packed = self._compressor.compress(text.encode()) + self._compressor.flush(zlib.Z_SYNC_FLUSH)
        await self.socket.send_bytes(packed)


Handler = Callable[[Line, Any], Awaitable[None]]


class Gateway:
    """All lines of the bot."""

    def __init__(self, world: World, token: str) -> None:
        self.sessions = Sessions(world)
        self._world = world
        self._token = token
        self._lines: dict[Line, web.Request] = {}
        self._handlers: dict[int, Handler] = {
            Opcode.HEARTBEAT: self._heartbeat,
            Opcode.IDENTIFY: self._identify,
            Opcode.RESUME: self._resume,
            Opcode.REQUEST_MEMBERS: self._request_members,
            Opcode.PRESENCE: self._ignore,
            Opcode.VOICE_STATE: self._ignore,
        }

    @property
    def online(self) -> bool:
        """Whether the bot is connected."""
        return self.sessions.online

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one websocket from hello to its end; only zlib-stream is packed, all else goes as text."""
        socket = web.WebSocketResponse(max_msg_size=LARGEST_FRAME, compress=False)
        await socket.prepare(request)
        line = Line(socket, compressed=request.query.get("compress") == "zlib-stream")
        self._lines[line] = request
        writer = asyncio.create_task(line.run())
        line.push_op(Opcode.HELLO, {"heartbeat_interval": HEARTBEAT_MILLISECONDS, "_trace": []})
        try:
            await self._listen(line)
        finally:
            writer.cancel()
            self._lines.pop(line, None)
            self._lose(line)
        return socket

    async def _listen(self, line: Line) -> None:
        async for frame in line.socket:
            if frame.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                break
            try:
                payload = json.loads(frame.data)
                handler = self._handlers.get(payload["op"])
            except (ValueError, KeyError, TypeError):
                await line.socket.close(code=CloseCode.DECODE_ERROR, message=b"Error while decoding payload.")
                return
            if handler is None:
                await line.socket.close(code=CloseCode.UNKNOWN_OPCODE, message=b"Unknown opcode.")
                return
            await handler(line, payload.get("d"))

    def _lose(self, line: Line) -> None:
        """Note that a line is gone; a goodbye ends its session, anything else leaves it to be resumed."""
        session = line.session
        if session is None or session.send != line.push:
            return
        session.send = None
        if line.socket.close_code in FINAL_CLOSES:
            self.sessions.close(session.id)
        self._announce_presence()

    def _announce_presence(self) -> None:
        data = {"id": self._world.bot_id, "online": self.online}
        self._world.emit(Event("BOT_PRESENCE", data, to_bot=False))
        self._world.settle()

    async def _ignore(self, line: Line, data: object) -> None:
        """Take note of nothing."""

    async def _heartbeat(self, line: Line, _data: object) -> None:
        line.push_op(Opcode.HEARTBEAT_ACK)

    async def _identify(self, line: Line, data: Json) -> None:
        refusal = self._refusal(line, data)
        if refusal is not None:
            await line.socket.close(code=refusal, message=refusal.name.encode())
            return
        shard_id, shard_count = data.get("shard") or (0, 1)
        session = Session(int(data["intents"]), shard_id, shard_count)
        session.send, line.session = line.push, session
        self.sessions.open(session)
        self._welcome(session)
        self._announce_presence()

    def _refusal(self, line: Line, data: Json) -> CloseCode | None:
        if line.session is not None:
            return CloseCode.ALREADY_AUTHENTICATED
        if str(data.get("token", "")).removeprefix("Bot ") != self._token:
            return CloseCode.AUTHENTICATION_FAILED
        intents = data.get("intents")
        if not isinstance(intents, int) or intents < 0:
            return CloseCode.INVALID_INTENTS
        flags = int(self._world.settings["application"]["flags"])
        if any(intents & intent and not flags & flag for intent, flag in PRIVILEGED.items()):
            return CloseCode.DISALLOWED_INTENTS
        shard_id, shard_count = data.get("shard") or (0, 1)
        return None if 0 <= shard_id < shard_count else CloseCode.INVALID_SHARD

    def _welcome(self, session: Session) -> None:
        world = self._world
        own = [guild for guild in guilds.bot_guilds(world) if session.covers(guild["id"])]
        ready = {
            "v": 10,
            "user": world.bot | {"verified": True, "mfa_enabled": False, "email": None},
            "guilds": [{"id": guild["id"], "unavailable": True} for guild in own],
            "session_id": session.id,
            "resume_gateway_url": gateway_url(world),
            "session_type": "normal",
            "application": only(world.settings["application"], "id", "flags"),
            "private_channels": [],
            "relationships": [],
            "presences": [],
            "shard": [session.shard_id, session.shard_count],
        }
        session.dispatch("READY", ready)
        if session.intents & Intent.GUILDS:
            for guild in own:
                session.dispatch("GUILD_CREATE", guilds.full_guild(world, guild))

    async def _resume(self, line: Line, data: Json) -> None:
        if data.get("token") != self._token:
            await line.socket.close(code=CloseCode.AUTHENTICATION_FAILED, message=b"Authentication failed.")
            return
        session = self.sessions.get(str(data.get("session_id")))
        missed = session.missed(int(data.get("seq") or 0)) if session else None
        if session is None or missed is None:
            line.push_op(Opcode.INVALID_SESSION, data=False)
            return
        session.send, line.session = line.push, session
        for text in missed:
            line.push(text)
        session.dispatch("RESUMED", {"_trace": []})
        self._announce_presence()

    async def _request_members(self, line: Line, data: Json) -> None:
        """Answer a request for members, by id or by the beginning of a name."""
        world, guild_id = self._world, str(data.get("guild_id"))
        if line.session is None or world.member(guild_id, world.bot_id) is None:
            return
        wanted = {str(user_id) for user_id in _as_list(data.get("user_ids"))}
        start = str(data.get("query") or "").lower()
        chosen = [
            guilds.shown_member(world, member)
            for member in world.members.group(guild_id).values()
            if (member["user_id"] in wanted if wanted else world.users[member["user_id"]]["username"].startswith(start))
        ]
        chunk: Json = {"guild_id": guild_id, "members": chosen[: data.get("limit") or MOST_CHUNKED]}
        chunk |= {"chunk_index": 0, "chunk_count": 1, "not_found": [], "nonce": data.get("nonce")}
        line.session.dispatch("GUILD_MEMBERS_CHUNK", chunk)

    # Breaking the line on purpose

    async def disturb(self, action: str) -> bool:
        """Drop every line, ask for a reconnect, or declare the sessions invalid; False for an unknown wish."""
        if action not in ("drop", "reconnect", "invalid_session"):
            return False
        for line, request in list(self._lines.items()):
            if action == "drop" and request.transport is not None:
                request.transport.abort()
            elif action == "reconnect":
                line.push_op(Opcode.RECONNECT)
            elif line.session is not None:
                self.sessions.close(line.session.id)
                line.push_op(Opcode.INVALID_SESSION, data=False)
        return True

    async def close(self) -> None:
        """Close every line as a server does that goes down: the bot may resume later."""
        for line in list(self._lines):
            await line.socket.close(code=1012)


def gateway_url(world: World) -> str:
    """Tell where the gateway listens."""
    return world.base_url.replace("http", "ws", 1) + "/gateway"


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]
