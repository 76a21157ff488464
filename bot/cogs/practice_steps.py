"""What is pressed and typed in a practice: looking, knowing, missing, typing the line, stopping, once more."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.cogs.front_of_house import begin_privately, private_voice, tell
from bot.cogs.own_words import typed_in
from bot.cogs.performances import show_privately
from bot.stage.book import open_book
from bot.stage.practice import attempt, know, miss, show
from bot.stage.scoring import compare
from bot.store import practices
from bot.store.engine import transaction
from bot.ui.items import words_modal
from bot.ui.pages import Page
from bot.ui.practice import practice_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlmodel.ext.asyncio.session import AsyncSession

    from bot.backstage.shelf import Volume
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.stage.practice import Practice
    from bot.stage.scoring import Comparison
    from bot.store.practices import KeptPractice
    from bot.ui.items import Press


class PracticeSteps:
    """Answers the presses and the form of a practice."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre
        theatre.answers(
            drillshow=self.press_show,
            drillknow=self.press_know,
            drillmiss=self.press_miss,
            drillstop=self.press_stop,
            drilltype=self.press_type,
            type_drill=self.submit,
        )

    async def press_show(self, interaction: Interaction, press: Press) -> None:
        """Show the line that is due."""
        await self._step(interaction, press, show, 0)

    async def press_know(self, interaction: Interaction, press: Press) -> None:
        """Go on with the next line."""
        await self._step(interaction, press, know, -1)

    async def press_miss(self, interaction: Interaction, press: Press) -> None:
        """Go on, and have the line come again."""
        await self._step(interaction, press, miss, 1)

    async def press_stop(self, interaction: Interaction, _press: Press) -> None:
        """Stop; what was missed stays on the list."""
        await begin_privately(interaction)
        await show_privately(interaction, Page(private_voice(interaction)("practice.stopped")))

    async def press_type(self, interaction: Interaction, press: Press) -> None:
        """Open the form for the line that is due; a press on what is long gone shows where the practice stands."""
        kept = await self._kept(interaction, press)
        if kept is None or not _is_due(kept, press):
            await begin_privately(interaction)
            await self._show(interaction, kept)
            return
        say = private_voice(interaction)
        texts = {name: say(f"memory.{name}") for name in ("title", "label", "hint")}
        await interaction.response.send_modal(words_modal("drill", press.key, press.seq, **texts))

    async def submit(self, interaction: Interaction, press: Press) -> None:
        """Compare what was typed with the line, and go on where it is close enough."""
        await begin_privately(interaction)
        kept = await self._kept(interaction, press)
        volume = await volume_of(self._theatre, kept.guild_id, kept.chapter_id) if kept else None
        if kept is None or volume is None or not _is_due(kept, press):
            await self._show(interaction, kept)
            return
        line = open_book(volume.script).line(kept.practice.due or 0)
        # A long line held against a long text takes more than a second; the others' clicks are answered meanwhile.
        compared = await asyncio.to_thread(compare, line.words, typed_in(press))
        knows_it = compared.percent >= kept.practice.strictness
        change, trouble = (know, -1) if knows_it else (attempt, 0)
        await self._step(interaction, press, change, trouble, compared)

    async def _step(
        self,
        interaction: Interaction,
        press: Press,
        change: Callable[[Practice], Practice],
        trouble: int,
        compared: Comparison | None = None,
    ) -> None:
        """Change where the practice stands; a press on what is long gone shows where it stands."""
        await begin_privately(interaction)
        house = self._theatre.house
        async with transaction(house.engine) as session:
            kept = await practices.load(session, press.key, interaction.user.id)
            if kept is not None and _is_due(kept, press):
                kept = await _changed(session, kept, change, trouble, house.now())
            else:
                compared = None
        await self._show(interaction, kept, compared)

    async def _kept(self, interaction: Interaction, press: Press) -> KeptPractice | None:
        async with transaction(self._theatre.house.engine, writes=False) as session:
            return await practices.load(session, press.key, interaction.user.id)

    async def _show(
        self, interaction: Interaction, kept: KeptPractice | None, compared: Comparison | None = None
    ) -> None:
        volume = await volume_of(self._theatre, kept.guild_id, kept.chapter_id) if kept else None
        if kept is None or volume is None:
            await tell(interaction, "practice.gone")
            return
        prompts = open_book(volume.script)
        page = practice_page(kept.practice, prompts, private_voice(interaction), key=kept.id, compared=compared)
        await show_privately(interaction, page)


async def volume_of(theatre: Theatre, guild_id: int, chapter_id: int) -> Volume | None:
    """Return a chapter to practise, or None where it is gone."""
    chapters = await theatre.shelf.chapters(guild_id)
    found = next((each for each in chapters if each.id == chapter_id), None)
    return await theatre.shelf.volume(found) if found else None


def _is_due(kept: KeptPractice, press: Press) -> bool:
    return kept.practice.step == press.seq and kept.practice.due is not None


async def _changed(
    session: AsyncSession, kept: KeptPractice, change: Callable[[Practice], Practice], trouble: int, now: datetime
) -> KeptPractice:
    """Save a step, with what it says about the line that was due.

    A line that was looked at, or stands in the book in full, was not known by heart, so it stays trouble.
    """
    practice = kept.practice
    by_heart = not practice.shown and practice.book != "full"
    if practice.due is not None and (trouble > 0 or (trouble < 0 and by_heart)):
        await practices.note_trouble(session, kept, practice.due, trouble)
    changed = replace(kept, practice=change(practice))
    await practices.move_on(session, kept.id, changed.practice, now)
    return changed
