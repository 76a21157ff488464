"""Threads: opened with and without a message, put away, locked, joined, left, deleted."""

import pytest

from tests.rehearsal.conftest import Api
from tests.wire.member import Json, Refused, RoomClient


@pytest.fixture
async def thread(api: Api, stage: Json) -> Json:
    return dict(await api.done("POST", f"/channels/{stage['id']}/threads", {"name": "The play", "type": 11}))


async def test_a_thread_from_a_message_takes_its_id(api: Api, stage: Json) -> None:
    path = f"/channels/{stage['id']}/messages"
    card = await api.done("POST", path, {"content": "card"})
    thread = await api.done("POST", f"{path}/{card['id']}/threads", {"name": "The play"})
    assert (thread["id"], thread["type"], thread["parent_id"]) == (card["id"], 11, stage["id"])
    assert (await api.done("GET", f"{path}/{card['id']}"))["thread"]["name"] == "The play"
    assert await api.code("POST", f"{path}/{card['id']}/threads", {"name": "Again"}) == (400, 160004)
    (note,) = await api.done("GET", f"/channels/{thread['id']}/messages")
    assert (note["type"], note["referenced_message"]["content"]) == (21, "card")


async def test_a_thread_without_a_message_leaves_a_note_in_its_channel(api: Api, stage: Json, thread: Json) -> None:
    (note,) = await api.done("GET", f"/channels/{stage['id']}/messages")
    assert (note["type"], note["content"], note["message_reference"]["channel_id"]) == (18, "The play", thread["id"])


async def test_a_thread_is_private_unless_its_type_says_otherwise(api: Api, stage: Json) -> None:
    assert await api.code("POST", f"/channels/{stage['id']}/threads", {"name": "Secret"}) == (403, 50013)


@pytest.mark.parametrize("body", [{}, {"name": ""}, {"name": "x" * 101}, {"name": "x", "auto_archive_duration": 5}])
async def test_a_thread_needs_a_good_name_and_time(api: Api, stage: Json, body: Json) -> None:
    assert await api.code("POST", f"/channels/{stage['id']}/threads", body | {"type": 11}) == (400, 50035)


async def test_a_message_wakes_a_thread_and_counts(client: RoomClient, api: Api, thread: Json) -> None:
    await api.done("PATCH", f"/channels/{thread['id']}", {"archived": True})
    await (await client.member("ben")).say(thread, "wake up")
    now = await api.done("GET", f"/channels/{thread['id']}")
    assert not now["thread_metadata"]["archived"]
    assert (now["message_count"], now["member_count"]) == (1, 2)


async def test_nothing_in_a_thread_that_was_put_away_can_be_changed(api: Api, thread: Json) -> None:
    path = f"/channels/{thread['id']}"
    said = await api.done("POST", f"{path}/messages", {"content": "a line"})
    await api.done("PATCH", path, {"archived": True})
    assert await api.code("PATCH", f"{path}/messages/{said['id']}", {"content": "x"}) == (400, 50083)
    assert await api.code("DELETE", f"{path}/messages/{said['id']}") == (400, 50083)
    assert await api.code("PATCH", path, {"name": "New name"}) == (400, 50083)
    assert await api.code("PUT", f"{path}/thread-members/@me") == (400, 50083)
    renamed = await api.done("PATCH", path, {"archived": False, "name": "New name"})
    assert renamed["name"] == "New name"


async def test_a_locked_thread_is_closed_to_those_who_do_not_manage_threads(
    client: RoomClient, api: Api, thread: Json
) -> None:
    path = f"/channels/{thread['id']}"
    await client.ask("PATCH", path, {"locked": True})
    assert await api.code("POST", f"{path}/messages", {"content": "x"}) == (400, 160005)
    ben = await client.member("ben")
    with pytest.raises(Refused, match="MANAGE_THREADS"):
        await ben.say(thread, "x")


async def test_a_webhook_wakes_a_thread_but_not_a_locked_one(
    client: RoomClient, api: Api, stage: Json, thread: Json
) -> None:
    webhook = await api.done("POST", f"/channels/{stage['id']}/webhooks", {"name": "Stage"})
    path = f"/webhooks/{webhook['id']}/{webhook['token']}?thread_id={thread['id']}"
    await client.ask("PATCH", f"/channels/{thread['id']}", {"archived": True})
    assert (await api("POST", path, {"content": "wake"}))[0] == 204
    await client.ask("PATCH", f"/channels/{thread['id']}", {"archived": True, "locked": True})
    assert await api.code("POST", path, {"content": "wake"}) == (400, 50083)


async def test_members_come_and_go(client: RoomClient, api: Api, thread: Json) -> None:
    world = await client.ask("GET", "/world")
    ids = {user["username"]: user["id"] for user in world["users"]}
    path = f"/channels/{thread['id']}/thread-members"
    await api.done("PUT", f"{path}/{ids['ben']}")
    assert await api.code("PUT", f"{path}/{ids['eve']}") == (404, 10007)
    listed = await api.done("GET", path)
    assert {row["user_id"] for row in listed} == {ids["ben"], ids["Footlights"]}
    assert await api.code("DELETE", f"{path}/{ids['ben']}") == (403, 50013)
    await api.done("DELETE", f"{path}/@me")
    assert await api.code("GET", f"{path}/{ids['Footlights']}") == (404, 10007)


async def test_threads_that_run_and_threads_put_away_are_listed_apart(api: Api, stage: Json, thread: Json) -> None:
    other = await api.done("POST", f"/channels/{stage['id']}/threads", {"name": "Over", "type": 11})
    await api.done("PATCH", f"/channels/{other['id']}", {"archived": True})
    active = await api.done("GET", f"/guilds/{stage['guild_id']}/threads/active")
    assert [row["id"] for row in active["threads"]] == [thread["id"]]
    archived = await api.done("GET", f"/channels/{stage['id']}/threads/archived/public")
    assert [row["id"] for row in archived["threads"]] == [other["id"]]
    assert not archived["has_more"]


async def test_a_deleted_thread_is_gone_with_its_messages(client: RoomClient, api: Api, thread: Json) -> None:
    said = await api.done("POST", f"/channels/{thread['id']}/messages", {"content": "a line"})
    await client.ask("DELETE", f"/channels/{thread['id']}")
    assert await api.code("GET", f"/channels/{thread['id']}") == (404, 10003)
    assert await api.code("GET", f"/channels/{thread['id']}/messages/{said['id']}") == (404, 10003)


async def test_only_sending_in_threads_counts_in_a_thread(client: RoomClient, stage: Json, thread: Json) -> None:
    ben = await client.member("ben")
    permissions = f"/channels/{stage['id']}/permissions"
    await client.ask("PUT", permissions, {"member": "ben", "deny": 1 << 11})
    await ben.say(thread, "still here")
    await client.ask("PUT", permissions, {"member": "ben", "deny": 1 << 38})
    with pytest.raises(Refused):
        await ben.say(thread, "no longer")
    await client.ask("PUT", permissions, {"member": ben.name, "deny": 0})


async def test_whoever_is_mentioned_in_a_thread_is_let_in(client: RoomClient, api: Api, thread: Json) -> None:
    world = await client.ask("GET", "/world")
    cleo = next(user["id"] for user in world["users"] if user["username"] == "cleo")
    await api.done("POST", f"/channels/{thread['id']}/messages", {"content": f"<@{cleo}>, your cue"})
    assert (await api.done("GET", f"/channels/{thread['id']}/thread-members/{cleo}"))["user_id"] == cleo
