"""`/chapter use`: the chapters that commands in a channel mean, and works: chapters in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.backstage.shelf import LONGEST_TITLE
from bot.cogs.chapter_desk import lets_import, shelved, show, titles_of_works
from bot.cogs.front_of_house import begin_privately, guild_of, private_voice, stage_channel_of, tell
from bot.cogs.offering import in_order
from bot.store import works
from bot.store.engine import transaction
from bot.store.values import Work
from bot.ui.forms import Field, form
from bot.ui.use_pages import use_page, work_order_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.store.values import Chapter
    from bot.ui.items import Press
    from bot.ui.pages import Page


class Using:
    """Answers the presses of the panel that binds chapters to a channel."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre
        theatre.answers(
            choose_bound=self.bind,
            unbind=self.unbind,
            makework=self.ask_title,
            type_makework=self.make_work,
            choose_work=self.open_work,
            choose_part=self.choose_part,
            partup=self.move_up,
            partdown=self.move_down,
            partout=self.take_out,
        )

    async def use(self, interaction: Interaction, chapters: Sequence[Chapter]) -> None:
        """Have commands here mean these chapters besides those they mean; without any, show the panel alone."""
        if chapters:
            used = await self._used(interaction)
            await self._use(interaction, (*used, *(chapter.id for chapter in chapters)))
        await show(interaction, await self._panel(interaction))

    async def _used(self, interaction: Interaction) -> tuple[int, ...]:
        async with transaction(self._theatre.house.engine, writes=False) as session:
            return await works.used_in(session, guild_of(interaction), stage_channel_of(interaction) or 0)

    async def _use(self, interaction: Interaction, chapter_ids: Sequence[int]) -> None:
        here = {chapter.id for chapter in await self._theatre.shelf.everything(guild_of(interaction))}
        wanted = [each for each in dict.fromkeys(chapter_ids) if each in here]
        async with transaction(self._theatre.house.engine) as session:
            await works.use_in(session, guild_of(interaction), stage_channel_of(interaction) or 0, wanted)

    async def _panel(self, interaction: Interaction, note: str = "") -> Page:
        titles = await titles_of_works(self._theatre, guild_of(interaction))
        shelf = in_order(await self._theatre.shelf.everything(guild_of(interaction)))
        return use_page(
            stage_channel_of(interaction) or 0,
            [shelved(chapter, titles) for chapter in shelf],
            await self._used(interaction),
            tuple(titles.items()),
            private_voice(interaction),
            note=note,
        )

    async def _may(self, interaction: Interaction) -> bool:
        await begin_privately(interaction)
        return await lets_import(self._theatre, interaction)

    async def bind(self, interaction: Interaction, press: Press) -> None:
        """Have commands in this channel mean the chosen chapters."""
        if await self._may(interaction):
            if press.numbers is None:
                await tell(interaction, "fault.stray")
                return
            await self._use(interaction, press.numbers)
            await show(interaction, await self._panel(interaction))

    async def unbind(self, interaction: Interaction, _press: Press) -> None:
        """Have commands in this channel mean every chapter again."""
        if await self._may(interaction):
            await self._use(interaction, ())
            await show(interaction, await self._panel(interaction))

    async def ask_title(self, interaction: Interaction, press: Press) -> None:
        """Ask what a work is called."""
        if not await lets_import(self._theatre, interaction):
            return
        say = private_voice(interaction)
        field = Field("title", say("work.title"), most=LONGEST_TITLE, required=True)
        await interaction.response.send_modal(form("makework", press.key, 0, say("button.make-work"), (field,)))

    async def make_work(self, interaction: Interaction, press: Press) -> None:
        """Make a work of the server's own chapters that are used in this channel."""
        if not await self._may(interaction):
            return
        title = " ".join((press.fields or {}).get("title", "").split())[:LONGEST_TITLE]
        used = await self._used(interaction)
        shelf = in_order(await self._theatre.shelf.everything(guild_of(interaction)))
        own = [chapter.id for chapter in shelf if chapter.id in used and chapter.guild_id is not None]
        if len(own) < 2 or not title:  # noqa: PLR2004 (a work is several)
            await tell(interaction, "work.too-few")
            return
        async with transaction(self._theatre.house.engine) as session:
            work = await works.make_work(session, guild_of(interaction), title, own)
        await self._show_work(interaction, work.id, None)

    async def open_work(self, interaction: Interaction, press: Press) -> None:
        """Show a work's chapters in order."""
        if await self._may(interaction):
            await self._show_work(interaction, press.number, None)

    async def choose_part(self, interaction: Interaction, press: Press) -> None:
        """Choose the chapter that is to be moved."""
        if await self._may(interaction):
            await self._show_work(interaction, press.key, press.number)

    async def _show_work(self, interaction: Interaction, work_id: int, chosen: int | None) -> None:
        titles = await titles_of_works(self._theatre, guild_of(interaction))
        if work_id not in titles:
            await show(interaction, await self._panel(interaction, private_voice(interaction)("work.gone")))
            return
        parts = [shelved(part) for part in await self._parts(interaction, work_id)]
        await show(interaction, work_order_page(work_id, titles[work_id], parts, chosen, private_voice(interaction)))

    async def _parts(self, interaction: Interaction, work_id: int) -> list[Chapter]:
        shelf = await self._theatre.shelf.everything(guild_of(interaction))
        return in_order(chapter for chapter in shelf if chapter.work_id == work_id)

    async def move_up(self, interaction: Interaction, press: Press) -> None:
        """Put a chapter before the one before it."""
        await self._move(interaction, press, -1)

    async def move_down(self, interaction: Interaction, press: Press) -> None:
        """Put a chapter behind the one behind it."""
        await self._move(interaction, press, 1)

    async def take_out(self, interaction: Interaction, press: Press) -> None:
        """Let a chapter stand alone again."""
        await self._move(interaction, press, None)

    async def _move(self, interaction: Interaction, press: Press, by: int | None) -> None:
        if not await self._may(interaction):
            return
        ids = [part.id for part in await self._parts(interaction, press.key)]
        if press.seq in ids:
            place = ids.index(press.seq)
            ids.remove(press.seq)
            if by is not None:
                ids.insert(max(0, place + by), press.seq)
            async with transaction(self._theatre.house.engine) as session:
                await works.order_work(session, Work(press.key, guild_of(interaction), ""), ids)
        await self._show_work(interaction, press.key, press.seq if by is not None else None)
