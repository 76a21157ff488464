from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cogs.scenes import lobby, scene
from tests.theatre import buttons_of, is_private, press, said, shown_by

if TYPE_CHECKING:
    from tests.cogs.scenes import Rehearsal
    from tests.theatre import Playhouse, Server


async def pause(playing: Rehearsal, name: str, by: str) -> None:
    if by == "cue":
        await playing.press(name, "Pause")
    elif by == "playbill":
        await playing.press_playbill(name, "Pause")
    else:
        await playing.command(name, "pause")


@pytest.mark.parametrize("by", ["cue", "playbill", "command"])
async def test_anybody_may_pause(server: Server, by: str) -> None:
    playing = await scene(server)
    await pause(playing, "cid", by)
    assert playing.shows(f"{server.member('cid').mention} paused the scene.")
    assert "Paused at line 3 of 9." in shown_by(playing.playbill)


@pytest.mark.parametrize("label", ["Say it", "Own words", "Line!", "Pass"])
async def test_while_paused_a_cue_says_so(playhouse: Playhouse, server: Server, label: str) -> None:
    playing = await scene(server)
    await playing.command("bob", "pause")
    refused = await playing.press("ann", label)
    assert is_private(refused)
    assert said(refused).startswith("The scene is paused.")
    assert len((await playhouse.ledger()).state.readings) == 2


async def test_a_second_pause_is_answered(server: Server) -> None:
    playing = await scene(server)
    await playing.command("bob", "pause")
    assert said(await playing.command("cid", "pause")).startswith("The scene is already paused.")


@pytest.mark.parametrize("name", ["cid", "ann"])
async def test_who_paused_and_the_director_resume(server: Server, name: str) -> None:
    playing = await scene(server)
    await playing.command("cid", "pause")
    await playing.command(name, "resume")
    assert "Playing: line 3 of 9." in shown_by(playing.playbill)


async def test_others_do_not_resume(server: Server) -> None:
    playing = await scene(server)
    await playing.command("cid", "pause")
    notice = playing.messages[-1]
    refused = await server.member("bob").click(notice, label="Go on")
    assert said(refused) == f"Whoever paused goes on, or the director: ask {server.member('cid').mention}."


@pytest.mark.parametrize("where", ["notice", "playbill"])
async def test_both_buttons_go_on(server: Server, where: str) -> None:
    playing = await scene(server)
    await playing.command("ann", "pause")
    message = playing.messages[-1] if where == "notice" else playing.playbill
    await server.member("ann").click(message, label="Go on")
    assert "Playing: line 3 of 9." in shown_by(playing.playbill)


async def test_who_manages_the_server_resumes(server: Server) -> None:
    playing = await scene(server)
    await playing.command("cid", "pause")
    await server.admin.slash(server.thread, "reenact resume")
    assert "Playing" in shown_by(playing.playbill)


async def test_resuming_what_runs_is_answered(server: Server) -> None:
    playing = await scene(server)
    assert said(await playing.command("ann", "resume")) == "The scene is not paused."


async def test_the_cue_from_before_a_pause_is_live_after_it(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    await playing.command("ann", "pause")
    await playing.command("ann", "resume")
    await playing.press("ann", "Say it")
    assert (await playhouse.ledger()).state.readings[-1].line == 3


async def test_a_pause_holds_over_a_restart(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    await playing.command("ann", "pause")
    before = len(playing.messages)
    await playhouse.restart()
    assert len(playing.messages) == before
    assert said(await playing.press("ann", "Say it")).startswith("The scene is paused.")


async def test_the_starter_ends_with_a_curtain_call(server: Server) -> None:
    playing = await scene(server)
    ended = await playing.command("ann", "end")
    assert is_private(ended)
    assert said(ended).startswith("The performance is over.")
    assert "## Ended early: The Boat" in playing.messages[-1].content
    assert "Ended before the curtain." in shown_by(playing.playbill)


@pytest.mark.parametrize("name", ["bob", "cid"])
async def test_performers_and_outsiders_do_not_end(playhouse: Playhouse, server: Server, name: str) -> None:
    playing = await scene(server)
    refused = await playing.command(name, "end")
    assert said(refused).startswith(f"Only the director ends a performance: {server.member('ann').mention}")
    assert (await playhouse.ledger()).state.ending is None


async def test_who_has_the_director_role_ends(playhouse: Playhouse, server: Server) -> None:
    role = server.guild.create_role("directors")
    await server.choose_directors(role)
    playing = await scene(server)
    server.member("dora", role)
    await playing.command("dora", "end")
    assert (await playhouse.ledger()).state.ending is not None


async def test_who_manages_the_server_ends(playhouse: Playhouse, server: Server) -> None:
    await scene(server)
    await server.admin.slash(server.thread, "reenact end")
    assert (await playhouse.ledger()).state.ending is not None


async def test_the_director_role_of_another_server_has_no_rights_here(playhouse: Playhouse, server: Server) -> None:
    elsewhere = playhouse.server("Elsewhere")
    role = elsewhere.guild.create_role("directors")
    await elsewhere.choose_directors(role)
    playing = await scene(server)
    elsewhere.guild.add_member(server.member("bob").user, roles=[role])
    assert said(await playing.command("bob", "end")).startswith("Only the director ends")


async def test_the_open_cue_is_closed_when_the_performance_ends(server: Server) -> None:
    playing = await scene(server)
    cue = playing.cue
    await playing.command("ann", "end")
    assert not buttons_of(next(each for each in playing.messages if each.id == cue.id))


@pytest.mark.parametrize("kind", ["take", "leave", "begin", "say", "own", "line", "pass", "pause", "resume"])
async def test_after_the_end_every_old_button_is_answered(server: Server, kind: str) -> None:
    playing = await scene(server)
    await playing.command("ann", "end")
    refused = await press(server.member("ann"), server.thread, f"{kind}:1:1")
    assert is_private(refused)
    assert "over" in said(refused) or "Every part is taken" in said(refused)


async def test_a_lobby_is_ended_without_a_curtain_call(server: Server) -> None:
    opened = await lobby(server)
    await opened.command("ann", "end")
    assert "Ended before the curtain." in shown_by(opened.playbill)
    assert len(opened.messages) == 1


async def test_a_finished_performance_wakes_no_crew_after_a_restart(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    await playing.command("ann", "end")
    await playhouse.restart()
    assert playhouse.bot.theatre.crews.count == 0
