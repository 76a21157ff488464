"""Read a file into a script: its kind by its name, its text by its content."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from lore.documents.encodings import decode
from lore.documents.errors import UnreadableFile
from lore.script.reader import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lore.values import Character, Script

MOST_BYTES = 2 * 1024 * 1024
"""The largest file that is read unless the caller says otherwise."""
KINDS = (".txt", ".md")


def read_file(
    path_or_bytes: str | Path | bytes,
    filename: str,
    *,
    limit: int = MOST_BYTES,
    title: str = "",
    cast: Iterable[Character] = (),
) -> Script:
    """Return the script of a file; `filename` tells its kind, `limit` is in bytes.

    Raises `UnreadableFile`, with a code and a sentence that says what to do next, for a file that is missing, empty, larger
    than the limit, of a kind that is not read, no text, or damaged.
    """
    return read_text(file_text(path_or_bytes, filename, limit=limit), title=title, cast=cast)


def file_text(path_or_bytes: str | Path | bytes, filename: str, *, limit: int = MOST_BYTES) -> str:
    """Return the plain text of a file, without a byte order mark; refuses as `read_file` does."""
    suffix = PurePosixPath(filename.lower()).suffix
    if suffix not in KINDS:
        raise UnreadableFile(
            "unsupported",
            f"Files of the kind “{suffix or filename[-20:]}” are not read yet. Send {' or '.join(KINDS)}.",
        )
    text = decode(_bytes(path_or_bytes, limit))
    if not text.strip("\ufeff\x00 \t\r\n"):
        raise UnreadableFile("empty", "There is nothing in this file. Put the chapter's text in it and send it again.")
    return text


def _bytes(path_or_bytes: str | Path | bytes, limit: int) -> bytes:
    if isinstance(path_or_bytes, bytes):
        data = path_or_bytes
    else:
        try:
            with Path(path_or_bytes).open("rb") as file:
                data = file.read(limit + 1)
        except OSError as error:
            raise UnreadableFile(
                "missing", "The file cannot be opened. Check that it is there and may be read."
            ) from error
    if not data:
        raise UnreadableFile("empty", "There is nothing in this file. Put the chapter's text in it and send it again.")
    if len(data) > limit:
        size = f"{limit / 1024 / 1024:.3g} MB" if limit >= 1024 * 1024 else f"{limit} bytes"
        raise UnreadableFile(
            "too-large", f"The file is larger than {size}. Cut it into its chapters and send them one by one."
        )
    return data
