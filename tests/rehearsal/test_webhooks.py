"""Webhooks: who may make them, what they may be called, and what they say in channels and threads."""

import pytest

from bot.rehearsal.server import Room
from tests.rehearsal.company import Company
from tests.rehearsal.conftest import Api
from tests.wire.member import Json, RoomClient

PNG = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"
    "AAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
async def webhook(api: Api, stage: Json) -> Json:
    return dict(await api.done("POST", f"/channels/{stage['id']}/webhooks", {"name": "Stage"}))


@pytest.fixture
async def thread(api: Api, stage: Json) -> Json:
    return dict(await api.done("POST", f"/channels/{stage['id']}/threads", {"name": "The play", "type": 11}))


def _path(webhook: Json) -> str:
    return f"/webhooks/{webhook['id']}/{webhook['token']}"


async def test_a_webhook_speaks_under_another_name(client: RoomClient, api: Api, webhook: Json, stage: Json) -> None:
    said = await api.done("POST", _path(webhook) + "?wait=true", {"content": "hi", "username": "Lex"})
    assert (said["author"]["username"], said["author"]["id"], said["webhook_id"]) == (
        "Lex",
        webhook["id"],
        webhook["id"],
    )
    assert await api("POST", _path(webhook), {"content": "unwaited"}) == (204, None)
    ben = await client.member("ben")
    assert [row["content"] for row in await ben.messages(stage)] == ["hi", "unwaited"]


async def test_its_words_are_empty_through_the_channel_and_full_through_the_webhook(
    api: Api, webhook: Json, stage: Json
) -> None:
    said = await api.done("POST", _path(webhook) + "?wait=true", {"content": "hi"})
    (listed,) = await api.done("GET", f"/channels/{stage['id']}/messages")
    assert (listed["content"], listed["author"]["username"]) == ("", "Stage")
    assert (await api.done("GET", f"{_path(webhook)}/messages/{said['id']}"))["content"] == "hi"


async def test_the_bot_hears_of_its_webhooks_words_without_them(company: Company, api: Api, webhook: Json) -> None:
    await api.done("POST", _path(webhook), {"content": "hi"})
    heard = await company.heard.get()
    assert (heard.webhook_id, heard.content) == (int(webhook["id"]), "")


async def test_a_message_in_a_thread_is_found_only_when_the_thread_is_named(
    api: Api, webhook: Json, thread: Json
) -> None:
    query = f"?wait=true&thread_id={thread['id']}"
    said = await api.done("POST", _path(webhook) + query, {"content": "in the thread"})
    assert said["channel_id"] == thread["id"]
    path = f"{_path(webhook)}/messages/{said['id']}"
    assert await api.code("GET", path) == (404, 10008)
    assert await api.code("PATCH", path, {"content": "x"}) == (404, 10008)
    changed = await api.done("PATCH", f"{path}?thread_id={thread['id']}", {"content": "changed"})
    assert changed["content"] == "changed"
    await api.done("DELETE", f"{path}?thread_id={thread['id']}")
    assert await api.code("GET", f"{path}?thread_id={thread['id']}") == (404, 10008)


async def test_a_thread_of_another_channel_is_unknown(client: RoomClient, api: Api, webhook: Json) -> None:
    tech = await client.channel("tech")
    other = await api.done("POST", f"/channels/{tech['id']}/threads", {"name": "Elsewhere", "type": 11})
    assert await api.code("POST", f"{_path(webhook)}?thread_id={other['id']}", {"content": "x"}) == (404, 10003)


async def test_a_thread_that_was_deleted_is_unknown(client: RoomClient, api: Api, webhook: Json, thread: Json) -> None:
    await client.ask("DELETE", f"/channels/{thread['id']}")
    assert await api.code("POST", f"{_path(webhook)}?thread_id={thread['id']}", {"content": "x"}) == (404, 10003)


@pytest.mark.parametrize("name", ["", "x" * 81, "my Discord", "CLYDE"])
async def test_a_webhook_may_not_be_called_anything(api: Api, webhook: Json, stage: Json, name: str) -> None:
    assert await api.code("POST", f"/channels/{stage['id']}/webhooks", {"name": name}) == (400, 50035)
    if name:
        assert await api.code("POST", _path(webhook), {"content": "x", "username": name}) == (400, 50035)


async def test_a_channel_has_fifteen_webhooks_at_most(api: Api, stage: Json) -> None:
    path = f"/channels/{stage['id']}/webhooks"
    for number in range(15):
        await api.done("POST", path, {"name": f"hook {number}"})
    assert await api.code("POST", path, {"name": "one too many"}) == (400, 30007)
    listed = await api.done("GET", path)
    assert len(listed) == 15
    assert all(row["token"] for row in listed)


async def test_webhooks_need_the_right_to_manage_them(client: RoomClient, api: Api, webhook: Json, stage: Json) -> None:
    bot = webhook["application_id"]
    await client.ask("PUT", f"/channels/{stage['id']}/permissions", {"member": bot, "deny": 1 << 29})
    assert await api.code("POST", f"/channels/{stage['id']}/webhooks", {"name": "x"}) == (403, 50013)
    assert await api.code("GET", f"/channels/{stage['id']}/webhooks") == (403, 50013)
    assert await api("POST", _path(webhook), {"content": "its token still opens it"}) == (204, None)


async def test_a_webhook_that_a_moderator_deleted_is_unknown(client: RoomClient, api: Api, webhook: Json) -> None:
    await client.ask("DELETE", f"/webhooks/{webhook['id']}")
    assert await api.code("POST", _path(webhook), {"content": "x"}) == (404, 10015)


async def test_a_wrong_token_is_not_an_unknown_webhook(api: Api, webhook: Json) -> None:
    assert await api.code("POST", f"/webhooks/{webhook['id']}/wrong", {"content": "x"}) == (401, 50027)


async def test_only_the_webhook_deletes_its_messages(api: Api, webhook: Json, stage: Json) -> None:
    said = await api.done("POST", _path(webhook) + "?wait=true", {"content": "hi"})
    assert await api.code("DELETE", f"/channels/{stage['id']}/messages/{said['id']}") == (403, 50013)
    await api.done("DELETE", f"{_path(webhook)}/messages/{said['id']}")


async def test_a_picture_is_kept_and_a_linked_one_is_served_if_it_is_the_rooms_own(
    client: RoomClient, room: Room, api: Api, stage: Json
) -> None:
    webhook = await api.done("POST", f"/channels/{stage['id']}/webhooks", {"name": "Stage", "avatar": PNG})
    picture = await client.fetch(f"{room.url}/cdn/avatars/{webhook['id']}/{webhook['avatar']}.png")
    assert picture.startswith(b"\x89PNG")
    kept = await api.done("POST", f"/channels/{stage['id']}/messages", {"content": "kept"}, {"lex.png": picture})
    link = kept["attachments"][0]
    assert (link["width"], link["height"], link["content_type"]) == (1, 1, "image/png")
    body = {"content": "hi", "avatar_url": link["url"]}
    said = await api.done("POST", _path(webhook) + "?wait=true", body)
    url = f"{room.url}/cdn/avatars/{webhook['id']}/{said['author']['avatar']}.png"
    assert await client.fetch(url) == picture


async def test_buttons_come_from_the_applications_own_webhooks(
    client: RoomClient, company: Company, api: Api, webhook: Json
) -> None:
    row = {"type": 1, "components": [{"type": 2, "style": 1, "label": "Update", "custom_id": "panel:update"}]}
    said = await api.done("POST", _path(webhook) + "?wait=true", {"content": "hi", "components": [row]})
    assert company.is_ready()
    assert (await (await client.member("ben")).click(said, "panel:update"))["message"]["content"] == "updated"
