"""`make soak N=20`: the bundled chapter played N times, each time killed at another instant.

Bounded: one performance after the other, everything on 127.0.0.1, every process ended with its run.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.wire.killing import Result, play_with_a_kill


async def play_once(seed: int) -> Result | str:
    """Play one performance; return what it came to, or why it did not get that far."""
    with tempfile.TemporaryDirectory(prefix="footlights-soak-") as folder:
        try:
            return await play_with_a_kill(Path(folder), random.Random(seed))  # noqa: S311 (a seed, not a secret)
        except (AssertionError, OSError, TimeoutError) as failure:
            log = Path(folder) / "bot.log"
            tail = log.read_text(errors="replace")[-2000:] if log.exists() else ""
            return f"{type(failure).__name__}: {failure}\n{tail}"


def verdict(result: Result | str) -> str:
    """Say in a line what is wrong with a run, or nothing."""
    if isinstance(result, str):
        return result
    wrong = [*result.differences]
    if result.violations:
        wrong.append(f"{len(result.violations)} requests that Discord would refuse: {result.violations[0]}")
    if result.clicks_answered_late:
        wrong.append(f"{result.clicks_answered_late} clicks that were not answered in time")
    return "; ".join(wrong)


async def soak(runs: int, first_seed: int) -> int:
    """Play all runs and print how each went; return how many failed."""
    failed = 0
    for seed in range(first_seed, first_seed + runs):
        began = time.monotonic()
        wrong = verdict(await play_once(seed))
        failed += bool(wrong)
        print(f"seed {seed}: {wrong or 'passed'} ({time.monotonic() - began:.1f} s)", flush=True)
    print(f"{runs - failed} of {runs} passed")
    return failed


def main() -> int:
    """Read the command line and play."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1, help="the seed of the first run")
    options = parser.parse_args()
    return 1 if asyncio.run(soak(options.runs, options.seed)) else 0


if __name__ == "__main__":
    sys.exit(main())
