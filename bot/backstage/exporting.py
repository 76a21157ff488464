"""Exports: chapters with their scripts, corrections and names in one file that `/chapter add` takes back."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.store import chapters
from bot.store.chapters import handle_for
from bot.store.corrections import corrections_of
from bot.store.engine import transaction
from bot.store.looks import looks_of
from lore.corrections.packing import ENDING, Package, PackedChapter, pack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.backstage.theatre import Theatre
    from bot.store.values import Chapter


async def export(theatre: Theatre, found: Sequence[Chapter], work: str) -> tuple[str, str]:
    """Return the name and the text of a file with these chapters of one server, in order."""
    packed = tuple([await _packed(theatre, chapter) for chapter in found])
    scripts = [(await theatre.shelf.volume(chapter)).script for chapter in found]
    text = await asyncio.to_thread(pack, Package(packed, work), scripts)
    return handle_for(work or found[0].title)[:60] + ENDING, text


async def _packed(theatre: Theatre, chapter: Chapter) -> PackedChapter:
    guild_id = chapter.reader_guild_id or 0
    async with transaction(theatre.house.engine, writes=False) as session:
        source = await chapters.source_of(session, chapter.id)
        kept = await corrections_of(session, guild_id, chapter.id)
        looks = await looks_of(session, guild_id, chapter.id)
    names = tuple((look.name, look.shown_name) for look in looks.values() if look.shown_name)
    made = tuple(each.correction for each in kept)
    return PackedChapter(chapter.title, source or "", made, names, chapter.adult)
