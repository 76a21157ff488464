"""Messages over REST and gateway: what the bot may read, send, change and take away."""

import pytest

from bot.rehearsal.server import Room
from tests.rehearsal.company import Company
from tests.rehearsal.conftest import Api
from tests.wire.member import Json, Refused, RoomClient


async def test_plain_talk_reaches_the_bot_without_its_words(client: RoomClient, company: Company, stage: Json) -> None:
    await (await client.member("ben")).say(stage, "secret plans")
    heard = await company.heard.get()
    assert (heard.author.name, heard.content) == ("ben", "")


async def test_a_mention_brings_the_words(client: RoomClient, company: Company, stage: Json) -> None:
    assert company.user is not None
    await (await client.member("ben")).say(stage, f"<@{company.user.id}> hello")
    assert (await company.heard.get()).content.endswith("hello")


async def test_a_reply_brings_its_words_only_with_a_ping(client: RoomClient, company: Company, stage: Json) -> None:
    ben = await client.member("ben")
    cue = await company.get_partial_messageable(int(stage["id"])).send("your cue")
    message = {"id": str(cue.id)}
    await ben.say(stage, "to be", reply_to=message)
    heard = await company.heard.get()
    assert (heard.content, heard.reference and heard.reference.message_id) == ("to be", cue.id)
    assert heard.reference is not None
    assert getattr(heard.reference.resolved, "content", None) == "your cue"
    await ben.say(stage, "or not", reply_to=message, ping=False)
    assert (await company.heard.get()).content == ""


async def test_a_reply_to_an_answer_or_a_webhook_brings_no_words(
    client: RoomClient, company: Company, stage: Json
) -> None:
    ben = await client.member("ben")
    answer = await ben.command("echo", stage, words="an answer")
    await ben.say(stage, "indeed", reply_to=answer["message"])
    assert (await company.heard.get()).content == ""


async def test_direct_messages_bring_their_words(client: RoomClient, company: Company) -> None:
    channel = await client.ask("POST", "/members/ben/direct")
    await (await client.member("ben")).say(channel, "between us")
    heard = await company.heard.get()
    assert (heard.guild, heard.content) == (None, "between us")


async def test_the_words_of_others_are_empty_when_read_over_rest(client: RoomClient, api: Api, stage: Json) -> None:
    said = await (await client.member("ben")).say(stage, "plain talk")
    read = await api.done("GET", f"/channels/{stage['id']}/messages/{said['id']}")
    assert (read["content"], read["author"]["username"]) == ("", "ben")


async def test_an_enforced_nonce_makes_one_message(api: Api, stage: Json) -> None:
    path = f"/channels/{stage['id']}/messages"
    body = {"content": "once", "nonce": "n-1", "enforce_nonce": True}
    first = await api.done("POST", path, body)
    again = await api.done("POST", path, body | {"content": "twice"})
    assert (again["id"], again["content"], again["nonce"]) == (first["id"], "once", "n-1")
    assert len(await api.done("GET", path)) == 1


async def test_a_nonce_that_is_not_enforced_makes_two(api: Api, stage: Json) -> None:
    path = f"/channels/{stage['id']}/messages"
    for _ in range(2):
        await api.done("POST", path, {"content": "again", "nonce": 7})
    listed = await api.done("GET", path)
    assert len(listed) == 2
    assert all("nonce" not in message for message in listed)


async def test_history_is_read_before_after_and_around(api: Api, stage: Json) -> None:
    path = f"/channels/{stage['id']}/messages"
    ids = [(await api.done("POST", path, {"content": str(number)}))["id"] for number in range(7)]

    async def contents(query: str) -> list[str]:
        return [message["content"] for message in await api.done("GET", path + query)]

    assert await contents("?limit=3") == ["6", "5", "4"]
    assert await contents(f"?limit=2&before={ids[4]}") == ["3", "2"]
    assert await contents(f"?limit=2&after={ids[4]}") == ["6", "5"]
    assert await contents(f"?limit=2&after={ids[1]}") == ["3", "2"]
    assert await contents(f"?limit=3&around={ids[3]}") == ["4", "3", "2"]
    assert (await api("GET", path + "?limit=101"))[0] == 400


async def test_content_is_trimmed_and_nothing_is_refused(api: Api, stage: Json) -> None:
    path = f"/channels/{stage['id']}/messages"
    assert (await api.done("POST", path, {"content": "  words \n"}))["content"] == "words"
    assert await api.code("POST", path, {"content": " \n "}) == (400, 50006)
    status, error = await api("POST", path, {"content": "x" * 2001})
    assert (status, error["code"]) == (400, 50035)
    assert error["errors"]["content"]["_errors"][0]["code"] == "BASE_TYPE_MAX_LENGTH"


async def test_a_reply_to_nothing_is_refused_unless_it_may_fail(api: Api, stage: Json) -> None:
    path = f"/channels/{stage['id']}/messages"
    body: Json = {"content": "re", "message_reference": {"message_id": "123"}}
    assert await api.code("POST", path, body) == (400, 50035)
    body["message_reference"]["fail_if_not_exists"] = False
    assert (await api.done("POST", path, body))["type"] == 0


async def test_mentions_follow_what_is_allowed(client: RoomClient, api: Api, stage: Json) -> None:
    path = f"/channels/{stage['id']}/messages"
    world = await client.ask("GET", "/world")
    ben = next(user for user in world["users"] if user["username"] == "ben")
    text = f"<@{ben['id']}> @everyone"
    free = await api.done("POST", path, {"content": text})
    held = await api.done("POST", path, {"content": text, "allowed_mentions": {"parse": []}})
    named = await api.done("POST", path, {"content": text, "allowed_mentions": {"users": [ben["id"]]}})
    assert [[user["username"] for user in row["mentions"]] for row in (free, held, named)] == [["ben"], [], ["ben"]]
    assert not free["mention_everyone"]


async def test_files_come_with_their_descriptions_and_can_be_fetched(client: RoomClient, api: Api, stage: Json) -> None:
    body = {"content": "two", "attachments": [{"id": 0, "description": "first"}, {"id": 1}]}
    sent = await api.done("POST", f"/channels/{stage['id']}/messages", body, {"a b.txt": b"A", "c.bin": b"CC"})
    first, second = sent["attachments"]
    assert (first["filename"], first["description"], first["size"]) == ("a_b.txt", "first", 1)
    assert await client.fetch(second["url"]) == b"CC"


async def test_an_edit_keeps_only_the_files_it_names(api: Api, stage: Json) -> None:
    path = f"/channels/{stage['id']}/messages"
    sent = await api.done("POST", path, {"content": "two"}, {"a.txt": b"A", "b.txt": b"B"})
    kept = {"id": sent["attachments"][1]["id"]}
    changed = await api.done("PATCH", f"{path}/{sent['id']}", {"attachments": [kept]})
    assert [row["filename"] for row in changed["attachments"]] == ["b.txt"]
    assert changed["edited_timestamp"]


async def test_only_its_own_messages_are_the_bots_to_change(client: RoomClient, api: Api, stage: Json) -> None:
    said = await (await client.member("ben")).say(stage, "mine")
    path = f"/channels/{stage['id']}/messages/{said['id']}"
    assert await api.code("PATCH", path, {"content": "yours"}) == (403, 50005)
    assert await api.code("DELETE", path) == (403, 50013)


async def test_unknown_things_have_their_own_codes(api: Api, stage: Json) -> None:
    assert await api.code("GET", "/channels/1") == (404, 10003)
    assert await api.code("GET", f"/channels/{stage['id']}/messages/1") == (404, 10008)
    assert await api.code("GET", "/webhooks/1") == (404, 10015)
    assert await api.code("POST", "/interactions/1/x/callback", {"type": 4}) == (404, 10062)
    assert await api.code("GET", "/guilds/1") == (404, 10004)
    assert await api.code("GET", f"/guilds/{stage['guild_id']}/members/1") == (404, 10013)


async def test_somebody_who_left_is_an_unknown_member(client: RoomClient, api: Api, stage: Json) -> None:
    guild, users = stage["guild_id"], (await client.ask("GET", "/world"))["users"]
    dan = next(user for user in users if user["username"] == "dan")
    assert (await api.done("GET", f"/guilds/{guild}/members/{dan['id']}"))["user"]["username"] == "dan"
    await client.ask("DELETE", f"/guilds/{guild}/members/dan")
    assert await api.code("GET", f"/guilds/{guild}/members/{dan['id']}") == (404, 10007)


async def test_a_hidden_channel_is_missing_access_and_a_silent_one_missing_permissions(
    client: RoomClient, api: Api, room: Room, stage: Json
) -> None:
    path, bot = f"/channels/{stage['id']}", room.house.world.bot_id
    await client.ask("PUT", f"{path}/permissions", {"member": bot, "deny": 1 << 11})
    assert await api.code("POST", f"{path}/messages", {"content": "x"}) == (403, 50013)
    await client.ask("PUT", f"{path}/permissions", {"member": bot, "deny": 1 << 10})
    assert await api.code("POST", f"{path}/messages", {"content": "x"}) == (403, 50001)
    assert await api.code("GET", path) == (403, 50001)


async def test_a_member_may_not_write_where_they_may_not(client: RoomClient, stage: Json) -> None:
    ben = await client.member("ben")
    await client.ask("PUT", f"/channels/{stage['id']}/permissions", {"member": "ben", "deny": 1 << 11})
    with pytest.raises(Refused, match="SEND_MESSAGES"):
        await ben.say(stage, "hello")


async def test_a_second_version_message_can_be_made_of_a_first_but_not_back(api: Api, stage: Json) -> None:
    path = f"/channels/{stage['id']}/messages"
    sent = await api.done("POST", path, {"content": "old"})
    display = [{"type": 10, "content": "new"}]
    body = {"flags": 1 << 15, "components": display}
    assert await api.code("PATCH", f"{path}/{sent['id']}", body) == (400, 50035)
    changed = await api.done("PATCH", f"{path}/{sent['id']}", body | {"content": None})
    assert (changed["content"], changed["flags"]) == ("", 1 << 15)
    assert await api.code("PATCH", f"{path}/{sent['id']}", {"content": "old again", "flags": 0}) == (400, 50035)


async def test_a_wrong_token_is_unauthorized_and_an_unknown_route_is_written_down(client: RoomClient, api: Api) -> None:
    assert (await api("GET", "/stickers/1"))[0] == 404
    assert (await api("DELETE", "/gateway"))[0] == 405
    api._headers = {"Authorization": "Bot wrong"}
    assert (await api("GET", "/users/@me"))[0] == 401
    violations = [row["violations"] for row in await client.violations()]
    assert violations == [["unknown route: GET /api/v10/stickers/1"], ["unknown route: DELETE /api/v10/gateway"]]
