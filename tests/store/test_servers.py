from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.store.engine import transaction
from bot.store.servers import change_choices, changes_of, choices_of, choose, last_change, undo_last_change
from bot.store.values import ServerChoices

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)


async def test_a_server_that_chose_nothing_has_the_defaults(engine: AsyncEngine) -> None:
    async with transaction(engine, writes=False) as session:
        assert await choices_of(session, 5) == ServerChoices(5)


async def test_later_choices_take_the_place_of_earlier_ones_on_that_server_alone(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        await choose(session, ServerChoices(5, (10, 11), 20))
        await choose(session, ServerChoices(6, (12,), None))
        await choose(session, ServerChoices(5, (11,), None))
    async with transaction(engine, writes=False) as session:
        assert await choices_of(session, 5) == ServerChoices(5, (11,), None)
        assert await choices_of(session, 6) == ServerChoices(6, (12,), None)


async def test_every_choice_is_kept_as_it_was_chosen(engine: AsyncEngine) -> None:
    chosen = ServerChoices(
        guild_id=5, stage_channels=(10,), director_role_id=20, ceiling=False, importer_role_id=21, asker_role_id=22,
        language="es", pace="slow", clock="post", webhooks=False, model=True, transcript_channel_id=30,
        retention_days=7, time_zone="Europe/Madrid", quiet_from=1320, quiet_to=420, own_words=False,
        own_words_role_id=23, forbidden_words=("drat", "bother"), reports_channel_id=31,
    )  # fmt: skip
    async with transaction(engine) as session:
        await choose(session, chosen)
    async with transaction(engine, writes=False) as session:
        assert await choices_of(session, 5) == chosen


async def test_a_change_is_listed_with_who_when_from_and_to(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        assert await change_choices(session, 5, {"stage_channels": (10,), "language": "es"}, 7, NOW)
        assert not await change_choices(session, 5, {"stage_channels": (10,), "language": "es"}, 8, NOW)
    async with transaction(engine, writes=False) as session:
        (change,) = await changes_of(session, 5)
    assert (change.user_id, change.at) == (7, NOW)
    assert change.before == {"stage_channels": [], "language": None}
    assert change.after == {"stage_channels": [10], "language": "es"}


async def test_changes_are_taken_back_one_by_one_the_newest_first(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        await change_choices(session, 5, {"pace": "slow"}, 7, NOW)
        await change_choices(session, 5, {"forbidden_words": ("drat",)}, 7, NOW)
        assert await undo_last_change(session, 5, await last_change(session, 5), 8, NOW)
        assert await choices_of(session, 5) == ServerChoices(5, pace="slow")
        assert await undo_last_change(session, 5, await last_change(session, 5), 8, NOW)
        assert await choices_of(session, 5) == ServerChoices(5)
        assert await undo_last_change(session, 5, await last_change(session, 5), 8, NOW) is None


async def test_taking_back_is_listed_too(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        await change_choices(session, 5, {"pace": "slow"}, 7, NOW)
        await undo_last_change(session, 5, await last_change(session, 5), 8, NOW)
        undoing, change = await changes_of(session, 5)
    assert change.undone
    assert (undoing.user_id, undoing.undoes, undoing.after) == (8, change.id, {"pace": "usual"})
