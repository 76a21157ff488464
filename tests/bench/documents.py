"""What reading a file costs: `python -m tests.bench.documents` measures each hostile file and each large honest one.

Each file is read in a process of its own, so that its peak of memory is its own. Time is that of the processor; the
bounds of the project are 2 s and 200 MB for a file that is refused.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from lore import UnreadableFile
from lore.documents.files import read_document
from tests.lore.documents.building import BUILDERS, TEXTS
from tests.lore.documents.hostile import HOSTILE

MOST_SECONDS = 2.0
MOST_MEGABYTES = 200.0
_LONG = 150


@dataclass(frozen=True, slots=True)
class Cost:
    """What a file cost: `outcome` is the refusal's code, or `read`; megabytes are the process's peak while reading."""

    name: str
    kilobytes: float
    seconds: float
    megabytes: float
    outcome: str


def _long_text() -> str:
    texts = [path.read_text(encoding="utf-8") for path in sorted(TEXTS.glob("*.txt"))]
    return "\n\n".join(texts * (_LONG // 3))


def _file(name: str) -> tuple[bytes, str]:
    if name in HOSTILE:
        return HOSTILE[name].build(), HOSTILE[name].filename
    kind = name.removeprefix("honest ")
    return BUILDERS[kind](_long_text()), f"a.{kind}"


def measure(name: str) -> Cost:
    """Return what reading a file costs this process; to be called once in a process."""
    data, filename = _file(name)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak begins anew
    start = time.process_time()
    try:
        read_document(data, filename)
        outcome = "read"
    except UnreadableFile as refusal:
        outcome = refusal.code
    seconds = time.process_time() - start
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    # A file that is given as bytes is in memory before it is read; that is its bringer's.
    return Cost(name, len(data) / 1024, round(seconds, 3), round((peak - len(data) / 1024) / 1024, 1), outcome)


def _measured(name: str) -> Cost:
    command = [sys.executable, "-m", "tests.bench.documents", "--only", name]
    done = subprocess.run(command, capture_output=True, check=True, timeout=120, env=os.environ)
    return Cost(**json.loads(done.stdout))


def main() -> int:
    """Measure, print, and return 1 where a refusal took more than it may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="measure one file in this process and print its figures as JSON")
    only = parser.parse_args().only
    if only:
        print(json.dumps(asdict(measure(only))))
        return 0
    failed = 0
    for name in (*(f"honest {kind}" for kind in BUILDERS), *HOSTILE):
        cost = _measured(name)
        over = cost.outcome != "read" and (cost.seconds > MOST_SECONDS or cost.megabytes > MOST_MEGABYTES)
        failed += over
        mark = "TOO MUCH" if over else ""
        print(
            f"{cost.seconds:7.2f} s {cost.megabytes:6.0f} MB {cost.kilobytes:9.0f} KB  {cost.outcome:12} {name} {mark}"
        )
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
