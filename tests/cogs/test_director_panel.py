"""The director's panel, the commands beside it, and what happens when the director leaves the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stage.state import Phase
from tests.cogs.scenes import lobby, scene
from tests.theatre import answers_to, is_private, said, shown_by

if TYPE_CHECKING:
    import discord

    from tests.cogs.scenes import Rehearsal
    from tests.theatre import Playhouse, Server


async def panel(playing: Rehearsal, name: str) -> discord.Message:
    opened = await playing.press_playbill(name, "Direct")
    assert is_private(opened)
    return answers_to(opened)[-1]


async def test_the_panel_is_the_directors(server: Server) -> None:
    playing = await scene(server)
    refused = await playing.press_playbill("bob", "Direct")
    assert said(refused).startswith("Only the director does that")
    assert "Due: line 3, Mara" in shown_by(await panel(playing, "ann"))


async def test_the_panel_skips_and_goes_back_and_an_old_one_does_nothing(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    shown = await panel(playing, "ann")
    await server.member("ann").click(shown, label="Skip line")
    state = (await playhouse.ledger()).state
    assert state.cue is not None
    assert state.cue.line == 4
    await server.member("ann").click(await panel(playing, "ann"), label="Back one")
    state = (await playhouse.ledger()).state
    assert state.cue is not None
    assert state.cue.line == 3


async def test_the_panel_gives_a_part_to_a_member(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    shown = await panel(playing, "ann")
    chosen = await server.member("ann").select(shown, ["0"], custom_id="choose-recast:1:0")
    menu = answers_to(chosen)[-1] if answers_to(chosen) else shown
    await server.member("ann").select(menu, [server.member("cid")], custom_id="choose-recastto:1:0")
    ledger = await playhouse.ledger()
    assert [ledger.performers[key] for key in ledger.state.performers_of("Mara")] == [server.member("cid").id]


async def test_the_clock_is_set_by_panel_and_command(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    await server.member("ann").select(await panel(playing, "ann"), ["post"], custom_id="choose-tempo:1:0")
    assert (await playhouse.ledger()).state.clock == "post"
    await playing.command("ann", "clock", preset="off")
    assert (await playhouse.ledger()).state.clock == "off"
    assert playing.shows("turns the clock off")
    assert said(await playing.command("bob", "clock", preset="live")).startswith("Only the director")


async def test_a_lobby_takes_the_servers_clock_unless_it_names_one(playhouse: Playhouse, server: Server) -> None:
    await playhouse.choose(server, clock="post")
    await lobby(server)
    assert (await playhouse.ledger()).state.clock == "post"


async def test_free_parts_are_shared_out_by_a_button(playhouse: Playhouse, server: Server) -> None:
    opened = await lobby(server)
    await opened.take("ann", "Mara")
    await opened.press_playbill("ann", "Share out")
    ledger = await playhouse.ledger()
    assert ledger.state.free_parts == ()


async def test_when_the_director_leaves_the_server_the_company_goes_on(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    await playing.command("cid", "pause")
    server.env.backend.remove_member(server.guild.id, server.member("ann").id)
    server.env.backend.remove_member(server.guild.id, server.member("cid").id)
    await playing.command("bob", "resume")
    ledger = await playhouse.ledger()
    assert ledger.state.phase is Phase.PLAYING
    assert ledger.performers[ledger.state.director] == server.member("bob").id
    assert playing.shows("is no longer on this server")


async def test_a_director_who_is_there_keeps_the_direction(playhouse: Playhouse, server: Server) -> None:
    playing = await scene(server)
    assert said(await playing.command("bob", "end")).startswith("Only the director ends")
    ledger = await playhouse.ledger()
    assert ledger.performers[ledger.state.director] == server.member("ann").id


async def test_an_outsider_gets_no_direction_while_somebody_of_the_company_is_there(server: Server) -> None:
    playing = await scene(server)
    server.env.backend.remove_member(server.guild.id, server.member("ann").id)
    refused = await playing.command("cid", "end")
    assert said(refused) == (
        f"Only the director ends a performance: {server.member('bob').mention}, the director role, or who manages the "
        "server. Anybody may pause."
    )
