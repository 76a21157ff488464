from __future__ import annotations

from typing import TYPE_CHECKING

from bot.backstage.limits import FOR_A_MEMBER
from tests.theatre import buttons_of, is_private, said, submit

if TYPE_CHECKING:
    from tests.theatre import Server


async def test_a_character_answers_in_their_own_words_with_the_line(server: Server) -> None:
    ann = server.member("ann")
    await ann.slash(server.channel, "talk", character="Tobin", words="Will you sell the boat?")
    answer = server.channel.last_message
    assert answer is not None
    assert "I will not sell the boat." in answer.content
    assert "in Tobin's own words" in answer.content
    assert f"{ann.mention} to Tobin: Will you sell the boat?" in answer.content


async def test_a_character_who_says_nothing_about_it_stays_silent(server: Server) -> None:
    silent = await server.member("ann").slash(
        server.channel, "talk", character="Tobin", words="Where is the emperor's crown?"
    )
    assert is_private(silent)
    assert "neither says nor hears" in said(silent)


async def test_nobody_of_that_name_is_said_so(server: Server) -> None:
    refused = await server.member("ann").slash(server.channel, "talk", character="Hamlet", words="Well?")
    assert is_private(refused)
    assert "no Hamlet" in said(refused)


async def test_a_conversation_goes_on_by_a_button_and_a_form(server: Server) -> None:
    await server.member("ann").slash(server.channel, "talk", character="Tobin", words="Will you sell the boat?")
    answer = server.channel.last_message
    assert answer is not None
    button = buttons_of(answer)["Reply"]
    await submit(server.member("bob"), server.channel, f"type-{button}", words="Who kept her dry?")
    again = server.channel.last_message
    assert again is not None
    assert "I kept her dry, too." in again.content


async def test_what_is_said_to_a_character_pings_nobody_and_links_nowhere(server: Server) -> None:
    words = "Will you sell the boat? @everyone https://example.org"
    await server.member("ann").slash(server.channel, "talk", character="Tobin", words=words)
    answer = server.channel.last_message
    assert answer is not None
    assert "everyone" not in answer.content
    assert "example.org" not in answer.content


async def test_who_may_not_send_messages_may_not_talk_through_the_bot(server: Server) -> None:
    bob = server.member("bob")
    server.forbid(bob, send_messages=False)
    refused = await bob.slash(server.channel, "talk", character="Tobin", words="Will you sell the boat?")
    assert is_private(refused)
    assert "may not" in said(refused)


async def test_who_asks_too_often_is_told_when_to_ask_again(server: Server) -> None:
    ann = server.member("ann")
    for _ in range(FOR_A_MEMBER):
        assert "faster" not in said(await ann.slash(server.channel, "lore search", query="boat"))
    refused = await ann.slash(server.channel, "ask", question="Who kept the boat?")
    assert is_private(refused)
    assert "Ask again in" in said(refused)
    assert "faster" not in said(await server.member("bob").slash(server.channel, "ask", question="Who kept the boat?"))
