"""The gateway's own manners, seen by a bare websocket, and how discord.py takes a broken line."""

import asyncio
import json
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from bot.rehearsal.kinds import Intent
from bot.rehearsal.server import Room
from tests.rehearsal.company import Company
from tests.rehearsal.conftest import Api
from tests.wire.member import Json, RoomClient

INTENTS = int(Intent.GUILDS | Intent.GUILD_MESSAGES)


class Line:
    """A bare gateway connection."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def send(self, op: int, data: object) -> None:
        await self.socket.send_json({"op": op, "d": data})

    async def receive(self) -> Any:  # noqa: ANN401 - JSON
        return json.loads(await self.socket.receive_str(timeout=5))

    async def until(self, name: str) -> Json:
        """Skip to an event."""
        while (payload := await self.receive())["t"] != name:
            pass
        return dict(payload)

    async def identify(self, token: str, intents: int = INTENTS, shard: list[int] | None = None) -> None:
        data: Json = {"token": token, "intents": intents, "properties": {}}
        await self.send(2, data | ({"shard": shard} if shard else {}))

    async def close_code(self) -> int | None:
        while not self.socket.closed:
            await self.socket.receive(timeout=5)
        return self.socket.close_code


@asynccontextmanager
async def line_to(room: Room) -> AsyncIterator[Line]:
    async with aiohttp.ClientSession() as session, session.ws_connect(room.url + "/gateway?v=10") as socket:
        line = Line(socket)
        assert (await line.receive())["op"] == 10
        yield line


async def test_the_address_of_the_gateway_is_the_rooms_own(api: Api, room: Room) -> None:
    answer = await api.done("GET", "/gateway/bot")
    assert answer["url"] == room.url.replace("http", "ws") + "/gateway"
    assert api.headers["Content-Type"] == "application/json"


async def test_a_wrong_token_closes_with_4004(room: Room) -> None:
    async with line_to(room) as line:
        await line.identify("wrong")
        assert await line.close_code() == 4004


async def test_a_privileged_intent_that_was_not_granted_closes_with_4014(room: Room) -> None:
    async with line_to(room) as line:
        await line.identify(room.token, int(Intent.MESSAGE_CONTENT))
        assert await line.close_code() == 4014


async def test_ready_names_the_guilds_and_each_follows(room: Room) -> None:
    async with line_to(room) as line:
        await line.identify(room.token)
        ready = (await line.until("READY"))["d"]
        assert [guild["unavailable"] for guild in ready["guilds"]] == [True, True]
        first, second = (await line.until("GUILD_CREATE"))["d"], (await line.until("GUILD_CREATE"))["d"]
        assert {first["name"], second["name"]} == {"The Little Theatre", "The Other House"}
        assert [member["user"]["username"] for member in first["members"]] == ["Footlights"]


async def test_a_heartbeat_is_acknowledged(room: Room) -> None:
    async with line_to(room) as line:
        await line.send(1, None)
        assert (await line.receive())["op"] == 11


async def test_what_cannot_be_decoded_closes_with_4002(room: Room) -> None:
    async with line_to(room) as line:
        await line.socket.send_str("not json")
        assert await line.close_code() == 4002


async def test_a_packed_line_is_one_zlib_stream(room: Room) -> None:
    inflate = zlib.decompressobj()
    url = room.url + "/gateway?v=10&compress=zlib-stream"
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        hello = json.loads(inflate.decompress(await socket.receive_bytes()))
        assert hello["op"] == 10
        await socket.send_json({"op": 1, "d": None})
        assert json.loads(inflate.decompress(await socket.receive_bytes()))["op"] == 11


async def test_a_resumed_line_gets_what_it_missed(room: Room, client: RoomClient, stage: Json) -> None:
    ben = await client.member("ben")
    async with line_to(room) as line:
        await line.identify(room.token)
        ready = await line.until("READY")
        await line.until("GUILD_CREATE")
        last = await line.until("GUILD_CREATE")
        await line.socket.close(code=4000)
    await ben.say(stage, "while you were away")
    async with line_to(room) as line:
        data = {"token": room.token, "session_id": ready["d"]["session_id"], "seq": last["s"]}
        await line.send(6, data)
        missed = await line.receive()
        assert (missed["t"], missed["s"]) == ("MESSAGE_CREATE", last["s"] + 1)
        assert (await line.receive())["t"] == "RESUMED"


async def test_a_session_that_said_goodbye_cannot_be_resumed(room: Room) -> None:
    async with line_to(room) as line:
        await line.identify(room.token)
        ready = await line.until("READY")
        await line.socket.close(code=1000)
    async with line_to(room) as line:
        await line.send(6, {"token": room.token, "session_id": ready["d"]["session_id"], "seq": 1})
        assert await line.receive() == {"op": 9, "d": False, "s": None, "t": None}


async def test_each_shard_hears_of_its_own_guilds(room: Room, client: RoomClient) -> None:
    guilds = (await client.ask("GET", "/world"))["guilds"]
    for shard_id in (0, 1):
        mine = {guild["id"] for guild in guilds if (int(guild["id"]) >> 22) % 2 == shard_id}
        async with line_to(room) as line:
            await line.identify(room.token, shard=[shard_id, 2])
            ready = await line.until("READY")
            assert {guild["id"] for guild in ready["d"]["guilds"]} == mine


async def test_a_dropped_line_is_resumed_by_the_library(client: RoomClient, company: Company, stage: Json) -> None:
    ben = await client.member("ben")
    await client.ask("POST", "/gateway", {"action": "drop"})
    await asyncio.wait_for(company.resumed.wait(), 20)
    assert (await ben.command("echo", stage, words="again"))["outcome"] == "message"


async def test_a_wish_to_reconnect_is_followed(client: RoomClient, company: Company) -> None:
    await client.ask("POST", "/gateway", {"action": "reconnect"})
    await asyncio.wait_for(company.resumed.wait(), 20)


async def test_an_invalid_session_is_begun_anew(client: RoomClient, company: Company, stage: Json) -> None:
    company.came.clear()
    await client.ask("POST", "/gateway", {"action": "invalid_session"})
    await asyncio.wait_for(company.came.wait(), 20)
    ben = await client.member("ben")
    assert (await ben.command("echo", stage, words="again"))["outcome"] == "message"


async def test_members_are_told_whether_the_bot_is_there(client: RoomClient, company: Company) -> None:
    ben = await client.member("ben")
    assert await client.bot_online()
    await company.close()
    await ben.wait_for(lambda event, data: event == "bot_presence" and not data["online"])


@pytest.mark.parametrize("action", ["sing", ""])
async def test_an_unknown_disturbance_is_refused(client: RoomClient, action: str) -> None:
    with pytest.raises(Exception, match="must be one of"):
        await client.ask("POST", "/gateway", {"action": action})
