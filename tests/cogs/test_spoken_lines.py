from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cogs.scenes import Rehearsal, scene
from tests.theatre import answers_to, is_private, pinged_by, said, submit

if TYPE_CHECKING:
    import discord
    import simcord

    from tests.theatre import Playhouse, Server


async def plain_scene(playhouse: Playhouse, server: Server) -> Rehearsal:
    """A scene whose lines stand in the thread itself, where SimCord finds them."""
    await playhouse.choose(server, webhooks=False)
    return await scene(server)


def line_that_says(playing: Rehearsal, words: str) -> discord.Message:
    return next(each for each in reversed(playing.messages) if f":** {words}" in each.content)


async def menu(server: Server, name: str, which: str, message: discord.Message) -> simcord.InteractionResult:
    return await server.member(name).context_menu(server.thread, which, message)


async def test_a_spoken_line_is_traced_to_its_member_and_to_the_chapter(playhouse: Playhouse, server: Server) -> None:
    playing = await plain_scene(playhouse, server)
    await playing.press("ann", "Say it")
    told = await menu(server, "bob", "Who said this?", line_that_says(playing, "You kept"))
    assert is_private(told)
    assert said(told).startswith(f"{server.member('ann').mention} said this as **Mara**: line 3 of The Boat")
    assert "https://discord.com/channels/" in said(told)


async def test_own_words_are_told_from_the_chapters(playhouse: Playhouse, server: Server) -> None:
    playing = await plain_scene(playhouse, server)
    await playing.own_words("ann", "So she still floats.")
    told = await menu(server, "bob", "Who said this?", line_that_says(playing, "So she"))
    assert "in own words" in said(told)


async def test_what_the_bot_read_is_the_bots(playhouse: Playhouse, server: Server) -> None:
    playing = await plain_scene(playhouse, server)
    rain = next(each for each in playing.messages if each.content == "Rain on the harbour.")
    assert "I read this myself" in said(await menu(server, "bob", "Who said this?", rain))


async def test_a_message_that_is_no_spoken_line_is_told_so(playhouse: Playhouse, server: Server) -> None:
    playing = await plain_scene(playhouse, server)
    for which in ("Who said this?", "Report"):
        for message in (playing.cue, playing.playbill):
            told = await menu(server, "bob", which, message)
            assert is_private(told)
            assert "That is no line of a performance." in said(told)


async def test_a_report_reaches_the_moderators_with_author_words_reason_and_link(
    playhouse: Playhouse, server: Server
) -> None:
    office = server.guild.create_text_channel("office")
    playing = await plain_scene(playhouse, server)
    await playhouse.choose(server, webhooks=False, reports_channel_id=office.id)
    await playing.own_words("ann", "So she still floats.")
    asked = await menu(server, "bob", "Report", line_that_says(playing, "So she"))
    pinged = pinged_by(server.env)
    done = await server.member("bob").submit_modal(asked, {"reason": "Rude, @everyone <@1>!"})
    assert said(done).startswith("Thank you.")
    report = office.last_message
    assert report is not None
    assert f"{server.member('bob').mention} reports a line." in report.content
    assert server.member("ann").mention in report.content
    assert "> So she still floats." in report.content
    assert "Rude, !" in report.content
    assert "https://discord.com/channels/" in report.content
    assert pinged_by(server.env) == pinged


async def test_without_a_channel_for_reports_the_member_gets_the_link_for_a_moderator(
    playhouse: Playhouse, server: Server
) -> None:
    playing = await plain_scene(playhouse, server)
    await playing.press("ann", "Say it")
    asked = await menu(server, "bob", "Report", line_that_says(playing, "You kept"))
    done = await server.member("bob").submit_modal(asked, {"reason": ""})
    assert is_private(done)
    assert "show a moderator this link" in said(done)
    assert "https://discord.com/channels/" in said(done)


async def test_a_channel_for_reports_that_is_gone_is_none(playhouse: Playhouse, server: Server) -> None:
    playing = await plain_scene(playhouse, server)
    await playhouse.choose(server, webhooks=False, reports_channel_id=12345)
    await playing.press("ann", "Say it")
    number = line_that_says(playing, "You kept").id
    done = await submit(server.member("bob"), server.thread, f"type-report:{number}:0", reason="x")
    assert "show a moderator this link" in said(done)


async def test_after_a_member_was_erased_their_line_leads_nowhere(playhouse: Playhouse, server: Server) -> None:
    playing = await plain_scene(playhouse, server)
    await playing.press("ann", "Say it")
    spoken = line_that_says(playing, "You kept")
    asked = await server.member("ann").slash(server.channel, "privacy delete")
    await server.member("ann").click(answers_to(asked)[-1], label="Delete all of it")
    told = said(await menu(server, "bob", "Who said this?", spoken))
    assert told.startswith("a former member said this as **Mara**")


async def test_reports_are_counted_like_questions(playhouse: Playhouse, server: Server) -> None:
    playing = await plain_scene(playhouse, server)
    await playing.press("ann", "Say it")
    number = line_that_says(playing, "You kept").id
    results = [
        said(await submit(server.member("bob"), server.thread, f"type-report:{number}:0", reason="x"))
        for _ in range(playhouse.bot.theatre.limits.for_a_member + 1)
    ]
    assert "faster than I can look things up" in results[-1]
    assert "faster" not in results[0]


@pytest.mark.parametrize("number", [1, 10**18])
async def test_a_report_of_a_message_nobody_knows_is_turned_down(server: Server, number: int) -> None:
    done = await submit(server.member("bob"), server.channel, f"type-report:{number}:0", reason="x")
    assert "That is no line of a performance." in said(done)
