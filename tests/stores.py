"""The database that the bot of a test keeps everything in: SQLite, or PostgreSQL where `FOOTLIGHTS_TEST_ON` says so.

Tests of the store itself run on both anyway; see `tests.store.conftest`.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from bot.store.engine import open_engine
from bot.store.schema import migrate
from tests.postgres import drop_postgres, postgres_address

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from sqlalchemy.ext.asyncio import AsyncEngine

ON_POSTGRES = os.environ.get("FOOTLIGHTS_TEST_ON") == "postgres"
"""Whether the bot of these tests keeps everything in PostgreSQL; `make test-postgres` says so."""


@pytest.fixture(scope="session")
def blank_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a migrated, empty database; tests work on copies."""
    folder = tmp_path_factory.mktemp("blank")
    if ON_POSTGRES:
        address = postgres_address(request.getfixturevalue("postgres_server"), folder.name)
    else:
        address = f"sqlite+aiosqlite:///{folder / 'blank.db'}"

    async def make() -> None:
        engine = open_engine(address)
        await migrate(engine)
        await engine.dispose()

    asyncio.run(make())
    return address


@pytest.fixture
async def engine(blank_database: str, request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """A migrated, empty database of this test's own."""
    if ON_POSTGRES:
        blank = blank_database.rpartition("/")[2]
        address = postgres_address(request.getfixturevalue("postgres_server"), tmp_path.name, like=blank)
    else:
        address = f"sqlite+aiosqlite:///{tmp_path / 'footlights.db'}"
        shutil.copy(blank_database.removeprefix("sqlite+aiosqlite:///"), tmp_path / "footlights.db")
    opened = open_engine(address)
    yield opened
    await opened.dispose()
    if ON_POSTGRES:
        drop_postgres(request.getfixturevalue("postgres_server"), tmp_path.name)
