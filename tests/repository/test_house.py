from __future__ import annotations

import re
import subprocess
import tomllib

import pytest

from tests.repository.tree import ROOT, files, listing, modules, within

FOLDERS = {".ci", "bot", "lore", "migrations", "tests"}
FILES = {
    ".env.example", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md",
    "pyproject.toml", "requirements-dev.lock", "requirements.lock",
}  # fmt: skip
LOCKS = ("requirements.lock", "requirements-dev.lock")
_PLACES_OF_MACHINES = re.compile(r"(?<![\w.}$)])/(?:home|root|work|Users|tmp|opt|mnt)/\w")
_INDEXES = re.compile(
    r"pypi\.org|pythonhosted|--(?:extra-)?index-url|--find-links|--trusted-host|npmjs|artifactory", re.IGNORECASE
)
_LEFT_OVER = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
_READ_AS_TEXT = {"", ".cfg", ".css", ".html", ".js", ".lock", ".mako", ".md", ".po", ".py", ".svg", ".toml", ".txt"}


def _lines_with(pattern: re.Pattern[str], *, besides: set[str]) -> list[str]:
    found = []
    for path in files():
        where = path.relative_to(ROOT).as_posix()
        if path.suffix not in _READ_AS_TEXT or where in besides:
            continue
        for number, line in enumerate(path.read_text(encoding="utf8", errors="replace").splitlines(), 1):
            if pattern.search(line):
                found.append(f"{where}:{number} {line.strip()[:100]}")
    return found


def test_the_top_level_holds_the_folders_of_the_house_and_no_others() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in files() if path.parent != ROOT} == FOLDERS


def test_the_top_level_holds_the_usual_files_and_no_others() -> None:
    assert {path.name for path in files() if path.parent == ROOT} == FILES


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    found = _lines_with(_PLACES_OF_MACHINES, besides=set())
    assert not found, listing(found)


def test_no_file_names_a_package_index() -> None:
    found = _lines_with(_INDEXES, besides={"tests/repository/test_house.py", "Makefile"})
    assert not found, listing(found)


def test_the_makefile_names_no_index_either() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf8").replace("--no-emit-index-url", "")
    assert not _INDEXES.search(makefile)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_has_hashes_for_every_package_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf8")
    assert "://" not in text
    entries = [entry for entry in re.split(r"(?m)^(?=[a-z0-9])", text) if re.match(r"[a-z0-9]", entry)]
    assert len(entries) > 10
    assert not [entry.split()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry]


@pytest.mark.parametrize(("name", "extras"), [(LOCKS[0], ("build",)), (LOCKS[1], ("build", "dev"))])
def test_a_lock_file_holds_every_package_the_project_asks_for(name: str, extras: tuple[str, ...]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))["project"]
    optional = project["optional-dependencies"]
    own = {f"{project['name']}[{extra}]": optional[extra] for extra in optional}
    asked = [*project["dependencies"], *(each for extra in extras for each in optional[extra])]
    wanted = [each for name in asked for each in own.get(name, [name])]
    names = {re.split(r"[<>=!~\[ ;]", each)[0].lower().replace("_", "-").replace(".", "-") for each in wanted}
    locked = set(re.findall(r"(?m)^([a-z0-9-]+)(?:\[[^\]]*\])?==", (ROOT / name).read_text(encoding="utf8")))
    assert names <= locked, names - locked


def test_nothing_is_left_for_later_in_a_comment() -> None:
    found = _lines_with(_LEFT_OVER, besides=set())
    assert not found, listing(found)


def test_every_silenced_warning_has_a_reason() -> None:
    bare = re.compile(r"#\s*noqa(?!: [A-Z]+\d+(?:, ?[A-Z]+\d+)*\W+\w)|#\s*type:\s*ignore(?!\[)")
    found = [
        f"{module.where}:{number} {line.strip()[:100]}"
        for module in modules()
        for number, line in enumerate(module.source.splitlines(), 1)
        if bare.search(line) and module.where != "tests/repository/test_house.py"
    ]
    assert not found, listing(found)


def test_every_migration_says_why_it_is_there_what_it_revises_and_when() -> None:
    header = re.compile(r'"""\S.+\.\n(?:.*\n)*\nRevises: \S.*\nDate: \d{4}-\d\d-\d\d\n"""')
    versions = [module for module in modules() if within(module.name, "migrations.versions") and "v0" in module.name]
    assert versions
    assert not [module.where for module in versions if not header.match(module.source)]


def test_the_changelog_has_a_section_for_what_is_being_made() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))["project"]["version"]
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf8")
    assert re.search(rf"(?m)^## \[(?:Unreleased|{re.escape(version)})\]", text)


def test_the_gate_is_a_script_that_can_be_run() -> None:
    gate = ROOT / ".ci" / "run"
    assert gate.stat().st_mode & 0o111
    assert "set -euo pipefail" in gate.read_text(encoding="utf8")
    assert subprocess.run(["bash", "-n", gate], check=False).returncode == 0
