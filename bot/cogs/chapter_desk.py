"""What the commands and presses around a chapter share: whose it is, who may touch it, and how it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.backstage.bringing import TIME_TO_BRING_BACK
from bot.cogs.choosing import WORK, Choices, find_chapter, matching
from bot.cogs.front_of_house import begin_privately, guild_of, tell
from bot.cogs.offering import chapters_here, in_order
from bot.cogs.rights import may_import
from bot.store import chapters, works
from bot.store.engine import transaction
from bot.ui.chapter_cards import Shelved
from bot.ui.pages import repeated
from bot.ui.render import edit_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.store.values import Chapter
    from bot.ui.pages import Page


async def lets_import(theatre: Theatre, interaction: Interaction) -> bool:
    """Tell whether the member may bring and correct chapters, and tell them where they may not."""
    if await may_import(theatre, interaction):
        return True
    await tell(interaction, "chapter.may-not-add")
    return False


async def chapter_pressed(
    theatre: Theatre, interaction: Interaction, chapter_id: int, *, own: bool = True
) -> Chapter | None:
    """Return the chapter that a press is about to somebody who may touch it; None after telling why not.

    `own`: chapters of the house, which are on every server, are refused.
    """
    await begin_privately(interaction)
    if not await lets_import(theatre, interaction):
        return None
    async with transaction(theatre.house.engine, writes=False) as session:
        chapter = await chapters.chapter_of(session, chapter_id, guild_of(interaction))
    if chapter is None:
        await tell(interaction, "chapter.gone")
    elif own and chapter.guild_id is None:
        await tell(interaction, "chapter.of-the-house")
    else:
        return chapter
    return None


async def chapter_named(
    theatre: Theatre, interaction: Interaction, typed: str | None, *, own: bool = False
) -> Chapter | None:
    """Return the chapter or draft of that name, the last that came where none is named; None after telling why not."""
    shelf = await chapters_here(theatre, interaction)
    if await may_import(theatre, interaction):
        shelf = await theatre.shelf.everything(guild_of(interaction))
    shelf = tuple(each for each in shelf if each.guild_id is not None or not own)
    found = find_chapter(shelf, typed) if typed else next(iter(reversed(shelf)), None)
    if found is None:
        await tell(interaction, "chapter.unknown" if typed else "chapter.none", chapter=repeated(typed or ""))
    return found


async def chapters_at_desk(
    theatre: Theatre, interaction: Interaction, typed: str | None, *, own: bool = False
) -> tuple[Sequence[Chapter], str]:
    """Return the chapter of that name, or all of a work and the work's title; none after telling why not."""
    works_ = await titles_of_works(theatre, guild_of(interaction))
    wanted = (typed or "").strip().casefold()
    for number, title in works_.items():
        if wanted in {f"{WORK}{number}", title.casefold()}:
            shelf = await theatre.shelf.everything(guild_of(interaction))
            return [chapter for chapter in in_order(shelf) if chapter.work_id == number], title
    found = await chapter_named(theatre, interaction, typed, own=own)
    return ([found] if found else []), ""


async def show(interaction: Interaction, page: Page) -> None:
    """Make the private message that was pressed, or that answers the command, show a page."""
    await interaction.edit_original_response(**edit_of(page))


def shelved(chapter: Chapter, works_: Mapping[int, str] | None = None, now: datetime | None = None) -> Shelved:
    """Return a chapter as its cards show it."""
    left = None
    if chapter.removed_at is not None and now is not None:
        left = max(0, (chapter.removed_at + TIME_TO_BRING_BACK - now).days)
    return Shelved(
        chapter.id,
        chapter.title,
        chapter.guild_id is None,
        not chapter.published,
        chapter.adult,
        (works_ or {}).get(chapter.work_id or 0, ""),
        left,
    )


async def titles_of_works(theatre: Theatre, guild_id: int) -> dict[int, str]:
    """Return the titles of a server's works by number."""
    async with transaction(theatre.house.engine, writes=False) as session:
        return {work.id: work.title for work in await works.works_of(session, guild_id)}


async def shelf_choices(interaction: Interaction, current: str) -> Choices:
    """Offer chapters and drafts to those who may bring them, and nothing to others."""
    theatre = interaction.client.theatre
    if not await may_import(theatre, interaction):
        return []
    shelf = await theatre.shelf.everything(guild_of(interaction))
    works_ = await titles_of_works(theatre, guild_of(interaction))
    named = [(title, f"{WORK}{number}") for number, title in works_.items()]
    return matching([*named, *((chapter.title, chapter.handle) for chapter in reversed(shelf))], current)


async def review_choices(interaction: Interaction, current: str) -> Choices:
    """Offer what may be reviewed: to members the chapters offered here, to who may bring chapters all."""
    if await may_import(interaction.client.theatre, interaction):
        return await shelf_choices(interaction, current)
    here = await chapters_here(interaction.client.theatre, interaction)
    return matching(((chapter.title, chapter.handle) for chapter in reversed(here)), current)
