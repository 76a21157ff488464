"""Scheduled events: announced, moved, called off, and told to whoever listens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.rehearsal.permissions import Permission
from bot.rehearsal.server import Room
from tests.rehearsal.conftest import Api  # noqa: TC001 (the other tests of the room import it so)
from tests.wire.member import Json, RoomClient


def body(**changed: object) -> Json:
    start = datetime.now(UTC) + timedelta(hours=1)
    return {
        "name": "The Boat",
        "privacy_level": 2,
        "entity_type": 3,
        "entity_metadata": {"location": "#stage"},
        "scheduled_start_time": start.isoformat(),
        "scheduled_end_time": (start + timedelta(hours=2)).isoformat(),
    } | changed


@pytest.fixture
async def path(client: RoomClient) -> str:
    """The events of the house, whose everybody may make events."""
    guild = await client.guild()
    everybody = {"permissions": str(int(Permission.CREATE_EVENTS | Permission.VIEW_CHANNEL))}
    await client.ask("PUT", f"/roles/{guild['id']}/permissions", everybody)
    return f"/guilds/{guild['id']}/scheduled-events"


async def test_an_event_is_announced_found_moved_and_taken_away(api: Api, path: str) -> None:
    made = await api.done("POST", path, body())
    assert [each["id"] for each in await api.done("GET", path)] == [made["id"]]
    later = body()["scheduled_end_time"]
    end = (datetime.fromisoformat(later) + timedelta(hours=1)).isoformat()
    moved = {"scheduled_start_time": later, "scheduled_end_time": end}
    assert (await api.done("PATCH", f"{path}/{made['id']}", moved))["scheduled_start_time"] == later
    await api.done("DELETE", f"{path}/{made['id']}")
    assert await api.code("GET", f"{path}/{made['id']}") == (404, 10070)


async def test_without_the_permission_there_are_no_events(api: Api, client: RoomClient) -> None:
    guild = await client.guild("The Other House")
    assert await api.code("POST", f"/guilds/{guild['id']}/scheduled-events", body()) == (403, 50013)


@pytest.mark.parametrize(
    "changed",
    [
        {"name": ""},
        {"name": "x" * 101},
        {"description": "x" * 1001},
        {"entity_type": 2},
        {"entity_metadata": {}},
        {"scheduled_end_time": None},
        {"scheduled_start_time": "2020-01-01T00:00:00+00:00"},
        {"scheduled_end_time": datetime.now(UTC).isoformat()},
    ],
)
async def test_an_event_that_discord_would_not_take_is_refused(api: Api, path: str, changed: Json) -> None:
    assert await api.code("POST", path, body(**changed)) == (400, 50035)


async def test_what_was_called_off_does_not_begin(api: Api, client: RoomClient, path: str) -> None:
    made = await api.done("POST", path, body())
    await client.ask("PATCH", f"/events/{made['id']}", {"status": 4})
    assert await api.code("PATCH", f"{path}/{made['id']}", {"status": 2}) == (400, 180000)


async def test_events_are_there_after_a_restart(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("world")
    async with Room(folder) as room, RoomClient(room.url) as client:
        guild = await client.guild()
        house = room.house.world
        house.scheduled_events.put("7", {"id": "7", "guild_id": guild["id"], "scheduled_start_time": "x"})
        house.settle()
    async with Room(folder) as room, RoomClient(room.url) as client:
        assert [each["id"] for each in await client.ask("GET", f"/guilds/{guild['id']}/events")] == ["7"]


async def test_the_world_tells_what_is_ahead_and_nothing_that_is_over(api: Api, client: RoomClient, path: str) -> None:
    start = datetime.now(UTC) + timedelta(minutes=5)
    second = await api.done("POST", path, body())
    first = await api.done("POST", path, body(scheduled_start_time=start.isoformat()))
    assert [event["id"] for event in (await client.guild())["events"]] == [first["id"], second["id"]]
    await client.ask("PATCH", f"/events/{first['id']}", {"status": 4})
    assert [event["id"] for event in (await client.guild())["events"]] == [second["id"]]
