"""The repository as values: its files, its modules, and what each module imports."""

from __future__ import annotations

import ast
import subprocess
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
CODE = ("bot", "lore", "migrations")
_MADE_BY_TASKS = {".git", ".venv", "__pycache__", "build", "dist", "pictures", "rehearsal-room"}


@dataclass(frozen=True, slots=True)
class Import:
    """One imported module: its dotted name, the line it stands on, and whether only type checkers follow it."""

    name: str
    line: int
    for_types: bool


@dataclass(frozen=True)
class Module:
    """A Python file of the project, parsed when somebody asks."""

    name: str
    path: Path
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source, str(self.path))

    @property
    def where(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def imports(self) -> tuple[Import, ...]:
        return tuple(_imports_of(self))


@cache
def files() -> tuple[Path, ...]:
    """Return every file that belongs to the project: what git has or would take, or all that no task made."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        found = [path for path in ROOT.rglob("*") if not _MADE_BY_TASKS & set(path.relative_to(ROOT).parts)]
    return tuple(sorted({path for path in found if path.is_file()}))


@cache
def modules() -> tuple[Module, ...]:
    """Return every Python file under the code's folders and the tests."""
    return tuple(
        _read(path) for path in files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in {*CODE, "tests"}
    )


def _read(path: Path) -> Module:
    parts = path.relative_to(ROOT).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Module(name, path, path.read_text(encoding="utf8"))


def _imports_of(module: Module) -> Iterator[Import]:
    for node, for_types in _statements(module.tree, for_types=False):
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, node.lineno, for_types) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(module, node)
            yield from (_imported(base, alias.name, node.lineno, for_types=for_types) for alias in node.names)


def _statements(node: ast.AST, *, for_types: bool) -> Iterator[tuple[ast.AST, bool]]:
    for child in ast.iter_child_nodes(node):
        inside = for_types or (isinstance(node, ast.If) and _checks_types(node.test) and child in node.body)
        yield child, inside
        yield from _statements(child, for_types=inside)


def _checks_types(test: ast.expr) -> bool:
    return ast.unparse(test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}


def _absolute(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = module.name if module.path.name == "__init__.py" else module.name.rpartition(".")[0]
    steps = package.split(".")
    return ".".join([*steps[: len(steps) - node.level + 1], *([node.module] if node.module else [])])


def _imported(base: str, name: str, line: int, *, for_types: bool) -> Import:
    """Tell `from package import module` from `from module import name`."""
    inner = ROOT.joinpath(*base.split("."), name)
    is_module = inner.is_dir() or inner.with_suffix(".py").is_file()
    return Import(f"{base}.{name}" if is_module else base, line, for_types)


def within(name: str, room: str) -> bool:
    """Tell whether a dotted name is the room or stands in it."""
    return name == room or name.startswith(f"{room}.")


def listing(problems: list[str]) -> str:
    """Return the problems for an assertion's message, one a line."""
    return "\n" + "\n".join(problems)
