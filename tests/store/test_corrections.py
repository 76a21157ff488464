from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.store import chapters, corrections, looks, works
from bot.store.engine import transaction
from bot.store.values import Look
from lore.corrections.values import Merged, Renamed

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine
    from sqlmodel.ext.asyncio.session import AsyncSession

    from bot.store.values import Chapter

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
RENAMED, MERGED = Renamed("Ines", "Ina"), Merged("Oren", "Ina")


async def add(
    session: AsyncSession, guild_id: int | None = 1, title: str = "Kiln", *, source: str = "x", draft: bool = False
) -> Chapter:
    return await chapters.add_chapter(
        session, guild_id=guild_id, title=title, filename="a.txt", source=source, user_id=7, now=NOW, draft=draft
    )


async def correct(session: AsyncSession, chapter: Chapter, guild_id: int = 1, *, accepted: bool = True) -> int:
    return await corrections.correct(
        session, guild_id, chapter.id, [RENAMED, MERGED], user_id=7, now=NOW, accepted=accepted
    )


async def test_corrections_come_back_in_order_under_the_batch_of_their_press(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        chapter = await add(session)
        batch = await correct(session, chapter)
        kept = await corrections.corrections_of(session, 1, chapter.id)
    assert [(each.correction, each.batch) for each in kept] == [(RENAMED, batch), (MERGED, batch)]


async def test_a_batch_that_no_row_can_have_is_empty(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        chapter = await add(session)
        await correct(session, chapter)
        assert await corrections.batch_of(session, 1, chapter.id, 99_999_999_999_999) == ()


async def test_each_servers_corrections_of_a_house_chapter_are_its_own(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        chapter = await add(session, None)
        await correct(session, chapter, 1)
        assert await corrections.corrections_of(session, 2, chapter.id) == ()
        revisions = [
            each[0].revision
            for each in (await chapters.chapters_of(session, 1), await chapters.chapters_of(session, 2))
        ]
    assert revisions[0]
    assert not revisions[1]


async def test_a_batch_is_taken_back_whole_once_and_by_its_own_server(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        chapter = await add(session)
        ids = [each.id for each in await corrections.batch_of(session, 1, chapter.id, await correct(session, chapter))]
        assert await corrections.take_back(session, 2, ids) == 0
        assert await corrections.take_back(session, 1, ids) == 2
        assert await corrections.take_back(session, 1, ids) == 0
        assert await corrections.corrections_of(session, 1, chapter.id) == ()


async def test_no_two_states_of_corrections_have_the_same_revision(engine: AsyncEngine) -> None:
    seen = []
    async with transaction(engine) as session:
        chapter = await add(session)
        for _ in range(3):
            ids = [
                each.id for each in await corrections.batch_of(session, 1, chapter.id, await correct(session, chapter))
            ]
            seen.append((await chapters.chapters_of(session, 1))[0].revision)
            await corrections.take_back(session, 1, ids)
            seen.append((await chapters.chapters_of(session, 1))[0].revision)
    assert len(set(seen)) == len(seen)


async def test_a_proposal_corrects_nothing_and_is_counted_for_its_member(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        chapter = await add(session)
        await correct(session, chapter, accepted=False)
        assert await corrections.corrections_of(session, 1, chapter.id) == ()
        assert len(await corrections.proposals_of(session, 1, chapter.id)) == 2
        assert [await corrections.open_proposals(session, 1, user) for user in (7, 8)] == [2, 0]


async def test_members_see_no_draft_until_it_is_published(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        draft = await add(session, draft=True)
        assert await chapters.chapters_of(session, 1) == ()
        assert [each.published for each in await chapters.shelf_of(session, 1)] == [False]
        await chapters.publish(session, [draft.id], NOW)
        assert [each.id for each in await chapters.chapters_of(session, 1)] == [draft.id]


async def test_a_removed_chapter_can_be_brought_back_until_it_is_deleted(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        chapter = await add(session)
        await correct(session, chapter)
        await chapters.remove(session, [chapter.id], NOW)
        assert await chapters.chapters_of(session, 1) == ()
        assert [each.id for each in await chapters.removed_chapters(session, 1)] == [chapter.id]
        assert await chapters.delete_removed(session, NOW) == 0
        await chapters.bring_back(session, chapter.id)
        assert [each.id for each in await chapters.chapters_of(session, 1)] == [chapter.id]
        await chapters.remove(session, [chapter.id], NOW)
        assert await chapters.delete_removed(session, NOW + timedelta(days=7)) == 1
        assert await chapters.chapter_of(session, chapter.id, 1) is None
        assert await corrections.corrections_of(session, 1, chapter.id) == ()


async def test_a_chapter_of_another_server_is_none(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        chapter = await add(session)
        assert await chapters.chapter_of(session, chapter.id, 2) is None


async def test_a_new_version_takes_the_place_and_keeps_the_corrections(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        chapter = await add(session)
        await correct(session, chapter)
        draft = await add(session, source="y", draft=True)
        await chapters.put_in_place(session, draft.id, chapter.id)
        (kept,) = await chapters.shelf_of(session, 1)
        assert (kept.id, kept.handle, kept.fingerprint) == (chapter.id, "kiln", chapters.fingerprint("y"))
        assert len(await corrections.corrections_of(session, 1, chapter.id)) == 2


async def test_a_work_has_its_chapters_in_the_order_they_were_put(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        one, two, three = [await add(session, title=title) for title in "abc"]
        work = await works.make_work(session, 1, "Book", [three.id, one.id])
        await works.order_work(session, work, [one.id, two.id])
        placed = [(each.work_id, each.place) for each in await chapters.chapters_of(session, 1)]
        assert placed == [(work.id, 1), (work.id, 2), (None, 0)]


async def test_a_work_without_chapters_is_gone(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        chapter = await add(session)
        await works.make_work(session, 1, "First", [chapter.id])
        await works.make_work(session, 1, "Second", [chapter.id])
        assert [work.title for work in await works.works_of(session, 1)] == ["Second"]


async def test_a_channel_means_what_it_was_last_given(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        one, two = await add(session, title="a"), await add(session, title="b")
        await works.use_in(session, 1, 50, [one.id, two.id])
        await works.use_in(session, 1, 51, [one.id])
        await works.use_in(session, 1, 50, [two.id])
        assert await works.used_in(session, 1, 50) == (two.id,)
        assert await works.used_in(session, 2, 50) == ()
        assert await works.channels_using(session, 1, [one.id]) == (51,)


async def test_a_look_is_kept_once_for_a_character_of_a_chapter_on_a_server(engine: AsyncEngine) -> None:
    look = Look("Ines", "Ina", 5, 6, "http://127.0.0.1/a.png", NOW)
    async with transaction(engine) as session:
        chapter = await add(session)
        await looks.keep_look(session, 1, chapter.id, Look("Ines"))
        await looks.keep_look(session, 1, chapter.id, look)
        assert await looks.looks_of(session, 1, chapter.id) == {"Ines": look}
        assert await looks.looks_of(session, 2, chapter.id) == {}
