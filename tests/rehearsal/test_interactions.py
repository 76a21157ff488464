"""What a member does with an unmodified discord.py bot, and what comes back."""

import pytest

from bot.rehearsal import interactions
from bot.rehearsal.server import Room
from tests.rehearsal.company import Company
from tests.rehearsal.conftest import Api
from tests.wire.member import Json, Refused, RoomClient, message_holding


@pytest.mark.usefixtures("company")
async def test_a_slash_command_goes_to_the_bot_and_back(client: RoomClient, stage: Json) -> None:
    ben = await client.member("ben")
    outcome = await ben.command("echo", stage, words="hello", times=2)
    assert outcome["outcome"] == "message"
    assert outcome["message"]["content"] == "hello hello"
    assert outcome["milliseconds"] < 3000
    assert (await ben.wait_for(message_holding("hello")))["id"] == outcome["message"]["id"]


@pytest.mark.usefixtures("company")
async def test_a_button_changes_its_message(client: RoomClient, stage: Json) -> None:
    ben, cleo = await client.member("ben"), await client.member("cleo")
    card = (await ben.command("panel", stage))["message"]
    outcome = await cleo.click(card, "panel:update")
    assert outcome["outcome"] == "update"
    assert (await cleo.message(card))["content"] == "updated"


@pytest.mark.usefixtures("company")
async def test_a_modal_opens_and_its_fields_and_files_come_back(client: RoomClient, stage: Json) -> None:
    ben = await client.member("ben")
    card = (await ben.command("panel", stage))["message"]
    opened = await ben.click(card, "panel:words")
    assert opened["outcome"] == "modal"
    assert opened["modal"]["title"] == "Your words"
    outcome = await ben.submit(opened, words="my words", script=[("part.txt", b"a part")])
    assert outcome["message"]["content"] == "my words ['a part']"
    assert outcome["message"]["interaction_metadata"]["type"] == 5


@pytest.mark.usefixtures("company")
async def test_a_modal_takes_only_what_fits_its_fields(client: RoomClient, stage: Json) -> None:
    ben, cleo = await client.member("ben"), await client.member("cleo")
    card = (await ben.command("panel", stage))["message"]
    opened = await ben.click(card, "panel:words")
    with pytest.raises(Refused, match="0 to 20 characters"):
        await ben.submit(opened, words="far too many words for this")
    with pytest.raises(Refused, match="required"):
        await ben.submit(opened, words=" ")
    with pytest.raises(Refused, match="somebody else"):
        await cleo.submit(opened, words="mine")


@pytest.mark.usefixtures("company")
async def test_a_select_brings_the_members_that_were_chosen(client: RoomClient, stage: Json) -> None:
    ben = await client.member("ben")
    card = (await ben.command("panel", stage))["message"]
    outcome = await ben.choose(card, "panel:people", ["ana", "cleo"])
    assert outcome["message"]["content"] == "Ana Cleo"
    with pytest.raises(Refused, match="takes 1 to 2 values"):
        await ben.choose(card, "panel:people", ["ana", "ben", "cleo"])


@pytest.mark.usefixtures("company")
async def test_a_select_that_only_acknowledges_may_edit_later(client: RoomClient, stage: Json) -> None:
    ben = await client.member("ben")
    card = (await ben.command("panel", stage))["message"]
    outcome = await ben.choose(card, "panel:fruits", ["cherry"])
    assert outcome["outcome"] == "deferred_update"
    await ben.wait_for(lambda event, data: event == "message_update" and data["content"] == "cherry")


@pytest.mark.usefixtures("company")
async def test_autocomplete_offers_what_the_bot_offers(client: RoomClient, stage: Json) -> None:
    ben = await client.member("ben")
    assert await ben.autocomplete("fruit", stage, "name", name="ap") == [
        {"name": "Apple", "value": "apple"},
        {"name": "Apricot", "value": "apricot"},
    ]


@pytest.mark.usefixtures("company")
async def test_a_menu_command_brings_the_message_with_its_content(client: RoomClient, stage: Json) -> None:
    ben, cleo = await client.member("ben"), await client.member("cleo")
    said = await ben.say(stage, "four words are these")
    assert (await cleo.menu("Count words", said))["message"]["content"] == "4"


@pytest.mark.usefixtures("company")
async def test_a_private_answer_is_seen_by_its_owner_alone(client: RoomClient, stage: Json) -> None:
    ben, cleo = await client.member("ben"), await client.member("cleo")
    outcome = await ben.command("secret", stage, words="hush")
    await ben.wait_for(message_holding("and more"))
    assert outcome["message"]["flags"] & 64
    assert [message["content"] for message in await ben.messages(stage)] == ["hush", "and more"]
    assert await cleo.messages(stage) == []
    assert not [data for event, data in cleo.events if event.startswith("message") or "interaction" in event]


async def test_a_private_answer_cannot_be_reached_through_its_channel(
    client: RoomClient, company: Company, stage: Json
) -> None:
    ben = await client.member("ben")
    outcome = await ben.command("secret", stage, words="hush")
    channel = company.get_partial_messageable(int(stage["id"]))
    assert [message async for message in channel.history()] == []
    requests = await client.requests()
    assert not [row for row in requests if outcome["message"]["id"] in row["path"]]


@pytest.mark.usefixtures("company")
async def test_a_promised_answer_is_kept_by_the_first_follow_up(client: RoomClient, stage: Json) -> None:
    ben = await client.member("ben")
    outcome = await ben.command("think", stage)
    assert outcome["outcome"] == "deferred"
    assert outcome["message"]["flags"] & 128
    kept = await ben.wait_for(message_holding("thought"))
    assert kept["id"] == outcome["message"]["id"]
    assert not kept["flags"] & 128


@pytest.mark.usefixtures("company")
async def test_a_file_goes_in_and_comes_back(client: RoomClient, stage: Json) -> None:
    ben = await client.member("ben")
    outcome = await ben.command("upload", stage, file=("part.txt", b"drawkcab"))
    (back,) = outcome["message"]["attachments"]
    assert back["filename"] == "back_wards.txt"
    assert back["content_type"] == "text/plain; charset=utf-8"
    assert await client.fetch(back["url"]) == b"backward"


async def test_too_late_an_answer_is_refused_and_the_member_is_told(
    client: RoomClient, company: Company, stage: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interactions, "FIRST_ANSWER_SECONDS", 0.1)
    ben = await client.member("ben")
    outcome = await ben.command("sleep", stage)
    assert outcome["outcome"] == "failed"
    company.late.set()
    assert await company.refused.get() == 10062


async def test_a_second_first_answer_is_refused(client: RoomClient, company: Company, stage: Json) -> None:
    ben = await client.member("ben")
    await ben.command("twice", stage)
    assert await company.refused.get() == 40060


async def test_without_a_bot_an_interaction_fails_at_once(
    client: RoomClient, api: Api, room: Room, stage: Json
) -> None:
    command = {"name": "echo", "description": "Say something aloud"}
    await api.done("PUT", f"/applications/{room.house.world.bot_id}/commands", [command])
    ben = await client.member("ben")
    outcome = await ben.command("echo", stage)
    assert outcome["outcome"] == "failed"
    assert outcome["milliseconds"] < 1000


@pytest.mark.usefixtures("company")
async def test_what_a_client_would_not_send_is_refused_with_a_sentence(client: RoomClient, stage: Json) -> None:
    ben = await client.member("ben")
    with pytest.raises(Refused, match="words is required"):
        await ben.command("echo", stage)
    with pytest.raises(Refused, match="takes 1 to 3"):
        await ben.command("echo", stage, words="x", times=4)
    with pytest.raises(Refused, match="no option colour"):
        await ben.command("echo", stage, words="x", colour="red")
    with pytest.raises(Refused, match="no command dance"):
        await ben.command("dance", stage)


@pytest.mark.usefixtures("company")
async def test_a_button_that_is_off_or_not_there_cannot_be_pressed(client: RoomClient, stage: Json) -> None:
    ben = await client.member("ben")
    card = (await ben.command("panel", stage))["message"]
    with pytest.raises(Refused, match="switched off"):
        await ben.click(card, "panel:off")
    body = {"as": "ben", "type": "component", "channel": stage["id"], "message": card["id"], "custom_id": "other"}
    with pytest.raises(Refused, match="nothing to click"):
        await client.ask("POST", "/interactions", body)


@pytest.mark.usefixtures("company")
async def test_a_webhook_speaks_in_a_thread_and_its_words_are_read_through_it_alone(
    client: RoomClient, stage: Json
) -> None:
    ben = await client.member("ben")
    await ben.command("perform", stage, name="The play")
    await ben.wait_for(message_holding("'' 'a better line'"))
    thread = await client.channel("The play")
    line = (await ben.messages(thread))[-1]
    assert (line["author"]["username"], line["content"]) == ("Lex", "a better line")
    assert (await ben.click(line, "panel:update"))["outcome"] == "update"
    assert await client.violations() == []
