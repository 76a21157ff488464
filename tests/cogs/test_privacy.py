from __future__ import annotations

import json
from typing import TYPE_CHECKING, get_args

import pytest

from bot.backstage.forgetting import NAMING
from bot.backstage.plan import DeedKind
from bot.store import people
from bot.store.engine import transaction
from tests.cogs.scenes import scene
from tests.theatre import answers_to, buttons_of, is_private, press, said, shown_by

if TYPE_CHECKING:
    import simcord

    from tests.theatre import Playhouse, Server

NAMELESS = {"thread", "playbill", "recap", "cue", "way-back", "reword-cue", "close-cue", "close-way-back", "refresh"}
"""Deeds whose posts name nobody, or are edited when a cue is over or the cast changes."""


async def delete_all(server: Server, name: str) -> simcord.InteractionResult:
    asked = await server.member(name).slash(server.channel, "privacy delete")
    return await server.member(name).click(answers_to(asked)[-1], label="Delete all of it")


async def counts(playhouse: Playhouse, user_id: int) -> dict[str, int]:
    async with transaction(playhouse.engine, writes=False) as session:
        return {name: count for name, count in (await people.counts_of(session, user_id)).items() if count}


def test_every_kind_of_post_that_names_somebody_is_edited() -> None:
    assert set(get_args(DeedKind)) == NAMING | NAMELESS


async def test_a_member_of_whom_nothing_is_kept_is_told_so(server: Server) -> None:
    for command in ("show", "delete"):
        told = await server.member("ann").slash(server.channel, f"privacy {command}")
        assert is_private(told)
        assert "Nothing is kept of you." in said(told)


async def test_what_is_kept_is_told_by_what_it_is(server: Server) -> None:
    await scene(server)
    await server.member("ann").slash(server.channel, "ask", question="Who kept the boat?")
    told = said(await server.member("ann").slash(server.channel, "privacy show"))
    assert "- 1 performance in which you took part" in told
    assert "- 1 answer to a question of yours" in told


async def test_the_file_holds_what_was_read_and_typed(server: Server) -> None:
    playing = await scene(server)
    await playing.own_words("ann", "So she still floats.")
    handed = await server.member("ann").slash(server.channel, "privacy export")
    assert is_private(handed)
    (file,) = answers_to(handed)[-1].attachments
    data = json.loads(await file.read())
    (performance,) = data["performances"]
    assert performance["parts"] == ["Mara"]
    assert [(line["line"], line["how"], line["typed"]) for line in performance["lines"]] == [
        (3, "own-words", "So she still floats.")
    ]
    assert data["tables"]["performer"][0]["user_id"] == server.member("ann").id


async def test_the_file_holds_what_was_typed_from_memory_and_waits_to_be_said(server: Server) -> None:
    playing = await scene(server)
    await playing.command("ann", "book", book="cue")
    await playing.type_line("ann", "You keep the old boat")
    handed = await server.member("ann").slash(server.channel, "privacy export")
    data = json.loads(await answers_to(handed)[-1].attachments[0].read())
    typed = [(line["line"], line["how"], line["typed"]) for line in data["performances"][0]["lines"]]
    assert typed == [(3, "attempted", "You keep the old boat")]


async def test_after_deleting_nothing_in_the_store_leads_to_the_member(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    await playing.own_words("ann", "So she still floats.")
    await server.member("ann").slash(server.channel, "ask", question="Who kept the boat?")
    deleted = await delete_all(server, "ann")
    assert said(deleted).startswith("Done. Nothing that is kept here leads to you any more.")
    assert await counts(playhouse, server.member("ann").id) == {}
    assert (await playhouse.ledger()).own_words == {}
    assert await counts(playhouse, server.member("bob").id) == {"performer": 1}


async def test_posted_lines_read_by_a_former_member_and_own_words_are_removed(server: Server) -> None:
    playing = await scene(server)
    await playing.own_words("ann", "So she still floats.")
    await playing.press("bob", "Say it")
    await playing.press("ann", "Say it")
    await delete_all(server, "ann")
    own, others, written = playing.spoken[-3:]
    assert own == "[removed]\n-# a former member, in own words"
    assert written == "Nobody asked you to.\n-# read by a former member"
    assert server.member("bob").mention in others
    assert not any(server.member("ann").mention in shown_by(each) for each in playing.messages)


async def test_in_mid_scene_the_parts_become_free_and_the_scene_goes_on(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    await delete_all(server, "ann")
    state = (await playhouse.ledger()).state
    assert state.performers_of("Mara") == ()
    assert "you are **Tobin**: line 4" in shown_by(playing.cue)


async def test_whoever_was_deleted_may_come_back_as_somebody_new(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    await delete_all(server, "ann")
    await playing.command("ann", "join", part="Mara")
    ledger = await playhouse.ledger()
    assert ledger.performers["p1"] is None
    assert ledger.key_of(server.member("ann").id) not in {None, "p1"}


async def test_lines_under_the_bots_own_name_are_edited_too(playhouse: Playhouse, server: Server) -> None:
    await playhouse.choose(server, webhooks=False)
    playing = await scene(server)
    await playing.press("ann", "Say it")
    await delete_all(server, "ann")
    assert playing.shows("**Mara:** You kept the boat.\n-# read by a former member")


async def test_posts_whose_webhook_is_gone_are_listed(server: Server) -> None:
    playing = await scene(server)
    await playing.press("ann", "Say it")
    for webhook in [each.webhook_id for each in server.channel.history() if each.webhook_id][:1]:
        server.env.backend.delete_webhook(webhook)
    deleted = said(await delete_all(server, "ann"))
    assert "cannot be edited by me any more" in deleted
    assert "https://discord.com/channels/" in deleted


async def test_nobody_deletes_another(playhouse: Playhouse, server: Server) -> None:
    await scene(server)
    refused = await press(server.member("bob"), server.channel, f"forget:{server.member('ann').id}:0")
    assert "no longer works" in said(refused)
    assert await counts(playhouse, server.member("ann").id) == {"performer": 1}


async def test_what_a_kill_left_unedited_is_edited_after_the_next_start(playhouse: Playhouse, server: Server) -> None:
    # SimCord does not say whose a webhook is, so that the bot would not know its own again.
    await playhouse.choose(server, webhooks=False)
    playing = await scene(server)
    await playing.press("ann", "Say it")
    async with transaction(playhouse.engine) as session:
        await people.erase(session, server.member("ann").id, playhouse.env.now())
    await playhouse.restart()
    await playhouse.env.settle()
    assert playing.shows("**Mara:** You kept the boat.\n-# read by a former member")
    async with transaction(playhouse.engine) as session:
        assert await people.erasures(session) == ()


async def test_all_of_it_works_in_direct_messages(playhouse: Playhouse, server: Server) -> None:
    await scene(server)
    ann = server.member("ann").user
    assert "1 performance" in said(await ann.slash("privacy show"))
    assert answers_to(await ann.slash("privacy export"))[-1].attachments
    asked = await ann.slash("privacy delete")
    deleted = await ann.click(answers_to(asked)[-1], label="Delete all of it")
    assert said(deleted).startswith("Done.")
    assert await counts(playhouse, server.member("ann").id) == {}


@pytest.mark.parametrize("kind", ["forget"])
async def test_a_button_of_the_answer_is_named(server: Server, kind: str) -> None:
    await scene(server)
    asked = await server.member("ann").slash(server.channel, "privacy delete")
    assert buttons_of(answers_to(asked)[-1]) == {"Delete all of it": f"{kind}:{server.member('ann').id}:0"}


async def test_what_was_improvised_and_the_notice_to_who_is_next_forget_a_member(server: Server) -> None:
    playing = await scene(server)
    await playing.improvise("ann", "There is a hole in her.")
    await playing.command("ann", "script")
    await playing.command("bob", "book", on_deck=True)
    await playing.press("ann", "Say it")
    await playing.press("bob", "Say it")
    for name in ("ann", "bob"):
        await delete_all(server, name)
    assert not any("hole" in each for each in playing.spoken)
    notice = next(each.content for each in playing.messages if "you are next" in each.content)
    assert notice.startswith("-# a former member")
