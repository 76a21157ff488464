from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import lore

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "“Café?” said Ann – at last.\r\n\r\n“No,” said Tom."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"])
def test_the_encoding_is_told_apart(encoding: str) -> None:
    assert lore.read_file(TEXT.encode(encoding), "chapter.txt").source == TEXT


def test_markdown_is_read_as_its_text() -> None:
    read = lore.read_file(b'# The harbour\n\n"Yes," said Ann.', "Chapter.MD")
    assert [line.kind for line in read.lines] == ["heading", "speech"]


def test_a_path_is_read_as_its_bytes_are(tmp_path: Path) -> None:
    path = tmp_path / "chapter.txt"
    path.write_text(TEXT, encoding="utf-8", newline="")
    assert lore.read_file(path, path.name) == lore.read_file(TEXT.encode(), "chapter.txt")


@pytest.mark.parametrize(
    ("data", "filename", "code"),
    [
        (b"", "a.txt", "empty"),
        (b" \n\n", "a.txt", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a.txt", "binary"),
        (bytes(range(256)) * 3, "a.txt", "binary"),
        (b"%PDF-1.7 ...", "a.txt", "misnamed"),
        (b"hello", "a.exe", "unsupported"),
        (b"hello", "chapter", "unsupported"),
        (b"\xff\xfeh\x00i", "a.txt", "damaged"),
        (b"x" * 2000, "a.txt", "too-large"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_code_and_a_sentence(data: bytes, filename: str, code: str) -> None:
    with pytest.raises(lore.UnreadableFile) as refusal:
        lore.read_file(data, filename, limit=1000)
    assert refusal.value.code == code
    assert refusal.value.sentence.endswith(".")
    assert str(refusal.value) == refusal.value.sentence


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(lore.UnreadableFile) as refusal:
        lore.read_file(tmp_path / "none.txt", "none.txt")
    assert refusal.value.code == "missing"
