"""`/talk`: a character answers in their own lines, from what they say or are present to hear."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.cogs import choosing
from bot.cogs.ceiling import is_still_ahead, under_ceilings
from bot.cogs.front_of_house import (
    begin_privately,
    choices_of,
    guild_of,
    lets_speak,
    private_voice,
    public_voice,
    tell,
)
from bot.cogs.giving import Asked, answer_of, linked, reply_of
from bot.cogs.in_character import speak, speak_anew
from bot.cogs.offering import chapters_here
from bot.cogs.questions import accepts
from bot.cogs.rewording import worded
from bot.cogs.rights import lets_ask, lets_through
from bot.store.answers import kept_answer
from bot.store.engine import transaction
from bot.texts import language_of
from bot.ui.items import words_modal
from bot.ui.own_words import clean_words
from bot.ui.pages import plain, repeated
from bot.ui.talking import Talk as Conversation
from bot.ui.talking import reply_page
from lore.answers.follow_up import complete

if TYPE_CHECKING:
    from bot.backstage.shelf import Volume
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.ui.items import Press


class Talk(commands.Cog):
    """Talk to a character."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre
        theatre.answers(reply=self.open_reply, type_reply=self.submit_reply)

    @app_commands.command(name="talk", description="Say something to a character; they answer in their own lines.")
    @app_commands.describe(character="Whom you talk to", words="What you say")
    @app_commands.autocomplete(character=choosing.character_choices)
    @app_commands.guild_only()
    async def talk(self, interaction: Interaction, character: str, words: str) -> None:
        """Talk to a character."""
        await begin_privately(interaction)
        if not await self._may_talk(interaction, words):
            return
        volumes = await choosing.volumes_for(self._theatre, interaction, None)
        if volumes is None or await is_still_ahead(interaction, volumes):
            return
        volume = next((each for each in reversed(volumes) if choosing.character_in([each], character)), None)
        name = choosing.character_in([volume], character) if volume else None
        if volume is None or name is None:
            await tell(interaction, "talk.unknown", character=repeated(character))
        else:
            await self._answer(interaction, volume, name, words)

    async def _may_talk(self, interaction: Interaction, words: str) -> bool:
        if not await accepts(self._theatre, interaction, words) or not await lets_speak(interaction):
            return False
        if not clean_words(words):
            await tell(interaction, "talk.nothing-left")
            return False
        return await lets_through(self._theatre, interaction, words)

    async def _answer(
        self, interaction: Interaction, volume: Volume, character: str, words: str, before: str = ""
    ) -> None:
        """Post the character's own line, and change it to a model's wording where one comes and holds."""
        asked = await self._asked(volume, character, words, before)
        link_of = await linked(self._theatre, interaction, asked.answer.lines[:1], asked.volume_of)
        reply = reply_of(asked, (), link_of)
        if reply is None:
            await tell(interaction, "talk.silent", character=plain(character))
            return
        say, member = await public_voice(self._theatre, interaction), interaction.user.mention
        talk = Conversation(volume.chapter.id, character, asked.read_as)
        page = reply_page(reply, say, member=member)
        removed = replace(reply, words=say("spoken.removed"))
        unasked = reply_page(removed, say, member=say("member.former")).content
        spoken = await speak(self._theatre, interaction, page, talk, reply.line.number, unasked)
        if spoken is None:
            return
        await interaction.delete_original_response()
        wording = await worded(self._theatre, interaction, asked, language=await self._language(interaction))
        if wording and (reworded := reply_of(asked, wording, link_of)) is not None:
            page = reply_page(reworded, say, member=member)
            await speak_anew(self._theatre, interaction, spoken, page, reply.line.number)

    async def _asked(self, volume: Volume, character: str, words: str, before: str) -> Asked:
        whole = complete(clean_words(words), before)
        library = await self._theatre.shelf.library([volume])
        answer = await answer_of(library, whole, as_character=character)
        return Asked(words, whole, [volume], library, answer, character)

    async def _language(self, interaction: Interaction) -> str:
        chosen = (await choices_of(self._theatre, guild_of(interaction))).language
        return language_of(chosen or (interaction.guild_locale.value if interaction.guild_locale else "en"))

    async def open_reply(self, interaction: Interaction, press: Press) -> None:
        """Open the form in which the conversation goes on; anybody in the channel may."""
        if not await lets_speak(interaction) or not await lets_ask(self._theatre, interaction):
            return
        kept = await self._kept(interaction, press)
        if kept is not None:
            say = private_voice(interaction)
            title = say("talk.title", character=kept.character)
            modal = words_modal(
                "reply", press.key, press.seq, title=title, label=say("talk.label"), hint=say("talk.hint")
            )
            await interaction.response.send_modal(modal)

    async def submit_reply(self, interaction: Interaction, press: Press) -> None:
        """Let the character answer what was typed."""
        words = (press.fields or {}).get("words", "")
        await interaction.response.defer(ephemeral=True, thinking=True)
        if not await self._may_talk(interaction, words):
            return
        kept = await self._kept(interaction, press)
        if kept is None:
            return
        chapters = await chapters_here(self._theatre, interaction)
        chapter = next((each for each in chapters if each.id == kept.chapter), None)
        if chapter is None:
            await tell(interaction, "answer.chapter-gone")
            return
        (volume,) = await under_ceilings(self._theatre, interaction, [await self._theatre.shelf.volume(chapter)])
        await self._answer(interaction, volume, kept.character, words, kept.asked)

    async def _kept(self, interaction: Interaction, press: Press) -> Conversation | None:
        async with transaction(self._theatre.house.engine, writes=False) as session:
            kept = await kept_answer(session, press.key, self._theatre.house.now())
        conversation = Conversation.from_data(kept.page) if kept and kept.guild_id == interaction.guild_id else None
        if conversation is None:
            await tell(interaction, "talk.gone")
            return None
        return conversation


async def setup(bot: commands.Bot) -> None:
    """Add the cog; see `bot.client`."""
    await bot.add_cog(Talk(bot.theatre))  # type: ignore[attr-defined]
