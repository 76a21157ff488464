from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.store.engine import open_engine
from bot.store.schema import migrate
from tests.postgres import postgres_address

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from sqlalchemy.ext.asyncio import AsyncEngine


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def engine(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """A migrated, empty database, of each kind in turn."""
    if request.param == "sqlite":
        address = f"sqlite+aiosqlite:///{tmp_path / 'test.db'}"
    else:
        address = postgres_address(request.getfixturevalue("postgres_server"), tmp_path.name)
    opened = open_engine(address)
    await migrate(opened)
    yield opened
    await opened.dispose()
