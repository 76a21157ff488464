"""Nothing is kept that nobody uses: what is said once, where it is made, is dead."""

from __future__ import annotations

import ast
import re
from collections import Counter
from typing import TYPE_CHECKING

from tests.repository.tree import CODE, Module, listing, modules

if TYPE_CHECKING:
    from collections.abc import Iterator

CALLED_FROM_OUTSIDE = {"setup"}
"""What discord.py calls in every cog by its name."""


def _made(module: Module) -> Iterator[tuple[int, str]]:
    """Yield the functions, classes and constants of a module, each with its line."""
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.decorator_list:
            yield node.lineno, node.name
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        for target in targets:
            if isinstance(target, ast.Name) and not target.id.startswith("__"):
                yield node.lineno, target.id


def test_everything_that_a_module_makes_is_used_somewhere() -> None:
    said = Counter(word for module in modules() for word in re.findall(r"\w+", module.source))
    dead = [
        f"{module.where}:{line} {name}"
        for module in modules()
        if module.name.split(".")[0] in CODE
        for line, name in _made(module)
        if said[name] == 1 and name not in CALLED_FROM_OUTSIDE
    ]
    assert not dead, listing(dead)
