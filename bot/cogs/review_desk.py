"""What a reviewer has before them: the lines to look at, as cards show them, and whether they may decide or propose."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.backstage.reviewing import findings_of
from bot.cogs.chapter_desk import chapter_pressed, show
from bot.cogs.front_of_house import begin_privately, private_voice, tell
from bot.cogs.offering import chapters_here
from bot.cogs.rights import lets_ask, may_import
from bot.store.chapters import chapter_of
from bot.store.engine import transaction
from bot.ui.pages import plain, shorten
from bot.ui.review_cards import Asked, Cursor, Decision, Review, digest_of, done_page, review_card

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.backstage.reviewing import Findings
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.texts import Say
    from bot.ui.items import Press
    from bot.ui.pages import Page


@dataclass(frozen=True, slots=True)
class ReviewDesk:
    """What a reviewer works on: what there is to look at, and whether they may only propose."""

    findings: Findings
    proposes: bool

    def review(self, say: Say) -> Review:
        """Return it as the cards show it."""
        chapter, found = self.findings.chapter, self.findings
        asked = tuple(_asked(found, say))
        return Review(chapter.id, chapter.title, found.script, found.queue, asked, not chapter.published, self.proposes)


def _asked(found: Findings, say: Say) -> Iterator[Asked]:
    for line, made in found.proposals.items():
        texts = (
            say(
                "review.proposal",
                member=f"<@{each.user_id}>",
                speaker=plain(speaker) if speaker else say("review.nobody"),
            )
            for each in made
            for speaker in (getattr(each.correction, "speaker", None),)
        )
        yield Asked(line, tuple(texts))
    for line, wrong in found.objections.items():
        texts = (
            say(
                "review.objection", question=shorten(plain(each.question), 120), answer=shorten(plain(each.answer), 120)
            )
            for each in wrong
        )
        yield Asked(line, tuple(texts))


async def desk_for(theatre: Theatre, interaction: Interaction, chapter_id: int) -> ReviewDesk | None:
    """Return what this member may review; None after telling why not. Members see what is offered here alone."""
    await begin_privately(interaction)
    if await may_import(theatre, interaction):
        chapter = await chapter_pressed(theatre, interaction, chapter_id, own=False)
        return ReviewDesk(await findings_of(theatre, chapter), proposes=False) if chapter else None
    if not await lets_ask(theatre, interaction):
        return None
    here = await chapters_here(theatre, interaction)
    chapter = next((each for each in here if each.id == chapter_id), None)
    if chapter is None:
        await tell(interaction, "chapter.gone")
        return None
    found = await findings_of(theatre, chapter, member=interaction.user.id)
    return ReviewDesk(found, proposes=True)


def next_page(
    interaction: Interaction, desk: ReviewDesk, skipped: int, decision: Decision | None = None, *, note: str = ""
) -> Page:
    """Return the card of the next line in the queue, or what stands at its end."""
    say = private_voice(interaction)
    review, queue = desk.review(say), desk.findings.queue
    if skipped < len(queue):
        return review_card(review, Cursor(queue[skipped], skipped), say, decision, note=note)
    return done_page(review, len(queue), say, decision, note=note)


async def desk_at(theatre: Theatre, interaction: Interaction, press: Press) -> tuple[ReviewDesk, Cursor] | None:
    """Return what a press is about; None after showing the line anew where it has changed since it was drawn."""
    desk = await desk_for(theatre, interaction, press.key)
    if desk is None:
        return None
    cursor = Cursor.of(press.seq)
    if cursor.digest == digest_of(desk.findings.script, cursor.line):
        return desk, cursor
    say = private_voice(interaction)
    line = desk.findings.script.line(cursor.line)
    if line is None or line.kind != "speech":
        await show(interaction, next_page(interaction, desk, 0, note=say("review.changed")))
    else:
        await show(interaction, review_card(desk.review(say), cursor, say, note=say("review.changed")))
    return None


async def anew(theatre: Theatre, desk: ReviewDesk) -> ReviewDesk:
    """Return a desk as it is after a decision."""
    chapter = desk.findings.chapter
    async with transaction(theatre.house.engine, writes=False) as session:
        again = await chapter_of(session, chapter.id, chapter.reader_guild_id or 0)
    member = desk.findings.member
    return replace(desk, findings=await findings_of(theatre, again or chapter, member=member))
