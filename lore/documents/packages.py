"""Zip packages (EPUB, Word): their parts, each read into memory within bounds and never unpacked to a disk."""

from __future__ import annotations

import io
import zipfile
import zlib

from lore.documents.errors import UnreadableFile, damaged, too_much_inside

MOST_ENTRIES = 5_000
MOST_UNPACKED = 256 * 1024 * 1024
"""Bytes that a package may claim to unpack to, pictures and fonts included, which are never unpacked."""
MOST_PART = 16 * 1024 * 1024
MOST_READ = 32 * 1024 * 1024
"""Bytes of one part and of all parts together that are unpacked to be read."""
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Package:
    """The parts of a zip package; `kind` is what it is called in refusals."""

    def __init__(self, data: bytes, kind: str) -> None:
        self.kind = kind
        self._read = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, OverflowError, IndexError) as error:
            raise damaged(kind) from error
        self._entries = {entry.filename: entry for entry in self._zip.infolist()}
        _check(self._zip.infolist(), kind)

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self._entries)

    def part(self, name: str) -> bytes:
        """Return the bytes of a part. Refuses one that is missing, encrypted, damaged or unpacks to too much."""
        entry = self._entries.get(name)
        if entry is None:
            raise damaged(self.kind)
        self._read += entry.file_size
        if entry.file_size > MOST_PART or self._read > MOST_READ:
            raise too_much_inside("much text")
        if entry.compress_type not in _METHODS:
            raise damaged(self.kind)
        try:
            with self._zip.open(entry) as part:
                return part.read(entry.file_size)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            RuntimeError,
            NotImplementedError,
        ) as error:
            raise damaged(self.kind) from error


def _check(entries: list[zipfile.ZipInfo], kind: str) -> None:
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableFile("encrypted", f"This {kind} file is encrypted. Take its password off and send it again.")
    if any(_leads_out(entry.filename) for entry in entries):
        raise UnreadableFile(
            "hostile", f"This {kind} file holds a path that leads out of it. Save the chapter anew and send that."
        )
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise UnreadableFile(
            "hostile",
            f"This {kind} file would unpack to far more than a story is. Save the chapter anew and send that.",
        )


def _leads_out(name: str) -> bool:
    return name.startswith("/") or ":" in name.split("/", maxsplit=1)[0] or ".." in name.replace("\\", "/").split("/")
