from __future__ import annotations

import random
import socket
from typing import TYPE_CHECKING

import pytest

import lore
from lore.documents.files import file_text, read_document
from tests.lore.documents.building import BUILDERS, TEXTS
from tests.lore.documents.hostile import HOSTILE

if TYPE_CHECKING:
    from pathlib import Path

    from lore.documents.paragraphs import Document

MUTATIONS = 500
SEED = 20_260_901


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_one_sentence_or_read_without_harm(name: str) -> None:
    hostile = HOSTILE[name]
    told = _told(hostile.build(), hostile.filename)
    if isinstance(told, lore.UnreadableFile):
        assert told.code in hostile.codes
        assert told.sentence.endswith(".")
        assert len(told.sentence) < 160
        assert "\n" not in told.sentence
    else:
        assert hostile.read
        assert "hahahaha" not in told.text


def _told(data: bytes, filename: str) -> lore.UnreadableFile | Document:
    """Return what reading a file gives; anything but a document or a refusal is a fault."""
    try:
        return read_document(data, filename)
    except lore.UnreadableFile as refusal:
        return refusal


def test_a_large_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    with pytest.raises(lore.UnreadableFile) as refusal:
        lore.read_file(path, path.name)
    assert refusal.value.code == "too-large"


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a document made its reader open a connection")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    page = (
        '<!DOCTYPE html SYSTEM "http://127.0.0.1:9/x.dtd"><html><head><link rel="stylesheet" href="http://127.0.0.1:9/a.css">'
        '<script src="http://127.0.0.1:9/a.js"></script></head><body><img src="http://127.0.0.1:9/a.png">'
        "<p>“Yes,” said Ann.</p></body></html>"
    )
    assert file_text(page.encode(), "a.html") == "“Yes,” said Ann."


def _mutated(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with some of them changed, cut out, doubled, or the end lost."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 20))):
        start = chance.randrange(len(out))
        match chance.randrange(5):
            case 0 | 1:
                out[start] = chance.randrange(256)
            case 2:
                del out[start : start + chance.randrange(1, 60)]
            case 3:
                out[start:start] = out[start : start + chance.randrange(1, 60)]
            case _:
                out = out[: max(1, start)] if chance.random() < 0.3 else out
        if not out:
            return b"x"
    return bytes(out)


def test_changed_files_are_read_or_refused_and_nothing_else() -> None:
    chance = random.Random(SEED)  # noqa: S311 - the same changes each time
    texts = [path.read_text(encoding="utf-8") for path in sorted(TEXTS.glob("*.txt"))]
    refused = 0
    for number in range(MUTATIONS):
        kind = list(BUILDERS)[number % len(BUILDERS)]
        told = _told(_mutated(BUILDERS[kind](chance.choice(texts)), chance), f"a.{kind}")
        if isinstance(told, lore.UnreadableFile):
            assert told.sentence.endswith(".")
            refused += 1
        else:
            assert lore.read_text(told.text).source == told.text
    assert MUTATIONS * 0.1 < refused < MUTATIONS * 0.9
