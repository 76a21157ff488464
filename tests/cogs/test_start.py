from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cogs.scenes import Rehearsal, lobby
from tests.theatre import KILN, answers_to, buttons_of, is_private, said, shown_by

if TYPE_CHECKING:
    from tests.theatre import Playhouse, Server


async def test_start_opens_a_thread_with_a_playbill(server: Server) -> None:
    opened = await lobby(server)
    assert server.thread.name == "The Boat · 1"
    bill = shown_by(opened.playbill)
    assert "## The Boat" in bill
    assert "**Mara** (3 lines): free" in bill
    assert "9 lines. Take a part;" in bill


async def test_start_tells_the_starter_in_private_and_the_channel_in_public(server: Server) -> None:
    started = await server.member("ann").slash(server.channel, "reenact start")
    private, public = answers_to(started)
    assert private.ephemeral
    assert private.content == f"The lobby is open: {server.thread.mention}"
    assert not public.ephemeral
    assert server.thread.mention in public.content


async def test_without_a_name_the_newest_chapter_opens(server: Server) -> None:
    await server.bring("kiln.txt", KILN)
    await server.member("ann").slash(server.channel, "reenact start")
    assert server.thread.name == "The Kiln · 1"


async def test_a_channel_that_is_no_stage_is_refused_with_the_stages(server: Server) -> None:
    attic = server.guild.create_text_channel("attic")
    await server.choose_stages(server.channel)
    refused = await server.member("ann").slash(attic, "reenact start")
    assert is_private(refused)
    assert said(refused) == f"Performances open in {server.channel.mention} on this server. Start it there."
    assert not attic.threads


async def test_who_manages_the_server_starts_anywhere(server: Server) -> None:
    attic = server.guild.create_text_channel("attic")
    await server.choose_stages(server.channel)
    await server.admin.slash(attic, "reenact start")
    assert attic.threads


async def test_with_nothing_chosen_every_channel_is_a_stage(server: Server) -> None:
    attic = server.guild.create_text_channel("attic")
    await server.member("ann").slash(attic, "reenact start")
    assert attic.threads


@pytest.mark.parametrize("lacking", ["create_public_threads", "send_messages_in_threads", "attach_files"])
async def test_a_permission_that_the_bot_lacks_is_named_and_nothing_opens(server: Server, lacking: str) -> None:
    server.forbid_bot(**{lacking: False})
    refused = await server.member("ann").slash(server.channel, "reenact start")
    assert is_private(refused)
    assert f"I lack permissions in this channel: {lacking.replace('_', ' ').title()}." in said(refused)
    assert not server.channel.threads


async def test_an_unknown_scene_is_refused_with_how_many_there_are(server: Server) -> None:
    refused = await server.member("ann").slash(server.channel, "reenact start", scene=7)
    assert said(refused).startswith("There is no scene 7 in this chapter. It has 1;")
    assert not server.channel.threads


async def test_an_unknown_chapter_is_refused(server: Server) -> None:
    refused = await server.member("ann").slash(server.channel, "reenact start", chapter="no such")
    assert said(refused).startswith("There is no chapter called no such here.")


async def test_a_scene_in_which_nobody_speaks_is_refused(server: Server) -> None:
    silent = "* * *\n\nThe tide went out, and nobody was there to see it.\n"
    await server.bring("quay.txt", f"The Quay\n\nMara: You kept the boat.\n\nTobin: I did.\n\n{silent}")
    refused = await server.member("ann").slash(server.channel, "reenact start", chapter="The Quay", scene=2)
    assert said(refused).startswith("Nobody speaks in this text")
    assert not server.channel.threads


async def test_two_performances_run_in_one_channel(playhouse: Playhouse, server: Server) -> None:
    await lobby(server)
    await lobby(server, "bob")
    assert [thread.name for thread in server.channel.threads] == ["The Boat · 1", "The Boat · 2"]
    assert playhouse.bot.theatre.crews.count == 2


async def test_a_lobby_that_nobody_comes_to_closes_after_a_day(playhouse: Playhouse, server: Server) -> None:
    opened = await lobby(server)
    await playhouse.env.advance_time(24 * 60 * 60 + 1)
    assert "Closed: nobody began for a day." in shown_by(opened.playbill)
    assert not buttons_of(opened.playbill)


async def test_a_lobby_closes_when_the_playbill_says_whoever_comes_meanwhile(
    playhouse: Playhouse, server: Server
) -> None:
    opened = await lobby(server)
    assert "The lobby closes <t:" in shown_by(opened.playbill)
    await playhouse.env.advance_time(20 * 60 * 60)
    await opened.take("bob", "Mara")
    await playhouse.env.advance_time(5 * 60 * 60)
    assert "Closed: nobody began for a day." in shown_by(opened.playbill)


async def test_start_in_the_thread_of_a_performance_opens_another_beside_it(server: Server) -> None:
    await lobby(server)
    await Rehearsal(server).command("bob", "start")
    assert len(server.channel.threads) == 2
