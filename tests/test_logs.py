from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

import pytest
import structlog

from bot.logs import hide_secrets, set_up_logging

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = "MTE.abc-_.x1y2z3"  # noqa: S105 (the shape of a token)


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def test_a_line_for_programs_is_one_object_with_its_level_and_time(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO", "json")
    structlog.get_logger("tests").info("ready", servers=2)
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["servers"], line["level"]) == ("ready", 2, "info")
    assert line["timestamp"].endswith("Z")


def test_a_line_for_people_says_what_happened(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO", "console")
    structlog.get_logger("tests").info("ready", servers=2)
    line = capsys.readouterr().err
    assert "ready" in line
    assert "servers=2" in line


def test_libraries_log_in_the_same_form(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO", "json")
    logging.getLogger("discord.gateway").info("Shard %s", 1)
    assert json.loads(capsys.readouterr().err)["event"] == "Shard 1"


def test_a_lower_level_is_not_logged(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("WARNING", "console")
    structlog.get_logger("tests").info("quiet")
    assert capsys.readouterr().err == ""


def test_what_libraries_say_while_debugging_stays_off(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("DEBUG", "console")
    logging.getLogger("discord.gateway").debug("the whole payload")
    logging.getLogger("aiosqlite").debug("the whole row")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("style", ["json", "console"])
def test_a_fault_is_logged_without_the_values_of_variables(style: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO", style)
    try:
        _fail("what a member " + "wrote")
    except ZeroDivisionError:
        structlog.get_logger("tests").exception("fault", id="k3f9")
    logged = capsys.readouterr().err
    assert "ZeroDivisionError" in logged
    assert "k3f9" in logged
    assert "what a member wrote" not in logged


def _fail(words: str) -> float:
    return len(words) / 0


@pytest.mark.parametrize(
    "line",
    [
        f"POST https://discord.com/api/v10/webhooks/123456/{TOKEN}?wait=true",
        f"POST /interactions/99/{TOKEN}/callback",
        f"Authorization: Bot {TOKEN}",
        f"postgresql+asyncpg://user:{TOKEN}@host/name",
    ],
)
def test_a_secret_is_taken_out_of_a_finished_line(line: str) -> None:
    hidden = hide_secrets(None, "info", line)
    assert TOKEN not in hidden
    assert hidden.split(TOKEN)[0][:10] == line[:10]


def test_a_line_without_secrets_stays_as_it_is() -> None:
    line = "ready servers=2 https://discord.com/channels/1/2"
    assert hide_secrets(None, "info", line) == line


@pytest.mark.parametrize("style", ["json", "console"])
def test_no_secret_leaves_through_a_logger(style: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO", style)
    logging.getLogger("discord.http").warning("POST /webhooks/1/%s failed", TOKEN)
    logged = capsys.readouterr().err
    assert "failed" in logged
    assert TOKEN not in logged
