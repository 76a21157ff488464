"""Reviewing: what is there to look at in a chapter, and keeping what a reviewer decides or a member proposes."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.store import objections
from bot.store.corrections import batch_of, correct, proposals_of, take_back
from bot.store.engine import transaction
from lore.corrections.anchors import Finder, anchor_of
from lore.corrections.reviewing import across_run, looked_for
from lore.corrections.values import SpeakerSet

if TYPE_CHECKING:
    from bot.backstage.theatre import Theatre
    from bot.store.objections import Objection
    from bot.store.values import Chapter, KeptCorrection
    from lore import Script


@dataclass(frozen=True, slots=True)
class Findings:
    """A chapter's script with what is to be looked at: the lines worst first, and what members said about some.

    `member` is whoever may only propose, and is not shown what others did.
    """

    chapter: Chapter
    script: Script
    queue: tuple[int, ...]
    proposals: dict[int, tuple[KeptCorrection, ...]]
    objections: dict[int, tuple[Objection, ...]]
    member: int | None = None


async def findings_of(theatre: Theatre, chapter: Chapter, *, member: int | None = None) -> Findings:
    """Return what is to be looked at in a chapter; for a `member` who proposes, what they have not spoken about yet."""
    script = (await theatre.shelf.volume(chapter)).script
    guild_id = chapter.reader_guild_id or 0
    async with transaction(theatre.house.engine, writes=False) as session:
        proposed = await proposals_of(session, guild_id, chapter.id)
        objected = await objections.objections_to(session, guild_id, chapter.id)
    proposals = await asyncio.to_thread(_by_line, script, proposed) if proposed else {}
    wrong: dict[int, tuple[Objection, ...]] = {}
    for each in objected:
        wrong[each.line] = (*wrong.get(each.line, ()), each)
    if member is not None:
        spoken = {line for line, made in proposals.items() if any(each.user_id == member for each in made)}
        queue = tuple(line for line in looked_for(script) if line not in spoken)
        return Findings(chapter, script, queue, {}, {}, member)
    return Findings(chapter, script, looked_for(script, (*proposals, *wrong)), proposals, wrong)


def _by_line(script: Script, proposed: tuple[KeptCorrection, ...]) -> dict[int, tuple[KeptCorrection, ...]]:
    finder = Finder(script)
    found: dict[int, tuple[KeptCorrection, ...]] = {}
    for each in proposed:
        line = finder.find(each.correction.anchor) if isinstance(each.correction, SpeakerSet) else None
        if line is not None:
            found[line] = (*found.get(line, ()), each)
    return found


async def give(theatre: Theatre, findings: Findings, line: int, speaker: str | None, user_id: int) -> int:
    """Keep that a line is said by somebody, or nobody, and return the batch; what members said about it is settled."""
    guild_id = findings.chapter.reader_guild_id or 0
    made = SpeakerSet(anchor_of(findings.script, line), speaker, findings.script.lines[line - 1].speaker)
    async with transaction(theatre.house.engine) as session:
        batch = await correct(session, guild_id, findings.chapter.id, [made], user_id=user_id, now=theatre.house.now())
        await take_back(session, guild_id, [each.id for each in findings.proposals.get(line, ())])
        await objections.settle_objections(session, guild_id, findings.chapter.id, line)
    return batch


async def propose(theatre: Theatre, findings: Findings, line: int, speaker: str | None, user_id: int) -> int:
    """Keep a member's proposal for the admins, and return its batch."""
    made = SpeakerSet(anchor_of(findings.script, line), speaker, findings.script.lines[line - 1].speaker)
    async with transaction(theatre.house.engine) as session:
        return await correct(
            session,
            findings.chapter.reader_guild_id or 0,
            findings.chapter.id,
            [made],
            user_id=user_id,
            now=theatre.house.now(),
            accepted=False,
        )


async def decided(theatre: Theatre, findings: Findings, batch: int) -> tuple[SpeakerSet, int] | None:
    """Return the first speaker that a batch of this chapter gave, and the line; None where it was taken back."""
    async with transaction(theatre.house.engine, writes=False) as session:
        kept = await batch_of(session, findings.chapter.reader_guild_id or 0, findings.chapter.id, batch)
    first = next((each.correction for each in kept if isinstance(each.correction, SpeakerSet)), None)
    line = Finder(findings.script).find(first.anchor) if first else None
    return (first, line) if first is not None and line is not None else None


def reach(script: Script, line: int, made: SpeakerSet) -> dict[int, str | None]:
    """Return who says the other lines of the run when a line's new speaker holds for all of it."""
    return across_run(script, line, made.was, made.speaker)


async def give_run(theatre: Theatre, findings: Findings, batch: int, user_id: int) -> int:
    """Let what a batch gave to one line hold for its whole run, in the same batch; return how many lines changed."""
    found = await decided(theatre, findings, batch)
    if found is None:
        return 0
    made, line = found
    changed = reach(findings.script, line, made)
    corrections = [
        SpeakerSet(anchor_of(findings.script, number), speaker, findings.script.lines[number - 1].speaker)
        for number, speaker in changed.items()
    ]
    async with transaction(theatre.house.engine) as session:
        await correct(
            session,
            findings.chapter.reader_guild_id or 0,
            findings.chapter.id,
            corrections,
            user_id=user_id,
            now=theatre.house.now(),
            batch=batch,
        )
    return len(changed)


async def undo(theatre: Theatre, chapter: Chapter, batch: int, *, member: int | None = None) -> bool:
    """Take a batch back; with `member` only a proposal of that member's. False where nothing was taken back."""
    guild_id = chapter.reader_guild_id or 0
    async with transaction(theatre.house.engine) as session:
        kept = await batch_of(session, guild_id, chapter.id, batch)
        own = [each for each in kept if member is None or (each.user_id == member and not each.accepted)]
        return bool(await take_back(session, guild_id, [each.id for each in own]))
