"""What the buttons of an answer do: in context, why this, share, not right."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.backstage.courier import Place, Sent
from bot.cogs.ceiling import under_ceilings
from bot.cogs.front_of_house import (
    answer_privately,
    begin_privately,
    guild_of,
    lets_speak,
    private_voice,
    public_voice,
    stage_channel_of,
    tell,
)
from bot.cogs.in_character import note_standing, speak
from bot.cogs.offering import chapters_here
from bot.cogs.performed_lines import links_to
from bot.cogs.rights import lets_ask, lets_through
from bot.store.answers import change_answer, kept_answer
from bot.store.engine import transaction
from bot.store.objections import Objection, object_to
from bot.ui.answer_card import LINES_AROUND, KeptCard, context_page, why_page
from bot.ui.pages import Page
from bot.ui.render import edit_of, message_of
from bot.ui.talking import Talk

if TYPE_CHECKING:
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.ui.items import Press


class AnswerButtons:
    """Answers the presses of answers; only the member who asked may press them."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre
        self._sharing: set[int] = set()
        theatre.answers(
            share=self.share, context=self.show_context, turn=self.turn_page, why=self.show_why, wrong=self.object
        )

    async def _card(self, interaction: Interaction, press: Press) -> KeptCard | None:
        """Return the answer that a press is about, or None after telling that it is gone."""
        async with transaction(self._theatre.house.engine, writes=False) as session:
            kept = await kept_answer(session, press.key, self._theatre.house.now())
        whose = (kept.guild_id, kept.user_id) if kept else None
        card = KeptCard.from_data(kept.page) if kept else None
        if card is None or whose != (interaction.guild_id, interaction.user.id):
            await tell(interaction, "answer.gone")
            return None
        if not await lets_ask(self._theatre, interaction):
            return None
        return card

    async def share(self, interaction: Interaction, press: Press) -> None:
        """Show an answer to everybody in the channel, once; a character says it themselves."""
        if press.key in self._sharing:
            await begin_privately(interaction)
            return
        # Before anything is looked up, or a second press would find nothing under way and nothing shared yet.
        self._sharing.add(press.key)
        try:
            card = await self._card(interaction, press)
            if card is not None and await self._may_share(interaction, card):
                await self._share(interaction, press, card)
        finally:
            self._sharing.discard(press.key)

    async def _share(self, interaction: Interaction, press: Press, card: KeptCard) -> None:
        if card.character is not None and card.chapter is not None and card.in_character:
            await begin_privately(interaction)
            talk = Talk(card.chapter, card.character, card.read_as)
            page = Page(card.shared, character=card.character)
            spoken = await speak(self._theatre, interaction, page, talk, press.seq, card.unasked)
            posted = spoken.sent.message_id if spoken else None
        else:
            posted = await self._post(interaction, card)
        if posted is not None:
            link = f"https://discord.com/channels/{interaction.guild_id}/{interaction.channel_id}/{posted}"
            async with transaction(self._theatre.house.engine) as session:
                await change_answer(session, press.key, replace(card, shared_as=link).to_data())

    async def _may_share(self, interaction: Interaction, card: KeptCard) -> bool:
        if card.shared_as:
            await tell(interaction, "answer.shared-already", link=card.shared_as)
            return False
        beyond = card.tells_beyond(await self._ceilings(interaction, card))
        if beyond is not None:
            await tell(interaction, "answer.beyond", line=beyond)
            return False
        return await lets_speak(interaction) and await lets_through(self._theatre, interaction, card.question)

    async def _ceilings(self, interaction: Interaction, card: KeptCard) -> dict[int, int]:
        """Return the last line that may be known here of each chapter that the answer tells of, where it is cut."""
        told = {chapter for chapter, _ in card.knows}
        chapters = await self._theatre.shelf.chapters(guild_of(interaction))
        volumes = [await self._theatre.shelf.volume(each) for each in chapters if each.id in told]
        known = await under_ceilings(self._theatre, interaction, volumes)
        return {each.chapter.id: each.ceiling for each in known if each.ceiling is not None}

    async def _post(self, interaction: Interaction, card: KeptCard) -> int | None:
        say = await public_voice(self._theatre, interaction)
        shared_by = say("answer.shared", member=interaction.user.mention)
        answered = await interaction.response.send_message(**message_of(Page(f"-# {shared_by}\n{card.shared}")))
        if answered.message_id is not None:
            place = Place(stage_channel_of(interaction) or 0, interaction.channel_id or 0)
            former = say("answer.shared", member=say("member.former"))
            unasked = f"-# {former}\n{card.unasked}"
            await note_standing(self._theatre, interaction, place, Sent(answered.message_id), unasked)
        return answered.message_id

    async def show_context(self, interaction: Interaction, press: Press) -> None:
        """Show the lines around the one that proves an answer, in private always."""
        await begin_privately(interaction)
        page = await self._context(interaction, press)
        if page is not None:
            await answer_privately(interaction, page)

    async def turn_page(self, interaction: Interaction, press: Press) -> None:
        """Show the lines before or after those shown."""
        await begin_privately(interaction)
        page = await self._context(interaction, press)
        if page is not None:
            await interaction.edit_original_response(**edit_of(page))

    async def _context(self, interaction: Interaction, press: Press) -> Page | None:
        card = await self._card(interaction, press)
        if card is None:
            return None
        chapters = await chapters_here(self._theatre, interaction)
        chapter = next((chapter for chapter in chapters if chapter.id == card.chapter), None)
        if chapter is None:
            await tell(interaction, "answer.chapter-gone")
            return None
        volume = await self._theatre.shelf.volume(chapter)
        (known,) = await under_ceilings(self._theatre, interaction, [volume])
        around = range(press.seq - LINES_AROUND, press.seq + LINES_AROUND + 1)
        links = await links_to(self._theatre, interaction, {chapter.id: around})
        return context_page(
            known.script,
            press.key,
            press.seq,
            private_voice(interaction),
            proof=card.found[0].line,
            links={line: link for (_, line), link in links.items()},
        )

    async def show_why(self, interaction: Interaction, press: Press) -> None:
        """Show what was searched, what it scored, and what was turned down."""
        await begin_privately(interaction)
        card = await self._card(interaction, press)
        if card is not None:
            await answer_privately(interaction, why_page(card, private_voice(interaction)))

    async def object(self, interaction: Interaction, press: Press) -> None:
        """Put the answer on the admins' list."""
        await begin_privately(interaction)
        card = await self._card(interaction, press)
        if card is None or card.chapter is None:
            return
        objection = Objection(
            guild_of(interaction), interaction.user.id, card.chapter, press.seq, card.question, card.answer
        )
        async with transaction(self._theatre.house.engine) as session:
            new = await object_to(session, objection, self._theatre.house.now())
        await tell(interaction, "answer.objected" if new else "answer.objected-already")
