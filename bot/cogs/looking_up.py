"""Looking up who says words that somebody half remembers, or that stand in a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cogs import choosing
from bot.cogs.ceiling import is_still_ahead
from bot.cogs.front_of_house import answer_privately, private_voice
from bot.cogs.giving import answer_of, linked, volume_of
from bot.ui.lore_pages import who_said_page

if TYPE_CHECKING:
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction

_MOST_LINKED = 3


async def look_up(theatre: Theatre, interaction: Interaction, words: str, chapter: str | None) -> None:
    """Tell in private who says these words, in the named chapter or those that are meant here."""
    volumes = await choosing.volumes_for(theatre, interaction, chapter)
    if volumes is None or await is_still_ahead(interaction, volumes):
        return
    library = await theatre.shelf.library(volumes)
    answer = await answer_of(library, f'Who says "{words.replace(chr(34), " ")}"?')
    lines = answer.lines[:_MOST_LINKED]
    link_of = await linked(theatre, interaction, lines, lambda each: volume_of(library, volumes, each))
    page = who_said_page(answer, private_voice(interaction), titled=len(volumes) > 1, link_of=link_of)
    await answer_privately(interaction, page)
