"""Bringing a chapter: the form, the reading with its progress, and what a draft's card does."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import lore
from bot.backstage.bringing import Progress, Upload, keep_drafts, read_upload, too_many
from bot.backstage.limits import LARGEST_UPLOAD, MOST_CHAPTERS, MOST_DRAFTS
from bot.backstage.reading_room import ReadingStoppedError
from bot.backstage.shelf import LONGEST_TITLE
from bot.cogs.chapter_desk import lets_import, show
from bot.cogs.front_of_house import guild_of, private_voice, tell
from bot.ui.forms import Field, FileField, Tick, form, uploads_of
from bot.ui.pages import Attachment, Page, plain, seen
from bot.ui.render import message_of
from lore.corrections.packing import ENDING
from lore.corrections.packing import MOST_BYTES as LARGEST_EXPORT

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import discord

    from bot.backstage.bringing import Kept, Reading
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.ui.items import Press

    ShowsDrafts = Callable[[Interaction, tuple[Kept, ...], str], Awaitable[Page]]

LONGEST_PASTE = 4000
_SECONDS_BETWEEN_NEWS = 3.0


class Adding:
    """Takes uploads in; `drafts` words what was kept."""

    def __init__(self, theatre: Theatre, drafts: ShowsDrafts) -> None:
        self._theatre = theatre
        self._drafts = drafts
        theatre.answers(type_add=self.submit)

    async def open_form(self, interaction: Interaction, title: str | None) -> None:
        """Open the form in which a chapter is brought."""
        if not await lets_import(self._theatre, interaction):
            return
        say = private_voice(interaction)
        fields = (
            Field("title", say("add.title"), value=title or "", hint=say("add.title-hint"), most=LONGEST_TITLE),
            FileField("file", say("add.file"), say("add.file-about")),
            Field("text", say("add.text"), hint=say("add.text-hint"), most=LONGEST_PASTE, long=True),
            Tick("rights", say("add.rights"), say("add.rights-about")),
            Tick("adult", say("add.adult"), say("add.adult-about")),
        )
        await interaction.response.send_modal(form("add", guild_of(interaction), 0, say("add.form"), fields))

    async def submit(self, interaction: Interaction, press: Press) -> None:
        """Read what the form brought."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        fields = press.fields or {}
        file, text = uploads_of(interaction).get("file"), fields.get("text", "").strip()
        title, adult = _folded(fields.get("title")), fields.get("adult") == "True"
        if not await lets_import(self._theatre, interaction):
            return
        if fields.get("rights") != "True":
            await self._hand_back(interaction, "add.no-rights", text)
        elif file is not None and text:
            await self._hand_back(interaction, "add.both", text)
        elif file is not None:
            await self.add_file(interaction, file, title, adult=adult)
        elif text:
            await self._bring(interaction, Upload(text.encode(), "pasted.txt", title, adult))
        else:
            await tell(interaction, "add.nothing")

    async def _hand_back(self, interaction: Interaction, text_id: str, text: str) -> None:
        files = (Attachment("pasted.txt", text),) if text else ()
        page = Page(private_voice(interaction)(text_id), files=files)
        await interaction.followup.send(ephemeral=True, **message_of(page))

    async def add_file(
        self, interaction: Interaction, file: discord.Attachment, title: str | None, *, adult: bool = False
    ) -> None:
        """Fetch a file and read it; one that is too large is refused before it is fetched."""
        largest = LARGEST_EXPORT if file.filename.lower().endswith(ENDING) else LARGEST_UPLOAD
        if file.size > largest:
            await tell(interaction, "chapter.too-large", size=_megabytes(file.size), most=_megabytes(largest))
            return
        await self._bring(interaction, Upload(await file.read(), file.filename, _folded(title), adult))

    async def _bring(self, interaction: Interaction, upload: Upload) -> None:
        if not (await self._has_room(interaction, 1) and await self._may_upload(interaction)):
            return
        reading = await self._read(interaction, upload)
        if reading is None or not await self._has_room(interaction, len(reading.chapters)):
            return
        if not any(line.kind == "speech" for brought in reading.chapters for line in brought.script.lines):
            await tell(interaction, "chapter.no-dialogue", filename=plain(upload.filename))
            return
        kept = await keep_drafts(
            self._theatre, guild_of(interaction), interaction.user.id, reading, self._theatre.house.now()
        )
        await show(interaction, await self._drafts(interaction, kept, reading.work))

    async def _may_upload(self, interaction: Interaction) -> bool:
        refused = self._theatre.uploads.ask(guild_of(interaction), interaction.user.id, self._theatre.house.now())
        if refused is None:
            return True
        await tell(interaction, f"limit.uploads-{refused.whom}", count=-(-refused.seconds // 60))
        return False

    async def _has_room(self, interaction: Interaction, more: int) -> bool:
        full = too_many(await self._theatre.shelf.everything(guild_of(interaction)), more)
        if full is not None:
            await tell(interaction, f"chapter.{full}-full", most=MOST_CHAPTERS if full == "shelf" else MOST_DRAFTS)
        return full is None

    async def _read(self, interaction: Interaction, upload: Upload) -> Reading | None:
        progress = Progress()
        reading = asyncio.ensure_future(read_upload(self._theatre.shelf, upload, progress))
        await self._tell_news(interaction, upload, reading, progress)
        try:
            return await reading
        except lore.UnreadableFile as unreadable:
            reason = plain(unreadable.sentence)
            await tell(interaction, "chapter.unreadable", filename=plain(upload.filename), reason=reason)
        except ReadingStoppedError:
            await tell(interaction, "chapter.takes-too-long", filename=plain(upload.filename))
        return None

    async def _tell_news(
        self, interaction: Interaction, upload: Upload, reading: asyncio.Future[Reading], progress: Progress
    ) -> None:
        """Say how far the reading is, every few seconds until it is done."""
        say = private_voice(interaction)
        begun = asyncio.get_running_loop().time()
        while not (await asyncio.wait({reading}, timeout=_SECONDS_BETWEEN_NEWS))[0]:
            name = plain(upload.filename)
            if progress.of > 1:
                text = say("add.reading-work", filename=name, done=progress.done, of=progress.of)
            else:
                seconds = round(asyncio.get_running_loop().time() - begun)
                text = say("add.reading", filename=name, size=_megabytes(len(upload.content)), count=seconds)
            await interaction.edit_original_response(content=text)


def _folded(title: str | None) -> str | None:
    return seen(title)[:LONGEST_TITLE] or None if title else None


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
