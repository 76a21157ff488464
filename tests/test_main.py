from __future__ import annotations

import json
import re
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.backstage import health
from lore.chapters import bundled
from tests.command import footlights

if TYPE_CHECKING:
    from pathlib import Path

SCENE = """The ferry

"Row," said Maud.

"I am rowing," said Piet. "The river is not."

"Then wait for it," Maud said.
"""


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "the-ferry.txt"
    path.write_text(SCENE, encoding="utf8")
    return path


def test_help_names_every_subcommand(tmp_path: Path) -> None:
    ran = footlights(tmp_path, "--help")
    assert ran.status == 0
    assert all(f"\n  {name} " in ran.output for name in ("run", "rehearse", "script", "ask", "db", "doctor"))


def test_the_version_is_told(tmp_path: Path) -> None:
    assert footlights(tmp_path, "--version").output.startswith("footlights, version ")


def test_run_without_a_token_and_without_the_room_says_what_to_set(tmp_path: Path) -> None:
    ran = footlights(tmp_path, "run", "--no-rehearsal")
    assert ran.status == 2
    assert ran.output == ""
    assert ran.errors.startswith("footlights: DISCORD_TOKEN is not set. Put your bot's token into .env")


def test_a_malformed_token_ends_the_command_without_being_shown(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DISCORD_TOKEN='my own secret'\n", encoding="utf8")
    ran = footlights(tmp_path, "run")
    assert ran.status == 2
    assert "DISCORD_TOKEN does not look like a bot token" in ran.errors
    assert "secret" not in ran.errors


def test_an_unknown_setting_warns_with_the_nearest_name_and_goes_on(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("REDING_PACE=1\n", encoding="utf8")
    ran = footlights(tmp_path, "db")
    assert ran.status == 0
    assert "Unknown setting REDING_PACE in .env: did you mean READING_PACE?" in ran.errors


def test_script_shows_who_says_every_line(text: Path) -> None:
    ran = footlights(text.parent, "script", text.name)
    assert ran.status == 0
    assert "Maud: Row" in ran.output
    assert "Piet: I am rowing" in ran.output


def test_script_for_programs_is_json_with_offsets_into_the_source(text: Path) -> None:
    read = json.loads(footlights(text.parent, "script", "--json", text.name).output)
    speech = next(line for line in read["lines"] if line["kind"] == "speech")
    start, end = speech["spans"][0]
    assert read["source"][start:end] == speech["text"]
    assert speech["speaker"] == "Maud"


def test_script_of_something_that_is_no_text_says_so(tmp_path: Path) -> None:
    (tmp_path / "picture.txt").write_bytes(bytes(range(256)) * 20)
    ran = footlights(tmp_path, "script", "picture.txt")
    assert ran.status == 2
    assert "picture.txt cannot be read: " in ran.errors


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    ran = footlights(tmp_path, "script", "nowhere.txt")
    assert ran.status == 2
    assert "nowhere.txt" in ran.errors


def test_ask_answers_from_a_text_with_its_line(text: Path) -> None:
    ran = footlights(text.parent, "ask", "Who says that the river is not rowing?", "--file", text.name)
    assert ran.status == 0
    assert "Piet" in ran.output


def test_ask_answers_from_the_bundled_chapter(tmp_path: Path) -> None:
    ran = footlights(tmp_path, "ask", "Who refuses?")
    assert ran.status == 0
    assert ran.output.strip()


def test_db_makes_the_database_in_the_working_folder_and_says_where_it_stands(tmp_path: Path) -> None:
    first, second = footlights(tmp_path, "db"), footlights(tmp_path, "db")
    assert first.status == 0, first.errors
    assert (tmp_path / "footlights.db").is_file()
    assert first.output == second.output
    assert "schema " in first.output
    assert first.output.endswith(": ready.\n")


def test_doctor_tells_how_everything_stands_and_shows_no_secret(tmp_path: Path) -> None:
    ran = footlights(tmp_path, "doctor")
    assert ran.status == 0, ran.errors
    assert "DISCORD_TOKEN  not set" in ran.output
    assert "in hand        0 performances, 0 posts on their way" in ran.output
    assert "last faults    none" in ran.output
    assert re.search(r"version        \d", ran.output)
    assert bundled()[0].title in ran.output
    assert "ready." in ran.output
    assert "MODEL_URL      not set" in ran.output


@pytest.mark.parametrize(("left", "is_told"), [(12, True), (300, False)])
def test_doctor_tells_of_a_disk_that_is_nearly_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left: int, *, is_told: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(health, "disk_usage", lambda _folder: SimpleNamespace(free=left * 2**20))
    ran = CliRunner().invoke(main, ["doctor"])
    assert ran.exit_code == 0, ran.output
    assert ("disk           nearly full, 12 MB left: make room, or nothing can be kept" in ran.output) is is_told


def test_doctor_says_that_discord_cannot_be_reached_and_shows_no_secret(tmp_path: Path) -> None:
    nowhere = {"DISCORD_TOKEN": "secret.secret.secret", "DISCORD_API_URL": "http://127.0.0.1:9/api/v10"}
    ran = footlights(tmp_path, "doctor", **nowhere)
    assert ran.status == 2
    assert "DISCORD_TOKEN  set" in ran.output
    assert "cannot be reached" in ran.errors
    assert "secret" not in ran.output + ran.errors


def test_doctor_names_the_model_and_keeps_its_address_and_key(tmp_path: Path) -> None:
    model = {"MODEL_URL": "http://10.0.0.1/secret", "MODEL_NAME": "small-one", "MODEL_KEY": "secret"}
    ran = footlights(tmp_path, "doctor", **model)
    assert ran.status == 0, ran.errors
    assert "MODEL_URL      set, for small-one" in ran.output
    assert "secret" not in ran.output + ran.errors
