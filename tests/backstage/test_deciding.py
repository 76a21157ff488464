from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import IntegrityError

from bot.backstage.deciding import HOUSE, Asking, Decided, Refused, settle
from bot.stage.commands import Begin, Expire, Say, Take
from bot.stage.events import PartTaken
from bot.store import ledgers
from tests.backstage.fakes import ANN, BOB, NOON, Stage, open_stage

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine


@pytest.fixture
async def lobby(engine: AsyncEngine) -> Stage:
    """A lobby that ann opened."""
    return await open_stage(engine)


def takes_mara(performer: str) -> Take:
    return Take(performer, "Mara")


async def test_a_decision_is_saved_and_handed_back(lobby: Stage) -> None:
    decided = await settle(lobby.house.engine, lobby.number, Asking(BOB, takes_mara), NOON)
    assert isinstance(decided, Decided)
    assert decided.events == (PartTaken("p2", "Mara"),)
    assert decided.state == (await lobby.ledger()).state


async def test_a_refusal_saves_nothing_and_gives_no_key_away(lobby: Stage) -> None:
    refused = await settle(lobby.house.engine, lobby.number, Asking(BOB, Say), NOON)
    assert isinstance(refused, Refused)
    assert refused.refusal.code == "not-yet-begun"
    assert list((await lobby.ledger()).performers.values()) == [ANN]


async def test_a_performance_that_is_not_there_is_refused(lobby: Stage) -> None:
    refused = await settle(lobby.house.engine, 999, Asking(BOB, Say), NOON)
    assert isinstance(refused, Refused)
    assert refused.refusal.code == "no-performance"


async def test_the_house_gets_no_key(lobby: Stage) -> None:
    refused = await settle(lobby.house.engine, lobby.number, Asking(HOUSE, lambda _: Expire()), NOON)
    assert isinstance(refused, Refused)
    assert list((await lobby.ledger()).performers) == ["p1"]


async def test_of_two_who_ask_at_once_one_is_decided_on_what_the_other_did(lobby: Stage) -> None:
    asked = (settle(lobby.house.engine, lobby.number, Asking(user, takes_mara), NOON) for user in (ANN, BOB))
    answers = await asyncio.gather(*asked)
    assert sorted(type(answer).__name__ for answer in answers) == ["Decided", "Refused"]
    assert len((await lobby.ledger()).state.performers_of("Mara")) == 1


async def test_a_decision_that_another_one_overtook_is_made_again(
    lobby: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    append, tries = ledgers.append, []

    async def lose_the_race_once(*arguments: object) -> None:
        tries.append(arguments)
        if len(tries) == 1:
            raise IntegrityError("insert", {}, Exception("performance, seq"))
        await append(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(ledgers, "append", lose_the_race_once)
    decided = await settle(lobby.house.engine, lobby.number, Asking(BOB, takes_mara), NOON)
    assert isinstance(decided, Decided)
    assert len(tries) == 2
    assert (await lobby.ledger()).state.performers_of("Mara") == ("p2",)


async def test_typed_words_are_kept_under_the_event_that_performed_the_line(lobby: Stage) -> None:
    await lobby.decide(ANN, takes_mara)
    await lobby.decide(ANN, Begin)
    await lobby.carry_out()
    asking = Asking(ANN, lambda performer: Say(performer, own_words=True), "So she floats.")
    await settle(lobby.house.engine, lobby.number, asking, NOON)
    ledger = await lobby.ledger()
    assert ledger.own_words == {ledger.state.readings[-1].seq: "So she floats."}
