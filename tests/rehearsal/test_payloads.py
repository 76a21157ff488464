"""What the gateway sends about an interaction, field by field, and how a bot without a library answers it."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.rehearsal import interactions
from bot.rehearsal.server import Room
from tests.rehearsal.conftest import Api
from tests.rehearsal.test_gateway import Line, line_to
from tests.wire.member import Json, RoomClient

SEND, SEND_IN_THREADS = 1 << 11, 1 << 38
OPTIONS = [
    {"type": 6, "name": "who", "description": "Somebody"},
    {"type": 7, "name": "where", "description": "Somewhere"},
    {"type": 8, "name": "role", "description": "A role"},
    {"type": 10, "name": "weight", "description": "A number"},
    {"type": 5, "name": "loud", "description": "Aloud or not"},
]
COMMANDS = [
    {"name": "ask", "description": "Ask", "options": OPTIONS},
    {"name": "lore", "description": "Lore", "options": [{"type": 1, "name": "cast", "description": "The cast"}]},
]


@pytest.fixture
async def line(room: Room, api: Api) -> AsyncIterator[Line]:
    """A bare gateway connection with two commands registered."""
    await api.done("PUT", f"/applications/{room.house.world.bot_id}/commands", COMMANDS)
    async with line_to(room) as line:
        await line.identify(room.token)
        await line.until("GUILD_CREATE")
        await line.until("GUILD_CREATE")
        yield line


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits long for an answer."""
    monkeypatch.setattr(interactions, "FIRST_ANSWER_SECONDS", 0.05)


@pytest.mark.usefixtures("impatient")
async def test_a_command_says_who_where_and_with_which_permissions(client: RoomClient, line: Line, stage: Json) -> None:
    ben = await client.member("ben")
    outcome = await ben.command("ask", stage, who="cleo", where=stage["id"], weight="1.5", loud=True)
    assert outcome["outcome"] == "failed"
    sent = (await line.until("INTERACTION_CREATE"))["d"]
    assert (sent["type"], sent["version"], sent["context"], sent["entitlements"]) == (2, 1, 0, [])
    assert sent["authorizing_integration_owners"] == {"0": stage["guild_id"]}
    assert (sent["locale"], sent["guild_locale"], sent["attachment_size_limit"]) == ("en-US", "en-US", 10 * 1024 * 1024)
    assert sent["channel"]["id"] == sent["channel_id"] == stage["id"]
    assert sent["member"]["user"]["username"] == "ben"
    assert int(sent["member"]["permissions"]) & SEND
    assert int(sent["app_permissions"]) & 1 << 29
    data = sent["data"]
    values = {option["name"]: option["value"] for option in data["options"]}
    assert (values["where"], values["weight"], values["loud"]) == (stage["id"], 1.5, True)
    assert data["resolved"]["users"][values["who"]]["username"] == "cleo"
    assert "user" not in data["resolved"]["members"][values["who"]]
    assert data["resolved"]["channels"][stage["id"]]["permissions"]


@pytest.mark.usefixtures("impatient")
async def test_a_subcommand_is_nested(client: RoomClient, line: Line, stage: Json) -> None:
    await (await client.member("ben")).command("lore cast", stage)
    sent = (await line.until("INTERACTION_CREATE"))["d"]
    assert sent["data"]["options"] == [{"name": "cast", "type": 1, "options": []}]


@pytest.mark.usefixtures("impatient")
async def test_in_a_thread_the_parents_permissions_are_sent(
    client: RoomClient, api: Api, line: Line, stage: Json
) -> None:
    thread = await api.done("POST", f"/channels/{stage['id']}/threads", {"name": "The play", "type": 11})
    await client.ask("PUT", f"/channels/{stage['id']}/permissions", {"member": "ben", "deny": SEND})
    await (await client.member("ben")).command("ask", thread)
    permissions = int((await line.until("INTERACTION_CREATE"))["d"]["member"]["permissions"])
    assert permissions & SEND_IN_THREADS
    assert not permissions & SEND


@pytest.mark.usefixtures("impatient")
async def test_in_a_direct_channel_there_is_a_user_and_no_member(client: RoomClient, line: Line) -> None:
    direct = await client.ask("POST", "/members/ben/direct")
    await (await client.member("ben")).command("ask", direct)
    sent = (await line.until("INTERACTION_CREATE"))["d"]
    assert (sent["user"]["username"], sent["context"], sent["authorizing_integration_owners"]) == ("ben", 1, {"0": "0"})
    assert "member" not in sent
    assert "guild_id" not in sent


async def _asked(client: RoomClient, line: Line, stage: Json) -> tuple[Json, "asyncio.Task[Json]"]:
    """Have ben give a command; gives what the bot is sent of it, and the outcome to come."""
    ben = await client.member("ben")
    outcome = asyncio.create_task(ben.command("ask", stage))
    return (await line.until("INTERACTION_CREATE"))["d"], outcome


def _callback(sent: Json) -> str:
    return f"/interactions/{sent['id']}/{sent['token']}/callback"


async def test_without_with_response_an_acknowledgement_is_answered_by_nothing(
    client: RoomClient, api: Api, line: Line, stage: Json
) -> None:
    sent, outcome = await _asked(client, line, stage)
    answer = {"type": 4, "data": {"content": "hello"}}
    assert await api("POST", _callback(sent), answer) == (204, None)
    assert (await outcome)["message"]["content"] == "hello"
    assert await api.code("POST", _callback(sent), answer) == (400, 40060)


@pytest.mark.parametrize(
    "answer",
    [
        {"type": 7, "data": {"content": "there is no message to update"}},
        {"type": 8, "data": {"choices": []}},
        {"type": 4},
        {"type": 4, "data": {"content": "x" * 2001}},
        {"type": 9, "data": {"title": "x" * 46, "custom_id": "m", "components": []}},
        {"type": 99},
    ],
)
async def test_a_wrong_answer_is_refused_and_a_right_one_may_follow(
    client: RoomClient, api: Api, line: Line, stage: Json, answer: Json
) -> None:
    sent, outcome = await _asked(client, line, stage)
    assert await api.code("POST", _callback(sent), answer) == (400, 50035)
    await api.done("POST", _callback(sent), {"type": 4, "data": {"content": "sorry"}})
    assert (await outcome)["message"]["content"] == "sorry"
    assert len(await client.violations()) == 1


async def test_following_up_needs_a_first_answer_and_a_token_that_lasts(
    client: RoomClient, api: Api, room: Room, line: Line, stage: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, outcome = await _asked(client, line, stage)
    hook = f"/webhooks/{room.house.world.bot_id}/{sent['token']}"
    assert await api.code("POST", hook, {"content": "too early"}) == (404, 10015)
    assert await api.code("GET", f"{hook}/messages/@original") == (404, 10015)
    await api.done("POST", _callback(sent), {"type": 5})
    assert (await outcome)["outcome"] == "deferred"
    assert (await api.done("GET", f"{hook}/messages/@original"))["flags"] == 128
    await api.done("PATCH", f"{hook}/messages/@original", {"content": "thought"})
    monkeypatch.setattr(interactions, "TOKEN_SECONDS", 0)
    assert await api.code("POST", hook, {"content": "too late"}) == (401, 50027)


async def test_a_wrong_token_of_an_interaction_is_unknown(
    client: RoomClient, api: Api, line: Line, stage: Json
) -> None:
    sent, outcome = await _asked(client, line, stage)
    wrong = f"/interactions/{sent['id']}/{sent['token'][:-3]}xxx/callback"
    assert await api.code("POST", wrong, {"type": 4, "data": {"content": "x"}}) == (404, 10062)
    await api.done("POST", _callback(sent), {"type": 4, "data": {"content": "right"}})
    await outcome


async def test_an_answer_works_where_the_bot_may_not_write(
    client: RoomClient, api: Api, room: Room, line: Line, stage: Json
) -> None:
    path = f"/channels/{stage['id']}"
    await client.ask("PUT", f"{path}/permissions", {"member": room.house.world.bot_id, "deny": SEND})
    assert await api.code("POST", f"{path}/messages", {"content": "x"}) == (403, 50013)
    sent, outcome = await _asked(client, line, stage)
    await api.done("POST", _callback(sent), {"type": 4, "data": {"content": "heard"}})
    assert (await outcome)["message"]["content"] == "heard"
