"""Playing it again: the buttons of the curtain call and the command that is their twin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.stage.state import Phase
from tests.cogs.scenes import scene
from tests.theatre import said, shown_by

if TYPE_CHECKING:
    from tests.cogs.scenes import Rehearsal
    from tests.theatre import Playhouse, Server


async def played(server: Server) -> Rehearsal:
    """Play the small chapter to an early end: ann was Mara, bob was Tobin."""
    playing = await scene(server)
    await playing.press("ann", "Say it")
    await playing.command("ann", "end")
    return playing


@pytest.mark.parametrize("by", ["button", "command"])
async def test_swapping_parts_keeps_the_company(playhouse: Playhouse, server: Server, by: str) -> None:
    playing = await played(server)
    if by == "button":
        await server.member("bob").click(playing.messages[-1], label="Swap parts and run again")
    else:
        await playing.command("bob", "again", swap=True)
    again = await playhouse.ledger(2)
    assert again.state.phase is Phase.LOBBY
    users = {part: [again.performers[key] for key in players] for part, players in again.state.casting.items()}
    assert users == {"Mara": [server.member("bob").id], "Tobin": [server.member("ann").id]}
    assert again.performers[again.state.director] == server.member("ann").id
    assert f"**Mara** (3 lines): {server.member('bob').mention}" in shown_by(server.thread.history()[0])


async def test_running_again_keeps_the_parts_and_the_book(playhouse: Playhouse, server: Server) -> None:
    playing = await played(server)
    await server.member("ann").click(playing.messages[-1], label="Run again")
    first, again = await playhouse.ledger(1), await playhouse.ledger(2)
    assert again.book == first.book
    assert again.state.casting == first.state.casting
    told = [each.content for thread in server.channel.threads for each in thread.history()]
    assert any("plays **The Boat** again with the same company" in content for content in told)


async def test_two_presses_open_one_lobby(playhouse: Playhouse, server: Server) -> None:
    playing = await played(server)
    card = playing.messages[-1]
    await server.member("ann").click(card, label="Run again")
    second = await server.member("bob").click(card, label="Swap parts and run again")
    assert "It is being played again already: <#" in said(second)
    async with playhouse.engine.connect() as connection:
        count = (await connection.exec_driver_sql("SELECT count(*) FROM performance")).scalar_one()
    assert count == 2


async def test_an_outsider_is_told_to_open_their_own(server: Server) -> None:
    playing = await played(server)
    refused = await server.member("cid").click(playing.messages[-1], label="Run again")
    assert said(refused).startswith("Who played in it plays it again")


async def test_what_is_being_played_is_not_played_again(server: Server) -> None:
    playing = await scene(server)
    assert said(await playing.command("ann", "again")).startswith("This performance is not over yet.")


async def test_from_the_channel_the_last_performance_is_played_again(playhouse: Playhouse, server: Server) -> None:
    await played(server)
    await server.member("bob").slash(server.channel, "reenact again")
    assert (await playhouse.ledger(2)).state.phase is Phase.LOBBY
