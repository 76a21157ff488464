"""A text is read alike in every process: Python orders sets of strings by a seed that differs from one to the next."""

import os
import subprocess
import sys

SEEDS = ("0", "1", "2")
_READ_ALL = """
import hashlib
import lore
from tests.corpus.tables import names, read_gold, read_source
for name in names():
    source = read_source(name, read_gold(name))
    alone = lore.read_text(source)
    known = lore.read_text(source, cast=alone.cast)
    print(name, hashlib.sha256(repr((alone, known)).encode()).hexdigest())
"""


def _scripts(seed: str) -> list[str]:
    """Return a row for each corpus text: its name with a digest of its scripts, as read by a process with that seed."""
    found = subprocess.run(
        [sys.executable, "-c", _READ_ALL],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return found.stdout.splitlines()


def test_every_process_reads_the_same_script() -> None:
    first, *others = [_scripts(seed) for seed in SEEDS]
    assert first
    for rows in others:
        assert [row for row in rows if row not in first] == []
