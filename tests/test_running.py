from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import sqlite3
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import aiohttp
import pytest
from aiohttp import web

from bot.rehearsal.server import Room
from lore.chapters import bundled
from tests.command import (
    chapters_offered,
    footlights,
    is_running,
    started,
    surroundings,
    until_online,
    without_roots_privilege,
)
from tests.wire.member import RoomClient, text_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
    from pathlib import Path

    from tests.command import Running

pytestmark = pytest.mark.wire
TOKEN = "operator.test.token"  # noqa: S105 (it opens nothing but a room on this machine)
UNKNOWN_TOKEN = "some.other.token"  # noqa: S105 (it opens nothing at all)


@asynccontextmanager
async def rehearsing(folder: Path, *arguments: str, **environment: str) -> AsyncIterator[tuple[Running, RoomClient]]:
    """Yield `footlights rehearse` with its bot online, and the room's members' side."""
    async with (
        started(folder, "rehearse", "--port", "0", *arguments, **environment) as running,
        RoomClient(await running.address()) as room,
    ):
        await until_online(room, running)
        yield running, room


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        yield taken.getsockname()[1]


@pytest.fixture
def free_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.fixture
def locked_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in which nobody may write, not even the tests' own user."""
    if os.geteuid() == 0 and shutil.which("setpriv") is None:
        pytest.skip("the tests run as root, whom permissions do not bind, and there is no setpriv to change that")
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o555)
    yield folder
    folder.chmod(0o755)


async def test_the_room_opens_at_once_the_bot_comes_online_and_a_word_ends_both(tmp_path: Path) -> None:
    async with rehearsing(tmp_path) as (running, room):
        children = running.children()
        assert running.said == f"The rehearsal room is open: {room.url}/\n"
        assert children
        assert await running.stop() == 0, running.errors
        assert not [number for number in children if is_running(number)]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
async def test_a_word_a_key_or_a_closed_terminal_right_after_the_address_ends_both(
    tmp_path: Path, number: signal.Signals
) -> None:
    async with started(tmp_path, "rehearse", "--port", "0") as running:
        await running.address()
        children = running.children()
        assert await running.stop(number) == 0, running.errors
        assert not [child for child in children if is_running(child)]


async def test_run_without_a_token_offers_the_bundled_chapter_and_the_texts_of_lore_dir(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "the-ferry.txt").write_text('"Row," said Maud.\n\n"I am rowing," said Piet.\n', encoding="utf8")
    async with (
        started(tmp_path, "run", ROOM_PORT="0", LORE_DIR=str(texts)) as running,
        RoomClient(await running.address()) as room,
    ):
        await until_online(room, running)
        offered = await chapters_offered(room)
        assert bundled()[0].title in offered
        assert len(offered) == 2


async def test_a_bot_that_is_killed_is_started_again_in_the_room(tmp_path: Path) -> None:
    async with rehearsing(tmp_path) as (running, room):
        ana = await room.member("ana")
        (killed,) = running.children()
        os.kill(killed, signal.SIGKILL)
        await ana.wait_for(lambda event, data: event == "bot_presence" and not data["online"])
        await ana.wait_for(lambda event, data: event == "bot_presence" and data["online"], timeout=30)
        assert running.children() != [killed]


async def test_a_folder_called_bot_where_the_operator_stands_is_not_run(tmp_path: Path) -> None:
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "__main__.py").write_text("raise SystemExit('a stranger')\n", encoding="utf8")
    (tmp_path / "bot" / "__init__.py").write_text("", encoding="utf8")
    async with rehearsing(tmp_path) as (running, _):
        assert "a stranger" not in running.errors


def test_a_busy_port_is_named_with_the_setting_that_changes_it(tmp_path: Path, busy_port: int) -> None:
    ran = footlights(tmp_path, "run", ROOM_PORT=str(busy_port))
    assert ran.status == 2
    assert f"Port {busy_port} is already in use" in ran.errors
    assert "ROOM_PORT" in ran.errors


@pytest.mark.parametrize("command", ["db", "doctor"])
def test_a_database_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path, command: str) -> None:
    _write_newer_database(tmp_path / "footlights.db")
    ran = footlights(tmp_path, command)
    assert ran.status == 2
    assert "written by a newer Footlights (schema 9999)" in ran.errors
    assert _versions(tmp_path / "footlights.db") == [("9999",)]


def test_the_room_closes_where_its_bot_cannot_use_the_database(tmp_path: Path) -> None:
    _write_newer_database(tmp_path / "footlights.db")
    ran = footlights(tmp_path, "rehearse", "--port", "0")
    assert ran.status == 2
    assert "written by a newer Footlights" in ran.errors
    assert "The bot could not start; the line above says why." in ran.errors


def _write_newer_database(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    database.execute("INSERT INTO alembic_version VALUES ('9999')")
    database.commit()
    database.close()


def _versions(path: Path) -> list[tuple[str]]:
    database = sqlite3.connect(path)
    found = database.execute("SELECT version_num FROM alembic_version").fetchall()
    database.close()
    return found


def test_a_folder_that_cannot_be_written_is_named_by_the_room(locked_folder: Path) -> None:
    ran = footlights(locked_folder, "rehearse", "--port", "0", before=without_roots_privilege())
    assert ran.status == 2
    assert "rehearsal-room" in ran.errors
    assert "Permission denied" in ran.errors


def test_a_room_whose_folder_was_locked_is_refused(tmp_path: Path, locked_folder: Path) -> None:
    locked_folder.rename(tmp_path / "rehearsal-room")
    ran = footlights(tmp_path, "rehearse", "--port", "0", before=without_roots_privilege())
    (tmp_path / "rehearsal-room").rename(locked_folder)
    assert ran.status == 2
    assert "rehearsal-room" in ran.errors


def test_a_folder_that_cannot_be_written_is_named_by_the_database(locked_folder: Path) -> None:
    ran = footlights(locked_folder, "db", before=without_roots_privilege())
    assert ran.status == 2
    assert "The database footlights.db cannot be used" in ran.errors
    assert "DATABASE_URL" in ran.errors


def test_a_world_that_is_no_world_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rehearsal-room").mkdir()
    (tmp_path / "rehearsal-room" / "world.sqlite").write_bytes(b"no database at all " * 100)
    ran = footlights(tmp_path, "rehearse", "--port", "0")
    assert ran.status == 2
    assert "--reset" in ran.errors


def test_an_address_where_nobody_listens_is_named(tmp_path: Path, free_port: int) -> None:
    address = f"http://127.0.0.1:{free_port}/api/v10"
    ran = footlights(tmp_path, "run", DISCORD_TOKEN=TOKEN, DISCORD_API_URL=address)
    assert ran.status == 2
    assert f"{address} cannot be reached" in ran.errors
    assert TOKEN not in ran.errors


@pytest.mark.parametrize(
    ("status", "text", "told"),
    [(200, "<p>Welcome</p>", "does not answer as Discord does"), (404, "lost", "answered with status 404")],
)
async def test_an_address_that_is_not_discord_is_named(tmp_path: Path, status: int, text: str, told: str) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status, text=text, content_type="text/html")

    async with serving(answer) as address:
        ran = await asyncio.to_thread(footlights, tmp_path, "run", DISCORD_TOKEN=TOKEN, DISCORD_API_URL=address)
    assert ran.status == 2
    assert told in ran.errors
    assert "DISCORD_API_URL" in ran.errors


async def test_a_token_that_discord_does_not_know_is_refused(tmp_path: Path) -> None:
    async with Room(tmp_path / "world", token=TOKEN) as room:
        ran = await asyncio.to_thread(
            footlights, tmp_path, "run", DISCORD_TOKEN=UNKNOWN_TOKEN, DISCORD_API_URL=room.api_url
        )
    assert ran.status == 2
    assert "Discord does not know this DISCORD_TOKEN" in ran.errors
    assert UNKNOWN_TOKEN not in ran.errors


@asynccontextmanager
async def serving(handler: Callable[[web.Request], Awaitable[web.Response]]) -> AsyncIterator[str]:
    """Yield the versioned address of a server on loopback that answers everything with one handler."""
    app = web.Application(client_max_size=2**26)
    app.router.add_route("*", "/{path:.*}", handler)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0]
        yield f"http://{host}:{port}/discord/v10"
    finally:
        await runner.cleanup()


class Proxy:
    """An operator's own way to Discord's REST: passes every request on and notes where it went."""

    def __init__(self, target: str, session: aiohttp.ClientSession) -> None:
        self._target = target
        self._session = session
        self.passed: list[str] = []

    async def pass_on(self, request: web.Request) -> web.Response:
        path = request.path.removeprefix("/discord/v10")
        self.passed.append(f"{request.method} {path}")
        headers = {name: value for name, value in request.headers.items() if name not in {"Host", "Accept-Encoding"}}
        url = f"{self._target}{path}?{request.query_string}"
        async with self._session.request(request.method, url, data=await request.read(), headers=headers) as answer:
            kept = {
                name: value for name, value in answer.headers.items() if name.startswith(("X-", "Retry", "Content-Ty"))
            }
            return web.Response(status=answer.status, body=await answer.read(), headers=kept)


async def test_the_bot_works_through_an_operators_own_proxy_also_after_a_lost_session(tmp_path: Path) -> None:
    async with (
        aiohttp.ClientSession() as session,
        Room(tmp_path / "world", token=TOKEN) as house,
        serving((proxy := Proxy(house.api_url, session)).pass_on) as address,
        started(tmp_path, "run", DISCORD_TOKEN=TOKEN, DISCORD_API_URL=address) as running,
        RoomClient(house.url) as room,
    ):
        await until_online(room, running)
        assert "GET /gateway/bot" in proxy.passed
        await _ask_and_hear(room)
        ana = await room.member("ana")
        await room.ask("POST", "/gateway", {"action": "invalid_session"})
        await ana.wait_for(lambda event, data: event == "bot_presence" and not data["online"])
        await ana.wait_for(lambda event, data: event == "bot_presence" and data["online"], timeout=30)
        await _ask_and_hear(room)
        assert await running.stop() == 0, running.errors
        assert not await room.violations()


async def _ask_and_hear(room: RoomClient) -> None:
    ana = await room.member("ana")
    stage = await room.channel("stage")
    outcome = await ana.command("ask", stage, question="Who is told the legend?")
    assert outcome["outcome"] in {"deferred", "message"}
    if outcome["outcome"] == "deferred":
        message = await ana.wait_for(lambda event, data: event == "message_update" and bool(text_of(data)))
        assert text_of(message)


def test_the_tests_own_environment_holds_no_setting() -> None:
    assert not {"DISCORD_TOKEN", "DATABASE_URL"} & surroundings().keys()
