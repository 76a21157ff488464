"""What a file is, by its content; its name only tells the kinds of plain text apart and must not say otherwise."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath
from typing import Literal, TypeAlias

from lore.documents.encodings import decode_markup
from lore.documents.errors import UnreadableFile, damaged

Kind: TypeAlias = Literal["txt", "md", "html", "epub", "docx", "fountain", "pdf"]

_KINDS: dict[str, Kind] = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".epub": "epub",
    ".docx": "docx",
    ".fountain": "fountain",
    ".pdf": "pdf",
}
KINDS = (".txt", ".md", ".html", ".epub", ".docx", ".fountain", ".pdf")
"""The names of files that are read; a few longer spellings are taken as well."""
_CALLED: dict[Kind, str] = {
    "txt": "plain text (.txt)",
    "md": "Markdown (.md)",
    "html": "a web page (.html)",
    "epub": "an EPUB book (.epub)",
    "docx": "a Word document (.docx)",
    "fountain": "a Fountain script (.fountain)",
    "pdf": "a PDF (.pdf)",
}
_SAVE_AS = {
    ".doc": "Open it in Word or LibreOffice, save it as .docx and send that",
    ".rtf": "Open it in a word processor, save it as .docx and send that",
    ".odt": "Open it in a word processor, save it as .docx and send that",
    ".docm": "",
    ".dotm": "",
    ".mobi": "Convert it to .epub and send that",
    ".azw3": "Convert it to .epub and send that",
    ".zip": "Unpack it and send the chapters one by one",
}
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*(?:<!doctype\s+html|<html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_HEAD = 4_096


def tell_kind(data: bytes, filename: str) -> Kind:
    """Return what a file is. Refuses what is not read, and content of another kind than the name says."""
    suffix = PurePosixPath(filename.lower().strip()).suffix
    named = _KINDS.get(suffix)
    found = _by_content(data)
    if named is None:
        raise _unsupported(suffix, filename)
    if found is None:
        if named in ("epub", "docx", "pdf"):
            raise damaged({"epub": "EPUB", "docx": "Word", "pdf": "PDF"}[named])
        return (
            "html"
            if named in ("txt", "md") and _HTML.match(decode_markup(data[:_HEAD] if _is_ascii(data) else data))
            else named
        )
    if found != named:
        raise _misnamed(found, suffix)
    return found


def _is_ascii(data: bytes) -> bool:
    return data[:_HEAD].isascii() and b"\x00" not in data[:_HEAD]


def _by_content(data: bytes) -> Kind | None:
    """Return the kind of a file that is no plain text; refuses archives, and Word files old, locked or with macros."""
    if data.startswith(_ZIP):
        return _zipped(data)
    if data.lstrip(b"\xef\xbb\xbf\x00 \t\r\n\f")[:5] == b"%PDF-":
        return "pdf"
    if data.startswith(_OLE):
        if _ENCRYPTED_PACKAGE in data:
            raise UnreadableFile("encrypted", "This Word file is encrypted. Take its password off and send it again.")
        raise UnreadableFile(
            "unsupported", f"This is a document of an older Office (.doc), which is not read. {_SAVE_AS['.doc']}."
        )
    if data.startswith(b"{\\rtf"):
        raise UnreadableFile("unsupported", f"This is a rich text file (.rtf), which is not read. {_SAVE_AS['.rtf']}.")
    return None


def _zipped(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, OverflowError, IndexError) as error:
        raise UnreadableFile(
            "damaged", "This file is a damaged package. Save or download it again and send the new copy."
        ) from error
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _macros()
    if "word/document.xml" in names:
        return "docx"
    if "META-INF/container.xml" in names:
        return "epub"
    raise UnreadableFile(
        "unsupported", "This is an archive, not a chapter. Unpack it and send the chapters one by one."
    )


def _macros() -> UnreadableFile:
    return UnreadableFile(
        "macros",
        "This Word file holds macros, which are never opened. Save it as .docx, without macros, and send that.",
    )


def _misnamed(found: Kind, suffix: str) -> UnreadableFile:
    right = f".{found}"
    return UnreadableFile(
        "misnamed",
        f"This file is {_CALLED[found]} though its name ends in “{suffix}”. Rename it to {right} and send it again.",
    )


def _unsupported(suffix: str, filename: str) -> UnreadableFile:
    if suffix in (".docm", ".dotm"):
        return _macros()
    what = f"Files of the kind “{suffix}”" if suffix else f"Files without a kind in their name, as “{filename[-20:]}”,"
    advice = _SAVE_AS.get(suffix) or f"Send {', '.join(KINDS[:-1])} or {KINDS[-1]}"
    return UnreadableFile("unsupported", f"{what} are not read. {advice}.")
