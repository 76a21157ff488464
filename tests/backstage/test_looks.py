from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import discord
import pytest

from bot.backstage.looks import dressed, good_until
from bot.backstage.pictures import kind_of
from bot.store import chapters, looks
from bot.store.engine import transaction
from bot.store.values import Look
from bot.ui.pages import Page

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PAGE = Page("The kiln cracked.", character="Ines")
FRESH = f"http://127.0.0.1/picture.png?ex={int((NOW + timedelta(days=1)).timestamp()):x}&is=1&hm=2"


class Messages:
    """The one route of Discord's that a look needs."""

    def __init__(self, *, gone: bool = False) -> None:
        self.asked: list[tuple[int, int]] = []
        self._gone = gone

    async def get_message(self, channel_id: int, message_id: int) -> dict[str, Any]:
        self.asked.append((channel_id, message_id))
        if self._gone:
            raise discord.NotFound(SimpleNamespace(status=404, reason=""), "")  # type: ignore[arg-type]
        return {"attachments": [{"url": FRESH}]}


async def keep(engine: AsyncEngine, look: Look) -> None:
    async with transaction(engine) as session:
        await chapters.add_chapter(session, guild_id=1, title="Kiln", filename="a.txt", source="x", user_id=7, now=NOW)
        await looks.keep_look(session, 1, 1, look)


def house(engine: AsyncEngine, messages: Messages) -> Any:  # noqa: ANN401 (as much of a house as a look needs)
    return SimpleNamespace(engine=engine, client=SimpleNamespace(http=messages), now=lambda: NOW)


async def test_a_character_without_a_look_speaks_as_they_are(engine: AsyncEngine) -> None:
    await keep(engine, Look("Oren", "Orin"))
    assert await dressed(house(engine, Messages()), 1, 1, PAGE) == PAGE


async def test_a_character_speaks_under_their_name_with_their_picture(engine: AsyncEngine) -> None:
    await keep(engine, Look("Ines", "Ina", 5, 6, "http://127.0.0.1/old.png", NOW + timedelta(hours=5)))
    messages = Messages()
    page = await dressed(house(engine, messages), 1, 1, PAGE)
    assert (page.character, page.portrait, page.content) == ("Ina", "http://127.0.0.1/old.png", PAGE.content)
    assert messages.asked == []


async def test_a_link_about_to_expire_is_fetched_afresh_and_kept(engine: AsyncEngine) -> None:
    await keep(engine, Look("Ines", None, 5, 6, "http://127.0.0.1/old.png", NOW + timedelta(minutes=5)))
    messages = Messages()
    for _ in range(2):
        assert (await dressed(house(engine, messages), 1, 1, PAGE)).portrait == FRESH
    assert messages.asked == [(5, 6)]


async def test_where_the_message_is_gone_so_is_the_picture(engine: AsyncEngine) -> None:
    await keep(engine, Look("Ines", "Ina", 5, 6, "http://127.0.0.1/old.png", NOW))
    page = await dressed(house(engine, Messages(gone=True)), 1, 1, PAGE)
    assert (page.character, page.portrait) == ("Ina", "")


async def test_another_servers_look_is_none_of_ours(engine: AsyncEngine) -> None:
    await keep(engine, Look("Ines", "Ina"))
    assert await dressed(house(engine, Messages()), 2, 1, PAGE) == PAGE


@pytest.mark.parametrize(
    "link", [None, "", "http://127.0.0.1/a.png", "http://127.0.0.1/a.png?ex=zz", "http://x/?ex=" + "f" * 20]
)
def test_a_link_that_does_not_say_how_long_it_is_good_is_asked_for_again_the_same_day(link: str | None) -> None:
    assert NOW < good_until(link, NOW) < NOW + timedelta(days=1)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n....", "png"), (b"\xff\xd8\xff....", "jpg"), (b"GIF89a....", "gif"),
        (b"RIFF....WEBP", "webp"), (b"<svg/>", None), (b"MZ....", None), (b"", None),
    ],
)  # fmt: skip
def test_a_picture_is_told_by_its_content(content: bytes, kind: str | None) -> None:
    assert kind_of(content) == kind
