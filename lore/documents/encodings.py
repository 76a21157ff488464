"""Bytes to text: which encoding, and whether the bytes are text at all."""

from __future__ import annotations

import re

from charset_normalizer import from_bytes

from lore.documents.errors import UnreadableFile

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_MAGIC = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"MZ",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
    b"{\\rtf",
    b"\xd0\xcf\x11\xe0",
)
_NAMED = re.compile(
    rb"""(?:charset|encoding)\s*=\s*["']?\s*(utf-8|windows-125\d|iso-8859-\d+|latin-?1|us-ascii|koi8-\w|gb\w+|big5|shift_jis|euc-\w+)""",
    re.IGNORECASE,
)
_READ_AS = {b"iso-8859-1": b"cp1252", b"latin1": b"cp1252", b"latin-1": b"cp1252", b"us-ascii": b"cp1252"}
"""Browsers read these as Windows-1252, and so pages are written."""
_HEAD = 2_048
_CONTROLS = frozenset(range(32)) - {9, 10, 11, 12, 13, 27}
_MOST_CONTROLS = 0.01
_SAMPLE = 65_536


def decode(data: bytes) -> str:
    """Return the text of a file's bytes: by byte order mark, else UTF-8, else UTF-16 by its zeros, else an 8-bit guess.

    Raises `UnreadableFile` for bytes that are no text. Windows-1252 stands in where nothing tells 8-bit encodings
    apart.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    if data.startswith(_MAGIC):
        raise _binary()
    wide = _wide(data)
    if wide:
        return _strict(data, wide)
    if _controls(data) > _MOST_CONTROLS:
        raise _binary()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _eight_bit(data)


def decode_markup(data: bytes) -> str:
    """Return the text of a page by its byte order mark, else by the encoding that it names inside, else by a guess."""
    if not data.startswith(tuple(mark for mark, _ in _MARKS)) and (named := _NAMED.search(data[:_HEAD])):
        try:
            return data.decode(_READ_AS.get(named[1].lower(), named[1]).decode("ascii"))
        except (LookupError, UnicodeError, ValueError):
            pass
    return decode(data)


def _strict(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            "damaged", f"The file ends or breaks off inside its {encoding.upper()} text. Save it again as UTF-8."
        ) from error
    if _controls(text[:_SAMPLE].encode("utf-8", "surrogatepass")) > _MOST_CONTROLS:
        raise _binary()
    return text


def _wide(data: bytes) -> str | None:
    """Return the UTF-16 form of a file without a mark, told by which byte of each pair is nearly always zero."""
    sample = data[:_SAMPLE]
    pairs = len(sample) // 2
    if pairs == 0:
        return None
    even, odd = sample[0 : pairs * 2 : 2].count(0), sample[1 : pairs * 2 : 2].count(0)
    if odd > pairs * 0.6 and even < pairs * 0.05:
        return "utf-16-le"
    if even > pairs * 0.6 and odd < pairs * 0.05:
        return "utf-16-be"
    return None


def _controls(data: bytes) -> float:
    sample = data[:_SAMPLE]
    return sum(byte in _CONTROLS for byte in sample) / max(len(sample), 1)


def _eight_bit(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise _binary()
    return data.decode(best.encoding, "replace")


def _binary() -> UnreadableFile:
    return UnreadableFile("binary", "This is no text file. Save the chapter as plain text (.txt, UTF-8) and send that.")
