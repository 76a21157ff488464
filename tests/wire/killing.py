"""One performance with a kill -9 at a random instant: shared by the test and by the soak."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import lore
from lore.chapters import bundled
from tests.wire.performing import begin, compare, open_lobby, play_to_curtain
from tests.wire.processes import open_theatre

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from tests.wire.performing import Json, Play

_LONGEST_DELAY = 0.4


@dataclass
class Result:
    """What a performance with a kill came to."""

    differences: list[str]
    violations: list[Json]
    clicks_answered_late: int
    requests: list[Json] = field(default_factory=list)
    kills: int = 1


async def play_with_a_kill(folder: Path, chance: random.Random) -> Result:
    """Play the bundled chapter with two members, kill the bot once after a click at random, and compare."""
    script = lore.read_text(bundled()[0].text, title=bundled()[0].title)
    last_click = sum(line.speaker in {"Lex", "Clark"} for line in script.lines) - 2
    fatal_click, delay = chance.randint(1, last_click), chance.uniform(0, _LONGEST_DELAY)
    async with open_theatre(folder) as (theatre, room):
        play = await open_lobby(room, {"ana": "Lex", "ben": "Clark"})
        await begin(play)
        killed = False

        async def interrupt(play: Play) -> None:
            nonlocal killed
            if not killed and play.clicks >= fatal_click:
                killed = True
                await asyncio.sleep(delay)
                await theatre.kill_bot()
                await theatre.start_bot(room)

        await play_to_curtain(play, interrupt)
        assert killed
        return Result(
            compare(await play.read(), script), await room.violations(), play.failed_clicks, await room.requests()
        )
