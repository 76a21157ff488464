"""Read a file into a script: what it is by its content, checked against its name, and then its text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lore.documents.docx import read_docx
from lore.documents.encodings import decode, decode_markup
from lore.documents.epub import read_epub
from lore.documents.errors import UnreadableFile
from lore.documents.fountain import read_fountain
from lore.documents.html import read_html_document
from lore.documents.kinds import KINDS, tell_kind
from lore.documents.markdown import read_markdown
from lore.documents.packages import Package
from lore.documents.paragraphs import Document
from lore.documents.pdf import read_pdf
from lore.script.reader import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lore.documents.kinds import Kind
    from lore.values import Character, Script

__all__ = ["KINDS", "MOST_BYTES", "file_text", "read_document", "read_file"]

MOST_BYTES = 2 * 1024 * 1024
"""The largest file that is read unless the caller says otherwise."""


def read_file(
    path_or_bytes: str | Path | bytes,
    filename: str,
    *,
    limit: int = MOST_BYTES,
    title: str = "",
    cast: Iterable[Character] = (),
) -> Script:
    """Return the script of a file; `limit` is in bytes for the file and in characters for the text in it.

    What the file is is told by its content; `filename` tells the kinds of plain text apart. The script's source is
    the file's plain text: reading that again gives the same script. Raises `UnreadableFile`, with a code and a
    sentence that says what to do next, for a file that is missing, empty, larger than the limit, of a kind that is
    not read, no text, damaged, encrypted, without a text layer or built to do harm.
    """
    document = read_document(path_or_bytes, filename, limit=limit)
    return read_text(document.text, title=title or document.title, cast=cast)


def file_text(path_or_bytes: str | Path | bytes, filename: str, *, limit: int = MOST_BYTES) -> str:
    """Return the plain text of a file, without a byte order mark; refuses as `read_file` does."""
    return read_document(path_or_bytes, filename, limit=limit).text


def read_document(path_or_bytes: str | Path | bytes, filename: str, *, limit: int = MOST_BYTES) -> Document:
    """Return the plain text of a file and the title it gives itself; refuses as `read_file` does."""
    data = _bytes(path_or_bytes, limit)
    document = _read(data, tell_kind(data, filename))
    if not document.text.strip("\ufeff\x00 \t\r\n"):
        raise _nothing()
    if len(document.text) > limit:
        raise _too_large(limit, "text in the file")
    return document


def _read(data: bytes, kind: Kind) -> Document:
    if kind == "epub":
        return read_epub(Package(data, "EPUB"))
    if kind == "docx":
        return read_docx(Package(data, "Word"))
    if kind == "pdf":
        return read_pdf(data)
    if kind == "html":
        return read_html_document(decode_markup(data))
    text = decode(data)
    if kind == "md":
        return read_markdown(text)
    return read_fountain(text) if kind == "fountain" else Document("", text)


def _bytes(path_or_bytes: str | Path | bytes, limit: int) -> bytes:
    if isinstance(path_or_bytes, bytes):
        data = path_or_bytes
    else:
        try:
            with Path(path_or_bytes).open("rb") as file:
                data = file.read(limit + 1)
        except (OSError, ValueError) as error:
            raise UnreadableFile(
                "missing", "The file cannot be opened. Check that it is there and may be read."
            ) from error
    if not data:
        raise _nothing()
    if len(data) > limit:
        raise _too_large(limit, "file")
    return data


def _nothing() -> UnreadableFile:
    return UnreadableFile("empty", "There is nothing in this file. Put the chapter's text in it and send it again.")


def _too_large(limit: int, what: str) -> UnreadableFile:
    size = f"{limit / 1024 / 1024:.3g} MB" if limit >= 1024 * 1024 else f"{limit} bytes"
    return UnreadableFile(
        "too-large", f"The {what} is larger than {size}. Cut it into its chapters and send them one by one."
    )
