from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlmodel import SQLModel

import bot.store.tables  # noqa: F401 (fills the metadata)
from bot.store.engine import open_engine
from bot.store.schema import DatabaseUnusableError, current_schema, migrate

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine import Connection
    from sqlalchemy.ext.asyncio import AsyncEngine


def _differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), SQLModel.metadata))


async def test_the_migrations_make_the_schema_that_the_tables_describe(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        assert await connection.run_sync(_differences) == []


async def test_migrating_twice_changes_nothing(engine: AsyncEngine) -> None:
    before = await current_schema(engine)
    await migrate(engine)
    assert await current_schema(engine) == before != "empty"


async def test_a_database_of_a_newer_version_is_refused_and_left_alone(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseUnusableError, match="newer Footlights"):
        await migrate(engine)
    assert await current_schema(engine) == "9999"


async def test_a_file_that_is_no_database_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("shopping list\n" * 200)
    engine = open_engine(f"sqlite+aiosqlite:///{path}")
    with pytest.raises(DatabaseUnusableError, match="not a database"):
        await migrate(engine)
    await engine.dispose()
    assert path.read_text().startswith("shopping list")


async def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite+aiosqlite:///{tmp_path / 'nowhere' / 'footlights.db'}")
    with pytest.raises(DatabaseUnusableError, match="folder exists"):
        await migrate(engine)
    await engine.dispose()
