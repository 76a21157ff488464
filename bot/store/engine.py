"""The database's engine and the one way to a transaction.

SQLite's own statements (WAL, foreign keys, who waits for whom) stand here and nowhere else.
"""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import asynccontextmanager, nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import aiosqlite
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable
    from contextlib import AbstractAsyncContextManager

    from sqlalchemy.engine import Connection, Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection

BUSY_SECONDS = 10
"""How long a writer waits for another one on SQLite before it gives up."""

_TURNS: WeakKeyDictionary[Engine, asyncio.Lock] = WeakKeyDictionary()
_AT_WORK: WeakKeyDictionary[asyncio.Task[Any], asyncio.Event] = WeakKeyDictionary()
"""The tasks that are in a transaction, each with what says that it has come out."""


def open_engine(address: str) -> AsyncEngine:
    """Return an engine for a database address with an async driver; nothing is dialled yet."""
    is_sqlite = address.startswith("sqlite")
    # Parameters are members' words; they stay out of every error text.
    engine = create_async_engine(
        address,
        pool_pre_ping=not is_sqlite,
        hide_parameters=True,
        connect_args={"async_creator_fn": _connect_sqlite} if is_sqlite else {},
    )
    if is_sqlite:
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


class _Connection(aiosqlite.Connection):
    """A connection that remembers when its thread will have ended."""

    stopped: asyncio.Future[Any] | None = None

    def stop(self) -> asyncio.Future[Any] | None:
        """Have the thread end, and return what says that it has."""
        self.stopped = super().stop()
        return self.stopped


async def _connect_sqlite(database: str, **options: Any) -> aiosqlite.Connection:  # noqa: ANN401 (sqlite3's own)
    """Open a connection; where that fails its thread has ended, and answers no loop that is gone."""
    connection = _Connection(partial(sqlite3.connect, database, **options), iter_chunk_size=64)
    connection._thread.daemon = True  # noqa: SLF001 (as SQLAlchemy does; a fault must not keep the process alive)
    try:
        return await connection
    except BaseException:
        if connection.stopped is not None:
            await connection.stopped
        raise


def _prepare_sqlite(connection: DBAPIConnection, _record: object) -> None:
    try:
        _set_pragmas(connection)
    except BaseException:
        # The pool has not got it yet, so nobody else would close it, or end its thread.
        connection.close()
        raise


def _set_pragmas(connection: DBAPIConnection) -> None:
    # The driver must not open transactions by itself, or a reader that turns writer is refused instead of waiting.
    connection.isolation_level = None
    cursor = connection.cursor()
    for statement in (
        "PRAGMA journal_mode=WAL",
        "PRAGMA foreign_keys=ON",
        "PRAGMA synchronous=FULL",
        f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}",
    ):
        cursor.execute(statement)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@asynccontextmanager
async def transaction(engine: AsyncEngine, *, writes: bool = True) -> AsyncIterator[AsyncSession]:
    """Yield a session in one transaction: committed at the end, rolled back on any exception.

    Nothing on Discord may be awaited inside. With `writes` False the transaction only reads and waits for no writer.
    """
    bound = engine.execution_options(writes=writes)
    turn = _turn_to_write(engine) if writes else nullcontext()
    async with turn, _at_work(), AsyncSession(bound, expire_on_commit=False) as session, session.begin():
        yield session


@asynccontextmanager
async def _at_work() -> AsyncIterator[None]:
    task = asyncio.current_task()
    if task is None or task in _AT_WORK:
        yield
        return
    _AT_WORK[task] = out = asyncio.Event()
    try:
        yield
    finally:
        del _AT_WORK[task]
        out.set()


async def cancel_between_transactions(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """Cancel tasks and wait for their end; one that is in a transaction comes to its end first.

    SQLite's driver runs each statement in a thread. One that is cut off goes on there, and finds no loop to answer to
    when the process is about to stop.
    """
    tasks = tuple(tasks)
    for task in tasks:
        while (out := _AT_WORK.get(task)) is not None:
            await out.wait()
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _turn_to_write(engine: AsyncEngine) -> AbstractAsyncContextManager[None]:
    """Return what lets this process write to SQLite one at a time, first come, first served.

    SQLite itself lets whoever asks at the right moment write, and some of a crowd would wait until they are refused.
    """
    if engine.dialect.name != "sqlite":
        return nullcontext()
    return _TURNS.setdefault(engine.sync_engine, asyncio.Lock())


async def wait_for_ones_turn(session: AsyncSession, key: int) -> None:
    """Let no two transactions that name this key go on at once, so that what one counts is still so when it writes.

    On SQLite transactions that write wait for each other anyway; on PostgreSQL both would find the last place free.
    """
    connection = await session.connection()
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


async def dialect_version(engine: AsyncEngine) -> str:
    """Return the database's name and version, for a person to read."""
    if engine.dialect.name == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    async with engine.connect() as connection:
        shown: Any = await connection.scalar(text("SHOW server_version"))
    return f"PostgreSQL {shown}"
