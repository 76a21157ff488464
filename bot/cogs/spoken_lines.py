"""The menus of a message: *Who said this?* names the member behind a spoken line, *Report* tells the moderators."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.front_of_house import (
    answer_privately,
    begin_privately,
    choices_of,
    guild_of,
    load_ledger,
    may_ask,
    private_voice,
    public_voice,
    tell,
)
from bot.cogs.looking_up import look_up
from bot.cogs.questions import accepts
from bot.stage.events import LinePerformed
from bot.store.engine import transaction
from bot.store.ledgers import find_post
from bot.ui.answers import LONGEST_QUESTION
from bot.ui.forms import Field, form
from bot.ui.own_words import clean_words
from bot.ui.quoting import words_of
from bot.ui.render import message_of
from bot.ui.reports import SpokenLine, report_page, said_page

if TYPE_CHECKING:
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.ui.items import Press
    from bot.ui.pages import Page

_LONGEST_REASON = 500


class SpokenLines(commands.Cog):
    """Tells who said what."""

    def __init__(self, theatre: Theatre, tree: app_commands.CommandTree) -> None:
        self._theatre = theatre
        self._tree = tree
        theatre.answers(type_report=self.send_report)
        self._menus = (
            app_commands.ContextMenu(name="Who said this?", callback=self.who_said_this),
            app_commands.ContextMenu(name="Report", callback=self.ask_why),
        )

    async def cog_load(self) -> None:
        """Put the menus up."""
        for menu in self._menus:
            menu.guild_only = True
            self._tree.add_command(menu)

    async def cog_unload(self) -> None:
        """Take the menus down."""
        for menu in self._menus:
            self._tree.remove_command(menu.name, type=menu.type)

    async def who_said_this(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Name the member who said a line, in private; words that nobody performed are looked up in the chapters."""
        await begin_privately(interaction)
        line = await self._line(interaction, message.id)
        words = words_of(message.content)[:LONGEST_QUESTION]
        if line is not None:
            await answer_privately(interaction, said_page(line, private_voice(interaction)))
        elif not words or message.author == interaction.client.user:
            await tell(interaction, "said.no-line")
        elif await accepts(self._theatre, interaction):
            await look_up(self._theatre, interaction, words, None)

    async def _line(self, interaction: Interaction, message_id: int) -> SpokenLine | None:
        """Return the line that a message of this server speaks, or None."""
        async with transaction(self._theatre.house.engine, writes=False) as session:
            found = await find_post(session, message_id)
        ledger = await load_ledger(self._theatre, guild_of(interaction), found[0]) if found else None
        if found is None or ledger is None or not 0 < found[1].seq <= len(ledger.records):
            return None
        event = ledger.records[found[1].seq - 1].event
        if not isinstance(event, LinePerformed):
            return None
        line = ledger.book.line(event.line)
        return SpokenLine(
            title=ledger.book.title,
            number=event.line,
            part=line.part,
            manner=event.manner,
            by_bot=event.performer is None,
            user_id=ledger.performers.get(event.performer or ""),
            words=ledger.own_words.get(found[1].seq) or line.words,
            link=f"https://discord.com/channels/{ledger.venue.guild_id}/{found[1].channel_id}/{message_id}",
        )

    async def ask_why(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Open the form in which a member may say what is wrong with a line."""
        if await self._line(interaction, message.id) is None:
            await tell(interaction, "said.no-line")
            return
        say = private_voice(interaction)
        reason = Field("reason", say("report.reason"), hint=say("report.hint"), most=_LONGEST_REASON, long=True)
        await interaction.response.send_modal(form("report", message.id, 0, say("report.title"), (reason,)))

    async def send_report(self, interaction: Interaction, press: Press) -> None:
        """Tell the moderators in their channel; where there is none, tell the member whom to show the line."""
        await begin_privately(interaction)
        if not await may_ask(self._theatre, interaction):
            return
        line = await self._line(interaction, press.key)
        if line is None:
            await tell(interaction, "said.no-line")
            return
        channel_id = (await choices_of(self._theatre, guild_of(interaction))).reports_channel_id
        reason = clean_words((press.fields or {}).get("reason", ""))
        page = report_page(line, interaction.user.id, reason, await public_voice(self._theatre, interaction))
        sent = channel_id is not None and await self._post(channel_id, page)
        await tell(interaction, "report.sent" if sent else "report.no-channel", link=line.link)

    async def _post(self, channel_id: int, page: Page) -> bool:
        channel = self._theatre.house.client.get_partial_messageable(channel_id)
        try:
            await channel.send(**message_of(page))
        except (discord.Forbidden, discord.NotFound):
            return False
        return True


async def setup(bot: commands.Bot) -> None:
    """Add the cog; see `bot.client`."""
    await bot.add_cog(SpokenLines(bot.theatre, bot.tree))  # type: ignore[attr-defined]
