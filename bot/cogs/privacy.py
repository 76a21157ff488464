"""`/privacy`: what is kept of a member, to see, to take away, to delete. Works in the bot's direct messages as well."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from discord import app_commands
from discord.ext import commands

from bot.backstage.forgetting import Edited, Forgetting
from bot.cogs.front_of_house import answer_privately, begin_privately, private_voice, tell
from bot.stage.events import Attempted, Improvised, LinePerformed
from bot.store import ledgers, people
from bot.store.engine import transaction
from bot.ui.privacy_pages import deleted_page, export_page, kept_page, question_page

if TYPE_CHECKING:
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.stage.events import Event
    from bot.store.people import Taken
    from bot.store.values import Ledger
    from bot.ui.items import Press

_PATIENCE = 60.0
"""Seconds that a member waits for their posts to be edited before they are told that it goes on."""


class Privacy(commands.GroupCog, group_name="privacy", group_description="What is kept of you, to see and to delete."):
    """What is kept of a member."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre
        self._forgetting = Forgetting(theatre.house, theatre.crews)
        self._editing: set[asyncio.Task[Edited]] = set()
        theatre.answers(forget=self.press_forget)
        super().__init__()

    async def cog_unload(self) -> None:
        """Leave what is being edited to the next start."""
        for task in self._editing:
            task.cancel()
        await asyncio.gather(*self._editing, return_exceptions=True)

    async def _counts(self, interaction: Interaction) -> dict[str, int]:
        async with transaction(self._theatre.house.engine, writes=False) as session:
            return await people.counts_of(session, interaction.user.id)

    @app_commands.command(name="show", description="What is kept of you, on all servers.")
    async def show(self, interaction: Interaction) -> None:
        """Show what is kept."""
        await begin_privately(interaction)
        await answer_privately(interaction, kept_page(await self._counts(interaction), private_voice(interaction)))

    @app_commands.command(name="export", description="All that is kept of you, as a file.")
    async def export(self, interaction: Interaction) -> None:
        """Hand out what is kept."""
        await begin_privately(interaction)
        text = json.dumps(await self._data(interaction.user.id), ensure_ascii=False, indent=1, default=str)
        await answer_privately(interaction, export_page(text, private_voice(interaction)))

    async def _data(self, user_id: int) -> dict[str, Any]:
        async with transaction(self._theatre.house.engine, writes=False) as session:
            tables = await people.rows_of(session, user_id)
            taken = await people.taken_by(session, user_id)
            played = [(each, await ledgers.load_ledger(session, each.performance_id)) for each in taken]
        performances = [_played(each, ledger) for each, ledger in played if ledger is not None]
        return {
            "user_id": user_id,
            "exported_at": self._theatre.house.now(),
            "performances": performances,
            "tables": tables,
        }

    @app_commands.command(name="delete", description="Delete all that is kept of you, at once.")
    async def delete(self, interaction: Interaction) -> None:
        """Ask whether all is to be deleted."""
        await begin_privately(interaction)
        counts = await self._counts(interaction)
        await answer_privately(interaction, question_page(counts, interaction.user.id, private_voice(interaction)))

    async def press_forget(self, interaction: Interaction, press: Press) -> None:
        """Delete all that is kept of the member who presses, and of nobody else."""
        if press.key != interaction.user.id:
            await tell(interaction, "fault.stray")
            return
        await begin_privately(interaction)
        user_id = interaction.user.id
        self._theatre.conversations.forget(user_id)
        task = asyncio.create_task(self._forgetting.edit_all(await self._forgetting.forget(user_id)))
        self._editing.add(task)
        task.add_done_callback(self._editing.discard)
        done, _ = await asyncio.wait((task,), timeout=_PATIENCE)
        edited = task.result() if done else Edited()
        page = deleted_page(edited.count, edited.left, private_voice(interaction), unfinished=not done)
        await interaction.edit_original_response(content=page.content, view=None)


def _played(taken: Taken, ledger: Ledger) -> dict[str, Any]:
    """Return what a member did in a performance: their parts, and the lines they read with what they typed.

    What they typed from memory stands there too, until they say the line.
    """
    lines = [
        {"line": line, "at": record.at, "how": how, "typed": ledger.own_words.get(record.seq)}
        for record in ledger.records
        if (told := _told(record.event, taken.key, typed=record.seq in ledger.own_words)) is not None
        for line, how in (told,)
    ]
    venue = ledger.venue
    parts = [part for part in ledger.book.parts if taken.key in ledger.state.performers_of(part)]
    return {
        "title": ledger.book.title, "guild_id": venue.guild_id, "channel_id": venue.channel_id,
        "thread_id": venue.thread_id, "parts": parts, "lines": lines,
    }  # fmt: skip


def _told(event: Event, key: str, *, typed: bool) -> tuple[int | None, str] | None:
    """Return the line that a performer said or typed with this event, and how; None where it is another event."""
    if isinstance(event, LinePerformed) and event.performer == key:
        return event.line, str(event.manner)
    if isinstance(event, Improvised) and event.performer == key:
        return None, "improvised"
    if isinstance(event, Attempted) and event.performer == key and typed:
        return event.line, "attempted"
    return None


async def setup(bot: commands.Bot) -> None:
    """Add the cog; see `bot.client`."""
    await bot.add_cog(Privacy(bot.theatre))  # type: ignore[attr-defined]
