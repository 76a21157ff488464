from __future__ import annotations

import subprocess
import sys

import pytest

from tests.repository.tree import ROOT


def _run(*command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False, timeout=280
    )
    assert done.returncode == 0, f"\n{done.stdout}{done.stderr}"


def test_ruff_finds_nothing() -> None:
    _run("ruff", "check", ".")


def test_every_file_is_formatted() -> None:
    _run("ruff", "format", "--check", ".")


@pytest.mark.timeout(290)
def test_the_types_are_right() -> None:
    _run("mypy")
