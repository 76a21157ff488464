"""Performances among mishaps, over the real protocol: afterwards the thread equals the ledger, each line once.

`python -m tests.wire.soak --chaos --runs 100` plays more of them.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from tests.wire.chaos import SCRIPT, lay_out, play_among_mishaps
from tests.wire.processes import open_theatre
from tests.wire.soak import explain

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.wire.member import RoomClient
    from tests.wire.processes import Theatre

SEEDS = (2, 3, 4, 8, 16)
"""Between them they hold every kind of mishap, with few kills each."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def opened(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Theatre, RoomClient]]:
    """One theatre for all seeds; each plays in a thread of its own."""
    folder = tmp_path_factory.mktemp("chaos")
    async with open_theatre(folder, **lay_out(folder)) as opened:
        yield opened


def test_the_chapter_holds_what_is_easily_lost_or_doubled() -> None:
    lines = SCRIPT.lines
    assert {line.speaker for line in lines if line.kind == "speech"} == {"Mara", "Tobin", "Wren"}
    assert any((a.speaker, a.text) == (b.speaker, b.text) for a, b in pairwise(lines) if a.speaker)
    assert max(len(line.text) for line in lines) > 2000
    assert any(line.kind == "narration" for line in lines)


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("seed", SEEDS)
async def test_after_any_mishaps_the_thread_equals_the_ledger(opened: tuple[Theatre, RoomClient], seed: int) -> None:
    outcome = await play_among_mishaps(*opened, seed)
    assert not outcome.wrong, explain(outcome, seed)
