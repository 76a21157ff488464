"""The main job over the real protocol: a chapter played by two members from lobby to curtain."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING

import pytest

import lore
from lore.chapters import bundled
from tests.wire.descriptions import ApiDescription
from tests.wire.killing import Result, play_with_a_kill
from tests.wire.performing import begin, compare, open_lobby, play_to_curtain
from tests.wire.processes import open_theatre

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """One performance of the bundled chapter with a kill in the middle, looked at by several tests."""
    seeded = random.Random(7)  # noqa: S311 (a seed, not a secret)
    return asyncio.run(play_with_a_kill(tmp_path_factory.mktemp("killed"), seeded))


def test_the_thread_equals_the_script_line_by_line_through_a_kill(killed: Result) -> None:
    assert killed.differences == []


def test_every_click_is_answered_in_time(killed: Result) -> None:
    assert killed.clicks_answered_late == 0


def test_no_request_breaks_a_limit_that_the_room_checks(killed: Result) -> None:
    assert killed.violations == []


def test_no_request_contradicts_the_api_description(killed: Result, shared: Path) -> None:
    description = ApiDescription(shared / "discord" / "openapi.json")
    assert [problem for request in killed.requests for problem in description.problems(request)] == []


async def test_the_real_chapter_is_played_after_one_copy(tmp_path: Path, shared: Path) -> None:
    text = (shared / "chapter" / "chapter-2.txt").read_text(encoding="utf8")
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "chapter-2.txt").write_text(text, encoding="utf8")
    async with open_theatre(tmp_path, LORE_DIR=str(folder)) as (_, room):
        play = await open_lobby(room, {"ana": "Lex", "ben": "Clark"})
        await begin(play)
        await play_to_curtain(play)
        assert compare(await play.read(), lore.read_text(text)) == []
        assert await room.violations() == []


async def test_the_transcript_can_be_taken_away(tmp_path: Path) -> None:
    script = lore.read_text(bundled()[0].text, title=bundled()[0].title)
    memory = next(scene for scene in script.scenes if scene.setting == "memory")
    async with open_theatre(tmp_path) as (_, room):
        play = await open_lobby(room, {"ana": memory.lines[0].speaker or ""}, scene=memory.number)
        await begin(play)
        await play_to_curtain(play)
        curtain = next(message for message in await play.read() if message["attachments"])
        names = [file["filename"] for file in curtain["attachments"]]
        text = (await room.fetch(curtain["attachments"][0]["url"])).decode()
    assert names == ["transcript.txt", "transcript.html"]
    assert text.count("read by") == sum(line.speaker == memory.lines[0].speaker for line in memory.lines)
