"""Choosing a chapter, a scene, a character or a line by name: autocomplete, and what a typed name means.

What a member typed is looked for among the handles and titles of their own server's chapters and nowhere else.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from discord import app_commands

from bot.cogs.ceiling import not_still_to_come, under_ceilings
from bot.cogs.front_of_house import performance_here, tell
from bot.cogs.offering import chapters_here, meant_here, works_here
from bot.cogs.rights import may_ask_here
from bot.ui.pages import MOST_CHOICES, repeated, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.backstage.shelf import Volume
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.store.values import Chapter, Work

_LONGEST_CHOICE = 100
WORK = "work:"
"""What a chosen work begins with; no chapter's handle has a colon."""
_ASKING = frozenset({"ask", "lore", "talk"})
Choices = list[app_commands.Choice[Any]]
"""What autocomplete offers: texts or numbers, as the option wants them."""


def find_chapter(chapters: Iterable[Chapter], typed: str) -> Chapter | None:
    """Return the chapter of that handle or title; the newest where several fit, since it is the one just added."""
    wanted = typed.strip().casefold()
    fits = [chapter for chapter in chapters if wanted in {chapter.handle.casefold(), chapter.title.casefold()}]
    return fits[-1] if fits else None


async def chapters_named(theatre: Theatre, interaction: Interaction, typed: str | None) -> Sequence[Chapter] | None:
    """Return the chapters that a typed name means here: one, those of a work in order, or without a name all meant.

    None after telling that a name is unknown.
    """
    if typed is None:
        return await meant_here(theatre, interaction)
    here = await chapters_here(theatre, interaction)
    work = await _work_named(theatre, interaction, typed)
    named = [chapter for chapter in here if work is not None and chapter.work_id == work.id]
    found = None if named else find_chapter(here, typed)
    if found is not None:
        return [found]
    if not named:
        await tell(interaction, "chapter.unknown", chapter=repeated(typed))
        return None
    return named


async def _work_named(theatre: Theatre, interaction: Interaction, typed: str) -> Work | None:
    wanted = typed.strip().casefold()
    works = (await works_here(theatre, interaction)).values()
    return next((each for each in works if wanted in {WORK + str(each.id), each.title.casefold()}), None)


async def volumes_for(theatre: Theatre, interaction: Interaction, chapter: str | None) -> Sequence[Volume] | None:
    """Return the named chapter or work, the chapter being performed here, or all that are meant in this channel.

    None after telling that a name is unknown. None of them goes on behind the line that a performance here has reached.
    """
    if chapter is None and (here := await _performed_here(theatre, interaction)) is not None:
        return await under_ceilings(theatre, interaction, [here])
    named = await chapters_named(theatre, interaction, chapter)
    if named is None:
        return None
    return await under_ceilings(theatre, interaction, [await theatre.shelf.volume(each) for each in named])


async def _performed_here(theatre: Theatre, interaction: Interaction) -> Volume | None:
    venue = await performance_here(theatre, interaction)
    if venue is None:
        return None
    here = await chapters_here(theatre, interaction)
    chapter = next((chapter for chapter in here if chapter.id == venue.chapter_id), None)
    return await theatre.shelf.volume(chapter) if chapter else None


def character_in(volumes: Sequence[Volume], typed: str) -> str | None:
    """Return the chosen name of the character who goes by this name or alias, in the newest chapter that has them."""
    wanted = typed.strip().casefold()
    cast = (each for volume in reversed(volumes) for each in volume.script.cast)
    return next(
        (each.name for each in cast if wanted in {name.casefold() for name in (each.name, *each.aliases)}), None
    )


async def chapter_to_play(theatre: Theatre, interaction: Interaction, chapter: str | None) -> Volume | None:
    """Return the named chapter whole, the first of a named work, or the last that came; None after telling why not."""
    named = await chapters_named(theatre, interaction, chapter)
    if named is None:
        return None
    if not named:
        await tell(interaction, "chapter.none")
        return None
    newest = max(named, key=lambda each: each.id)
    together = chapter is not None or newest.work_id is not None
    first = next(each for each in named if each.work_id == newest.work_id) if together else newest
    return await theatre.shelf.volume(first)


async def volume_for(theatre: Theatre, interaction: Interaction, chapter: str | None) -> Volume | None:
    """Return one chapter: the named one, the one performed here, or the last that came; None after telling why not."""
    volumes = await volumes_for(theatre, interaction, chapter)
    if volumes is None:
        return None
    if not volumes:
        await tell(interaction, "chapter.none")
        return None
    return volumes[-1]


def _theatre(interaction: Interaction) -> Theatre:
    theatre: Theatre = interaction.client.theatre
    return theatre


def matching(names: Iterable[tuple[str, str]], typed: str) -> Choices:
    """Return the (label, value) pairs that contain what was typed, those that begin with it first."""
    wanted = typed.strip().casefold()
    fits = [(label, value) for label, value in names if wanted in label.casefold() or wanted in value.casefold()]
    ordered = sorted(fits, key=lambda pair: not pair[0].casefold().startswith(wanted))
    return [
        app_commands.Choice(name=shorten(label, _LONGEST_CHOICE), value=value[:_LONGEST_CHOICE])
        for label, value in ordered[:MOST_CHOICES]
        if label and value
    ]


async def chapter_choices(interaction: Interaction, current: str) -> Choices:
    """Offer the chapters that may be shown here, and the works they make."""
    theatre = _theatre(interaction)
    here = await chapters_here(theatre, interaction)
    if _asks(interaction):
        here = await not_still_to_come(theatre, interaction, here)
    filled = Counter(chapter.work_id for chapter in here)
    works = [
        (f"{work.title} ({filled[work.id]})", WORK + str(work.id))
        for work in (await works_here(theatre, interaction)).values()
        if filled[work.id]
    ]
    return matching([*works, *((chapter.title, chapter.handle) for chapter in reversed(here))], current)


def _asks(interaction: Interaction) -> bool:
    return interaction.command is not None and interaction.command.qualified_name.split()[0] in _ASKING


async def _volumes_named(interaction: Interaction) -> Sequence[Volume]:
    """Return the chapter named in the command so far, or all."""
    theatre, named = _theatre(interaction), interaction.namespace.chapter
    if _asks(interaction) and not await may_ask_here(theatre, interaction):
        return ()
    found = find_chapter(await chapters_here(theatre, interaction), str(named)) if named else None
    meant = [found] if found else await meant_here(theatre, interaction)
    return await under_ceilings(theatre, interaction, [await theatre.shelf.volume(each) for each in meant])


async def character_choices(interaction: Interaction, current: str) -> Choices:
    """Offer the characters of the named chapter, or of all."""
    names = [character.name for volume in await _volumes_named(interaction) for character in volume.script.cast]
    return matching(((name, name) for name in dict.fromkeys(names)), current)


async def scene_choices(interaction: Interaction, current: str) -> Choices:
    """Offer the scenes of the named chapter, or of the last that came."""
    volumes = await _volumes_named(interaction)
    scenes = volumes[-1].script.scenes if volumes else ()
    labels = ((f"{scene.number}. {scene.title or scene.setting}", str(scene.number)) for scene in scenes)
    return [app_commands.Choice(name=choice.name, value=int(choice.value)) for choice in matching(labels, current)]


async def line_choices(interaction: Interaction, current: str) -> Choices:
    """Offer the lines of the named chapter, or of the last that came, by number or words."""
    volumes = await _volumes_named(interaction)
    lines = volumes[-1].script.lines if volumes else ()
    labels = (
        (f"{line.number}. {line.speaker or ''} {line.text}".replace("  ", " "), str(line.number)) for line in lines
    )
    return [app_commands.Choice(name=choice.name, value=int(choice.value)) for choice in matching(labels, current)]
