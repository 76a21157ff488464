"""What the README promises is what there is."""

from __future__ import annotations

import ast
import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlmodel import SQLModel

import bot.store.tables  # noqa: F401 (fills the metadata)
from bot.settings import DEFAULTS
from bot.store.answers import KEPT_FOR
from bot.store.people import PERSONAL
from bot.store.values import ServerChoices
from lore.chapters import bundled
from tests.repository.tree import ROOT, modules, within

if TYPE_CHECKING:
    from collections.abc import Iterator

README = (ROOT / "README.md").read_text(encoding="utf8")
_PERMISSIONS = {10, 11, 15, 16, 29, 35, 38}
"""Discord's bits of View Channel, Send Messages, Attach Files, Read Message History, Manage Webhooks, Create Public
Threads, and Send Messages in Threads, in this order."""


def _section(title: str) -> str:
    return README.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def _commands() -> Iterator[str]:
    """Yield every slash command of the cogs, subcommands after a blank."""
    for module in modules():
        if not within(module.name, "bot.cogs"):
            continue
        for cog in (node for node in module.tree.body if isinstance(node, ast.ClassDef)):
            group = next((_text(each.value) for each in cog.keywords if each.arg == "group_name"), "")
            yield from (f"/{group} {name}".replace("/ ", "/") for name in _named_commands(cog))


def _named_commands(cog: ast.ClassDef) -> Iterator[str]:
    for node in ast.walk(cog):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "app_commands.command":
            yield from (_text(each.value) for each in node.keywords if each.arg == "name")


def _text(node: ast.expr) -> str:
    return str(ast.literal_eval(node))


def test_the_commands_are_found() -> None:
    assert {"/ask", "/reenact start", "/chapter add"} <= set(_commands())


@pytest.mark.parametrize("command", sorted(_commands()))
def test_the_table_of_commands_has_a_row_for_each(command: str) -> None:
    assert re.search(rf"(?m)^\| `{re.escape(command)}[ `]", _section("Commands"))


def test_the_table_of_commands_has_no_row_for_another() -> None:
    rows = re.findall(r"(?m)^\| `(/[a-z-]+(?: [a-z-]+)?)", _section("Commands"))
    known = set(_commands())
    assert [row for row in rows if row not in known and row.split()[0] not in known] == []


@pytest.mark.parametrize("table", sorted(SQLModel.metadata.tables))
def test_what_is_stored_is_told_for_every_table(table: str) -> None:
    assert f"| `{table}` |" in _section("What is stored")


@pytest.mark.parametrize("table", sorted(PERSONAL))
def test_every_table_that_knows_a_member_says_so(table: str) -> None:
    row = re.search(rf"(?m)^\| `{table}` \|.*$", _section("What is stored"))
    assert row
    assert "member" in row[0]


@pytest.mark.parametrize("table", sorted(set(SQLModel.metadata.tables) - set(PERSONAL)))
def test_no_other_table_is_said_to_know_one(table: str) -> None:
    row = re.search(rf"(?m)^\| `{table}` \|.*$", _section("What is stored"))
    assert row
    assert not re.search(r"ids? of (?:the |a )?(?:server and )?member", row[0])


@pytest.mark.parametrize("kept", ["90 days", "`PURGE_DAYS`", "answers after a day"])
def test_the_privacy_page_names_how_long_things_are_kept(kept: str) -> None:
    assert kept in _section("What is stored")
    assert ServerChoices(0).retention_days == 90
    assert timedelta(days=1) == KEPT_FOR


@pytest.mark.parametrize(("name", "default"), DEFAULTS.items())
def test_the_table_of_settings_has_the_defaults(name: str, default: str) -> None:
    assert f"| `{name}` | {f'`{default}`' if default else 'empty'} |" in _section("Settings")


def test_the_invitation_asks_for_the_permissions_it_names_and_no_more() -> None:
    asked = re.search(r"permissions=(\d+)", README)
    assert asked
    assert int(asked[1]) == sum(1 << bit for bit in _PERMISSIONS)


def test_the_bundled_chapter_is_named() -> None:
    assert bundled()[0].title in README


@pytest.mark.parametrize("task", re.findall(r"(?m)^make ([a-z-]+)", README))
def test_every_task_that_is_named_is_there(task: str) -> None:
    assert re.search(rf"(?m)^{task}:.*## ", (ROOT / "Makefile").read_text(encoding="utf8"))
