"""How characters show when they speak: the name chosen for them, and their picture.

A picture is kept as an attachment on a message of the bot's own. Links to attachments expire, so that one which is
about to is fetched afresh from that message; where the message is gone, so is the picture.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import discord
import structlog

from bot.store.engine import transaction
from bot.store.looks import keep_look, looks_of

if TYPE_CHECKING:
    from bot.backstage.house import House
    from bot.store.values import Look
    from bot.ui.pages import Page

_log = structlog.get_logger(__name__)
_BEFORE_IT_EXPIRES = timedelta(hours=1)
_GOOD_FOR = timedelta(hours=12)
"""How long a link is taken to be good that does not say so."""


async def dressed(house: House, guild_id: int, chapter_id: int, page: Page) -> Page:
    """Return a character's page under the name they speak under, with their picture where there is one."""
    if page.character is None:
        return page
    async with transaction(house.engine, writes=False) as session:
        look = (await looks_of(session, guild_id, chapter_id)).get(page.character)
    if look is None:
        return page
    look = await _with_good_link(house, guild_id, chapter_id, look)
    return replace(page, character=look.shown_name or page.character, portrait=look.picture_url or "")


async def _with_good_link(house: House, guild_id: int, chapter_id: int, look: Look) -> Look:
    if look.message_id is None or look.channel_id is None:
        return look
    if look.picture_until is not None and look.picture_until > house.now() + _BEFORE_IT_EXPIRES:
        return look
    try:
        message: Any = await house.client.http.get_message(look.channel_id, look.message_id)
    except discord.NotFound:
        fresh = replace(look, channel_id=None, message_id=None, picture_url=None, picture_until=None)
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        _log.warning("a picture's link could not be fetched", chapter_id=chapter_id, reason=type(error).__name__)
        return look
    else:
        link = next((str(each["url"]) for each in message.get("attachments", ())), None)
        fresh = replace(look, picture_url=link, picture_until=good_until(link, house.now()))
    async with transaction(house.engine) as session:
        await keep_look(session, guild_id, chapter_id, fresh)
    return fresh


def good_until(link: str | None, now: datetime) -> datetime:
    """Return when a link to an attachment expires: it says so itself, in hexadecimal seconds."""
    told = parse_qs(urlsplit(link or "").query).get("ex", [""])[0]
    try:
        return datetime.fromtimestamp(int(told, 16), UTC)
    except (ValueError, OverflowError, OSError):
        return now + _GOOD_FOR
