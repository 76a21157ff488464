"""The characters of a chapter: rename, merge, split. How they show stands in `chapter_looks`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.cogs.chapter_desk import chapter_pressed, lets_import, show
from bot.cogs.front_of_house import guild_of, private_voice, tell
from bot.store.chapters import chapter_of
from bot.store.corrections import correct
from bot.store.engine import transaction
from bot.store.looks import keep_look, looks_of
from bot.store.values import Look
from bot.ui.character_cards import Shown, character_page, characters_page, find_character, lines_of, read_numbers
from bot.ui.forms import Field, FileField, form
from bot.ui.pages import plain
from lore.corrections.anchors import anchor_of
from lore.corrections.values import LONGEST_NAME, Merged, Renamed, SpeakerSet, clean_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.store.values import Chapter
    from bot.ui.items import Press
    from lore import Character, Script
    from lore.corrections.values import Correction


class Characters:
    """Answers the presses about characters."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre
        theatre.answers(
            characters=self.open,
            choose_character=self.open_one,
            rename=self.ask_name,
            type_rename=self.rename,
            choose_into=self.merge,
            split=self.ask_lines,
            type_split=self.split,
        )

    async def open(self, interaction: Interaction, press: Press) -> None:
        """Show the cast."""
        chapter = await chapter_pressed(self._theatre, interaction, press.key, own=False)
        if chapter is not None:
            script = (await self._theatre.shelf.volume(chapter)).script
            await show(interaction, characters_page(chapter.id, script, private_voice(interaction), first=press.seq))

    async def open_one(self, interaction: Interaction, press: Press) -> None:
        """Show a character."""
        found = await self.found(interaction, replace(press, seq=press.number))
        if found is not None:
            await self.show_one(interaction, found[0], found[2].name)

    async def found(self, interaction: Interaction, press: Press) -> tuple[Chapter, Script, Character] | None:
        """Return the character that a press is about; None after telling or showing why not."""
        chapter = await chapter_pressed(self._theatre, interaction, press.key, own=False)
        if chapter is None:
            return None
        script = (await self._theatre.shelf.volume(chapter)).script
        character = find_character(script, press.seq)
        if character is None:
            say = private_voice(interaction)
            await show(interaction, characters_page(chapter.id, script, say, note=say("character.gone")))
            return None
        return chapter, script, character

    async def show_one(
        self, interaction: Interaction, chapter: Chapter, name: str, note: str = "", batch: int = 0
    ) -> None:
        """Show a character as they are now, or the cast where they are no longer in it."""
        async with transaction(self._theatre.house.engine, writes=False) as session:
            fresh = await chapter_of(session, chapter.id, guild_of(interaction)) or chapter
            look = (await looks_of(session, guild_of(interaction), chapter.id)).get(name, Look(name))
        script = (await self._theatre.shelf.volume(fresh)).script
        say = private_voice(interaction)
        character = next((each for each in script.cast if each.name == name), None)
        if character is None:
            await show(interaction, characters_page(chapter.id, script, say, note=note))
        else:
            shown = Shown(look.shown_name, look.message_id is not None)
            await show(interaction, character_page(chapter.id, script, character, shown, say, note=note, batch=batch))

    async def _correct(self, interaction: Interaction, chapter: Chapter, made: Sequence[Correction]) -> int:
        async with transaction(self._theatre.house.engine) as session:
            return await correct(
                session,
                guild_of(interaction),
                chapter.id,
                made,
                user_id=interaction.user.id,
                now=self._theatre.house.now(),
            )

    async def ask(self, interaction: Interaction, press: Press, kind: str, *fields: Field | FileField) -> None:
        """Open a form about a character."""
        if await lets_import(self._theatre, interaction):
            title = private_voice(interaction)(f"button.{kind}")
            await interaction.response.send_modal(form(kind, press.key, press.seq, title, fields))

    async def ask_name(self, interaction: Interaction, press: Press) -> None:
        """Ask what a character is to be called."""
        say = private_voice(interaction)
        await self.ask(
            interaction, press, "rename", Field("name", say("review.name"), most=LONGEST_NAME, required=True)
        )

    async def rename(self, interaction: Interaction, press: Press) -> None:
        """Call a character otherwise; their look goes along."""
        found = await self.found(interaction, press)
        name = clean_name((press.fields or {}).get("name", ""))
        if found is None:
            return
        if not name:
            await tell(interaction, "review.no-name")
            return
        chapter, _, character = found
        batch = await self._correct(interaction, chapter, [Renamed(character.name, name)])
        async with transaction(self._theatre.house.engine) as session:
            looks = await looks_of(session, guild_of(interaction), chapter.id)
            if character.name in looks and name not in looks:
                await keep_look(session, guild_of(interaction), chapter.id, replace(looks[character.name], name=name))
        note = private_voice(interaction)("character.renamed", old=plain(character.name), name=plain(name))
        await self.show_one(interaction, chapter, name, note, batch)

    async def merge(self, interaction: Interaction, press: Press) -> None:
        """Make a character one with another."""
        found = await self.found(interaction, press)
        if found is None:
            return
        chapter, script, character = found
        into = find_character(script, press.number)
        if into is None:
            await tell(interaction, "fault.stray")
        else:
            batch = await self._correct(interaction, chapter, [Merged(character.name, into.name)])
            note = private_voice(interaction)("character.merged", old=plain(character.name), name=plain(into.name))
            await self.show_one(interaction, chapter, into.name, note, batch)

    async def ask_lines(self, interaction: Interaction, press: Press) -> None:
        """Ask which lines of a character are somebody else's, and whose."""
        say = private_voice(interaction)
        name = Field("name", say("review.name"), most=LONGEST_NAME, required=True)
        lines = Field("lines", say("character.lines"), hint=say("character.lines-hint"), most=1000, required=True)
        await self.ask(interaction, press, "split", name, lines)

    async def split(self, interaction: Interaction, press: Press) -> None:
        """Give some lines of a character to another, who may be new."""
        found = await self.found(interaction, press)
        if found is None:
            return
        chapter, script, character = found
        fields = press.fields or {}
        name, numbers = clean_name(fields.get("name", "")), read_numbers(fields.get("lines", ""))
        own = [line.number for line in lines_of(script, character.name) if line.number in (numbers or ())]
        if not name or not own:
            await tell(interaction, "character.no-lines", name=plain(character.name))
            return
        made = [SpeakerSet(anchor_of(script, number), name, character.name) for number in own]
        batch = await self._correct(interaction, chapter, made)
        note = private_voice(interaction)("character.split", name=plain(name), count=len(own))
        await self.show_one(interaction, chapter, name, note, batch)
