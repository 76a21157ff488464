"""The world outlives the room's process, killed at any moment."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.rehearsal import seed
from bot.rehearsal.house import token_for
from bot.rehearsal.journal import Journal
from bot.rehearsal.server import Room, RoomError
from tests.rehearsal.conftest import Api, playing
from tests.wire.member import RoomClient

TOKEN = token_for(seed.APPLICATION_ID)


@contextmanager
def room_process(world: Path, port: int = 0, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start a room as a process of its own; gives the process and the address it prints."""
    command = [sys.executable, "-m", "bot.rehearsal", "--port", str(port), "--world", str(world), *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        first, _, url = process.stdout.readline().partition(": ")
        assert first == "Rehearsal room"
        yield process, url.strip().rstrip("/")
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


async def test_what_was_answered_is_there_after_a_kill(tmp_path: Path) -> None:
    sent: list[str] = []
    with room_process(tmp_path) as (process, url):
        async with RoomClient(url) as client, aiohttp.ClientSession() as session:
            api = Api(session, url + "/api/v10", TOKEN)
            stage = await client.channel("stage")
            for number in range(30):
                body = {"content": f"line {number}", "nonce": str(number), "enforce_nonce": True}
                sent.append((await api.done("POST", f"/channels/{stage['id']}/messages", body))["id"])
            thread = await api.done("POST", f"/channels/{stage['id']}/threads", {"name": "The play", "type": 11})
            webhook = await api.done("POST", f"/channels/{stage['id']}/webhooks", {"name": "Stage"})
            process.send_signal(signal.SIGKILL)
            process.wait()
    async with Room(tmp_path) as room, RoomClient(room.url) as client, aiohttp.ClientSession() as session:
        api = Api(session, room.api_url, room.token)
        messages = await (await client.member("ben")).messages(stage)
        assert [message["id"] for message in messages[:30]] == sent
        assert (await client.channel("The play"))["id"] == thread["id"]
        listed = await api.done("GET", f"/channels/{stage['id']}/webhooks")
        assert [row["token"] for row in listed] == [webhook["token"]]
        again = {"content": "line 29", "nonce": "29", "enforce_nonce": True}
        assert (await api.done("POST", f"/channels/{stage['id']}/messages", again))["id"] == sent[-1]
        newest = await api.done("POST", f"/channels/{stage['id']}/messages", {"content": "after"})
        assert int(newest["id"]) > int(sent[-1])


async def test_a_kill_in_the_midst_of_writing_leaves_each_line_whole_or_absent(tmp_path: Path) -> None:
    answered: list[str] = []
    with room_process(tmp_path) as (process, url):
        async with RoomClient(url) as client, aiohttp.ClientSession() as session:
            api, stage = Api(session, url + "/api/v10", TOKEN), await client.channel("stage")

            async def write(name: str) -> None:
                for number in range(1000):
                    body = {"content": f"{name} {number}"}
                    sent = await api.done("POST", f"/channels/{stage['id']}/messages", body, {"a.txt": name.encode()})
                    answered.append(sent["id"])
                    if len(answered) == 60:
                        process.send_signal(signal.SIGKILL)

            await asyncio.gather(*(write(name) for name in ("first", "second", "third")), return_exceptions=True)
    async with Room(tmp_path) as room, RoomClient(room.url) as client:
        there = await (await client.member("ben")).messages(stage)
        assert set(answered) <= {message["id"] for message in there}
        for message in there:
            name = message["content"].split()[0]
            assert await client.fetch(message["attachments"][0]["url"]) == name.encode()


async def test_links_to_files_follow_the_room_to_its_new_port(tmp_path: Path) -> None:
    async with Room(tmp_path) as room, RoomClient(room.url) as client, aiohttp.ClientSession() as session:
        stage = await client.channel("stage")
        api = Api(session, room.api_url, room.token)
        await api.done("POST", f"/channels/{stage['id']}/messages", {"content": "kept"}, {"a.txt": b"words"})
    async with Room(tmp_path) as room, RoomClient(room.url) as client:
        (message,) = await (await client.member("ben")).messages(stage)
        assert await client.fetch(message["attachments"][0]["url"]) == b"words"


async def test_an_old_button_works_after_both_were_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world, port = tmp_path / "world", _free_port()
    with room_process(world, port) as (process, url):
        async with playing(monkeypatch, url, TOKEN), RoomClient(url) as client:
            ben, stage = await client.member("ben"), await client.channel("stage")
            card = (await ben.command("panel", stage))["message"]
        process.send_signal(signal.SIGKILL)
        process.wait()
    with room_process(world, port) as (_, url):
        async with playing(monkeypatch, url, TOKEN), RoomClient(url) as client:
            ben = await client.member("ben")
            assert (await ben.click(card, "panel:update"))["message"]["content"] == "updated"


async def test_the_bot_finds_its_way_back_to_a_room_that_was_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = _free_port()
    with room_process(tmp_path, port) as (process, url):
        async with playing(monkeypatch, url, TOKEN) as company:
            company.came.clear()
            process.send_signal(signal.SIGKILL)
            process.wait()
            with room_process(tmp_path, port) as (_, url_again):
                assert url_again == url
                await company.came.wait()
                async with RoomClient(url) as client:
                    ben, stage = await client.member("ben"), await client.channel("stage")
                    assert (await ben.command("echo", stage, words="back"))["outcome"] == "message"


async def test_a_reset_begins_with_a_fresh_world_and_leaves_other_files_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    async with Room(tmp_path) as room, RoomClient(room.url) as client:
        stage = await client.channel("stage")
        await (await client.member("ben")).say(stage, "forget this")
    async with Room(tmp_path, reset=True) as room, RoomClient(room.url) as client:
        assert await (await client.member("ben")).messages(stage) == []
    assert (tmp_path / "mine.txt").read_text() == "keep"


def test_the_process_ends_cleanly_when_told_to(tmp_path: Path) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        with room_process(tmp_path) as (process, _):
            process.send_signal(number)
            assert process.wait(10) == 0


def test_a_busy_port_is_named_with_what_to_do(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        command = [sys.executable, "-m", "bot.rehearsal", "--port", str(port), "--world", str(tmp_path)]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == 2
    assert f"Port {port} is already in use" in ended.stderr
    assert "choose another port" in ended.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    command = [sys.executable, "-m", "bot.rehearsal", "--world", str(tmp_path / "world")]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert (ended.returncode, "cannot be kept" in ended.stderr) == (2, True)


@pytest.mark.parametrize("content", [b"this is no database, however long it may be" * 50, None])
async def test_a_world_that_cannot_be_read_is_named_with_what_to_do(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "world.sqlite"
    if content is None:
        journal = Journal(path)
        journal.put("setting", "format", {"number": 0})
        journal.close()
    else:
        path.write_bytes(content)
    with pytest.raises(RoomError, match="fresh one"):
        async with Room(tmp_path):
            pass
    async with Room(tmp_path, reset=True) as room:
        assert room.url
