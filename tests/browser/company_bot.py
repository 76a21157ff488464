"""A small bot that shows everything a message can hold; the browser tests look at it through the page.

    python -m tests.browser.company_bot http://127.0.0.1:PORT/ TOKEN

It knows nothing of Footlights. It prints `ready` when its commands are registered and it is connected.
"""

import asyncio
import io
import sys
from typing import Any

import aiohttp
import discord
from discord import app_commands, ui
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

FRUITS = ("apple", "apricot", "cherry", "pear", "plum", "quince")
MARKS = (
    "**bold** *soft* __under__ ~~struck~~ `code` ||hidden|| <t:1700000000:D>",
    "# A heading",
    "> a quote",
    "- an item",
)
MARKED = "\n".join((*MARKS, "-# small"))
HOSTILE = (
    "<img src=x onerror=\"document.title='broken'\"> <b>bold</b> [bad](javascript:alert(1)) \u202eback\u202c plain"
)
released = asyncio.Event()


class Company(discord.Client):
    """The bot: its commands are made here and registered when it starts."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.default(), allowed_mentions=discord.AllowedMentions.none())
        self.tree = app_commands.CommandTree(self)
        for command in COMMANDS:
            self.tree.add_command(command)
        self.tree.add_command(app_commands.ContextMenu(name="Count words", callback=count_words))

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_ready(self) -> None:
        print("ready", flush=True)


@app_commands.command(description="Say something aloud")
async def echo(interaction: discord.Interaction, words: str) -> None:
    await interaction.response.send_message(words)


@app_commands.command(description="Say something to yourself")
async def secret(interaction: discord.Interaction, words: str) -> None:
    view = ui.View(timeout=None)
    view.add_item(Edit("Share", "share"))
    await interaction.response.send_message(words, ephemeral=True, view=view)


@app_commands.command(description="Choose a fruit")
@app_commands.describe(
    name="Which fruit", amount="How many", ripe="Whether it must be ripe", size="How big", whom="For whom"
)
@app_commands.choices(size=[app_commands.Choice(name="Small", value="s"), app_commands.Choice(name="Large", value="l")])
async def fruit(
    interaction: discord.Interaction,
    name: str,
    amount: app_commands.Range[int, 1, 9] = 1,
    size: app_commands.Choice[str] | None = None,
    ripe: bool | None = None,  # noqa: FBT001 - Discord calls it by name
    whom: discord.Member | None = None,
) -> None:
    told = f"{amount} {name}, size {size.value if size else '-'}, ripe {ripe}, for {whom.name if whom else '-'}"
    await interaction.response.send_message(told, ephemeral=True)


@fruit.autocomplete("name")
async def suggest(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=each.title(), value=each) for each in FRUITS if typed.lower() in each]


show = app_commands.Group(name="show", description="Show what messages can hold")


@show.command(description="Text with every mark")
async def text(interaction: discord.Interaction) -> None:
    await interaction.response.send_message(MARKED)


@show.command(description="Text that means harm")
async def hostile(interaction: discord.Interaction) -> None:
    await interaction.response.send_message(HOSTILE)


@show.command(description="An embed")
async def embed(interaction: discord.Interaction) -> None:
    card = discord.Embed(title="A card", description="with *words*", colour=0x2F7A4D, url="https://example.org/card")
    card.add_field(name="Left", value="1").add_field(name="Right", value="2").set_footer(text="at the foot")
    await interaction.response.send_message(embed=card)


@show.command(description="A form")
async def form(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(Form())


class Edit(ui.Button[Any]):
    """A button that writes its name into its message."""

    def __init__(self, label: str, custom_id: str) -> None:
        super().__init__(label=label, custom_id=custom_id, style=discord.ButtonStyle.primary)

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(content=f"{self.label} pressed by {interaction.user.name}")


class Silent(ui.Button[ui.View]):
    """A button that is never answered."""

    async def callback(self, interaction: discord.Interaction) -> None:
        """Leave the member waiting."""


class Opener(ui.Button[ui.View]):
    """A button that opens the form."""

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Form())


class Several(ui.Select[ui.View]):
    """A select of 25, two or three of them to choose."""

    def __init__(self) -> None:
        options = [discord.SelectOption(label=f"Row {number}", value=str(number)) for number in range(1, 26)]
        super().__init__(custom_id="several", placeholder="Two or three", min_values=2, max_values=3, options=options)

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"chosen: {', '.join(self.values)}", ephemeral=True)


class Whom(ui.UserSelect[ui.View]):
    """A select of members."""

    def __init__(self) -> None:
        super().__init__(custom_id="whom", placeholder="A member")

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"member: {self.values[0].name}", ephemeral=True)


@app_commands.command(description="Buttons and selects")
async def controls(interaction: discord.Interaction, words: str) -> None:
    view = ui.View(timeout=None)
    view.add_item(Edit("Press", "press"))
    view.add_item(Silent(label="Silent", custom_id="silent", style=discord.ButtonStyle.danger))
    view.add_item(Opener(label="Form", custom_id="form"))
    view.add_item(ui.Button(label="Off", custom_id="off", disabled=True))
    view.add_item(ui.Button(label="Away", url="https://example.org/away"))
    view.add_item(Several())
    view.add_item(Whom())
    await interaction.response.send_message(f"Here are the controls: {words}", view=view)


class Form(ui.Modal, title="A form"):
    """A modal with one field of each kind that fits beside the others."""

    def __init__(self) -> None:
        super().__init__()
        parts = [discord.SelectOption(label=label) for label in ("First", "Second")]
        ways = [discord.RadioGroupOption(label=label, value=label.lower()) for label in ("Slow", "Quick")]
        self.words: ui.TextInput[Form] = ui.TextInput(custom_id="words", style=discord.TextStyle.long, min_length=3)
        self.part: ui.Select[Form] = ui.Select(custom_id="part", options=parts)
        self.file: ui.FileUpload[Form] = ui.FileUpload(custom_id="file", required=False)
        self.way: ui.RadioGroup[Form] = ui.RadioGroup(custom_id="way", options=ways)
        self.sure: ui.Checkbox[Form] = ui.Checkbox(custom_id="sure")
        fields: dict[str, ui.Item[Form]] = {
            "Your words": self.words,
            "A part": self.part,
            "A file": self.file,
            "A way": self.way,
            "Sure": self.sure,
        }
        for text, field in fields.items():
            self.add_item(ui.Label(text=text, component=field))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        files = [each.filename for each in self.file.values]
        told = f"{self.words.value}; {self.part.values}; {files}; {self.way.value}; {self.sure.value}"
        await interaction.response.send_message(f"form: {told}", ephemeral=True)


class Panel(ui.LayoutView):
    """A panel of the second version of components."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        row: ui.ActionRow[Panel] = ui.ActionRow(Edit("Open", "open"))
        section = ui.Section(ui.TextDisplay("**A part**\nnobody yet"), accessory=PanelButton())
        lines: ui.TextDisplay[Panel] = ui.TextDisplay("## A panel\nwith *words*")
        self.add_item(ui.Container(lines, ui.Separator(), section, row, accent_colour=0x8A2233))


class PanelButton(ui.Button[ui.LayoutView]):
    """A button beside a section, that answers in private."""

    def __init__(self) -> None:
        super().__init__(label="Take", custom_id="take")

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message("taken", ephemeral=True)


@app_commands.command(description="A panel")
async def panel(interaction: discord.Interaction) -> None:
    await interaction.response.send_message(view=Panel())


@app_commands.command(description="As many components as Discord allows")
async def crowd(interaction: discord.Interaction) -> None:
    view = ui.LayoutView(timeout=None)
    rows = [[Edit(f"B{row}{place}", f"b{row}{place}") for place in range(5)] for row in range(6)]
    view.add_item(ui.Container(ui.TextDisplay("x" * 3000), ui.Separator(), *(ui.ActionRow(*row) for row in rows)))
    view.add_item(ui.TextDisplay("y" * 1000))
    await interaction.response.send_message(view=view)


@app_commands.command(description="Answers when it is released")
async def wait(interaction: discord.Interaction) -> None:
    released.clear()
    await interaction.response.defer(thinking=True)
    await released.wait()
    await interaction.followup.send("At last")


@app_commands.command(description="Releases what waits")
async def release(interaction: discord.Interaction) -> None:
    released.set()
    await interaction.response.send_message("released", ephemeral=True)


@app_commands.command(description="Takes a file and gives it back")
async def upload(interaction: discord.Interaction, file: discord.Attachment) -> None:
    content = await file.read()
    sent = discord.File(io.BytesIO(content), filename=file.filename)
    await interaction.response.send_message(f"{len(content)} bytes", file=sent)


@app_commands.command(description="Plays one line in a thread")
async def scene(interaction: discord.Interaction, name: str) -> None:
    await interaction.response.defer(ephemeral=True)
    channel = interaction.channel
    assert isinstance(channel, discord.TextChannel)
    thread = await channel.create_thread(name=name, type=discord.ChannelType.public_thread)
    webhook = await channel.create_webhook(name="company")
    await webhook.send("*(softly)* Good evening.", username="Miranda", thread=thread, wait=True)
    await interaction.followup.send(f"played in {thread.mention}", ephemeral=True)


@app_commands.command(description="Calls a member")
async def call(interaction: discord.Interaction, whom: discord.Member) -> None:
    allowed = discord.AllowedMentions(users=True)
    await interaction.response.send_message(f"{whom.mention}, you are called", allowed_mentions=allowed)


async def count_words(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"message {message.id} of {message.author.name}", ephemeral=True)


COMMANDS: tuple[app_commands.Command[Any, ..., Any] | app_commands.Group, ...] = (
    echo,
    secret,
    fruit,
    show,
    controls,
    panel,
    wait,
    release,
    upload,
    scene,
    crowd,
    call,
)


async def gateway_of(address: str) -> str:
    """Ask the room where its gateway is."""
    async with aiohttp.ClientSession() as session, session.get(f"{address}/gateway") as answer:
        return str((await answer.json())["url"])


async def main(room: str, token: str) -> None:
    """Connect to a room and stay."""
    Route.BASE = f"{room.rstrip('/')}/api/v10"
    DiscordWebSocket.DEFAULT_GATEWAY = URL(await gateway_of(Route.BASE))
    async with Company() as client:
        await client.start(token)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
