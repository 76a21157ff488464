from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import structlog

import lore
from bot.backstage.shelf import Shelf, stock_house, title_for

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.ext.asyncio import AsyncEngine

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
KILN = "The Kiln\n\nInes: The kiln cracked in the night.\n\nOren: Then we fire the second one at dawn.\n"


@pytest.fixture
def shelf(engine: AsyncEngine) -> Shelf:
    """An empty shelf."""
    return Shelf(engine)


async def titles(shelf: Shelf, guild_id: int = 1) -> list[str]:
    return [chapter.title for chapter in await shelf.chapters(guild_id)]


async def bring(shelf: Shelf, text: str = KILN, guild_id: int | None = 1) -> None:
    script = lore.read_text(text)
    await shelf.add(guild_id=guild_id, title="Kiln", filename="kiln.txt", script=script, user_id=None, now=NOON)


async def test_the_bundled_chapter_is_ready_on_every_server(shelf: Shelf, engine: AsyncEngine) -> None:
    await stock_house(shelf, engine, None, NOON)
    assert await titles(shelf, 1) == await titles(shelf, 2) != []


async def test_stocking_again_after_a_restart_adds_nothing(shelf: Shelf, engine: AsyncEngine) -> None:
    await stock_house(shelf, engine, None, NOON)
    before = await shelf.chapters(1)
    await stock_house(Shelf(engine), engine, None, NOON)
    assert await shelf.chapters(1) == before


async def test_a_folders_texts_are_ready_on_every_server(shelf: Shelf, engine: AsyncEngine, tmp_path: Path) -> None:
    folder = tmp_path / "lore"
    folder.mkdir()
    (folder / "kiln.txt").write_text(KILN)
    await stock_house(shelf, engine, folder, NOON)
    assert "The Kiln" in await titles(shelf, 7)


async def test_a_text_that_cannot_be_read_is_left_out_with_a_warning(
    shelf: Shelf, engine: AsyncEngine, tmp_path: Path
) -> None:
    folder = tmp_path / "lore"
    folder.mkdir()
    (folder / "kiln.txt").write_text(KILN)
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (folder / ".hidden").write_text(KILN)
    with structlog.testing.capture_logs() as log:
        await stock_house(shelf, engine, folder, NOON)
    assert [entry["file"] for entry in log if entry["log_level"] == "warning"] == ["picture.txt"]
    assert "The Kiln" in await titles(shelf)


async def test_a_text_taken_out_of_the_folder_is_off_the_shelf_and_comes_back_with_it(
    shelf: Shelf, engine: AsyncEngine, tmp_path: Path
) -> None:
    folder = tmp_path / "lore"
    folder.mkdir()
    (folder / "kiln.txt").write_text(KILN)
    for there in (True, False, True):
        (folder / "kiln.txt").write_text(KILN) if there else (folder / "kiln.txt").unlink()
        await stock_house(shelf, engine, folder, NOON)
        assert ("The Kiln" in await titles(shelf)) is there


async def test_a_servers_own_chapter_is_its_own(shelf: Shelf) -> None:
    await bring(shelf)
    assert await titles(shelf, 1) == ["Kiln"]
    assert await titles(shelf, 2) == []


async def test_a_script_is_read_once_however_many_ask_for_it_at_once(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bring(shelf)
    (chapter,) = await shelf.chapters(1)
    read, calls = lore.read_text, []

    def counting(text: str, *, title: str = "") -> lore.Script:
        calls.append(title)
        return read(text, title=title)

    monkeypatch.setattr(lore, "read_text", counting)
    await asyncio.gather(*(shelf.volume(chapter) for _ in range(5)))
    assert calls == ["Kiln"]


async def test_a_reading_that_failed_is_tried_again(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    await bring(shelf)
    (chapter,) = await shelf.chapters(1)

    def fail(_text: str, *, title: str = "") -> lore.Script:
        raise MemoryError(title)

    with monkeypatch.context() as patched:
        patched.setattr(lore, "read_text", fail)
        with pytest.raises(MemoryError):
            await shelf.volume(chapter)
    assert (await shelf.volume(chapter)).script.title == "Kiln"


@pytest.mark.parametrize(
    ("told", "filename", "title"),
    [
        ("The Kiln", "x.txt", "The Kiln"),
        ("", "the_second-kiln.txt", "the second kiln"),
        ("  ", "kiln", "kiln"),
        ("", "._-.txt", "."),
        ("", "___.txt", "Chapter"),
        ("x" * 300, "x.txt", "x" * 200),
    ],
)
def test_a_chapter_without_a_title_is_called_as_its_file(told: str, filename: str, title: str) -> None:
    assert title_for(told, filename) == title
