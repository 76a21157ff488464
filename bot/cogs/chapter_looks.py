"""How the characters of a chapter show: the name they speak under and their picture."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.backstage.pictures import keep_picture
from bot.cogs.front_of_house import begin_privately, guild_of, private_voice, tell
from bot.store.engine import transaction
from bot.store.looks import keep_look, looks_of
from bot.store.values import Look
from bot.ui.forms import Field, FileField, uploads_of
from bot.ui.names import LONGEST_WEBHOOK_NAME
from lore.corrections.values import clean_name

if TYPE_CHECKING:
    from bot.backstage.theatre import Theatre
    from bot.cogs.chapter_characters import Characters
    from bot.cogs.front_of_house import Interaction
    from bot.ui.items import Press


class Looks:
    """Answers the presses about how a character shows."""

    def __init__(self, theatre: Theatre, characters: Characters) -> None:
        self._theatre = theatre
        self._characters = characters
        theatre.answers(look=self.ask_look, type_look=self.dress, unpicture=self.take_picture_off)

    async def ask_look(self, interaction: Interaction, press: Press) -> None:
        """Ask under which name a character speaks, and for a picture."""
        say = private_voice(interaction)
        name = Field("name", say("character.shown-name"), hint=say("character.shown-hint"), most=LONGEST_WEBHOOK_NAME)
        await self._characters.ask(
            interaction,
            press,
            "look",
            name,
            FileField("picture", say("character.picture"), say("character.picture-about")),
        )

    async def dress(self, interaction: Interaction, press: Press) -> None:
        """Keep the name a character speaks under, and their picture, as they were given."""
        await begin_privately(interaction)
        found = await self._characters.found(interaction, press)
        if found is None:
            return
        chapter, _, character = found
        shown = clean_name((press.fields or {}).get("name", ""))[:LONGEST_WEBHOOK_NAME] or None
        async with transaction(self._theatre.house.engine, writes=False) as session:
            look = (await looks_of(session, guild_of(interaction), chapter.id)).get(
                character.name, Look(character.name)
            )
        file = uploads_of(interaction).get("picture")
        kept = await keep_picture(self._theatre, interaction, look, file, private_voice(interaction)) if file else look
        if isinstance(kept, str):
            await tell(interaction, kept)
            return
        async with transaction(self._theatre.house.engine) as session:
            await keep_look(session, guild_of(interaction), chapter.id, replace(kept, shown_name=shown))
        await self._characters.show_one(
            interaction, chapter, character.name, private_voice(interaction)("character.dressed")
        )

    async def take_picture_off(self, interaction: Interaction, press: Press) -> None:
        """Let a character speak without a picture again."""
        found = await self._characters.found(interaction, press)
        if found is None:
            return
        chapter, _, character = found
        async with transaction(self._theatre.house.engine) as session:
            look = (await looks_of(session, guild_of(interaction), chapter.id)).get(
                character.name, Look(character.name)
            )
            await keep_look(session, guild_of(interaction), chapter.id, Look(character.name, look.shown_name))
        await self._characters.show_one(interaction, chapter, character.name)
