from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store.engine import transaction
from bot.store.objections import open_objections
from tests.theatre import answers_to, buttons_of, is_private, press, said

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
