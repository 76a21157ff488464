from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, select
from sqlmodel import SQLModel

from bot.store import servers
from bot.store.engine import transaction
from bot.store.keeping import (
    forget_answers,
    forget_performances,
    forget_questions,
    guilds_kept,
    note_departures,
    purge,
)
from bot.store.questions import StandingQuestion, note_question
from bot.store.tables import PerformanceRow
from bot.store.values import ServerChoices
from tests.store.filling import LONG_AGO, filled

if TYPE_CHECKING:
    from sqlalchemy import Table
    from sqlalchemy.ext.asyncio import AsyncEngine
    from sqlmodel.ext.asyncio.session import AsyncSession

HERE, ELSEWHERE = 51, 52
"""The servers of the first and of the second filling."""


async def tables_with_rows(session: AsyncSession) -> dict[str, int]:
    connection = await session.connection()
    found = {}
    for table in SQLModel.metadata.sorted_tables:
        if rows := len((await connection.execute(select(table))).all()):
            found[table.name] = rows
    return found


async def two_servers(session: AsyncSession) -> None:
    await filled(session, user_id=7001)
    await filled(session, user_id=7002, nth=2)


def reached(table: Table) -> bool:
    """Tell whether a table's rows are a server's, or go along with rows that are."""
    if "guild_id" in table.c:
        return True
    parents = [key for key in table.foreign_keys if key.ondelete == "CASCADE"]
    return any(reached(key.column.table) for key in parents)


NO_SERVERS = {"fault"}
"""Tables that hold nothing of any server's."""


@pytest.mark.parametrize("table", SQLModel.metadata.sorted_tables, ids=lambda table: table.name)
def test_every_table_is_a_servers_or_goes_along_with_one_that_is(table: Table) -> None:
    assert reached(table) is not (table.name in NO_SERVERS)


async def test_a_server_that_removed_the_bot_long_ago_leaves_nothing_and_others_stay(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        await two_servers(session)
        before = await tables_with_rows(session)
        await note_departures(session, {ELSEWHERE}, LONG_AGO)
        assert await purge(session, 14, LONG_AGO + timedelta(days=14)) == (HERE,)
        after = await tables_with_rows(session)
        kept = await guilds_kept(session)
    lost = set(before) - NO_SERVERS - {"departure"}
    assert after == {name: rows - (name in lost) for name, rows in before.items() if name != "departure"}
    assert kept == {ELSEWHERE}


async def test_a_server_that_removed_the_bot_lately_is_kept(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        await servers.choose(session, ServerChoices(HERE))
        await note_departures(session, set(), LONG_AGO)
        assert await purge(session, 14, LONG_AGO + timedelta(days=13, hours=23)) == ()
        assert await guilds_kept(session) == {HERE}


async def test_a_server_that_took_the_bot_back_is_kept(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        await servers.choose(session, ServerChoices(HERE))
        await note_departures(session, set(), LONG_AGO)
        await note_departures(session, {HERE}, LONG_AGO + timedelta(days=13))
        assert await purge(session, 14, LONG_AGO + timedelta(days=99)) == ()


async def test_the_first_day_without_the_bot_counts(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        await servers.choose(session, ServerChoices(HERE))
        await note_departures(session, set(), LONG_AGO)
        await note_departures(session, set(), LONG_AGO + timedelta(days=10))
        assert await purge(session, 14, LONG_AGO + timedelta(days=15)) == (HERE,)


async def test_answers_are_kept_for_a_day(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        await filled(session, user_id=7001)
        assert await forget_answers(session, LONG_AGO + timedelta(hours=23)) == 0
        assert await forget_answers(session, LONG_AGO + timedelta(hours=25)) == 1


@pytest.mark.parametrize(("days", "later", "forgotten"), [(90, 89, 0), (90, 91, 1), (7, 8, 1), (0, 9999, 0)])
async def test_performances_are_kept_as_long_as_their_server_chose(
    engine: AsyncEngine, days: int, later: int, forgotten: int
) -> None:
    async with transaction(engine) as session:
        await filled(session, user_id=7001)
        await servers.choose(session, ServerChoices(HERE, retention_days=days))
        assert await forget_performances(session, LONG_AGO + timedelta(days=later)) == forgotten
        assert ("event" in await tables_with_rows(session)) is not bool(forgotten)


async def test_a_performance_that_is_not_over_is_kept_however_old_it_is(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        number = await filled(session, user_id=7001)
        row = await session.get(PerformanceRow, number)
        assert row is not None
        row.over = False
        await session.flush()
        assert await forget_performances(session, datetime(2030, 1, 1, tzinfo=UTC)) == 0


@pytest.mark.parametrize(("days", "later", "forgotten"), [(90, 89, 0), (90, 91, 1), (7, 8, 1), (0, 9999, 0)])
async def test_questions_are_kept_as_long_as_performances(
    engine: AsyncEngine, days: int, later: int, forgotten: int
) -> None:
    async with transaction(engine) as session:
        await two_servers(session)
        await servers.choose(session, ServerChoices(HERE, retention_days=days))
        await servers.choose(session, ServerChoices(ELSEWHERE, retention_days=0))
        assert await forget_questions(session, LONG_AGO + timedelta(days=later)) == forgotten


async def test_many_questions_are_forgotten_with_as_few_statements_as_one(engine: AsyncEngine) -> None:
    sent: list[str] = []
    event.listen(engine.sync_engine, "before_cursor_execute", lambda *told: sent.append(told[2]))
    counts = []
    for many in (1, 60):
        async with transaction(engine) as session:
            for number in range(many):
                asked = StandingQuestion(HERE, 1, 1, 1000 * many + number, None, "")
                await note_question(session, asked, 7001, LONG_AGO)
            await session.flush()
            sent.clear()
            assert await forget_questions(session, LONG_AGO + timedelta(days=91)) == many
            counts.append(len(sent))
    assert counts[0] == counts[1]
