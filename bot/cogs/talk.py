"""`/talk`: a character answers in their own lines, from what they say or are present to hear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.backstage.courier import Place
from bot.backstage.webhooks import UncertainError
from bot.cogs import choosing
from bot.cogs.ceiling import under_ceilings
from bot.cogs.front_of_house import (
    begin_privately,
    choices_of,
    guild_of,
    lets_speak,
    may_ask,
    private_voice,
    public_voice,
    stage_channel_of,
    tell,
)
from bot.cogs.rights import lets_ask, lets_through
from bot.store.answers import keep_answer, kept_answer
from bot.store.engine import transaction
from bot.ui.answers import LONGEST_QUESTION
from bot.ui.items import words_modal
from bot.ui.own_words import clean_words
from bot.ui.pages import plain
from bot.ui.talking import reply_page, with_reply

if TYPE_CHECKING:
    from bot.backstage.shelf import Volume
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.ui.items import Press
    from lore import Line


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
        if await self._may_talk(interaction, words):
            volumes = await choosing.volumes_for(self._theatre, interaction, None)
            volume = next((each for each in reversed(volumes or ()) if name_in(each, character)), None)
            if volume is None:
                await tell(interaction, "talk.unknown", character=plain(character[:100]))
            else:
                await self._answer(interaction, volume, name_in(volume, character) or character, words)

    async def _may_talk(self, interaction: Interaction, words: str) -> bool:
        if len(words) > LONGEST_QUESTION:
            await tell(interaction, "answer.too-long", length=len(words), most=LONGEST_QUESTION)
            return False
        return (
            await lets_speak(interaction)
            and await lets_ask(self._theatre, interaction)
            and await lets_through(self._theatre, interaction, words)
            and await may_ask(self._theatre, interaction)
        )

    async def _answer(self, interaction: Interaction, volume: Volume, character: str, words: str) -> None:
        library = await self._theatre.shelf.library([volume])
        answer = library.ask(clean_words(words), as_character=character)
        own = next((found.line for found in answer.lines if found.line.speaker == character), None)
        if answer.text is None or own is None:
            await tell(interaction, "talk.silent", character=plain(character))
            return
        await self._post(interaction, volume, character, words, own)
        await interaction.delete_original_response()

    async def _post(self, interaction: Interaction, volume: Volume, character: str, words: str, line: Line) -> None:
        say, member = await public_voice(self._theatre, interaction), interaction.user.mention
        page = reply_page(line, character, clean_words(words), say, member=member, free=volume.is_bundled)
        kept = {"chapter": volume.chapter.id, "character": character}
        async with transaction(self._theatre.house.engine) as session:
            number = await keep_answer(
                session, guild_of(interaction), interaction.user.id, kept, self._theatre.house.now()
            )
        channel, parent = interaction.channel_id or 0, stage_channel_of(interaction) or 0
        try:
            nonce = f"talk.{number}"
            choices = await choices_of(self._theatre, guild_of(interaction))
            place = Place(parent, channel, choices.webhooks)
            await self._theatre.house.courier.send(place, with_reply(page, number, line.number, say), nonce)
        except UncertainError:
            # Whether it arrived is not known; a second copy would be worse than asking again.
            await tell(interaction, "fault.discord")

    async def open_reply(self, interaction: Interaction, press: Press) -> None:
        """Open the form in which the conversation goes on; anybody in the channel may."""
        if not await lets_speak(interaction) or not await lets_ask(self._theatre, interaction):
            return
        kept = await self._kept(interaction, press)
        if kept is not None:
            say, name = private_voice(interaction), plain(str(kept["character"]))
            title = say("talk.title", character=name)
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
        chapters = await self._theatre.shelf.chapters(guild_of(interaction))
        chapter = next((each for each in chapters if each.id == kept["chapter"]), None)
        if chapter is None:
            await tell(interaction, "answer.chapter-gone")
            return
        (volume,) = await under_ceilings(self._theatre, interaction, [await self._theatre.shelf.volume(chapter)])
        await self._answer(interaction, volume, str(kept["character"]), words)

    async def _kept(self, interaction: Interaction, press: Press) -> dict[str, object] | None:
        async with transaction(self._theatre.house.engine, writes=False) as session:
            kept = await kept_answer(session, press.key, self._theatre.house.now())
        if kept is None or kept.guild_id != interaction.guild_id:
            await tell(interaction, "talk.gone")
            return None
        return kept.page


def name_in(volume: Volume, character: str) -> str | None:
    """Return the chosen name of the character that goes by this name or alias, as far as the volume is known."""
    wanted = character.strip().casefold()
    for each in volume.script.cast:
        if wanted in {name.casefold() for name in (each.name, *each.aliases)}:
            return each.name
    return None


async def setup(bot: commands.Bot) -> None:
    """Add the cog; see `bot.client`."""
    await bot.add_cog(Talk(bot.theatre))  # type: ignore[attr-defined]
