"""What the room remembers, and in which order it reads it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.rehearsal import seed
from bot.rehearsal.journal import Journal
from bot.rehearsal.permissions import Permission
from bot.rehearsal.sessions import Session
from bot.rehearsal.shapes import Event
from bot.rehearsal.snowflakes import Snowflakes, is_snowflake, moment, timestamp
from bot.rehearsal.tables import Histories, Table
from bot.rehearsal.world import World


def _stored(path: Path) -> dict[tuple[str, str], object]:
    journal = Journal(path)
    stored: dict[tuple[str, str], object] = {(kind, key): body for kind, key, body in journal.load()}
    journal.close()
    return stored


def test_what_was_not_committed_is_not_there(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "world.sqlite")
    journal.put("message", "1", {"content": "kept"})
    journal.commit()
    journal.put("message", "2", {"content": "lost"})
    assert _stored(tmp_path / "world.sqlite") == {("message", "1"): {"content": "kept"}}
    journal.close()


def test_the_last_form_of_an_object_is_the_one_written(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "world.sqlite")
    body = {"content": "first"}
    journal.put("message", "1", body)
    body["content"] = "last"
    journal.put("message", "2", {})
    journal.remove("message", "2")
    journal.close()
    assert _stored(tmp_path / "world.sqlite") == {("message", "1"): {"content": "last"}}


def test_addresses_can_be_replaced_everywhere(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "world.sqlite")
    journal.put("message", "1", {"url": "http://old/file"})
    journal.commit()
    journal.replace_text("http://old", "http://new")
    journal.close()
    assert _stored(tmp_path / "world.sqlite") == {("message", "1"): {"url": "http://new/file"}}


def test_a_table_keeps_its_groups_in_step(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "world.sqlite")
    table = Table("channel", journal, lambda row: str(row["guild_id"]))
    table.put("1", {"guild_id": "a"})
    table.put("2", {"guild_id": "b"})
    assert list(table.group("a")) == ["1"]
    table.remove("1")
    table.remove_group("b")
    assert (len(table), table.remove("9"), dict(table.group("a"))) == (0, None, {})
    journal.close()


def test_a_history_is_walked_from_any_place() -> None:
    histories = Histories()
    for message_id in ("10", "30", "20", "20"):
        histories.add("c", message_id)
    assert list(histories.before("c", None)) == ["30", "20", "10"]
    assert list(histories.before("c", "30")) == ["20", "10"]
    assert list(histories.after("c", "15")) == ["20", "30"]
    histories.discard("c", "20")
    histories.discard("c", "99")
    assert histories.forget("c") == ["10", "30"]


def test_ids_grow_even_when_the_clock_does_not() -> None:
    ids = Snowflakes()
    made = [int(ids.next()) for _ in range(5000)]
    assert made == sorted(set(made))
    ids.after(1 << 62)
    assert int(ids.next()) == (1 << 62) + 1


def test_an_id_tells_when_it_was_made() -> None:
    assert abs((moment(Snowflakes().next()) - datetime.now(UTC)).total_seconds()) < 1
    assert timestamp(datetime(2026, 1, 1, tzinfo=UTC)) == "2026-01-01T00:00:00.000000+00:00"
    assert [is_snowflake(value) for value in ("1", "", "x", str(1 << 64), 5)] == [True, False, False, False, False]


def test_nobody_hears_of_what_is_not_written(tmp_path: Path) -> None:
    world = World(tmp_path, "http://127.0.0.1:1")
    seed.plant(world)
    stored: list[int] = []
    world.listeners.append(lambda _event: stored.append(len(_stored(tmp_path / "world.sqlite"))))
    before = len(_stored(tmp_path / "world.sqlite"))
    world.users.put("1", seed.new_user("1", "fay"))
    world.emit(Event("USER_UPDATE", {}))
    assert stored == []
    world.settle()
    assert stored == [before + 1]
    world.close()


def test_the_bot_has_the_permissions_that_it_asks_for_and_no_more(tmp_path: Path) -> None:
    world = World(tmp_path, "http://127.0.0.1:1")
    seed.plant(world)
    held = world.guild_permissions(str(seed.FIRST_PLACE_ID), world.bot_id)
    assert held & Permission.MANAGE_WEBHOOKS
    assert not held & (Permission.ADMINISTRATOR | Permission.MANAGE_MESSAGES | Permission.MANAGE_THREADS)
    world.close()


@pytest.mark.parametrize(("sequence", "missed"), [(3, []), (1, ["2", "3"]), (4, None)])
def test_a_session_knows_what_was_missed(sequence: int, missed: list[str] | None) -> None:
    session = Session(intents=0)
    session.sequence = 3
    session.kept.extend((number, str(number)) for number in (1, 2, 3))
    assert session.missed(sequence) == missed


def test_a_session_says_when_it_no_longer_remembers() -> None:
    session = Session(intents=0)
    session.sequence = 9
    session.kept.extend((number, str(number)) for number in (8, 9))
    assert session.missed(6) is None
    assert session.missed(7) == ["8", "9"]
