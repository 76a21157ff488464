"""`/chapter remove`, which says first what goes along and can be undone for some days, and `/chapter export`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.backstage.exporting import export
from bot.cogs.chapter_desk import chapter_pressed, lets_import, show, titles_of_works
from bot.cogs.front_of_house import answer_privately, begin_privately, guild_of, private_voice, tell
from bot.store import chapters
from bot.store.corrections import corrections_of
from bot.store.engine import transaction
from bot.store.ledgers import open_venues
from bot.store.looks import looks_of
from bot.store.works import channels_using
from bot.ui.pages import Attachment, Page, plain
from bot.ui.use_pages import removal_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.store.values import Chapter
    from bot.ui.items import Press

_LARGEST_FILE = 10 * 1024 * 1024
"""What Discord takes from a bot where it does not say otherwise."""


class Removing:
    """Removes and exports."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre
        theatre.answers(remove=self.remove, removework=self.remove_work)

    async def ask(self, interaction: Interaction, found: Sequence[Chapter], work: str) -> None:
        """Say what goes with chapters, a work's or one alone, before they are removed."""
        guild_id, ids = guild_of(interaction), [chapter.id for chapter in found]
        async with transaction(self._theatre.house.engine, writes=False) as session:
            corrected = [len(await corrections_of(session, guild_id, each)) for each in ids]
            pictured = [look for each in ids for look in (await looks_of(session, guild_id, each)).values()]
            channels = await channels_using(session, guild_id, ids)
            playing = [venue for venue in await open_venues(session, guild_id) if venue.chapter_id in ids]
        page = removal_page(
            "removework" if work else "remove",
            (found[0].work_id or 0) if work else found[0].id,
            work or found[0].title,
            private_voice(interaction),
            chapters=len(found),
            corrections=sum(corrected),
            pictures=sum(look.message_id is not None for look in pictured),
            channels=channels,
            performances=len(playing),
        )
        await answer_privately(interaction, page)

    async def remove(self, interaction: Interaction, press: Press) -> None:
        """Remove a chapter; for some days it can be brought back."""
        chapter = await chapter_pressed(self._theatre, interaction, press.key)
        if chapter is not None:
            await self._remove(interaction, [chapter], chapter.title)

    async def remove_work(self, interaction: Interaction, press: Press) -> None:
        """Remove all chapters of a work; for some days they can be brought back."""
        await begin_privately(interaction)
        if not await lets_import(self._theatre, interaction):
            return
        shelf = await self._theatre.shelf.everything(guild_of(interaction))
        found = [chapter for chapter in shelf if chapter.work_id == press.key]
        titles = await titles_of_works(self._theatre, guild_of(interaction))
        if not found:
            await tell(interaction, "chapter.gone")
            return
        await self._remove(interaction, found, titles.get(press.key, found[0].title))

    async def _remove(self, interaction: Interaction, found: Sequence[Chapter], title: str) -> None:
        async with transaction(self._theatre.house.engine) as session:
            await chapters.remove(session, [chapter.id for chapter in found], self._theatre.house.now())
        await show(interaction, Page(private_voice(interaction)("removal.done", title=plain(title))))

    async def export(self, interaction: Interaction, found: Sequence[Chapter], work: str) -> None:
        """Hand out chapters with their scripts and corrections in one file."""
        filename, text = await export(self._theatre, found, work)
        largest = getattr(interaction, "filesize_limit", None) or _LARGEST_FILE
        if len(text.encode()) > largest:
            await tell(interaction, "export.too-large")
            return
        say = private_voice(interaction)
        page = Page(say("export.done", title=plain(work or found[0].title)), files=(Attachment(filename, text),))
        await answer_privately(interaction, page)
