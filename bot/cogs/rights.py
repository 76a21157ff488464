"""Who may do what, as a server's admins chose it in `/setup`: bring chapters, ask, say lines in own words.

Checked at every command, press and modal, on the roles that Discord sends along with it, so that somebody who lost a
role while a panel was open is refused. Whoever manages the server or directs is never locked out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cogs.front_of_house import answer_privately, choices_of, directs, guild_of, private_voice, roles_of, tell
from bot.ui.pages import Page, plain
from bot.ui.word_list import first_forbidden

if TYPE_CHECKING:
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction


async def may_import(theatre: Theatre, interaction: Interaction) -> bool:
    """Tell whether the member may bring, correct and publish chapters: no permission of Discord's is needed."""
    if await directs(theatre, interaction):
        return True
    return (await choices_of(theatre, guild_of(interaction))).importer_role_id in roles_of(interaction)


async def may_ask_here(theatre: Theatre, interaction: Interaction) -> bool:
    """Tell whether the member may ask and look things up on this server."""
    asker_role = (await choices_of(theatre, guild_of(interaction))).asker_role_id
    return asker_role is None or asker_role in roles_of(interaction) or await directs(theatre, interaction)


async def lets_ask(theatre: Theatre, interaction: Interaction) -> bool:
    """Tell whether the member may ask, and tell them where they may not."""
    if await may_ask_here(theatre, interaction):
        return True
    role = (await choices_of(theatre, guild_of(interaction))).asker_role_id
    await tell(interaction, "ask.only-role", role=f"<@&{role}>")
    return False


async def lets_use_own_words(theatre: Theatre, interaction: Interaction, words: str = "") -> bool:
    """Tell whether the member may say a line in these own words, and tell them where they may not."""
    choices = await choices_of(theatre, guild_of(interaction))
    if not choices.own_words:
        await tell(interaction, "own.switched-off")
        return False
    role = choices.own_words_role_id
    if role is not None and role not in roles_of(interaction) and not await directs(theatre, interaction):
        await tell(interaction, "own.only-role", role=f"<@&{role}>")
        return False
    return await lets_through(theatre, interaction, words)


async def lets_through(theatre: Theatre, interaction: Interaction, words: str) -> bool:
    """Tell whether the server's word list has nothing against words, and tell the member what it has.

    Words that are turned down are handed back, so that nothing typed is lost.
    """
    forbidden = first_forbidden(words, (await choices_of(theatre, guild_of(interaction))).forbidden_words)
    if forbidden is None:
        return True
    text = private_voice(interaction)("own.forbidden-word", word=plain(forbidden), words=plain(words)[:1500])
    await answer_privately(interaction, Page(text))
    return False
