"""Giving an answer: its card with links and buttons, kept so that the buttons work for a day."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.cogs.front_of_house import guild_of, private_voice, public_voice
from bot.cogs.performed_lines import links_to
from bot.store.answers import keep_answer
from bot.store.engine import transaction
from bot.ui.answer_card import Found, KeptCard, Searched, with_buttons
from bot.ui.answers import Card, answer_page, shared_text
from bot.ui.talking import Reply, reply_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.backstage.shelf import Volume
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.texts import Say
    from bot.ui.answers import Worded
    from bot.ui.pages import Page
    from lore import Answer, Library, Ranked

_MOST_KEPT = 8
_MOST_LINKED = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the chapters it was asked of, and the answer; `read_as` is the question made whole by an earlier one.

    `library` may be older than `volumes` and hold scripts equal to theirs: a script's volume goes by its place.
    """

    question: str
    read_as: str
    volumes: Sequence[Volume]
    library: Library
    answer: Answer
    character: str | None = None

    def volume_of(self, found: Ranked) -> Volume:
        """Return the volume that a line was found in."""
        return volume_of(self.library, self.volumes, found)


async def answer_of(library: Library, question: str, *, as_character: str | None = None) -> Answer:
    """Return a library's answer, worked out in a thread: over ten thousands of lines it takes tens of milliseconds."""
    return await asyncio.to_thread(library.ask, question, as_character=as_character)


def volume_of(library: Library, volumes: Sequence[Volume], found: Ranked) -> Volume:
    """Return the volume of a library's script that a line was found in."""
    place = next(place for place, script in enumerate(library.scripts) if script is found.script)
    return volumes[place]


async def card_of(theatre: Theatre, interaction: Interaction, asked: Asked) -> Card:
    """Return the card of an answer, with links to where its lines were performed."""
    link_of = await linked(theatre, interaction, asked.answer.lines[:_MOST_LINKED], asked.volume_of)
    ceiling = asked.volumes[0].ceiling if len(asked.volumes) == 1 else None
    return Card(asked.question, asked.answer, len(asked.volumes) > 1, link_of, asked.character, ceiling=ceiling)


async def linked(
    theatre: Theatre, interaction: Interaction, lines: Iterable[Ranked], find: Callable[[Ranked], Volume]
) -> Callable[[Ranked], str]:
    """Return what finds the link to where one of these lines was performed, or nothing."""
    wanted: dict[int, set[int]] = {}
    for found in lines:
        wanted.setdefault(find(found).chapter.id, set()).add(found.line.number)
    links = await links_to(theatre, interaction, wanted)
    return lambda found: links.get((find(found).chapter.id, found.line.number), "")


async def kept_page(theatre: Theatre, interaction: Interaction, asked: Asked, card: Card) -> Page:
    """Keep an answer and return its card with buttons; those of an earlier card go on to mean what it showed."""
    public = await public_voice(theatre, interaction)
    kept = _kept(asked, card, public, interaction.user.mention)
    async with transaction(theatre.house.engine) as session:
        number = await keep_answer(
            session, guild_of(interaction), interaction.user.id, kept.to_data(), theatre.house.now()
        )
    say = private_voice(interaction)
    return with_buttons(answer_page(card, say), number, kept, say)


def _kept(asked: Asked, card: Card, public: Say, member: str) -> KeptCard:
    found = tuple(
        Found(asked.volume_of(each).chapter.id, each.line.number, each.score, each.why)
        for each in card.evidence[:_MOST_KEPT]
    )
    searched = tuple(
        Searched(each.chapter.title, len(each.script.lines), each.ceiling is not None) for each in asked.volumes
    )
    return KeptCard(
        question=asked.question,
        answer=" ".join(text for text, _ in card.worded) or asked.answer.best or "",
        said=card.said,
        searched=searched,
        found=found,
        shared=_shared(asked, card, public, member),
        unasked=_shared(
            replace(asked, question=public("spoken.removed")),
            replace(card, question=""),
            public,
            public("member.former"),
        ),
        in_character=reply_of(asked, card.worded, card.link_of) is not None,
        read_as=asked.read_as,
        character=asked.character,
        knows=_knows(asked, card),
    )


def _shared(asked: Asked, card: Card, public: Say, member: str) -> str:
    reply = reply_of(asked, card.worded, card.link_of)
    if reply is not None:
        return reply_page(reply, public, member=member).content
    free = all(asked.volume_of(each).is_bundled for each in card.shown)
    return shared_text(card, public, free=free)


def reply_of(asked: Asked, wording: Worded, link_of: Callable[[Ranked], str]) -> Reply | None:
    """Return what the character who was asked says, in a line or a model's wording of theirs; None: nothing."""
    best = next(iter(asked.answer.lines), None)
    if asked.character is None or asked.answer.text is None or best is None or not _is_own(best, asked.character):
        return None
    return Reply(
        asked.character,
        asked.question,
        best.line,
        asked.answer.text,
        asked.volume_of(best).is_bundled,
        link_of(best),
        " ".join(text for text, _ in wording),
        tuple(sorted({number for _, numbers in wording for number in numbers})),
    )


def _is_own(found: Ranked, character: str) -> bool:
    """Tell whether a line is the character's, who may go by a longer or shorter name in another chapter."""
    return not set((found.line.speaker or "").split()).isdisjoint(character.split())


def _knows(asked: Asked, card: Card) -> tuple[tuple[int, int], ...]:
    """Return the furthest line of each chapter that the answer tells of; a count tells of all that was counted over."""
    if asked.answer.kind == "count":
        return tuple((each.chapter.id, len(each.script.lines)) for each in asked.volumes if each.script.lines)
    furthest: dict[int, int] = {}
    for found in card.shown:
        chapter = asked.volume_of(found).chapter.id
        furthest[chapter] = max(furthest.get(chapter, 0), found.line.number)
    return tuple(furthest.items())
