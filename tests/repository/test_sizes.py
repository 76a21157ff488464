from __future__ import annotations

import ast
import statistics
from typing import TYPE_CHECKING

import pytest

from tests.repository.tree import CODE, ROOT, Module, listing, modules, within

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_FUNCTION = 50
LONGEST_FILE = 400
LONGEST_COG = 200
MEDIAN_FUNCTION = 8

DATA_TABLES = {
    "lore/answers/weights.py": "fitted figures, one a line, written by the benchmark",
    "lore/attribution/weights.py": "fitted figures, one a line, written by the benchmark",
}
"""Files of values and nothing else, whose length says nothing about how hard they are to read. The page's scripts and
sheets are no Python and are not measured here."""


def _functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{module.where}:{node.lineno} {node.name} has {_length(node)} lines"
        for module in modules()
        for node in _functions(module)
        if _length(node) > LONGEST_FUNCTION
    ]
    assert not long, listing(long)


def test_half_of_all_functions_are_a_few_lines() -> None:
    code = [module for module in modules() if module.name.split(".")[0] in CODE]
    assert statistics.median(_length(node) for module in code for node in _functions(module)) <= MEDIAN_FUNCTION


def test_no_file_is_too_long() -> None:
    long = [
        f"{module.where} has {lines} lines; {most} is the most"
        for module in modules()
        if module.where not in DATA_TABLES
        for most in (LONGEST_COG if within(module.name, "bot.cogs") else LONGEST_FILE,)
        if (lines := len(module.source.splitlines())) > most
    ]
    assert not long, listing(long)


@pytest.mark.parametrize("where", DATA_TABLES)
def test_a_data_table_holds_values_and_nothing_else(where: str) -> None:
    statements = ast.parse((ROOT / where).read_text(encoding="utf8")).body
    assert all(isinstance(node, ast.Assign | ast.AnnAssign | ast.Expr | ast.ImportFrom) for node in statements), (
        f"{where} is exempt from the size rule because it holds values only"
    )
