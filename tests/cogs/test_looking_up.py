"""*Who said this?* on a message that performs no line: its words are looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cogs.scenes import scene
from tests.theatre import is_private, said

if TYPE_CHECKING:
    import simcord

    from tests.theatre import Server

MENU = "Who said this?"


async def look_up(server: Server, words: str) -> simcord.InteractionResult:
    message = await server.member("bob").send(server.channel, words)
    return await server.member("cid").context_menu(server.channel, MENU, message)


async def test_a_members_message_is_looked_up_by_its_words(server: Server) -> None:
    told = await look_up(server, "> nobody asked *you* to")
    assert is_private(told)
    assert "**Mara**" in said(told)
    assert "Line 5 · Mara, to Tobin · stated\n> Nobody asked you to." in said(told)


async def test_nothing_is_told_of_what_a_performance_here_has_not_reached(server: Server) -> None:
    await scene(server)
    assert "I will not" not in said(await look_up(server, "I will not sell the boat"))


async def test_a_message_like_no_line_gets_the_nearest(server: Server) -> None:
    assert "Nothing in the lines says that." in said(await look_up(server, "pizza tonight, anybody?"))


async def test_a_message_without_words_says_what_to_choose(server: Server) -> None:
    assert "Choose a message in which a character" in said(await look_up(server, "**"))
