"""`make soak N=20`: the bundled chapter played N times, each time killed at another instant.

With `--chaos` each run is a performance among seeded mishaps; `--crowd 50` plays fifty at once instead. Bounded:
one run after the other, everything on 127.0.0.1, every process ended with its run.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.wire.chaos import Outcome, lay_out, play_among_mishaps
from tests.wire.crowd import play_crowd
from tests.wire.killing import Result, play_with_a_kill
from tests.wire.processes import open_theatre

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


async def kill_once(seed: int) -> str:
    """Play one performance with a kill; return what is wrong with it, or nothing."""
    with tempfile.TemporaryDirectory(prefix="footlights-soak-") as folder:
        try:
            result = await play_with_a_kill(Path(folder), random.Random(seed))  # noqa: S311 (a seed, not a secret)
        except (AssertionError, OSError, TimeoutError) as failure:
            log = Path(folder) / "bot.log"
            tail = log.read_text(errors="replace")[-2000:] if log.exists() else ""
            return f"{type(failure).__name__}: {failure}\n{tail}"
    return verdict(result)


def verdict(result: Result) -> str:
    """Say in a line what is wrong with a run, or nothing."""
    wrong = [*result.differences]
    if result.violations:
        wrong.append(f"{len(result.violations)} requests that Discord would refuse: {result.violations[0]}")
    if result.clicks_answered_late:
        wrong.append(f"{result.clicks_answered_late} clicks that were not answered in time")
    return "; ".join(wrong)


async def chaos_once(seed: int) -> str:
    """Play one performance among mishaps in a theatre of its own; return what is wrong with it, or nothing."""
    with tempfile.TemporaryDirectory(prefix="footlights-chaos-") as folder:
        async with open_theatre(Path(folder), **lay_out(Path(folder))) as (theatre, room):
            outcome = await play_among_mishaps(theatre, room, seed)
    print(f"seed {seed}: {outcome.kills} kills, {len(outcome.history)} mishaps, {outcome.clicks} clicks,", end=" ")
    print(f"slowest answer {outcome.slowest_milliseconds:.0f} ms", flush=True)
    return explain(outcome, seed) if outcome.wrong else ""


def explain(outcome: Outcome, seed: int) -> str:
    """Say all that is wrong with a performance among mishaps, what befell it, and how to repeat it."""
    repeat = f"python -m tests.wire.soak --chaos --runs 1 --seed {seed}"
    return "\n  ".join([*outcome.wrong, "what happened:", *outcome.history, f"repeat: {repeat}"])


async def crowd_once(count: int, seed: int) -> int:
    """Play so many performances at once and print what it came to; return 1 where anything went wrong."""
    with tempfile.TemporaryDirectory(prefix="footlights-crowd-") as folder:
        async with open_theatre(Path(folder), **lay_out(Path(folder))) as (theatre, room):
            result = await play_crowd(theatre, room, count, seed)
    print(result)
    print("\n".join(result.wrong) or "no error, no double, no acknowledgement over 3 s")
    return bool(result.wrong)


async def soak(runs: int, first_seed: int, play: Callable[[int], Awaitable[str]]) -> int:
    """Play all runs and print how each went; return how many failed."""
    failed = 0
    for seed in range(first_seed, first_seed + runs):
        began = time.monotonic()
        wrong = await play(seed)
        failed += bool(wrong)
        print(f"seed {seed}: {wrong or 'passed'} ({time.monotonic() - began:.1f} s)", flush=True)
    print(f"{runs - failed} of {runs} passed")
    return failed


def main() -> int:
    """Read the command line and play."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1, help="the seed of the first run")
    parser.add_argument("--chaos", action="store_true", help="play among mishaps")
    parser.add_argument("--crowd", type=int, metavar="COUNT", help="play so many performances at once instead")
    options = parser.parse_args()
    if options.crowd:
        return asyncio.run(crowd_once(options.crowd, options.seed))
    return 1 if asyncio.run(soak(options.runs, options.seed, chaos_once if options.chaos else kill_once)) else 0


if __name__ == "__main__":
    sys.exit(main())
