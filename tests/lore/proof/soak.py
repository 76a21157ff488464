"""`make soak`: mutated texts read one after the other, each held against what must hold of any script."""

from __future__ import annotations

import argparse
import sys
import time
from typing import TYPE_CHECKING

from tests.lore.proof.mutations import broken_promises, mutated

if TYPE_CHECKING:
    from collections.abc import Sequence

_FIRST = 1_000_000
"""Seeds begin here, so that these are other texts than those of the tests."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Read as many mutated texts as asked for; return 0 where every one kept every promise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=_FIRST)
    options = parser.parse_args(arguments)
    started = time.monotonic()
    kept = sum(_keeps(seed) for seed in range(options.seed, options.seed + options.texts))
    print(
        f"{kept} mutated texts of {options.texts} read without fault in {time.monotonic() - started:.0f} s", flush=True
    )
    return 0 if kept == options.texts else 1


def _keeps(seed: int) -> bool:
    broken = broken_promises(mutated(seed))
    for promise in broken:
        print(f"seed {seed}: {promise}", flush=True)
    return not broken


if __name__ == "__main__":
    sys.exit(main())
