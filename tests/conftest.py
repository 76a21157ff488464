from __future__ import annotations

import os
from pathlib import Path

import pytest

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
    for name in ("DISCORD_TOKEN", "DATABASE_URL", "DISCORD_API_URL", "LORE_DIR", "READING_PACE", "ROOM_PORT"):
        monkeypatch.delenv(name, raising=False)
        assert name not in os.environ
