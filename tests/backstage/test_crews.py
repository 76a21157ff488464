from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from bot.backstage.crews import Crews
from bot.stage.state import Phase
from tests.backstage.fakes import GUILD, Fault, Stage, open_stage, refused

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy.ext.asyncio import AsyncEngine


@pytest.fixture
async def lobby(engine: AsyncEngine) -> Stage:
    """A lobby that no crew has looked at yet."""
    return await open_stage(engine)


@pytest.fixture
async def crews(lobby: Stage) -> AsyncIterator[Crews]:
    """The crews of the house, none of them at work."""
    made = Crews(lobby.house)
    yield made
    await asyncio.wait_for(made.close(), 10)


def be_on(stage: Stage, monkeypatch: pytest.MonkeyPatch, *guilds: int) -> None:
    """Have the bot be on these servers."""

    def get_guild(_self: object, guild_id: int) -> Any:  # noqa: ANN401 (a guild, as far as crews look)
        return SimpleNamespace(preferred_locale=SimpleNamespace(value="en-US")) if guild_id in guilds else None

    monkeypatch.setattr(type(stage.client), "get_guild", get_guild)


async def test_the_thread_of_a_performance_is_handed_over_once_it_is_open(lobby: Stage, crews: Crews) -> None:
    assert await crews.thread_of(lobby.number) in lobby.courier.threads


async def test_a_thread_that_discord_refuses_is_told_at_once(lobby: Stage, crews: Crews) -> None:
    lobby.courier.faults.append(Fault("open_thread", refused(400, 30033)))
    assert await asyncio.wait_for(crews.thread_of(lobby.number), 5) is None
    assert (await lobby.ledger()).state.phase is Phase.OVER


async def test_a_performance_that_is_not_there_has_no_thread(crews: Crews) -> None:
    assert await asyncio.wait_for(crews.thread_of(999), 5) is None


async def test_after_a_start_unfinished_performances_go_on(
    lobby: Stage, crews: Crews, monkeypatch: pytest.MonkeyPatch
) -> None:
    be_on(lobby, monkeypatch, GUILD)
    await crews.start()
    assert crews.count == 1


async def test_performances_of_servers_that_the_bot_left_rest(
    lobby: Stage, crews: Crews, monkeypatch: pytest.MonkeyPatch
) -> None:
    be_on(lobby, monkeypatch, GUILD + 1)
    await crews.start()
    assert crews.count == 0
    assert lobby.courier.calls == []


async def test_one_performance_has_one_crew_however_often_it_is_woken(lobby: Stage, crews: Crews) -> None:
    for _ in range(3):
        crews.wake(lobby.number)
    assert crews.count == 1
    await crews.thread_of(lobby.number)
    assert len(lobby.courier.threads) == 1


async def test_after_closing_nobody_is_woken(lobby: Stage, crews: Crews) -> None:
    await crews.close()
    crews.wake(lobby.number)
    assert crews.count == 0
