"""What the clock brings next, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.backstage.timing import what_time_brings
from bot.stage.clock import LADDERS
from bot.stage.commands import Begin, Expire, Improvise, Pause, Read, SetClock, Take, Tick
from bot.stage.decide import LOBBY_LASTS
from tests.backstage.fakes import ANN, BOB, NOON, open_stage

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

    from bot.store.values import Ledger
    from tests.backstage.fakes import Stage

LIVE = LADDERS["live"]


@pytest.fixture
async def scene(engine: AsyncEngine) -> Stage:
    """A scene in which the clock is live and ann's line is due."""
    stage = await open_stage(engine)
    await stage.decide(ANN, lambda performer: Take(performer, "Mara"))
    await stage.decide(BOB, lambda performer: Take(performer, "Tobin"))
    await stage.decide(ANN, Begin)
    await stage.decide(ANN, lambda performer: SetClock(performer, "live"))
    return stage


async def due(stage: Stage) -> Ledger:
    """Return the scene with ann's line due, in a server with quiet hours from 22 to 8."""
    cue = (await stage.ledger()).state.cue
    assert cue is not None
    await stage.decide(ANN, lambda _: Read(cue.seq))
    return await by_night(stage)


async def by_night(stage: Stage) -> Ledger:
    ledger = await stage.ledger()
    quiet = replace(ledger.choices, time_zone="UTC", quiet_from=22 * 60, quiet_to=8 * 60)
    return replace(ledger, choices=quiet)


async def test_an_empty_lobby_expires(engine: AsyncEngine) -> None:
    ledger = await (await open_stage(engine)).ledger()
    assert what_time_brings(ledger, 0.0, NOON) == (Expire(), NOON + LOBBY_LASTS)


async def test_a_paused_scene_is_put_away(scene: Stage) -> None:
    await scene.decide(ANN, Pause)
    assert what_time_brings(await scene.ledger(), 0.0, NOON) == (Expire(), NOON + LIVE.archive)


async def test_the_bot_reads_its_line_after_the_pause_that_reading_takes(scene: Stage) -> None:
    command, when = what_time_brings(await scene.ledger(), 3.0, NOON)
    assert isinstance(command, Read)
    assert when == NOON + timedelta(seconds=3)


async def test_who_is_due_is_reminded(scene: Stage) -> None:
    command, when = what_time_brings(await due(scene), 0.0, NOON)
    assert isinstance(command, Tick)
    assert when == NOON + LIVE.nudge


@pytest.mark.parametrize("off_script", [False, True])
async def test_what_was_slept_through_waits_for_the_quiet_hours_to_end(scene: Stage, *, off_script: bool) -> None:
    ledger = await due(scene)
    if off_script:
        await scene.decide(ANN, Improvise)
        ledger = await by_night(scene)
    woken = NOON.replace(hour=23)
    command, when = what_time_brings(ledger, 0.0, woken)
    assert isinstance(command, Tick)
    assert when == NOON.replace(hour=8) + timedelta(days=1)


async def test_what_was_slept_through_by_day_comes_at_once(scene: Stage) -> None:
    woken = NOON + timedelta(hours=2)
    _, when = what_time_brings(await due(scene), 0.0, woken)
    assert when is not None
    assert when <= woken
