from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from simcord.enums import ComponentType, InteractionType

from bot.store.engine import transaction
from bot.store.objections import open_objections
from tests.cogs.scenes import let_answers_grow_a_day_old, scene
from tests.theatre import answers_to, at_once, buttons_of, is_private, press, said, submit

if TYPE_CHECKING:
    import simcord

    from tests.theatre import Playhouse, Server

LONG = "Hob: " + "I counted the sheep along the wall, one after the other, until the rain stopped. " * 8
SHEEP = f"""The Wall

{LONG}

Nan: And did the rain stop?

Hob: It did not.
"""


async def ask(server: Server, question: str = "Who kept the boat?") -> simcord.InteractionResult:
    return await server.member("ann").slash(server.channel, "ask", question=question)


async def test_in_context_shows_the_lines_around_and_turns_pages(server: Server) -> None:
    answer = await ask(server)
    ann = server.member("ann")
    context = await ann.click(answers_to(answer)[-1], label="In context")
    assert is_private(context)
    assert "> **3 · Mara** You kept the boat." in said(context)
    assert "-# **4 · Tobin**" in said(context)
    assert "Somebody should have" not in said(context)
    page = answers_to(context)[-1]
    turned = await ann.click(page, label="Later")
    assert "Somebody should have" in said(turned)


async def test_why_this_says_what_was_searched_and_what_was_turned_down(server: Server) -> None:
    answer = await ask(server)
    why = await server.member("ann").click(answers_to(answer)[-1], label="Why this?")
    assert is_private(why)
    assert "Searched: all 9 lines of The Boat." in said(why)
    assert "**Line 3** was chosen" in said(why)
    assert "was turned down" in said(why)
    assert "%" not in said(why)


async def test_not_right_goes_on_the_admins_list_once(playhouse: Playhouse, server: Server) -> None:
    answer = await ask(server)
    ann = server.member("ann")
    first = await ann.click(answers_to(answer)[-1], label="Not right")
    again = await ann.click(answers_to(answer)[-1], label="Not right")
    assert "admins look through" in said(first)
    assert "already" in said(again)
    async with transaction(playhouse.engine, writes=False) as session:
        assert await open_objections(session, server.guild.id) == 1


async def test_the_buttons_of_an_answer_are_its_askers_alone(server: Server) -> None:
    answer = await ask(server)
    for button in buttons_of(answers_to(answer)[-1]).values():
        refused = await press(server.member("bob"), server.channel, button)
        assert is_private(refused)
        assert "boat" not in said(refused)


async def test_an_abstention_offers_no_sharing(server: Server) -> None:
    answer = await ask(server, "Where is the lighthouse keeper's telescope?")
    assert "Share" not in buttons_of(answers_to(answer)[-1])


async def test_a_shared_answer_quotes_a_servers_own_text_in_at_most_300_characters(server: Server) -> None:
    await server.bring("wall.txt", SHEEP, "The Wall")
    answer = await server.member("ann").slash(
        server.channel, "ask", question="Who counted the sheep?", chapter="the-wall"
    )
    shared = await server.member("ann").click(answers_to(answer)[-1], label="Share")
    quoted = [line[2:] for line in said(shared).splitlines() if line.startswith("> ") and "> -#" not in line]
    assert 0 < sum(map(len, quoted)) <= 300
    assert quoted[0].endswith("…")


async def test_an_answer_is_shared_once(server: Server) -> None:
    answer = await ask(server)
    ann = server.member("ann")
    await ann.click(answers_to(answer)[-1], label="Share")
    again = await ann.click(answers_to(answer)[-1], label="Share")
    assert is_private(again)
    assert "You have shared this answer: https://discord.com/channels/" in said(again)


@pytest.mark.parametrize("character", [None, "Mara"])
async def test_an_answer_that_is_shared_by_two_presses_at_once_is_shared_once(
    server: Server, character: str | None
) -> None:
    options = {} if character is None else {"character": character}
    answer = await server.member("ann").slash(server.channel, "ask", question="Who kept the boat?", **options)
    data = {"custom_id": buttons_of(answers_to(answer)[-1])["Share"], "component_type": ComponentType.BUTTON}
    pressed = (server.member("ann"), server.channel, InteractionType.MESSAGE_COMPONENT, data)
    before = len(server.channel.history())
    await at_once(pressed, pressed, pressed)
    assert len(server.channel.history()) == before + 1


async def test_a_characters_answer_is_shared_in_their_name_and_goes_on(server: Server) -> None:
    ann = server.member("ann")
    answer = await ann.slash(server.channel, "ask", question="Will you sell the boat?", character="Tobin")
    assert "Answered as Tobin: only from what Tobin says or is present to hear." in said(answer)
    await ann.click(answers_to(answer)[-1], label="Share")
    shared = server.channel.last_message
    assert shared is not None
    assert f"{ann.mention} to Tobin: Will you sell the boat?" in shared.content
    assert "I will not sell the boat." in shared.content
    await submit(ann, server.channel, f"type-{buttons_of(shared)['Reply']}", words="Who kept her dry?")
    again = server.channel.last_message
    assert again is not None
    assert "I kept her dry, too." in again.content


async def test_a_performed_line_is_linked_to_where_it_was_performed(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    await playing.press("ann", "Say it")
    post = next(post for post in (await playhouse.ledger()).posts.values() if post.webhook_id)
    link = f"https://discord.com/channels/{server.guild.id}/{server.thread.id}/"
    answer = await ask(server, "Who kept the boat?")
    assert f"[Line 3]({link}" in said(answer)
    assert post.message_id is not None
    context = await server.member("ann").click(answers_to(answer)[-1], label="In context")
    assert f"**[3]({link}" in said(context)
    assert f"[Line 3]({link}" in said(await server.member("ann").slash(server.channel, "lore search", query="kept"))


async def test_a_performance_in_a_channel_that_a_member_may_not_see_is_not_linked(server: Server) -> None:
    playing = await scene(server)
    await playing.press("ann", "Say it")
    server.forbid(server.member("cid"), view_channel=False)
    elsewhere = server.guild.create_text_channel("elsewhere")
    asked = await server.member("cid").slash(elsewhere, "ask", question="Who kept the boat?")
    assert "Line 3" in said(asked)
    assert "[Line 3](" not in said(asked)


async def test_what_was_asked_before_the_scene_began_is_not_shared_ahead_of_it(server: Server) -> None:
    ahead = await ask(server, "What does Mara say about selling?")
    counted = await ask(server, "How many lines does Mara speak?")
    playing = await scene(server)
    await playing.press("ann", "Say it")
    for answer in (ahead, counted):
        refused = await server.member("ann").click(answers_to(answer)[-1], label="Share")
        assert is_private(refused)
        assert "has not come to line" in said(refused)


async def test_in_context_turns_no_page_behind_the_line_that_was_reached(server: Server) -> None:
    answer = await ask(server, "What does Mara say about selling?")
    playing = await scene(server)
    await playing.press("ann", "Say it")
    context = await server.member("ann").click(answers_to(answer)[-1], label="In context")
    assert "You kept the boat." in answers_to(context)[-1].content
    assert "Sell her" not in answers_to(context)[-1].content
    assert "Later" not in buttons_of(answers_to(context)[-1])


async def test_a_follow_up_is_understood_and_why_this_says_how(server: Server) -> None:
    await ask(server, "Who will not sell the boat?")
    answer = await ask(server, "And why?")
    why = await server.member("ann").click(answers_to(answer)[-1], label="Why this?")
    assert "Read together with your last question: why not sell the boat" in answers_to(why)[-1].content


async def test_the_ids_of_an_answers_buttons_read_kind_answer_line(server: Server) -> None:
    buttons = buttons_of(answers_to(await ask(server))[-1])
    assert buttons == {
        "In context": "context:1:3",
        "Why this?": "why:1:3",
        "Share": "share:1:3",
        "Not right": "wrong:1:3",
    }


@pytest.mark.parametrize("kind", ["share", "context", "why", "wrong", "turn"])
async def test_after_a_day_every_button_says_that_the_answer_is_no_longer_kept(
    playhouse: Playhouse, server: Server, kind: str
) -> None:
    await ask(server)
    await let_answers_grow_a_day_old(playhouse)
    late = await press(server.member("ann"), server.channel, f"{kind}:1:3")
    assert is_private(late)
    assert "kept for a day" in said(late)
    assert "/ask" in said(late)


@pytest.mark.parametrize("kind", ["share", "context", "why", "wrong"])
async def test_a_press_that_names_a_conversation_for_an_answer_is_told_to_ask_again(server: Server, kind: str) -> None:
    ann = server.member("ann")
    await ann.slash(server.channel, "talk", character="Tobin", words="Will you sell the boat?")
    assert "no longer kept" in said(await press(ann, server.channel, f"{kind}:1:9"))


async def test_a_reply_that_names_an_answer_for_a_conversation_is_told_to_begin_anew(server: Server) -> None:
    await ask(server)
    assert "/talk" in said(await press(server.member("ann"), server.channel, "reply:1:3"))
    assert "/talk" in said(await submit(server.member("ann"), server.channel, "type-reply:1:3", words="Well?"))
