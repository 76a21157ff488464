"""What else discord.py asks for: each call of the library gets the answer that it can read."""

import io

import discord
import pytest
from discord import ui

from bot.rehearsal import seed
from tests.rehearsal.company import Company
from tests.rehearsal.conftest import Api
from tests.wire.member import Json, RoomClient, message_holding, text_of

FILE = b"a picture, perhaps"


class Card(ui.LayoutView):
    """A panel of the second version that holds one of everything."""

    def __init__(self, words: str) -> None:
        super().__init__(timeout=None)
        button: ui.Button[Card] = ui.Button(label="Take", custom_id="card:take")
        gallery: ui.MediaGallery[Card] = ui.MediaGallery(discord.MediaGalleryItem("attachment://lex.png"))
        container: ui.Container[Card] = ui.Container(
            ui.TextDisplay(words),
            ui.Separator(),
            ui.Section("beside a button", accessory=button),
            gallery,
            ui.File("attachment://part.txt"),
            accent_colour=0x336699,
        )
        self.add_item(container)
        row: ui.ActionRow[Card] = ui.ActionRow(
            ui.Select(custom_id="card:choose", options=[discord.SelectOption(label="A")])
        )
        self.add_item(row)


def _files() -> list[discord.File]:
    return [discord.File(io.BytesIO(FILE), "lex.png"), discord.File(io.BytesIO(FILE), "part.txt")]


@pytest.fixture
async def channel(company: Company, stage: Json) -> discord.TextChannel:
    found = company.get_channel(int(stage["id"]))
    assert isinstance(found, discord.TextChannel)
    return found


async def test_a_panel_of_the_second_version_is_sent_and_changed(
    client: RoomClient, channel: discord.TextChannel, stage: Json
) -> None:
    sent = await channel.send(view=Card("first words"), files=_files())
    await sent.edit(view=Card("other words"))
    ben = await client.member("ben")
    (shown,) = await ben.messages(stage)
    assert "other words" in text_of(shown)
    container = shown["components"][0]["components"]
    media = container[3]["items"][0]["media"]
    assert (await client.fetch(media["url"]), media["attachment_id"]) == (FILE, shown["attachments"][0]["id"])
    assert await client.fetch(container[4]["file"]["url"]) == FILE
    assert await client.violations() == []


async def test_a_webhook_sends_a_panel_into_a_thread_and_changes_it(
    client: RoomClient, channel: discord.TextChannel
) -> None:
    thread = await channel.create_thread(name="The play", type=discord.ChannelType.public_thread)
    webhook = await channel.create_webhook(name="Stage", reason="to speak")
    sent = await webhook.send(view=Card("first words"), files=_files(), thread=thread, wait=True)
    await webhook.edit_message(sent.id, view=Card("other words"), thread=thread)
    assert "other words" in text_of((await (await client.member("ben")).messages({"id": str(thread.id)}))[-1])
    await webhook.edit(name="Another stage")
    assert [found.name for found in await channel.webhooks()] == ["Another stage"]
    await webhook.delete()
    assert await channel.webhooks() == []


async def test_what_is_asked_for_is_found(company: Company, channel: discord.TextChannel) -> None:
    guild = await company.fetch_guild(channel.guild.id)
    assert guild.name == "The Little Theatre"
    ben = next(user_id for user_id in (seed.FIRST_USER_ID + 1,))
    assert (await channel.guild.fetch_member(ben)).name == "ben"
    assert (await company.fetch_user(ben)).display_name == "Ben"
    assert {role.name for role in await channel.guild.fetch_roles()} == {"@everyone", "Admin", "Director", "Footlights"}
    assert len(await channel.guild.fetch_channels()) == 3
    assert (await company.fetch_channel(channel.id)).id == channel.id
    assert (await company.application_info()).name == "Footlights"
    assert {command.name for command in await company.tree.fetch_commands()} >= {"echo", "Count words"}
    assert [found.name async for found in company.fetch_guilds()] == ["The Little Theatre", "The Other House"]


async def test_a_thread_is_put_away_and_found_again(company: Company, channel: discord.TextChannel) -> None:
    card = await channel.send("card")
    thread = await card.create_thread(name="The play")
    await thread.send("a line")
    await thread.edit(archived=True)
    assert [found.id async for found in channel.archived_threads()] == [thread.id]
    assert await channel.guild.active_threads() == []
    await thread.edit(archived=False, name="The play goes on")
    assert [found.name for found in await channel.guild.active_threads()] == ["The play goes on"]
    await thread.leave()
    await thread.join()
    assert [member.id for member in await thread.fetch_members()] == [company.application_id]
    fetched = await company.fetch_channel(thread.id)
    assert isinstance(fetched, discord.Thread)
    assert (fetched.message_count, fetched.archived) == (1, False)


async def test_a_direct_message_goes_to_one_member_and_its_answer_comes_back(
    client: RoomClient, company: Company
) -> None:
    user = await company.fetch_user(seed.FIRST_USER_ID + 1)
    sent = await user.send("between us")
    ben = await client.member("ben")
    direct = {"id": str(sent.channel.id)}
    assert [message["content"] for message in await ben.messages(direct)] == ["between us"]
    outcome = await ben.command("echo", direct, words="in private")
    assert outcome["message"]["content"] == "in private"
    assert await client.violations() == []


async def test_typing_is_seen_by_members(client: RoomClient, company: Company, channel: discord.TextChannel) -> None:
    ben = await client.member("ben")
    await channel.typing()
    seen = await ben.wait_for(lambda event, _data: event == "typing")
    assert seen["user_id"] == str(company.application_id)


async def test_a_nonce_of_the_librarys_makes_one_message(channel: discord.TextChannel) -> None:
    first = await channel.send("once", nonce="line:1")
    assert (await channel.send("once", nonce="line:1")).id == first.id


async def test_single_commands_are_made_changed_and_taken_away(api: Api, company: Company) -> None:
    path = f"/applications/{company.application_id}/commands"
    guild_path = f"/applications/{company.application_id}/guilds/{seed.FIRST_PLACE_ID}/commands"
    body = {"name": "extra", "description": "Something more"}
    made = await api.done("POST", path, body)
    again = await api("POST", path, body | {"description": "Something else"})
    assert (again[0], again[1]["id"], again[1]["description"]) == (200, made["id"], "Something else")
    changed = await api.done("PATCH", f"{path}/{made['id']}", {"description": "Changed"})
    assert (changed["name"], changed["description"]) == ("extra", "Changed")
    own = await api.done("POST", guild_path, body)
    assert (own["guild_id"], await api.done("GET", guild_path)) == (str(seed.FIRST_PLACE_ID), [own])
    await api.done("DELETE", f"{path}/{made['id']}")
    assert await api.code("GET", f"{path}/{made['id']}") == (404, 10063)


async def test_channels_appear_change_and_vanish_for_the_library(
    client: RoomClient, company: Company, channel: discord.TextChannel
) -> None:
    ben = await client.member("ben")
    made = await client.ask("POST", f"/guilds/{channel.guild.id}/channels", {"name": "attic"})
    await ben.say(made, "anybody here?")
    await company.heard.get()
    assert channel.guild.get_channel(int(made["id"])) is not None
    await client.ask("DELETE", f"/channels/{made['id']}")
    await ben.say({"id": str(channel.id)}, "it is gone")
    await company.heard.get()
    assert channel.guild.get_channel(int(made["id"])) is None


async def test_the_library_sees_its_permissions_change(
    client: RoomClient, company: Company, channel: discord.TextChannel
) -> None:
    assert channel.permissions_for(channel.guild.me).manage_webhooks
    body = {"member": str(company.application_id), "deny": 1 << 29}
    await client.ask("PUT", f"/channels/{channel.id}/permissions", body)
    await (await client.member("ben")).say({"id": str(channel.id)}, "look")
    await company.heard.get()
    assert not channel.permissions_for(channel.guild.me).manage_webhooks


async def test_a_guild_is_left_and_entered(client: RoomClient, company: Company, channel: discord.TextChannel) -> None:
    guild_id = channel.guild.id
    await client.ask("POST", f"/guilds/{guild_id}/bot", {"present": False})
    foyer, eve = await client.channel("foyer"), await client.member("eve")
    await eve.say(foyer, "hello")
    await company.heard.get()
    assert company.get_guild(guild_id) is None
    await client.ask("POST", f"/guilds/{guild_id}/bot", {"present": True})
    await eve.say(foyer, "hello again")
    await company.heard.get()
    assert company.get_guild(guild_id) is not None


async def test_a_follow_up_is_sent_changed_and_taken_away(client: RoomClient, company: Company, stage: Json) -> None:
    @company.tree.command(name="follow", description="Follow up")
    async def follow(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("first", ephemeral=True)
        more = await interaction.followup.send("second", wait=True)
        await more.edit(content="second, changed")
        await interaction.edit_original_response(content="first, changed", attachments=_files())
        await (await interaction.followup.send("third", wait=True)).delete()
        await interaction.delete_original_response()

    await company.tree.sync()
    ben = await client.member("ben")
    original = (await ben.command("follow", stage))["message"]
    await ben.wait_for(lambda event, data: event == "message_delete" and data["id"] == original["id"])
    left = await ben.messages(stage)
    assert [(message["content"], message["type"]) for message in left] == [("second, changed", 19)]
    assert await client.violations() == []
    assert message_holding("second")("message_update", left[0])
