"""Several performances at once in one bot process; `python -m tests.wire.soak --crowd 50` plays many more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.wire.chaos import lay_out
from tests.wire.crowd import play_crowd
from tests.wire.processes import open_theatre

if TYPE_CHECKING:
    from pathlib import Path


async def test_performances_at_once_do_not_hold_each_other_up(tmp_path: Path) -> None:
    async with open_theatre(tmp_path, **lay_out(tmp_path)) as (theatre, room):
        result = await play_crowd(theatre, room, 5)
    assert result.wrong == ()
    assert result.performances == 5
