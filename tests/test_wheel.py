"""What is built and installed is what runs: from another folder, without the sources."""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import aiohttp
import pytest

from lore.chapters import bundled
from tests.command import chapters_offered, started, surroundings, until_online
from tests.wire.member import RoomClient

pytestmark = pytest.mark.wire
PROJECT = Path(__file__).resolve().parents[1]
NEEDED = (
    "bot/rehearsal/page/index.html", "bot/texts/en.po", "bot/py.typed", "lore/py.typed", "migrations/env.py",
    "migrations/script.py.mako", "migrations/versions/v0001_first_tables.py",
)  # fmt: skip


def _run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        command, cwd=cwd, env=surroundings(), capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built with what is installed and without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, PROJECT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs' folder of an environment that holds the wheel, and its dependencies through a path.

    The path leads to the packages of the running environment; editable projects there are not followed from here.
    """
    folder = tmp_path_factory.mktemp("environment")
    _run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder)
    python = folder / "bin" / "python"
    (site,) = folder.glob("lib/python*/site-packages")
    install = ("install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", wheel)
    _run(sys.executable, "-m", "pip", "--python", python, *install, cwd=folder)
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf8")
    return folder / "bin"


def test_the_wheel_carries_what_the_code_reads_and_no_tests(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert set(NEEDED) <= names
    assert any(name.startswith("lore/chapters/") and name.endswith(".txt") for name in names)
    assert not [name for name in names if name.startswith("tests/") or "__pycache__" in name]


def test_the_installed_code_is_the_wheels(installed: Path, tmp_path: Path) -> None:
    told = _run(installed / "python", "-c", "import bot, lore; print(bot.__file__, lore.__file__)", cwd=tmp_path)
    assert told.count(str(installed.parent)) == 2, told


async def test_the_installed_command_migrates_offers_the_chapter_and_serves_the_page(
    installed: Path, tmp_path: Path
) -> None:
    async with (
        started(tmp_path, "run", program=installed / "footlights", ROOM_PORT="0") as running,
        RoomClient(await running.address()) as room,
    ):
        await until_online(room, running)
        assert (tmp_path / "footlights.db").is_file()
        assert await chapters_offered(room) == [chapter.title for chapter in bundled()]
        assert await _broken_links(room.url) == []
        assert await running.stop() == 0, running.errors


async def _broken_links(address: str) -> list[str]:
    """Return what the page links to and the room does not serve."""
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{address}/") as answer:
            assert answer.status == 200
            page = await answer.text()
        links = re.findall(r'(?:src|href)="([^"#:]+)"', page)
        assert links
        broken = []
        for link in links:
            async with session.get(f"{address}/{link.lstrip('/')}") as answer:
                if answer.status != 200:
                    broken.append(link)
    return broken
