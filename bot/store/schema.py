"""Bringing a database to the schema of this version, through Alembic."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection
    from sqlalchemy.ext.asyncio import AsyncEngine


class DatabaseUnusableError(Exception):
    """A database that cannot be used; the text says why and what to do."""


async def migrate(engine: AsyncEngine) -> None:
    """Bring the database to this version's schema; DatabaseUnusableError when that cannot be done."""
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_migrate)
    except (DBAPIError, OSError) as error:
        raise DatabaseUnusableError(_explain(engine, error)) from error


def _migrate(connection: Connection) -> None:
    with as_file(files("migrations")) as folder:
        config = Config()
        config.set_main_option("script_location", str(folder))
        config.attributes["connection"] = connection
        _refuse_newer(connection, ScriptDirectory.from_config(config))
        command.upgrade(config, "head")


def _refuse_newer(connection: Connection, scripts: ScriptDirectory) -> None:
    known = {script.revision for script in scripts.walk_revisions()}
    unknown = set(MigrationContext.configure(connection).get_current_heads()) - known
    if unknown:
        raise DatabaseUnusableError(
            f"The database was written by a newer Footlights (schema {', '.join(sorted(unknown))}). "
            "Install that version again, or point DATABASE_URL at another database. Nothing was changed."
        )


def _explain(engine: AsyncEngine, error: Exception) -> str:
    where = engine.url.database if engine.dialect.name == "sqlite" else f"{engine.url.host}/{engine.url.database}"
    cause = str(getattr(error, "orig", None) or error).splitlines()[0]
    advice = (
        "Check that the folder exists and that this user may write in it, or set DATABASE_URL to another place."
        if engine.dialect.name == "sqlite"
        else "Check that the server runs and that DATABASE_URL has the right user, password and name."
    )
    return f"The database {where} cannot be used: {cause}. {advice}"


async def current_schema(engine: AsyncEngine) -> str:
    """Return the revision a database stands at, or "empty"."""
    async with engine.connect() as connection:
        heads = await connection.run_sync(lambda inner: MigrationContext.configure(inner).get_current_heads())
    return ", ".join(heads) or "empty"
