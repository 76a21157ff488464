"""What a draft's card does: publish, take an older chapter's place, stand beside it, go away; and whom it is for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.backstage.replacing import compare_versions, put_in_place
from bot.cogs.chapter_desk import chapter_pressed, lets_import, shelved, show, titles_of_works
from bot.cogs.front_of_house import begin_privately, guild_of, private_voice, tell
from bot.cogs.offering import in_order
from bot.store import chapters, works
from bot.store.engine import transaction
from bot.store.values import Work
from bot.ui.chapter_cards import difference_card, draft_card, work_card
from bot.ui.pages import Page, plain

if TYPE_CHECKING:
    from bot.backstage.bringing import Kept
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.store.values import Chapter
    from bot.ui.items import Press
    from lore.corrections.comparing import Difference


class Drafts:
    """Answers the presses of drafts."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre
        theatre.answers(
            card=self.open_card,
            choose_draft=self.open_chosen,
            choose_back=self.bring_back,
            publish=self.publish,
            discard=self.discard,
            replace=self.put_in_place,
            both=self.keep_both,
            adult=self.mark_adult,
            publishall=self.publish_all,
            discardall=self.discard_all,
        )

    async def kept(self, interaction: Interaction, kept: tuple[Kept, ...], work: str) -> Page:
        """Return the card of what was just kept: of one chapter, of a whole work, or the difference to an older one."""
        first = next((each for each in kept if not each.known), kept[0])
        if len(kept) > 1 and first.chapter.work_id is not None:
            return await self._work(interaction, first.chapter.work_id, work)
        note = private_voice(interaction)("draft.known") if first.known else ""
        return await self.card(interaction, first.chapter, note)

    async def card(self, interaction: Interaction, chapter: Chapter, note: str = "") -> Page:
        """Return the card of a chapter or draft."""
        say = private_voice(interaction)
        older = await self._older(interaction, chapter)
        if older is not None:
            difference = await compare_versions(self._theatre, chapter, older)
            return difference_card(shelved(chapter), shelved(older), difference, say)
        volume = await self._theatre.shelf.volume(chapter)
        return draft_card(shelved(chapter), volume.script, say, note=note)

    async def _difference(self, interaction: Interaction, draft: Chapter) -> Difference | None:
        older = await self._older(interaction, draft)
        return await compare_versions(self._theatre, draft, older) if older else None

    async def _older(self, interaction: Interaction, chapter: Chapter) -> Chapter | None:
        if chapter.published or chapter.replaces_id is None:
            return None
        async with transaction(self._theatre.house.engine, writes=False) as session:
            older = await chapters.chapter_of(session, chapter.replaces_id, guild_of(interaction))
        return older if older and older.removed_at is None else None

    async def _work(self, interaction: Interaction, work_id: int, title: str) -> Page:
        shelf = await self._theatre.shelf.everything(guild_of(interaction))
        parts = in_order(chapter for chapter in shelf if chapter.work_id == work_id)
        volumes = [(shelved(part), (await self._theatre.shelf.volume(part)).script) for part in parts]
        changes = {part.id: await self._difference(interaction, part) for part in parts}
        told = {number: difference for number, difference in changes.items() if difference is not None}
        return work_card(work_id, title, volumes, private_voice(interaction), changes=told)

    async def open_card(self, interaction: Interaction, press: Press) -> None:
        """Go back to a chapter's card."""
        chapter = await chapter_pressed(self._theatre, interaction, press.key, own=False)
        if chapter is not None:
            await show(interaction, await self.card(interaction, chapter))

    async def open_chosen(self, interaction: Interaction, press: Press) -> None:
        """Open the card of the draft that was chosen from a list."""
        await self.open_card(interaction, replace(press, key=press.number))

    async def publish(self, interaction: Interaction, press: Press) -> None:
        """Show a draft to everybody."""
        chapter = await chapter_pressed(self._theatre, interaction, press.key)
        if chapter is not None:
            await self._publish(interaction, chapter)

    async def publish_named(self, interaction: Interaction, chapter: Chapter) -> None:
        """Publish a chapter that was named, unless there is something to choose first."""
        if chapter.published or await self._older(interaction, chapter) is not None:
            await show(interaction, await self.card(interaction, chapter))
        else:
            await self._publish(interaction, chapter)

    async def _publish(self, interaction: Interaction, chapter: Chapter) -> None:
        async with transaction(self._theatre.house.engine) as session:
            await chapters.publish(session, [chapter.id], self._theatre.house.now())
        note = private_voice(interaction)("draft.published", title=plain(chapter.title))
        await show(interaction, await self.card(interaction, replace(chapter, published=True), note))

    async def keep_both(self, interaction: Interaction, press: Press) -> None:
        """Let a new version stand beside the older one, as a draft of its own."""
        chapter = await chapter_pressed(self._theatre, interaction, press.key)
        if chapter is not None:
            async with transaction(self._theatre.house.engine) as session:
                await chapters.stand_alone(session, chapter.id)
            await show(interaction, await self.card(interaction, replace(chapter, replaces_id=None)))

    async def discard(self, interaction: Interaction, press: Press) -> None:
        """Throw a draft away; for some days it can be brought back."""
        chapter = await chapter_pressed(self._theatre, interaction, press.key)
        if chapter is None:
            return
        if chapter.published:
            await tell(interaction, "draft.published-already", title=plain(chapter.title))
            return
        await self._remove(interaction, [chapter], chapter.title)

    async def _remove(self, interaction: Interaction, drafts: list[Chapter], title: str) -> None:
        async with transaction(self._theatre.house.engine) as session:
            await chapters.remove(session, [draft.id for draft in drafts], self._theatre.house.now())
        await show(interaction, Page(private_voice(interaction)("draft.discarded", title=plain(title))))

    async def bring_back(self, interaction: Interaction, press: Press) -> None:
        """Put a removed chapter back where it was."""
        chapter = await chapter_pressed(self._theatre, interaction, press.number)
        if chapter is not None:
            async with transaction(self._theatre.house.engine) as session:
                await chapters.bring_back(session, chapter.id)
            note = private_voice(interaction)("removal.undone", title=plain(chapter.title))
            await show(interaction, await self.card(interaction, replace(chapter, removed_at=None), note))

    async def put_in_place(self, interaction: Interaction, press: Press) -> None:
        """Put a new version in the older one's place, with the corrections that still hold."""
        draft = await chapter_pressed(self._theatre, interaction, press.key)
        if draft is None:
            return
        older = await self._older(interaction, draft)
        if older is None:
            await show(interaction, await self.card(interaction, draft))
            return
        chapter = await put_in_place(self._theatre, draft, older)
        note = private_voice(interaction)("difference.done", title=plain(chapter.title))
        await show(interaction, await self.card(interaction, chapter, note))

    async def mark_adult(self, interaction: Interaction, press: Press) -> None:
        """Offer a chapter in age-restricted channels alone, or everywhere; the button says which."""
        chapter = await chapter_pressed(self._theatre, interaction, press.key)
        if chapter is not None:
            async with transaction(self._theatre.house.engine) as session:
                await chapters.mark_adult(session, [chapter.id], adult=bool(press.seq))
            await show(interaction, await self.card(interaction, replace(chapter, adult=bool(press.seq))))

    async def publish_all(self, interaction: Interaction, press: Press) -> None:
        """Show all drafts of a work to everybody; those that are new versions take their older ones' places."""
        drafts, title = await self._drafts_of(interaction, press.key)
        if not drafts:
            return
        ids, works_ = [], {press.key}
        for draft in in_order(drafts):
            older = await self._older(interaction, draft)
            standing = await put_in_place(self._theatre, draft, older) if older else draft
            ids.append(standing.id)
            works_ |= {standing.work_id} if standing.work_id is not None else set()
        work = Work(min(works_), guild_of(interaction), title)
        async with transaction(self._theatre.house.engine) as session:
            await chapters.publish(session, ids, self._theatre.house.now())
            await works.join(session, work, ids)
        await show(interaction, await self._work(interaction, work.id, title))

    async def discard_all(self, interaction: Interaction, press: Press) -> None:
        """Throw all drafts of a work away; for some days they can be brought back."""
        drafts, title = await self._drafts_of(interaction, press.key)
        if drafts:
            await self._remove(interaction, drafts, title)

    async def _drafts_of(self, interaction: Interaction, work_id: int) -> tuple[list[Chapter], str]:
        await begin_privately(interaction)
        if not await lets_import(self._theatre, interaction):
            return [], ""
        shelf = await self._theatre.shelf.everything(guild_of(interaction))
        drafts = [chapter for chapter in shelf if chapter.work_id == work_id and not chapter.published]
        if not drafts:
            await tell(interaction, "chapter.gone")
        return drafts, (await titles_of_works(self._theatre, guild_of(interaction))).get(work_id, "")
