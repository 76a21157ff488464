"""Asking the optional model to word what was answered plainly already.

Off unless the operator named a model and the server's admins switched it on. It is asked after the plain answer went
out and outside any transaction, so that nobody waits for it; what it is sent names no member.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cogs.front_of_house import choices_of, guild_of
from bot.ui.own_words import clean_words

if TYPE_CHECKING:
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.cogs.giving import Asked
    from bot.ui.answers import Worded


async def worded(theatre: Theatre, interaction: Interaction, asked: Asked, *, language: str) -> Worded:
    """Return the answer in a model's words, each sentence with the lines that contain it; empty where there is none."""
    model, guild_id = theatre.model, guild_of(interaction)
    if model is None or not (await choices_of(theatre, guild_id)).model:
        return ()
    words = clean_words(asked.read_as)
    if asked.character is None:
        outcome = await model.word_answer(guild_id, words, asked.answer, language=language)
    else:
        outcome = await model.word_reply(guild_id, asked.character, words, asked.answer, language=language)
    return tuple((each.text, each.lines) for each in outcome.wording.sentences) if outcome.wording else ()
