from __future__ import annotations

from typing import TYPE_CHECKING

from simcord.enums import InteractionType

from bot.backstage.limits import DIRECTED_BY_A_MEMBER, PERFORMANCES_OF_A_SERVER
from bot.store import ledgers
from bot.store.engine import transaction
from tests.theatre import at_once, said

if TYPE_CHECKING:
    from tests.theatre import Playhouse, Server


async def start(server: Server, name: str) -> str:
    return said(await server.member(name).slash(server.channel, "reenact start", chapter="The Boat"))


async def test_a_member_directs_a_few_at_once_and_is_told_which(server: Server) -> None:
    for _ in range(DIRECTED_BY_A_MEMBER):
        assert "The lobby is open" in await start(server, "ann")
    refused = await start(server, "ann")
    assert refused.startswith("You direct 2 performances already:")
    assert server.thread.mention in refused
    assert "The lobby is open" in await start(server, "bob")


async def test_one_that_is_over_counts_no_more(server: Server) -> None:
    for _ in range(DIRECTED_BY_A_MEMBER):
        await start(server, "ann")
    await server.member("ann").slash(server.thread, "reenact end")
    assert "The lobby is open" in await start(server, "ann")


async def test_a_server_holds_so_many_at_once_unless_somebody_who_manages_it_opens_more(server: Server) -> None:
    for number in range(PERFORMANCES_OF_A_SERVER):
        assert "The lobby is open" in await start(server, f"member-{number}")
    assert (await start(server, "ann")).startswith("This server has 5 performances under way")
    opened = await server.admin.slash(server.channel, "reenact start", chapter="The Boat")
    assert "The lobby is open" in said(opened)


async def test_two_who_start_at_once_do_not_both_get_the_last_place(playhouse: Playhouse, server: Server) -> None:
    for number in range(PERFORMANCES_OF_A_SERVER - 1):
        await start(server, f"member-{number}")
    command = {"type": 1, "name": "start", "options": [{"type": 3, "name": "chapter", "value": "The Boat"}]}
    asked = {"id": "1", "type": 1, "name": "reenact", "options": [command]}
    pressing = [
        (server.member(name), server.channel, InteractionType.APPLICATION_COMMAND, asked) for name in ("ann", "bob")
    ]
    told = sorted(said(each) for each in await at_once(*pressing))
    assert told[0].startswith("The lobby is open")
    assert told[1].startswith("This server has 5 performances under way")
    async with transaction(playhouse.engine, writes=False) as session:
        assert len(await ledgers.open_venues(session, server.guild.id)) == PERFORMANCES_OF_A_SERVER
