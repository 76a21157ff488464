from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Table, select
from sqlmodel import SQLModel
from sqlmodel import select as select_rows

from bot.stage.events import LinePerformed, Manner, PartTaken
from bot.store import ledgers
from bot.store.engine import transaction
from bot.store.people import PERSONAL, Taken, counts_of, erase, erasures, finish_erasure, rows_of, taken_by
from bot.store.tables import SpokenWordsRow
from tests.store.filling import filled

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine
    from sqlmodel.ext.asyncio.session import AsyncSession

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
ANN, BOB = 7001, 7002
_MEMBERS_BY_ANOTHER_NAME = ("member_id", "author_id", "owner_id")


def columns_with_members() -> set[tuple[str, str]]:
    """Every column of the schema that holds a member's id, by the names that the house gives such columns."""
    return {
        (table.name, column.name)
        for table in SQLModel.metadata.tables.values()
        for column in table.columns
        if column.name.endswith("user_id") or column.name in _MEMBERS_BY_ANOTHER_NAME
    }


def test_every_column_with_a_members_id_is_told_handed_out_and_erased() -> None:
    assert columns_with_members() == {(name, personal.column) for name, personal in PERSONAL.items()}


@pytest.mark.parametrize("name", sorted(PERSONAL))
async def test_a_row_of_each_table_is_counted_and_handed_out(engine: AsyncEngine, name: str) -> None:
    async with transaction(engine) as session:
        await filled(session, user_id=ANN)
        await filled(session, user_id=BOB, nth=2)
        assert (await counts_of(session, ANN))[name] == 1
        (row,) = (await rows_of(session, ANN))[name]
    assert row[PERSONAL[name].column] == ANN


@pytest.mark.parametrize("name", sorted(PERSONAL))
async def test_after_erasing_no_table_knows_the_member_and_others_stay(engine: AsyncEngine, name: str) -> None:
    async with transaction(engine) as session:
        await filled(session, user_id=ANN)
        await filled(session, user_id=BOB, nth=2)
        await erase(session, ANN, NOW)
        assert (await counts_of(session, ANN))[name] == 0
        assert (await counts_of(session, BOB))[name] == 1
        assert await _rows(session, name) == (1 if PERSONAL[name].erased == "row" else 2)


async def _rows(session: AsyncSession, name: str) -> int:
    table: Table = SQLModel.metadata.tables[name]
    return len((await (await session.connection()).execute(select(table))).all())


async def test_no_id_of_an_erased_member_stands_anywhere_in_the_store(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        await filled(session, user_id=ANN)
        await erase(session, ANN, NOW)
        connection = await session.connection()
        for table in SQLModel.metadata.sorted_tables:
            rows: list[Any] = list((await connection.execute(select(table))).all())
            assert str(ANN) not in repr(rows), table.name


async def test_typed_words_go_for_every_kind_of_event_and_those_of_others_stay(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        number = await filled(session, user_id=ANN)
        ledger = await ledgers.load_ledger(session, number)
        assert ledger is not None
        key = await ledgers.performer_key(session, ledger, BOB)
        said = (
            LinePerformed(1, "p1", Manner.OWN_WORDS),
            LinePerformed(2, key, Manner.OWN_WORDS),
            PartTaken("p1", "Ines"),
        )
        await ledgers.append(session, ledger, said, NOW)
        for seq, words in enumerate(("hers", "his", "hers too"), start=ledger.state.seq + 1):
            await ledgers.keep_words(session, number, seq, words)
        await erase(session, ANN, NOW)
        after = await session.exec(select_rows(SpokenWordsRow.words))
        assert list(after) == ["his"]


async def test_what_is_still_to_be_edited_is_remembered_until_it_is_done(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        number = await filled(session, user_id=ANN)
        assert await taken_by(session, ANN) == (Taken(number, "p1"),)
        assert await erase(session, ANN, NOW) == (Taken(number, "p1"),)
        assert Taken(number, "p1") in await erasures(session)
        await finish_erasure(session, Taken(number, "p1"))
        assert Taken(number, "p1") not in await erasures(session)


async def test_whoever_is_not_known_is_erased_all_the_same(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        assert await erase(session, ANN, NOW) == ()
        assert set((await counts_of(session, ANN)).values()) == {0}


async def test_a_chapters_text_is_the_servers_and_not_handed_out(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        await filled(session, user_id=ANN)
        (chapter,) = (await rows_of(session, ANN))["chapter"]
    assert "source" not in chapter
    assert chapter["title"]
