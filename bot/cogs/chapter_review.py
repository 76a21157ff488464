"""`/chapter review`: one card a doubtful line, decided at a press. Who may not bring chapters proposes instead."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.backstage import reviewing
from bot.backstage.limits import MOST_PROPOSALS
from bot.cogs.chapter_desk import show
from bot.cogs.front_of_house import guild_of, private_voice, tell
from bot.cogs.review_desk import anew, desk_at, desk_for, next_page
from bot.store.corrections import open_proposals
from bot.store.engine import transaction
from bot.ui.forms import Field, form
from bot.ui.pages import plain
from bot.ui.review_cards import (
    NEW,
    NOBODY,
    Cursor,
    Decision,
    name_key,
    offered,
    review_card,
)
from lore.corrections.values import LONGEST_NAME, clean_name

if TYPE_CHECKING:
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.cogs.review_desk import ReviewDesk
    from bot.store.values import Chapter
    from bot.ui.items import Press


class Reviewing:
    """Answers the presses of a review."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre
        theatre.answers(
            review=self.open,
            gives=self.give,
            choose_other=self.give_other,
            type_other=self.give_new,
            passover=self.skip,
            giverun=self.give_run,
            takeback=self.undo,
        )

    async def open(self, interaction: Interaction, press: Press) -> None:
        """Show the first line that wants a person."""
        desk = await desk_for(self._theatre, interaction, press.key)
        if desk is not None:
            await show(interaction, next_page(interaction, desk, 0))

    async def open_at(self, interaction: Interaction, chapter: Chapter, line: int | None) -> None:
        """Show a line of a chapter, the one that most wants a person where none is named."""
        desk = await desk_for(self._theatre, interaction, chapter.id)
        if desk is None:
            return
        named = desk.findings.script.line(line) if line else None
        if line is not None and (named is None or named.kind != "speech"):
            last = len(desk.findings.script.lines)
            await tell(interaction, "review.no-speech", line=line, title=plain(chapter.title), last=last)
        elif line is not None:
            say = private_voice(interaction)
            await show(interaction, review_card(desk.review(say), Cursor(line), say))
        else:
            await show(interaction, next_page(interaction, desk, 0))

    async def give(self, interaction: Interaction, press: Press) -> None:
        """Give the line to the speaker on the button, or to nobody."""
        found = await desk_at(self._theatre, interaction, press)
        if found is None:
            return
        desk, cursor = found
        names = offered(desk.findings.script, cursor.line)
        if cursor.offer == NOBODY or cursor.offer >= len(names):
            await self._decide(interaction, desk, cursor, None)
        else:
            await self._decide(interaction, desk, cursor, names[cursor.offer])

    async def give_other(self, interaction: Interaction, press: Press) -> None:
        """Give the line to the character that was chosen, or ask for the name of a new one."""
        if press.values[:1] == (NEW,):
            say = private_voice(interaction)
            field = Field("name", say("review.name"), most=LONGEST_NAME, required=True)
            await interaction.response.send_modal(form("other", press.key, press.seq, say("review.new"), (field,)))
            return
        found = await desk_at(self._theatre, interaction, press)
        if found is None:
            return
        desk, cursor = found
        names = [each.name for each in desk.findings.script.cast if name_key(each.name) == press.number]
        if names:
            await self._decide(interaction, desk, cursor, names[0])
        else:
            await tell(interaction, "fault.stray")

    async def give_new(self, interaction: Interaction, press: Press) -> None:
        """Give the line to a character whose name was typed."""
        found = await desk_at(self._theatre, interaction, press)
        name = clean_name((press.fields or {}).get("name", ""))
        if found is not None and name:
            await self._decide(interaction, *found, name)
        elif found is not None:
            await tell(interaction, "review.no-name")

    async def _decide(self, interaction: Interaction, desk: ReviewDesk, cursor: Cursor, speaker: str | None) -> None:
        keep = reviewing.propose if desk.proposes else reviewing.give
        if desk.proposes and await self._has_proposed_enough(interaction):
            return
        batch = await keep(self._theatre, desk.findings, cursor.line, speaker, interaction.user.id)
        say = private_voice(interaction)
        name = plain(speaker) if speaker else say("review.nobody")
        note = say("review.was-proposed" if desk.proposes else "review.given", line=cursor.line, speaker=name)
        await self._go_on(interaction, desk, cursor.skipped, Decision(batch, note))

    async def _has_proposed_enough(self, interaction: Interaction) -> bool:
        async with transaction(self._theatre.house.engine, writes=False) as session:
            waiting = await open_proposals(session, guild_of(interaction), interaction.user.id)
        if waiting >= MOST_PROPOSALS:
            await tell(interaction, "review.too-many-proposals", most=MOST_PROPOSALS)
        return waiting >= MOST_PROPOSALS

    async def _go_on(
        self, interaction: Interaction, desk: ReviewDesk, skipped: int, decision: Decision | None = None
    ) -> None:
        fresh = await anew(self._theatre, desk)
        if decision is not None and not desk.proposes:
            made = await reviewing.decided(self._theatre, fresh.findings, decision.batch)
            run = reviewing.reach(fresh.findings.script, made[1], made[0]) if made else {}
            decision = replace(decision, run=len(run))
        await show(interaction, next_page(interaction, fresh, skipped, decision))

    async def skip(self, interaction: Interaction, press: Press) -> None:
        """Leave the line as it is for now."""
        desk = await desk_for(self._theatre, interaction, press.key)
        if desk is not None:
            cursor = Cursor.of(press.seq)
            behind = cursor.skipped + (cursor.line in desk.findings.queue)
            await show(interaction, next_page(interaction, desk, behind))

    async def give_run(self, interaction: Interaction, press: Press) -> None:
        """Let the last decision hold for the whole run."""
        desk = await desk_for(self._theatre, interaction, press.key)
        if desk is None or desk.proposes:
            return
        batch, skipped = Decision.of(press.seq)
        changed = await reviewing.give_run(self._theatre, desk.findings, batch, interaction.user.id)
        note = private_voice(interaction)("review.run-given", count=changed)
        await self._go_on(interaction, desk, skipped, Decision(batch, note))

    async def undo(self, interaction: Interaction, press: Press) -> None:
        """Take the last decision back, with its run."""
        desk = await desk_for(self._theatre, interaction, press.key)
        if desk is None:
            return
        batch, skipped = Decision.of(press.seq)
        member = interaction.user.id if desk.proposes else None
        undone = await reviewing.undo(self._theatre, desk.findings.chapter, batch, member=member)
        fresh = await anew(self._theatre, desk)
        note = private_voice(interaction)("review.undone" if undone else "review.undone-already")
        await show(interaction, next_page(interaction, fresh, skipped, note=note))
