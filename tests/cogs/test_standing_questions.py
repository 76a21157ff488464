"""What a member asked where everybody saw it goes with all that is kept of them; what was answered stays."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.backstage.webhooks import UncertainError
from bot.store import people
from bot.store.engine import transaction
from bot.store.keeping import forget_questions
from bot.store.questions import questions_of_nobody
from tests.cogs.test_privacy import counts, delete_all
from tests.theatre import answers_to, said

if TYPE_CHECKING:
    from bot.backstage.courier import Place, Sent
    from bot.ui.pages import Page, Panel
    from tests.theatre import Playhouse, Server

QUESTION = "Who kept the boat?"


def shown(server: Server) -> str:
    return "\n".join(each.content for each in server.channel.history())


async def share(server: Server, **options: str) -> None:
    answer = await server.member("ann").slash(server.channel, "ask", question=QUESTION, **options)
    await server.member("ann").click(answers_to(answer)[-1], label="Share")


async def talk(server: Server) -> None:
    await server.member("ann").slash(server.channel, "talk", character="Tobin", words="Did you keep the boat?")


async def test_a_shared_answer_loses_its_question_and_its_asker(playhouse: Playhouse, server: Server) -> None:
    await share(server)
    assert QUESTION in shown(server)
    told = said(await delete_all(server, "ann"))
    assert "1 post of yours was edited." in told
    after = shown(server)
    assert "kept the boat?" not in after
    assert server.member("ann").mention not in after
    assert after.startswith("-# a former member asked\n**")
    assert "You kept the boat." in after
    assert await counts(playhouse, server.member("ann").id) == {}


@pytest.mark.parametrize("webhooks", [True, False])
async def test_what_was_said_to_a_character_is_removed_and_the_answer_stays(
    playhouse: Playhouse, server: Server, *, webhooks: bool
) -> None:
    await playhouse.choose(server, webhooks=webhooks)
    await talk(server)
    assert "Did you keep the boat?" in shown(server)
    await delete_all(server, "ann")
    after = shown(server)
    assert "Did you keep" not in after
    assert server.member("ann").mention not in after
    assert r"a former member to Tobin: \[removed\]" in after
    assert "I kept her dry, too." in after


async def test_a_question_to_a_character_that_was_shared_goes_too(server: Server) -> None:
    await share(server, character="Mara")
    await delete_all(server, "ann")
    assert "kept the boat?" not in shown(server)
    assert server.member("ann").mention not in shown(server)


async def test_the_questions_of_others_stay(server: Server) -> None:
    await share(server)
    await server.member("bob").slash(server.channel, "ask", question=QUESTION)
    await delete_all(server, "bob")
    assert QUESTION in shown(server)


async def test_a_message_that_is_gone_is_told_by_its_link(server: Server) -> None:
    await share(server)
    await server.admin_deletes(server.channel.last_message)
    assert f"https://discord.com/channels/{server.guild.id}/{server.channel.id}/" in said(
        await delete_all(server, "ann")
    )


async def test_a_message_that_discord_will_not_have_edited_keeps_no_other_from_it(server: Server) -> None:
    await share(server)
    first = server.channel.last_message
    await share(server)
    server.env.inject_error("PATCH", f"/channels/*/messages/{first.id}", status=400, code=50035, message="Invalid")
    told = said(await delete_all(server, "ann"))
    assert f"{server.channel.id}/{first.id}" in told
    assert "1 post of yours was edited." in told
    assert "kept the boat?" not in server.channel.last_message.content


async def test_what_is_done_before_discord_is_in_trouble_is_told_and_the_rest_done_later(
    playhouse: Playhouse, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    await share(server)
    await share(server)
    courier, second = playhouse.bot.theatre.house.courier, server.channel.last_message.id
    rewrite = courier.rewrite

    async def in_trouble_at_the_second(place: Place, sent: Sent, page: Page | Panel) -> bool:
        if sent.message_id == second:
            raise UncertainError("503")
        return await rewrite(place, sent, page)

    monkeypatch.setattr(courier, "rewrite", in_trouble_at_the_second)
    assert "1 post of yours was edited." in said(await delete_all(server, "ann"))
    await playhouse.restart()
    await playhouse.env.settle()
    assert "kept the boat?" not in shown(server)


async def test_what_a_kill_left_is_edited_after_the_next_start(playhouse: Playhouse, server: Server) -> None:
    await share(server)
    async with transaction(playhouse.engine) as session:
        await people.erase(session, server.member("ann").id, playhouse.env.now())
    await playhouse.restart()
    await playhouse.env.settle()
    assert "kept the boat?" not in shown(server)
    async with transaction(playhouse.engine, writes=False) as session:
        assert await questions_of_nobody(session) == ()


async def test_where_a_question_stands_is_kept_as_long_as_performances(playhouse: Playhouse, server: Server) -> None:
    await playhouse.choose(server, retention_days=30)
    await share(server)
    for days, left in ((29, 1), (31, 0)):
        async with transaction(playhouse.engine) as session:
            await forget_questions(session, playhouse.env.now() + timedelta(days=days))
        assert (await counts(playhouse, server.member("ann").id)).get("question", 0) == left


async def test_what_is_kept_of_it_is_told(server: Server) -> None:
    await share(server)
    told = said(await server.member("ann").slash(server.channel, "privacy show"))
    assert "- where 1 question of yours stands in a channel" in told
