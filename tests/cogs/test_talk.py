from __future__ import annotations

from typing import TYPE_CHECKING

from bot.backstage.limits import FOR_A_MEMBER
from tests.cogs.scenes import let_answers_grow_a_day_old
from tests.theatre import buttons_of, is_private, said, submit

if TYPE_CHECKING:
    from tests.theatre import Playhouse, Server


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


async def begin(server: Server, words: str = "Will you sell the boat?") -> str:
    """Begin a conversation with Tobin and return the custom id of its form."""
    await server.member("ann").slash(server.channel, "talk", character="Tobin", words=words)
    answer = server.channel.last_message
    assert answer is not None
    return f"type-{buttons_of(answer)['Reply']}"


async def test_and_why_in_a_reply_is_understood_from_what_was_asked_before(server: Server) -> None:
    form = await begin(server, "Who will not sell the boat?")
    before = len(server.channel.history())
    await submit(server.member("bob"), server.channel, form, words="And why?")
    assert len(server.channel.history()) == before + 1
    answer = server.channel.last_message
    assert answer is not None
    assert f"{server.member('bob').mention} to Tobin: And why?" in answer.content
    assert "I will not sell the boat." in answer.content


async def test_who_lost_the_right_to_write_while_the_form_was_open_does_not_speak(server: Server) -> None:
    form = await begin(server)
    bob, before = server.member("bob"), len(server.channel.history())
    server.forbid(bob, send_messages=False)
    refused = await submit(bob, server.channel, form, words="Who kept her dry?")
    assert is_private(refused)
    assert "may not" in said(refused)
    assert len(server.channel.history()) == before


async def test_where_only_mentions_and_links_were_typed_nothing_is_posted(server: Server) -> None:
    refused = await server.member("ann").slash(
        server.channel, "talk", character="Tobin", words="@everyone https://example.org"
    )
    assert is_private(refused)
    assert "Nothing is left to say once mentions and links are taken out." in said(refused)
    assert server.channel.last_message is None


async def test_where_the_bot_may_not_write_the_member_is_told_what_it_lacks(server: Server) -> None:
    server.forbid_bot(send_messages=False, manage_webhooks=False)
    refused = await server.member("ann").slash(
        server.channel, "talk", character="Tobin", words="Will you sell the boat?"
    )
    assert is_private(refused)
    assert "*Send Messages*" in said(refused)


async def test_a_server_without_character_webhooks_hears_the_name_before_the_line(
    playhouse: Playhouse, server: Server
) -> None:
    await playhouse.choose(server, webhooks=False)
    await begin(server)
    answer = server.channel.last_message
    assert answer is not None
    assert answer.content.startswith("**Tobin:**\n-# ")


async def test_a_conversation_goes_on_after_a_restart_and_for_a_day(playhouse: Playhouse, server: Server) -> None:
    form = await begin(server)
    await playhouse.restart()
    await submit(server.member("bob"), server.channel, form, words="Who kept her dry?")
    answer = server.channel.last_message
    assert answer is not None
    assert "I kept her dry, too." in answer.content
    await let_answers_grow_a_day_old(playhouse)
    late = await submit(server.member("bob"), server.channel, form, words="Who kept her dry?")
    assert is_private(late)
    assert "a day old" in said(late)
    assert "/talk" in said(late)


async def test_a_character_tells_nothing_that_they_neither_say_nor_hear(server: Server) -> None:
    text = "Ida: The key is in the well.\n\nJon: I will fetch it.\n\n* * *\n\nKai: Where did they go?\n\nLou: Away.\n"
    await server.bring("well.txt", text, title="The Well")
    absent = await server.member("ann").slash(server.channel, "talk", character="Kai", words="Where is the key?")
    assert is_private(absent)
    assert "Kai neither says nor hears anything that answers this." in said(absent)
