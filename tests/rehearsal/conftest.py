"""A room for each test, seen by a bare REST client, by members, and by a bot that discord.py drives."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.rehearsal import dispatch
from bot.rehearsal.api import Answer
from bot.rehearsal.house import House
from bot.rehearsal.server import Room
from tests.rehearsal.answers import Answers
from tests.rehearsal.company import Company
from tests.wire.member import Json, RoomClient

DESCRIPTION = Path(__file__).resolve().parents[3] / "shared" / "discord" / "openapi.json"


class Api:
    """The bot's REST without a library: gives status and body, and keeps the last headers."""

    def __init__(self, session: aiohttp.ClientSession, url: str, token: str) -> None:
        self._session = session
        self._url = url
        self._headers = {"Authorization": f"Bot {token}"}
        self.headers: dict[str, str] = {}

    async def __call__(
        self,
        method: str,
        path: str,
        body: object = None,
        files: dict[str, bytes] | None = None,
    ) -> tuple[int, Any]:
        content: dict[str, Any] = {"data": _form(body, files)} if files else {"json": body}
        async with self._session.request(method, self._url + path, headers=self._headers, **content) as response:
            text = await response.text()
            self.headers = dict(response.headers)
            return response.status, json.loads(text) if text else None

    async def done(self, method: str, path: str, body: object = None, files: dict[str, bytes] | None = None) -> Any:  # noqa: ANN401 - JSON
        """Ask for something that must succeed and give the body."""
        status, answer = await self(method, path, body, files)
        assert status < 300, (status, answer)
        return answer

    async def code(self, method: str, path: str, body: object = None) -> tuple[int, int]:
        """Ask for something that must be refused and give the status and Discord's code."""
        status, answer = await self(method, path, body)
        assert status >= 400, (status, answer)
        return status, answer["code"]


def _form(body: object, files: dict[str, bytes]) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("payload_json", json.dumps(body), content_type="application/json")
    for number, (filename, content) in enumerate(files.items()):
        form.add_field(f"files[{number}]", content, filename=filename, content_type="application/octet-stream")
    return form


@pytest.fixture(scope="session")
def answers() -> Answers | None:
    """Discord's API description, if it lies beside the project."""
    return Answers(DESCRIPTION) if DESCRIPTION.is_file() else None


@pytest.fixture(autouse=True)
def _answers_as_discord_does(answers: Answers | None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every answer that a room in this process gives, in any test, has the shape that Discord describes."""
    problems: list[str] = []
    respond = dispatch._respond

    def checked(house: House, exchange: dispatch.Exchange, answer: Answer) -> web.Response:
        if answers is not None:
            problems.extend(answers.problems(exchange.request.method, exchange.route, answer.status, answer.body))
        return respond(house, exchange, answer)

    monkeypatch.setattr(dispatch, "_respond", checked)
    yield
    assert problems == []


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    """A fresh room."""
    async with Room(tmp_path / "world") as room:
        yield room


@pytest.fixture
async def client(room: Room) -> AsyncIterator[RoomClient]:
    """The room seen by its members."""
    async with RoomClient(room.url) as client:
        yield client


@pytest.fixture
async def api(room: Room) -> AsyncIterator[Api]:
    """The room seen by a bot without a library."""
    async with aiohttp.ClientSession() as session:
        yield Api(session, room.api_url, room.token)


@pytest.fixture
async def stage(client: RoomClient) -> Json:
    """The channel #stage."""
    return await client.channel("stage")


@asynccontextmanager
async def playing(monkeypatch: pytest.MonkeyPatch, url: str, token: str) -> AsyncIterator[Company]:
    """Start the discord.py bot against a room, and end it; the library's addresses are put back with the test."""
    monkeypatch.setattr(Route, "BASE", f"{url}/api/v10")
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", URL(url.replace("http", "ws") + "/gateway"))
    company = Company()
    running = asyncio.create_task(company.start(token))
    arrived = asyncio.create_task(company.came.wait())
    await asyncio.wait((running, arrived), return_when=asyncio.FIRST_COMPLETED, timeout=20)
    try:
        assert arrived.done()
        yield company
    finally:
        arrived.cancel()
        await company.close()
        await running


@pytest.fixture
async def company(room: Room, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Company]:
    """The discord.py bot, connected."""
    async with playing(monkeypatch, room.url, room.token) as company:
        yield company
