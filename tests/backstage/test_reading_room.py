from __future__ import annotations

import pytest

import lore
from bot.backstage.reading_room import ReadingRoom, ReadingStoppedError

TALK = "Ines: The kiln cracked.\n\nOren: Then we fire again.\n"


async def test_a_text_is_read_alike_in_a_thread_and_in_a_process() -> None:
    there = await ReadingRoom(short=0).read_text(TALK, "Kiln")
    assert there == await ReadingRoom().read_text(TALK, "Kiln") == lore.read_text(TALK, title="Kiln")


@pytest.mark.parametrize("short", [0, 60_000])
async def test_a_file_that_is_refused_is_refused_with_its_reason(short: int) -> None:
    with pytest.raises(lore.UnreadableFile) as refused:
        await ReadingRoom(short=short).parts_of(b"\x89PNG\r\n\x1a\n" + bytes(200), "kiln.txt")
    assert refused.value.code == "binary"
    assert refused.value.sentence


async def test_a_reading_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(ReadingStoppedError):
        await ReadingRoom(seconds=0.0, short=0).read_text(TALK, "Kiln")
