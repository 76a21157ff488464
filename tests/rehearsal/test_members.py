"""The members' side: what a client sees, who hears what, what moderators do."""

import aiohttp
import pytest

from bot.rehearsal.server import Room
from tests.rehearsal.conftest import Api
from tests.wire.member import Json, Refused, RoomClient, message_holding

HELLO = {"name": "hello", "description": "Say hello"}


async def test_the_world_holds_two_houses(client: RoomClient) -> None:
    world = await client.ask("GET", "/world")
    assert [guild["name"] for guild in world["guilds"]] == ["The Little Theatre", "The Other House"]
    theatre, other = world["guilds"]
    assert [channel["name"] for channel in theatre["channels"]] == ["stage", "lobby-talk", "tech"]
    names = {member["user"]["username"] for member in theatre["members"]}
    assert names == {"ana", "ben", "cleo", "dan", "Footlights"}
    assert {member["user"]["username"] for member in other["members"]} == {"eve", "ana", "Footlights"}
    assert world["bot"]["online"] is False


async def test_a_member_sees_only_their_own_houses(client: RoomClient) -> None:
    query: Json = {"as": "ben"}
    seen = await client.ask("GET", "/world", **query)
    assert [guild["name"] for guild in seen["guilds"]] == ["The Little Theatre"]


async def test_nobody_reads_or_writes_in_a_house_they_are_not_in(client: RoomClient, stage: Json) -> None:
    eve = await client.member("eve")
    with pytest.raises(Refused, match="no channel"):
        await eve.messages(stage)
    with pytest.raises(Refused, match="no channel"):
        await eve.say(stage, "let me in")


async def test_live_events_reach_those_who_see_the_channel(client: RoomClient, stage: Json) -> None:
    ben, cleo, eve = [await client.member(name) for name in ("ben", "cleo", "eve")]
    await client.ask("PUT", f"/channels/{stage['id']}/permissions", {"member": "cleo", "deny": 1 << 10})
    await ben.say(stage, "behind the curtain")
    foyer = await client.channel("foyer")
    await eve.say(foyer, "elsewhere")
    await ben.say(await client.channel("tech"), "for all of us")
    await ben.wait_for(message_holding("behind the curtain"))
    await cleo.wait_for(message_holding("for all of us"))
    await eve.wait_for(message_holding("elsewhere"))
    heard = [data["content"] for member in (cleo, eve) for event, data in member.events if event == "message_create"]
    assert sorted(heard) == ["elsewhere", "for all of us"]


async def test_commands_are_shown_to_those_who_may_use_them(client: RoomClient, api: Api, room: Room) -> None:
    setup = HELLO | {"name": "setup", "default_member_permissions": str(1 << 5)}
    nobody = HELLO | {"name": "nobody", "default_member_permissions": "0"}
    await api.done("PUT", f"/applications/{room.house.world.bot_id}/commands", [HELLO, setup, nobody])
    guild = (await client.guild())["id"]

    async def names(member: str) -> list[str]:
        commands = await client.ask("GET", f"/members/{member}/commands", guild=guild)
        return [command["name"] for command in commands]

    assert await names("ana") == ["hello", "setup", "nobody"]
    assert await names("ben") == ["hello"]
    await client.ask("PUT", f"/guilds/{guild}/members/ben/roles", {"roles": ["Admin"]})
    assert await names("ben") == ["hello", "setup"]


async def test_a_kicked_bot_is_gone_and_comes_back_when_invited(client: RoomClient, api: Api, stage: Json) -> None:
    path = f"/guilds/{stage['guild_id']}"
    await client.ask("POST", f"{path}/bot", {"present": False})
    assert await api.code("GET", path) == (404, 10004)
    assert await api.code("GET", f"/channels/{stage['id']}") == (403, 50001)
    await client.ask("POST", f"{path}/bot", {"present": True})
    assert (await api.done("GET", path))["name"] == "The Little Theatre"
    assert (await api.done("POST", f"/channels/{stage['id']}/messages", {"content": "back"}))["content"] == "back"


async def test_a_moderator_takes_a_message_away_and_a_plain_member_does_not(
    client: RoomClient, api: Api, stage: Json
) -> None:
    ana, ben = await client.member("ana"), await client.member("ben")
    line = await api.done("POST", f"/channels/{stage['id']}/messages", {"content": "a line"})
    with pytest.raises(Refused, match="MANAGE_MESSAGES"):
        await ben.delete(line)
    await ana.delete(line)
    await ben.wait_for(lambda event, data: event == "message_delete" and data["id"] == line["id"])


async def test_requests_are_written_down_without_their_tokens(client: RoomClient, api: Api, stage: Json) -> None:
    webhook = await api.done("POST", f"/channels/{stage['id']}/webhooks", {"name": "Stage"})
    await api.done("POST", f"/webhooks/{webhook['id']}/{webhook['token']}?wait=true", {"content": "hi"})
    made, said = await client.requests()
    assert (made["method"], made["route"], made["status"]) == ("POST", "/channels/{channel_id}/webhooks", 200)
    assert said["route"] == "/webhooks/{webhook_id}/{webhook_token}"
    assert said["path"] == f"/webhooks/{webhook['id']}/***?wait=true"
    assert said["body"] == {"content": "hi"}
    assert webhook["token"] not in str(await client.requests())
    assert await client.requests(since=said["n"]) == []


async def test_a_broken_rule_is_written_down(client: RoomClient, api: Api, stage: Json) -> None:
    await api("POST", f"/channels/{stage['id']}/messages", {"content": "x" * 2001})
    (row,) = await client.violations()
    assert row["status"] == 400
    assert row["violations"] == ["content: Must be 2000 or fewer in length. (BASE_TYPE_MAX_LENGTH)"]


async def test_another_sites_page_is_turned_away(room: Room) -> None:
    async with aiohttp.ClientSession() as session:
        for headers in ({"Origin": "http://elsewhere.example"}, {"Host": "elsewhere.example"}):
            async with session.get(room.url + "/room/world", headers=headers) as response:
                assert response.status == 403


async def test_the_page_is_served_with_a_strict_policy(room: Room) -> None:
    async with aiohttp.ClientSession() as session, session.get(room.url + "/") as response:
        assert response.status == 200
        assert response.headers["Cache-Control"] == "no-cache"
        assert response.headers["Content-Security-Policy"].startswith("default-src 'self'")


@pytest.mark.parametrize("path", ["/..%2fserver.py", "/cdn/attachments/..%2f..%2f/x/world.sqlite", "/nothing.js"])
async def test_only_the_pages_own_files_are_served(room: Room, path: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(room.url + path) as response:
        assert response.status == 404
