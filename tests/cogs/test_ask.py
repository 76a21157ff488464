from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

import lore
from tests.cogs.scenes import let_answers_grow_a_day_old
from tests.theatre import BOAT, answers_to, buttons_of, is_private, press, said

if TYPE_CHECKING:
    import simcord

    from tests.theatre import Playhouse, Server

ASKED = "Who kept the boat?"


async def ask(server: Server, question: str = ASKED, **options: str) -> simcord.InteractionResult:
    return await server.member("ann").slash(server.channel, "ask", question=question, **options)


def share_button(answer: simcord.InteractionResult) -> str:
    return buttons_of(answers_to(answer)[-1])["Share"]


async def test_an_answer_is_private_and_cites_its_line(server: Server) -> None:
    answer = await ask(server)
    assert is_private(answer)
    assert "**Mara**" in said(answer)
    assert "> -# Line 3 · Mara, to Tobin · stated\n> You kept the boat." in said(answer)


async def test_to_whom_something_is_said_is_answered_with_the_one_spoken_to(server: Server) -> None:
    answer = await ask(server, "Who does Mara tell that he kept the boat?")
    assert "**Tobin**" in said(answer)
    assert "> -# Line 3 · Mara, to Tobin" in said(answer)


async def test_the_last_words_of_somebody_are_found_by_their_order(server: Server) -> None:
    answer = await ask(server, "What are Tobin's last words?")
    assert "Tobin, to Mara: **I will not sell the boat.**" in said(answer)
    assert "> -# Line 9 · Tobin" in said(answer)


async def test_others_are_served_while_an_answer_is_worked_out(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    ask_alone = lore.Library.ask

    def noted(library: lore.Library, question: str, *, as_character: str | None = None) -> lore.Answer:
        asked.append(threading.get_ident())
        return ask_alone(library, question, as_character=as_character)

    monkeypatch.setattr(lore.Library, "ask", noted)
    ann = server.member("ann")
    await ask(server)
    await ann.slash(server.channel, "talk", character="Tobin", words="Will you sell the boat?")
    message = await ann.send(server.channel, "You kept the boat")
    await ann.context_menu(server.channel, "Who said this?", message)
    assert len(asked) == 3
    assert threading.get_ident() not in asked


async def test_sharing_shows_the_answer_to_everybody(server: Server) -> None:
    answer = await ask(server)
    ann = server.member("ann")
    shared = await ann.click(answers_to(answer)[-1], label="Share")
    assert not is_private(shared)
    assert said(shared).startswith(f"-# {ann.mention} asked\n-# {ASKED}\n**Mara**")


async def test_an_answer_is_still_shared_after_a_restart(playhouse: Playhouse, server: Server) -> None:
    button = share_button(await ask(server))
    await playhouse.restart()
    shared = await press(server.member("ann"), server.channel, button)
    assert "> -# Line 3 · Mara, to Tobin · stated\n> You kept the boat." in said(shared)
    assert not is_private(shared)


async def test_another_member_may_not_share_an_answer(server: Server) -> None:
    button = share_button(await ask(server))
    refused = await press(server.member("bob"), server.channel, button)
    assert is_private(refused)
    assert "no longer kept" in said(refused)


async def test_an_answer_of_another_server_is_not_shared(playhouse: Playhouse, server: Server) -> None:
    button = share_button(await ask(server))
    elsewhere = playhouse.server("Elsewhere")
    there = elsewhere.guild.add_member(server.member("ann").user)
    refused = await press(there, elsewhere.channel, button)
    assert is_private(refused)
    assert "boat" not in said(refused)


async def test_an_answer_is_gone_after_a_day(playhouse: Playhouse, server: Server) -> None:
    button = share_button(await ask(server))
    await let_answers_grow_a_day_old(playhouse)
    refused = await press(server.member("ann"), server.channel, button)
    assert is_private(refused)
    assert "kept for a day" in said(refused)


async def test_who_may_not_send_messages_may_not_share(server: Server) -> None:
    button = share_button(await ask(server))
    server.forbid(server.member("ann"), send_messages=False)
    refused = await press(server.member("ann"), server.channel, button)
    assert is_private(refused)
    assert "may not send messages here" in said(refused)


async def test_a_question_without_evidence_is_answered_so_with_the_nearest_lines(server: Server) -> None:
    answer = await ask(server, "Where is the submarine?")
    assert "Nothing in the lines says that." in said(answer)
    assert "Rain on the harbour." in said(answer)
    assert "Share" not in buttons_of(answers_to(answer)[-1])


async def test_a_question_of_3000_characters_is_refused_with_the_limit(server: Server) -> None:
    answer = await ask(server, "why " * 750)
    assert is_private(answer)
    assert "3000 characters long" in said(answer)
    assert "600" in said(answer)


@pytest.mark.parametrize("question", ["😀😀😀", "@everyone", "?", "\u200b", "```", "\n\n"])
async def test_a_question_without_words_of_the_chapter_gets_a_clear_sentence(server: Server, question: str) -> None:
    answer = await ask(server, question)
    assert is_private(answer)
    assert "Nothing in the lines says that" in said(answer) or "I found no words" in said(answer)


@pytest.mark.parametrize("hostile", ["@everyone", "@here", "<@1>", "<@&1>", "<#1>"])
async def test_what_a_question_mentions_is_shown_and_pings_nobody(server: Server, hostile: str) -> None:
    answer = await ask(server, f"{hostile} who kept the boat?")
    shared = await server.member("ann").click(answers_to(answer)[-1], label="Share")
    assert shared.response is not None
    assert hostile not in shared.response.content
    assert not shared.response.message.mention_everyone
    assert not shared.response.message.role_mentions


async def test_a_link_with_a_false_name_is_shown_as_what_it_is(server: Server) -> None:
    assert "[a](" not in said(await ask(server, "[a](https://example.org) boat"))


async def test_an_unknown_chapter_is_named_with_what_to_do(server: Server) -> None:
    answer = await ask(server, chapter="no such")
    assert is_private(answer)
    assert "There is no chapter called no such here." in said(answer)
    assert "/chapter list" in said(answer)


@pytest.mark.parametrize("name", ["The Boat", "the boat", "the-boat"])
async def test_a_chapter_is_found_by_its_title_or_handle(server: Server, name: str) -> None:
    assert "Line 3" in said(await ask(server, chapter=name))


async def test_with_several_chapters_each_line_names_its_own(server: Server) -> None:
    await server.bring("fog.txt", BOAT.replace("boat", "foghorn"), title="The Foghorn")
    assert "The Foghorn, line 3 · Mara, to Tobin · stated" in said(await ask(server, "Who kept the foghorn?"))


async def test_a_character_answers_in_their_own_lines(server: Server) -> None:
    answer = await ask(server, "What will you not sell?", character="Tobin")
    assert "Line 9" in said(answer)


async def test_an_unknown_character_is_named_with_what_to_do(server: Server) -> None:
    answer = await ask(server, character="Nobody Of That Name")
    assert is_private(answer)
    assert "There is no Nobody Of That Name in the chapters here." in said(answer)
