from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from bot.settings import DEFAULTS, Settings, SettingsError, read_settings

TOKEN = "ab.cd.ef-_9"  # noqa: S105 (the shape of a token)


def settings_of(folder: Path, **environment: str) -> Settings:
    return read_settings(environment, folder)[0]


def written(folder: Path, text: str) -> tuple[Settings, tuple[str, ...]]:
    (folder / ".env").write_text(text, encoding="utf8")
    return read_settings({}, folder)


def test_everything_works_unset(tmp_path: Path) -> None:
    assert settings_of(tmp_path) == Settings(
        discord_token="",
        database_url="sqlite+aiosqlite:///footlights.db",
        discord_api_url="",
        lore_dir=None,
        reading_pace=2.0,
        room_port=8080,
        log_level="INFO",
        log_format="console",
    )


def test_the_example_as_it_stands_gives_the_defaults_without_a_warning(tmp_path: Path) -> None:
    example = (Path(__file__).resolve().parents[1] / ".env.example").read_text(encoding="utf8")
    assert written(tmp_path, example) == (settings_of(tmp_path), ())


def test_a_setting_is_read_from_the_file(tmp_path: Path) -> None:
    assert written(tmp_path, "READING_PACE=0.5\n")[0].reading_pace == 0.5


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ROOM_PORT=1\n", encoding="utf8")
    assert settings_of(tmp_path, ROOM_PORT="2").room_port == 2


def test_an_empty_value_is_no_value(tmp_path: Path) -> None:
    assert settings_of(tmp_path, ROOM_PORT="", LOG_LEVEL="").room_port == 8080


def test_dollar_signs_in_the_file_are_taken_as_they_stand(tmp_path: Path) -> None:
    address = "postgresql+asyncpg://me:a${HOME}b@host/name"
    assert "HOME" in written(tmp_path, f"DATABASE_URL={address}\n")[0].database_url


@pytest.mark.parametrize(("key", "near"), [("DISCORD_TOKN", "DISCORD_TOKEN"), ("lore_dir", "LORE_DIR")])
def test_an_unknown_name_in_the_file_is_met_with_the_nearest_one(tmp_path: Path, key: str, near: str) -> None:
    assert written(tmp_path, f"{key}=1\n")[1] == (f"Unknown setting {key} in .env: did you mean {near}?",)


def test_an_unknown_name_without_a_near_one_is_sent_to_the_example(tmp_path: Path) -> None:
    assert ".env.example" in written(tmp_path, "QQQ=1\n")[1][0]


def test_unknown_names_in_the_environment_are_nobodys_business(tmp_path: Path) -> None:
    assert read_settings({"DISCORD_TOKN": "1"}, tmp_path)[1] == ()


def test_a_token_of_three_groups_is_taken(tmp_path: Path) -> None:
    assert settings_of(tmp_path, DISCORD_TOKEN=f" {TOKEN} ").discord_token == TOKEN


@pytest.mark.parametrize("token", ["abc", "a.b", "a b.c.d", '"a.b.c"', "Bot a.b.c", "a.b.c.d", "a.b.ç!"])
def test_a_malformed_token_is_refused_without_being_repeated(tmp_path: Path, token: str) -> None:
    with pytest.raises(SettingsError, match="DISCORD_TOKEN does not look like a bot token") as refused:
        settings_of(tmp_path, DISCORD_TOKEN=token)
    assert token not in str(refused.value)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("sqlite:///a.db", "sqlite+aiosqlite:///a.db"),
        ("postgres://u:p@h/n", "postgresql+asyncpg://u:p@h/n"),
        ("postgresql://u:p@h/n", "postgresql+asyncpg://u:p@h/n"),
        ("postgresql+asyncpg://u:p@h/n", "postgresql+asyncpg://u:p@h/n"),
    ],
)
def test_a_database_address_gets_the_driver_that_is_installed(tmp_path: Path, given: str, used: str) -> None:
    assert settings_of(tmp_path, DATABASE_URL=given).database_url == used


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("DATABASE_URL", "footlights.db", "is no database address"),
        ("DATABASE_URL", "mysql://u:secret@h/n", "names mysql"),
        ("DISCORD_API_URL", "https://discord.com/api", "with its version"),
        ("DISCORD_API_URL", "discord.com/api/v10", "with its version"),
        ("LORE_DIR", "nowhere", "is no folder"),
        ("PURGE_DAYS", "0", "number of days from 1 to 365"),
        ("PURGE_DAYS", "soon", "number of days from 1 to 365"),
        ("READING_PACE", "slow", "seconds between 0 and 60"),
        ("READING_PACE", "-1", "seconds between 0 and 60"),
        ("READING_PACE", "nan", "seconds between 0 and 60"),
        ("ROOM_PORT", "65536", "a port from 1 to 65535"),
        ("ROOM_PORT", "http", "a port from 1 to 65535"),
        ("LOG_LEVEL", "LOUD", "one of DEBUG, INFO, WARNING, ERROR"),
        ("LOG_FORMAT", "xml", "one of console, json"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_by_name(tmp_path: Path, name: str, value: str, told: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name} .*{told}") as refused:
        settings_of(tmp_path, **{name: value})
    assert "secret" not in str(refused.value)


def test_an_api_address_loses_its_last_slash(tmp_path: Path) -> None:
    assert settings_of(tmp_path, DISCORD_API_URL="http://h:1/api/v10/").discord_api_url == "http://h:1/api/v10"


def test_a_folder_of_texts_is_a_path(tmp_path: Path) -> None:
    assert settings_of(tmp_path, LORE_DIR=str(tmp_path)).lore_dir == tmp_path


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xff\xfeD\x00I\x00")
    with pytest.raises(SettingsError, match=r"\.env cannot be read: it is not UTF-8"):
        read_settings({}, tmp_path)


def test_what_is_printed_of_the_settings_holds_no_secret(tmp_path: Path) -> None:
    shown = repr(settings_of(tmp_path, DISCORD_TOKEN=TOKEN, DATABASE_URL="postgresql://u:hidden@h/n"))
    assert TOKEN not in shown
    assert "hidden" not in shown


def test_the_settings_cannot_be_changed(tmp_path: Path) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        settings_of(tmp_path).room_port = 1  # type: ignore[misc]


def test_every_default_can_be_used(tmp_path: Path) -> None:
    assert read_settings(DEFAULTS, tmp_path)[1] == ()
