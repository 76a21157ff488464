"""Faults: which requests they strike, and what discord.py makes of each kind."""

import asyncio
import random

import discord
import pytest

from bot.rehearsal.faults import FaultError, Faults, parse
from tests.rehearsal.company import Company
from tests.wire.member import Json, Refused, RoomClient


def test_a_fault_strikes_as_often_as_it_says() -> None:
    faults = Faults()
    faults.add({"match": "POST .*/messages$", "action": "500", "times": 2})
    struck = [faults.strike("POST", "/channels/1/messages") is not None for _ in range(3)]
    assert struck == [True, True, False]


def test_a_fault_passes_by_what_it_does_not_match() -> None:
    faults = Faults()
    faults.add({"match": "POST .*/messages$", "action": "500"})
    assert faults.strike("GET", "/channels/1/messages") is None
    assert faults.strike("POST", "/channels/1/messages/2/threads") is None


def test_chance_is_repeatable_by_its_seed() -> None:
    faults = Faults()
    faults.add({"match": "", "action": "500", "times": 100, "chance": 0.5, "seed": 7})
    struck = [faults.strike("GET", "/") is not None for _ in range(20)]
    dice = random.Random(7)  # noqa: S311 - the same dice as the fault's
    assert struck == [dice.random() < 0.5 for _ in range(20)]


@pytest.mark.parametrize(
    "body", [{}, {"action": "418"}, {"action": "500", "match": "("}, {"action": "429", "times": "x"}]
)
def test_a_fault_that_makes_no_sense_is_refused(body: Json) -> None:
    with pytest.raises(FaultError):
        parse(1, body)


async def _sent(client: RoomClient, stage: Json) -> list[str]:
    return [message["content"] for message in await (await client.member("ben")).messages(stage)]


@pytest.mark.parametrize("rule", [{"action": "429", "seconds": 0.05}, {"action": "delay", "seconds": 0.05}])
async def test_the_library_gets_over_a_limit_and_a_delay(
    client: RoomClient, company: Company, stage: Json, rule: Json
) -> None:
    await client.fault("POST /channels/.*/messages$", **rule)
    await company.get_partial_messageable(int(stage["id"])).send("patience")
    assert await _sent(client, stage) == ["patience"]


async def test_the_library_tries_again_after_a_500(
    client: RoomClient, company: Company, stage: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    sleep = asyncio.sleep
    monkeypatch.setattr("discord.http.asyncio.sleep", lambda _seconds: sleep(0))
    await client.fault("POST /channels/.*/messages$", "500")
    await company.get_partial_messageable(int(stage["id"])).send("again")
    assert await _sent(client, stage) == ["again"]
    assert [row["status"] for row in await client.requests() if row["route"].endswith("/messages")] == [500, 200]


async def test_the_library_gives_a_503_to_its_caller(client: RoomClient, company: Company, stage: Json) -> None:
    await client.fault("POST /channels/.*/messages$", "503")
    with pytest.raises(discord.DiscordServerError):
        await company.get_partial_messageable(int(stage["id"])).send("again")


async def test_a_refusal_is_raised(client: RoomClient, company: Company, stage: Json) -> None:
    await client.fault("POST /channels/.*/messages$", "403")
    with pytest.raises(discord.Forbidden):
        await company.get_partial_messageable(int(stage["id"])).send("no")


async def test_a_cut_before_the_act_leaves_nothing_done_and_one_after_it_all(
    client: RoomClient, company: Company, stage: Json
) -> None:
    channel = company.get_partial_messageable(int(stage["id"]))
    for action, left in (("reset_before", []), ("reset_after", ["done"])):
        await client.fault("POST /channels/.*/messages$", action)
        with pytest.raises(Exception, match=r"disconnected|reset"):
            await channel.send("done")
        assert await _sent(client, stage) == left


async def test_faults_can_be_called_off(client: RoomClient, company: Company, stage: Json) -> None:
    await client.fault("POST", "403", times=1000)
    await client.ask("DELETE", "/faults")
    await company.get_partial_messageable(int(stage["id"])).send("fine")
    with pytest.raises(Refused, match="must be one of"):
        await client.fault("POST", "sing")
