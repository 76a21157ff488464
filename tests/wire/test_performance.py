"""The main job over the real protocol: a chapter played by two members from lobby to curtain."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import lore
from lore.chapters import bundled
from tests.wire.killing import play_with_a_kill
from tests.wire.performing import begin, compare, open_lobby, play_to_curtain
from tests.wire.processes import open_theatre

if TYPE_CHECKING:
    from pathlib import Path


async def test_the_bundled_chapter_is_played_to_its_curtain_through_a_kill(tmp_path: Path) -> None:
    result = await play_with_a_kill(tmp_path, random.Random(7))  # noqa: S311 (a seed, not a secret)
    assert result.differences == []
    assert result.violations == []
    assert result.clicks_answered_late == 0


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
    assert names == ["transcript.txt", "transcript.md"]
    assert text.count("read by") == sum(line.speaker == memory.lines[0].speaker for line in memory.lines)
