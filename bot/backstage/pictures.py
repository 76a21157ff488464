"""Keeping a character's picture: checked by its content, then posted by the bot where it was given.

The post is public, since Discord keeps attachments of nothing else; it names the character and not the chapter, which
may still be a draft.
"""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord

from bot.backstage.looks import good_until
from bot.ui.pages import plain

if TYPE_CHECKING:
    from bot.backstage.theatre import Theatre
    from bot.store.values import Look
    from bot.texts import Say

LARGEST_PICTURE = 2 * 1024 * 1024
_KINDS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"GIF87a": "gif", b"GIF89a": "gif"}


def kind_of(content: bytes) -> str | None:
    """Return the ending of a picture by its content: png, jpg, gif or webp; None for anything else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    return next((kind for magic, kind in _KINDS.items() if content.startswith(magic)), None)


async def keep_picture(
    theatre: Theatre, interaction: discord.Interaction[Any], look: Look, file: discord.Attachment, say: Say
) -> Look | str:
    """Post a picture and return the look that has it, or the id of the sentence that says why not."""
    if file.size > LARGEST_PICTURE:
        return "character.picture-too-large"
    content = await file.read()
    kind = kind_of(content)
    if kind is None:
        return "character.no-such-picture"
    if interaction.channel_id is None:
        return "character.picture-forbidden"
    place = theatre.house.client.get_partial_messageable(interaction.channel_id)
    picture = discord.File(io.BytesIO(content), filename=f"picture.{kind}", description=look.name)
    try:
        message = await place.send(
            say("character.kept-here", name=plain(look.name)),
            file=picture,
            allowed_mentions=discord.AllowedMentions.none(),
        )
    except discord.Forbidden:
        return "character.picture-forbidden"
    link = message.attachments[0].url
    until = good_until(link, theatre.house.now())
    return replace(look, channel_id=message.channel.id, message_id=message.id, picture_url=link, picture_until=until)
