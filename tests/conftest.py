from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.settings import DEFAULTS
from tests.postgres import postgres_server

__all__ = ["postgres_server"]

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of texts beside the project; what needs it is skipped where it is not there."""
    if not SHARED.is_dir():
        pytest.skip("the folder `shared` does not lie beside the project")
    return SHARED


@pytest.fixture(autouse=True)
def _no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test may read the operator's own token or open the operator's own database."""
    for name in DEFAULTS:
        monkeypatch.delenv(name, raising=False)
        assert name not in os.environ
