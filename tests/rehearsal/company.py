"""A bot of the tests' own, small and plain, to see that an unmodified discord.py plays in the room."""

import asyncio
import io
from typing import Any

import discord
from discord import app_commands, ui

FRUITS = ("apple", "apricot", "cherry")
INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True, webhooks=True)


class Company(discord.Client):
    """The bot; `heard` holds what the gateway told it, `late` lets a sleeping command go on."""

    def __init__(self) -> None:
        super().__init__(intents=INTENTS, guild_ready_timeout=0.05, allowed_mentions=discord.AllowedMentions.none())
        self.tree = app_commands.CommandTree(self)
        self.came = asyncio.Event()
        self.resumed = asyncio.Event()
        self.late = asyncio.Event()
        self.refused: asyncio.Queue[int] = asyncio.Queue()
        self.heard: asyncio.Queue[discord.Message] = asyncio.Queue()
        commands: tuple[app_commands.Command[Any, ..., None], ...] = (
            echo,
            secret,
            think,
            panel,
            fruit,
            upload,
            sleep,
            twice,
            perform,
        )
        for command in commands:
            self.tree.add_command(command)
        self.tree.add_command(app_commands.ContextMenu(name="Count words", callback=count_words))

    async def setup_hook(self) -> None:
        self.add_view(Panel())
        await self.tree.sync()

    async def on_ready(self) -> None:
        self.came.set()

    async def on_resumed(self) -> None:
        self.resumed.set()

    async def on_message(self, message: discord.Message) -> None:
        if message.author != self.user:
            await self.heard.put(message)


class Words(ui.Modal, title="Your words"):
    said: "ui.Label[Words]" = ui.Label(text="What you say", component=ui.TextInput(custom_id="words", max_length=20))
    script: "ui.Label[Words]" = ui.Label(text="A file", component=ui.FileUpload(custom_id="script", required=False))

    def __init__(self) -> None:
        super().__init__(custom_id="modal:words")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        assert isinstance(self.said.component, ui.TextInput)
        assert isinstance(self.script.component, ui.FileUpload)
        files = [(await file.read()).decode() for file in self.script.component.values]
        await interaction.response.send_message(f"{self.said.component.value} {files}")


class Panel(ui.View):
    """A persistent view: it works for messages that an earlier process has sent."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @ui.button(label="Update", custom_id="panel:update")
    async def update(self, interaction: discord.Interaction, _button: "ui.Button[Panel]") -> None:
        await interaction.response.edit_message(content="updated")

    @ui.button(label="Words", custom_id="panel:words")
    async def words(self, interaction: discord.Interaction, _button: "ui.Button[Panel]") -> None:
        await interaction.response.send_modal(Words())

    @ui.button(label="Off", custom_id="panel:off", disabled=True)
    async def off(self, _interaction: discord.Interaction, _button: "ui.Button[Panel]") -> None:
        raise AssertionError("nobody can press this")

    @ui.select(cls=ui.UserSelect, custom_id="panel:people", max_values=2)
    async def people(self, interaction: discord.Interaction, select: "ui.UserSelect[Panel]") -> None:
        await interaction.response.send_message(" ".join(user.display_name for user in select.values))

    @ui.select(custom_id="panel:fruits", options=[discord.SelectOption(label=name) for name in FRUITS])
    async def fruits(self, interaction: discord.Interaction, select: "ui.Select[Panel]") -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content=select.values[0])


@app_commands.command(description="Say something aloud")
async def echo(interaction: discord.Interaction, words: str, times: app_commands.Range[int, 1, 3] = 1) -> None:
    await interaction.response.send_message(" ".join([words] * times))


@app_commands.command(description="Say something to one member")
async def secret(interaction: discord.Interaction, words: str) -> None:
    await interaction.response.send_message(words, ephemeral=True)
    await interaction.followup.send("and more", ephemeral=True)


@app_commands.command(description="Promise an answer and give it")
async def think(interaction: discord.Interaction) -> None:
    await interaction.response.defer(thinking=True)
    await interaction.followup.send("thought")


@app_commands.command(description="Show a panel")
async def panel(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("panel", view=Panel())


@app_commands.command(description="Choose a fruit")
async def fruit(interaction: discord.Interaction, name: str) -> None:
    await interaction.response.send_message(name)


@fruit.autocomplete("name")
async def fruit_names(_interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=name.title(), value=name) for name in FRUITS if name.startswith(typed)]


@app_commands.command(description="Take a file and give it back")
async def upload(interaction: discord.Interaction, file: discord.Attachment) -> None:
    content = await file.read()
    await interaction.response.send_message(file=discord.File(io.BytesIO(content[::-1]), "back wards.txt"))


@app_commands.command(description="Answer too late")
async def sleep(interaction: discord.Interaction) -> None:
    assert isinstance(interaction.client, Company)
    await interaction.client.late.wait()
    try:
        await interaction.response.send_message("too late")
    except discord.NotFound as error:
        await interaction.client.refused.put(error.code)


@app_commands.command(description="Answer twice")
async def twice(interaction: discord.Interaction) -> None:
    assert isinstance(interaction.client, Company)
    await interaction.response.send_message("once")
    interaction.response._response_type = None
    try:
        await interaction.response.send_message("twice")
    except discord.HTTPException as error:
        await interaction.client.refused.put(error.code)


@app_commands.command(description="Open a thread and speak in it through a webhook")
async def perform(interaction: discord.Interaction, name: str) -> None:
    await interaction.response.defer(ephemeral=True)
    assert isinstance(interaction.channel, discord.TextChannel)
    card = await interaction.channel.send("card")
    thread = await card.create_thread(name=name)
    webhook = await interaction.channel.create_webhook(name="Stage")
    line = await webhook.send("a line", username="Lex", thread=thread, wait=True, view=Panel())
    await webhook.edit_message(line.id, content="a better line", thread=thread)
    by_channel = await thread.fetch_message(line.id)
    by_webhook = await webhook.fetch_message(line.id, thread=thread)
    await interaction.followup.send(f"{by_channel.content!r} {by_webhook.content!r}")


async def count_words(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(str(len(message.content.split())), ephemeral=True)
