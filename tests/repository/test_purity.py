from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from tests.repository.tree import Module, listing, modules, within

if TYPE_CHECKING:
    from collections.abc import Iterator

PURE = ("lore", "bot.stage", "bot.texts", "bot.ui")
BUILDS_DISCORDS_OBJECTS = ("bot.ui.forms", "bot.ui.items", "bot.ui.render")
"""The modules of the interface that turn pages into discord.py's objects; every other one is pure."""

STANDARD = {
    "__future__", "array", "bisect", "collections", "dataclasses", "difflib", "enum", "functools", "gettext", "hashlib",
    "heapq", "html", "importlib", "io", "itertools", "json", "math", "operator", "re", "statistics", "string", "struct",
    "textwrap", "types", "typing", "unicodedata",
}  # fmt: skip
"""What pure modules may take from the standard library. `datetime` has a rule of its own: values, never the clock."""

FORMATS = {
    "charset_normalizer", "defusedxml", "lxml", "markdown_it", "pathlib", "posixpath", "pypdf", "urllib.parse", "xml",
    "zipfile", "zlib",
}  # fmt: skip
ALLOWED: dict[str, set[str]] = {"lore.documents": FORMATS, "bot.texts": {"babel"}}
"""What a room may take besides: parsers of file formats for the readers, the tooling of catalogues for ours."""

READS_GIVEN_PATHS = "lore.documents"
_CLOCK = {"now", "utcnow", "today", "fromtimestamp"}
_TOUCHES_THE_MACHINE = {"open", "input", "print", "exec", "eval", "breakpoint", "__import__"}
_READING = {"read_text", "read_bytes", "iterdir"}
_FILE_METHODS = _READING | {"write_text", "write_bytes", "glob", "unlink", "mkdir"}


def _pure() -> list[Module]:
    return [module for module in modules() if _is_pure(module.name)]


def _is_pure(name: str) -> bool:
    return any(within(name, room) for room in PURE) and not any(within(name, each) for each in BUILDS_DISCORDS_OBJECTS)


def _allowed(module: Module) -> set[str]:
    extra = {name for room, names in ALLOWED.items() if within(module.name, room) for name in names}
    return STANDARD | extra | {"datetime", "lore", "bot"}


def _calls(module: Module) -> Iterator[tuple[int, ast.expr]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            yield node.lineno, node.func


@pytest.mark.parametrize("room", [*PURE, *BUILDS_DISCORDS_OBJECTS])
def test_a_room_named_here_is_there(room: str) -> None:
    assert any(within(module.name, room) for module in modules())


def test_pure_modules_import_nothing_impure() -> None:
    wrong = [
        f"{module.where}:{each.line} imports {each.name}"
        for module in _pure()
        for each in module.imports
        if not any(within(each.name, allowed) for allowed in _allowed(module))
    ]
    assert not wrong, listing(wrong)


def test_pure_modules_import_of_ours_only_what_is_pure() -> None:
    wrong = [
        f"{module.where}:{each.line} imports {each.name}"
        for module in _pure()
        for each in module.imports
        if within(each.name, "bot") and not _is_pure(each.name)
    ]
    assert not wrong, listing(wrong)


def test_pure_modules_never_ask_the_clock() -> None:
    wrong = [
        f"{module.where}:{line} calls {ast.unparse(called)}"
        for module in _pure()
        for line, called in _calls(module)
        if isinstance(called, ast.Attribute) and called.attr in _CLOCK
    ]
    assert not wrong, listing(wrong)


def test_pure_modules_touch_no_file_but_their_own_data_and_a_given_path() -> None:
    wrong = [
        f"{module.where}:{line} calls {ast.unparse(called)}"
        for module in _pure()
        for line, called in _calls(module)
        if _touches_files(module, called)
    ]
    assert not wrong, listing(wrong)


def _touches_files(module: Module, called: ast.expr) -> bool:
    if isinstance(called, ast.Name):
        return called.id in _TOUCHES_THE_MACHINE
    if not isinstance(called, ast.Attribute) or called.attr not in _FILE_METHODS:
        return False
    if called.attr in _READING and "files(" in ast.unparse(called):  # importlib.resources: data that ships with us
        return False
    return not (called.attr.startswith("read") and within(module.name, READS_GIVEN_PATHS))
