"""A new version of a chapter: what it would change, and putting it in the older one's place."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.store import chapters, objections
from bot.store.corrections import corrections_of
from bot.store.engine import transaction, wait_for_ones_turn
from lore.corrections.anchors import Finder, anchor_of
from lore.corrections.comparing import compare

if TYPE_CHECKING:
    from bot.backstage.theatre import Theatre
    from bot.store.values import Chapter
    from lore import Script
    from lore.corrections.comparing import Difference


async def compare_versions(theatre: Theatre, draft: Chapter, older: Chapter) -> Difference:
    """Return what would become of a chapter and its corrections."""
    old, new = await theatre.shelf.reading(older), await theatre.shelf.reading(draft)
    async with transaction(theatre.house.engine, writes=False) as session:
        kept = await corrections_of(session, older.reader_guild_id or 0, older.id)
    return await asyncio.to_thread(compare, old, new, [each.correction for each in kept])


async def put_in_place(theatre: Theatre, draft: Chapter, older: Chapter) -> Chapter:
    """Give a chapter its new text and return it; its corrections stay, and find their lines by their words.

    What members objected to goes along to the line that has the words now; where none has, nobody need look any more.
    """
    old, new = await theatre.shelf.reading(older), await theatre.shelf.reading(draft)
    async with transaction(theatre.house.engine, writes=False) as session:
        objected = await objections.objected_lines(session, older.id)
    moved = await asyncio.to_thread(_moved, old, new, objected)
    async with transaction(theatre.house.engine) as session:
        await wait_for_ones_turn(session, older.reader_guild_id or 0)
        # A second press finds it done, and what it would move has been moved.
        if await chapters.put_in_place(session, draft.id, older.id):
            await objections.move(session, older.id, moved)
        chapter = await chapters.chapter_of(session, older.id, older.reader_guild_id or 0)
    if chapter is None:
        raise LookupError(f"chapter {older.id} went while its new version came")
    theatre.shelf.keep_reading(chapter, replace(new, title=chapter.title))
    return chapter


def _moved(old: Script, new: Script, lines: frozenset[int]) -> dict[int, int | None]:
    finder = Finder(new)
    return {line: finder.find(anchor_of(old, line)) if old.line(line) else None for line in lines}
