"""Files built to harm their reader, or that are not what they say: each with the codes it may be refused with."""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.lore.documents.building import (
    CONTAINER,
    TEXTS,
    WORD,
    book,
    document,
    docx,
    drawn,
    epub,
    marked_up,
    pdf,
    stream,
    xhtml,
    zipped,
)

if TYPE_CHECKING:
    from collections.abc import Callable

MEGABYTE = 1024 * 1024
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">'
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file, its name, and the codes of which one is right; `read` where reading it harmlessly is right too."""

    filename: str
    build: Callable[[], bytes]
    codes: tuple[str, ...]
    read: bool = False


def _text() -> str:
    return (TEXTS / "scene-breaks.txt").read_text(encoding="utf-8")


def _word(before: str, inside: str = "&j;") -> bytes:
    told = f"<w:body><w:p><w:r><w:t>{inside}</w:t></w:r></w:p></w:body>"
    body = f'{before}]><w:document xmlns:w="{WORD}">{told}</w:document>'
    return document("", {"word/document.xml": body})


def _directory(spine: str) -> str:
    item = '<item id="p" href="p.xhtml" media-type="application/xhtml+xml"/>'
    return f"<package><manifest>{item}</manifest><spine>{spine}</spine></package>"


def _page(before: str) -> bytes:
    return zipped({
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": _directory('<itemref idref="p"/>'),
        "OEBPS/p.xhtml": f'<?xml version="1.0"?>{before}]><html><body><p>&j;&a;</p></body></html>',
    })  # fmt: skip


def _flagged(data: bytes) -> bytes:
    """Return a package whose directory says that its parts are encrypted."""
    out = bytearray(data)
    place = out.find(b"PK\x01\x02")
    while place >= 0:
        out[place + 8] |= 1
        place = out.find(b"PK\x01\x02", place + 4)
    return bytes(out)


def _claiming(data: bytes, size: int) -> bytes:
    """Return a package whose directory gives that size for each part."""
    out = bytearray(data)
    place = out.find(b"PK\x01\x02")
    while place >= 0:
        out[place + 24 : place + 28] = struct.pack("<I", size)
        place = out.find(b"PK\x01\x02", place + 4)
    return bytes(out)


def _locked_book() -> bytes:
    rights = (
        '<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:EncryptionMethod'
        ' Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></enc:EncryptedData></encryption>'
    )
    return book([marked_up(_text())], more={"META-INF/encryption.xml": rights})


def _pdf_catalogue(kids: bytes, count: int) -> bytes:
    good = pdf(_text())
    return good.replace(b"/Kids [4 0 R]", b"/Kids [" + kids + b"]").replace(b"/Count 1", b"/Count %d" % count)


def _forms(depth: int, calls: int) -> bytes:
    """Return a PDF of forms that each draw the next one many times."""
    more = [
        stream(
            b"/X Do " * calls,
            f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {7 + number} 0 R >> >>",
        )
        for number in range(depth)
    ]
    more.append(stream(b"BT /F1 9 Tf (ha) Tj ET " * 1000, "/Type /XObject /Subtype /Form /BBox [0 0 9 9]"))
    return drawn([b"/X Do " * calls], resources="/XObject << /X 6 0 R >>", more=more)


def _table(entries: int) -> bytes:
    """Return a PDF whose font tells letters by a very long table."""
    rows = b"".join(b"<%04x> <%04x>\n" % (code % 65536, code % 65536) for code in range(entries))
    table = b"/CIDInit /ProcSet findresource begin begincmap %d beginbfchar\n%s endbfchar endcmap" % (entries, rows)
    good = drawn([b"BT /F1 9 Tf (Hello there, said Ann to Tom.) Tj ET"] * 40, more=[stream(table)])
    return good.replace(b"/BaseFont", b"/ToUnicode 84 0 R /BaseFont")


def _bomb(data: bytes, layers: int) -> bytes:
    for _ in range(layers):
        data = zlib.compress(data, 9)
    return data


def _object_bomb() -> bytes:
    good = drawn([b"BT /F1 9 Tf (Hello) Tj ET"])
    return good.replace(b"/Type /Page ", b"/Type /Page /Junk " + b"[" * 300_000 + b"]" * 300_000, 1)


HOSTILE: dict[str, Hostile] = {
    "a program called .txt": Hostile("a.txt", lambda: b"MZ\x90\x00\x03" + bytes(range(256)) * 40, ("binary",)),
    "a picture called .md": Hostile("a.md", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, ("binary",)),
    "a program called .html": Hostile("a.html", lambda: b"\x7fELF" + bytes(range(256)) * 40, ("binary",)),
    "a program called .pdf": Hostile(
        "a.pdf", lambda: b"MZ\x90\x00\x03" + bytes(range(256)) * 40, ("damaged", "binary")
    ),
    "noise called .docx": Hostile("a.docx", lambda: bytes(range(256)) * 40, ("damaged",)),
    "Word called .txt": Hostile("a.txt", lambda: docx(_text()), ("misnamed",)),
    "a book called .docx": Hostile("a.docx", lambda: epub(_text()), ("misnamed",)),
    "a PDF called .txt": Hostile("a.txt", lambda: pdf(_text()), ("misnamed",)),
    "a PDF called .epub": Hostile("a.epub", lambda: pdf(_text()), ("misnamed",)),
    "an archive called .epub": Hostile("a.epub", lambda: zipped({"a.txt": _text()}), ("unsupported",)),
    "an empty archive": Hostile("a.epub", lambda: zipped({}), ("unsupported", "damaged")),
    "an archive": Hostile("a.zip", lambda: zipped({"a.txt": _text()}), ("unsupported",)),
    "a Word file with macros": Hostile("a.docm", lambda: document("", {"word/vbaProject.bin": b"x"}), ("macros",)),
    "macros called .docx": Hostile("a.docx", lambda: document("", {"word/vbaProject.bin": b"x"}), ("macros",)),
    "an old Word file": Hostile("a.doc", lambda: _OLE, ("unsupported",)),
    "an old Word file called .docx": Hostile("a.docx", lambda: _OLE, ("unsupported",)),
    "a Word file with a password": Hostile(
        "a.docx", lambda: _OLE + "EncryptedPackage".encode("utf-16-le"), ("encrypted",)
    ),
    "rich text": Hostile("a.rtf", lambda: b"{\\rtf1 Hello}", ("unsupported",)),
    "rich text called .txt": Hostile("a.txt", lambda: b"{\\rtf1 Hello}", ("unsupported",)),
    "Word of one gigantic part": Hostile("a.docx", lambda: document("<w:p/>" * (3 * MEGABYTE)), ("too-large",)),
    "Word of too many elements": Hostile("a.docx", lambda: document("<w:p/>" * 900_000), ("too-large",)),
    "Word nested too deep": Hostile(
        "a.docx", lambda: document("<w:p>" * 100_000 + "</w:p>" * 100_000), ("damaged", "too-large")
    ),
    "Word of ten thousand parts": Hostile(
        "a.docx", lambda: document("<w:p/>", {f"x{number}": b"" for number in range(10_000)}), ("hostile",)
    ),
    "Word that claims to unpack to gigabytes": Hostile(
        "a.docx", lambda: _claiming(docx(_text()), 3_000_000_000), ("hostile",)
    ),
    "Word that claims less than it holds": Hostile("a.docx", lambda: _claiming(docx(_text()), 20), ("damaged",)),
    "Word in an uncommon compression": Hostile(
        "a.docx", lambda: zipped({"word/document.xml": "<a/>" * 1000}, method=zipfile.ZIP_LZMA), ("damaged",)
    ),
    "a book of one gigantic page": Hostile("a.epub", lambda: book(["<i>x</i>" * (3 * MEGABYTE)]), ("too-large",)),
    "a book that is one page a thousand times": Hostile(
        "a.epub",
        lambda: zipped(
            {
                "META-INF/container.xml": CONTAINER,
                "OEBPS/book.opf": _directory('<itemref idref="p"/>' * 1000),
                "OEBPS/p.xhtml": xhtml("<p>x</p>" * 20_000),
            }
        ),
        (),
        read=True,
    ),
    "laughs in Word": Hostile("a.docx", lambda: _word(LAUGHS), ("hostile",)),
    "an outside entity in Word": Hostile("a.docx", lambda: _word(OUTSIDE, "&a;"), ("hostile",)),
    "laughs in a book's page": Hostile("a.epub", lambda: _page(LAUGHS), ("hostile", "empty"), read=True),
    "an outside entity in a book's page": Hostile("a.epub", lambda: _page(OUTSIDE), ("hostile", "empty"), read=True),
    "laughs in a book's directory": Hostile(
        "a.epub", lambda: book(["<p>x</p>"], more={"OEBPS/book.opf": f"{LAUGHS}]><package>&j;</package>"}), ("hostile",)
    ),
    "a path out of Word": Hostile("a.docx", lambda: document("<w:p/>", {"../../etc/cron.d/x": b"x"}), ("hostile",)),
    "a path from the root in a book": Hostile(
        "a.epub", lambda: book(["<p>x</p>"], more={"/etc/x": b"x"}), ("hostile",)
    ),
    "a path with backslashes": Hostile("a.epub", lambda: book(["<p>x</p>"], more={"..\\..\\x": b"x"}), ("hostile",)),
    "a path on a drive": Hostile("a.epub", lambda: book(["<p>x</p>"], more={"C:/x": b"x"}), ("hostile",)),
    "a book whose container leads out": Hostile(
        "a.epub",
        lambda: book(["<p>x</p>"], more={"META-INF/container.xml": CONTAINER.replace("OEBPS/", "../../../../etc/")}),
        ("damaged",),
    ),
    "an encrypted package": Hostile("a.docx", lambda: _flagged(docx(_text())), ("encrypted",)),
    "a book locked by rights management": Hostile("a.epub", _locked_book, ("encrypted",)),
    "a book without pages": Hostile("a.epub", lambda: book([]), ("damaged", "empty")),
    "a page nested too deep": Hostile("a.html", lambda: b"<div>" * 300_000 + b"x", ("too-large", "damaged"), read=True),
    "a page of too many elements": Hostile("a.html", lambda: b"<p><b><i><u>" * 160_000, ("too-large",)),
    "an element of too many attributes": Hostile(
        "a.html", lambda: b"<p " + b" ".join(b"a%d=x" % number for number in range(200_000)) + b">x</p>", ("too-large",)
    ),
    "laughs in a page": Hostile("a.html", f"{LAUGHS}]><html><p>&j;</p>".encode, (), read=True),
    "a page of brackets": Hostile("a.html", lambda: b"<" * 1_900_000, ("too-large",)),
    "a page without an end to its comment": Hostile("a.html", lambda: b"<p>x<!--" * 200_000, (), read=True),
    "Markdown nested too deep": Hostile("a.md", lambda: b">" * 200_000 + b" x", ("empty",), read=True),
    "Markdown lists nested too deep": Hostile("a.md", lambda: b"- " * 100_000 + b" x", ("empty",), read=True),
    "Markdown of open brackets": Hostile("a.md", lambda: b"[" * 100_000, (), read=True),
    "Markdown of open links": Hostile("a.md", lambda: b"[a](" * 50_000, (), read=True),
    "Markdown of open stress": Hostile("a.md", lambda: b"*a **b " * 30_000, (), read=True),
    "Markdown of open pictures": Hostile("a.md", lambda: b"![[]()" * 30_000, (), read=True),
    "Markdown of open code": Hostile("a.md", lambda: b" ".join(b"`" * n for n in range(1, 1_500)), (), read=True),
    "Markdown of open elements": Hostile("a.md", lambda: b"<a " * 100_000, (), read=True),
    "Markdown of open comments": Hostile("a.md", lambda: b"x <!-- " * 100_000, (), read=True),
    "Markdown that opens a front matter": Hostile("a.md", lambda: b"---\n" + b"a: b\n" * 200_000, (), read=True),
    "Markdown of footnotes": Hostile("a.md", lambda: b"[^1]: x\n  y\n\n  " * 50_000, ("empty",), read=True),
    "Fountain of open notes": Hostile("a.fountain", lambda: b"[[ x\n" * 100_000, (), read=True),
    "Fountain of open cuts": Hostile("a.fountain", lambda: b"/* x\n" * 100_000, (), read=True),
    "Fountain of open extensions": Hostile("a.fountain", lambda: b"@A " + b"() " * 100_000 + b"(\nx", (), read=True),
    "Fountain of blanks": Hostile("a.fountain", lambda: b"#" + b" " * 300_000 + b"\n", ("empty",), read=True),
    "a scan": Hostile("a.pdf", lambda: drawn([b"q 612 0 0 792 0 0 cm /I Do Q"] * 20), ("no-text",)),
    "an encrypted PDF": Hostile(
        "a.pdf",
        lambda: pdf(_text()).replace(
            b"/Root 1 0 R",
            b"/Root 1 0 R /Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (x) /P -4 >> /ID [<00> <00>]",
        ),
        ("encrypted",),
    ),
    "half a PDF": Hostile("a.pdf", lambda: pdf(_text())[:400], ("damaged", "no-text")),
    "a PDF of nothing": Hostile("a.pdf", lambda: b"%PDF-1.7\n", ("damaged",)),
    "a PDF whose drawing unpacks to gigabytes": Hostile(
        "a.pdf", lambda: drawn([b" " * (100 * MEGABYTE)]), ("damaged", "too-large")
    ),
    "a PDF packed thrice": Hostile(
        "a.pdf",
        lambda: drawn([b"x"]).replace(
            stream(b"x"),
            stream(b" " * (60 * MEGABYTE), "", lambda data: _bomb(data, 3)).replace(
                b"/FlateDecode", b"[/FlateDecode /FlateDecode /FlateDecode]"
            ),
        ),
        ("damaged", "too-large", "no-text"),
    ),
    "a PDF packed forty times": Hostile(
        "a.pdf",
        lambda: drawn([b"x"]).replace(b"/Filter /FlateDecode", b"/Filter [" + b"/FlateDecode " * 40 + b"]"),
        ("damaged", "no-text"),
    ),
    "a PDF whose pages hold themselves": Hostile("a.pdf", lambda: _pdf_catalogue(b"2 0 R", 1), ("damaged", "no-text")),
    "a PDF of one page many times": Hostile(
        "a.pdf", lambda: _pdf_catalogue(b"4 0 R " * 60_000, 60_000), ("damaged", "too-large")
    ),
    "a PDF of forms in forms": Hostile("a.pdf", lambda: _forms(8, 40), ("too-large",)),
    "a PDF of a form that draws itself": Hostile(
        "a.pdf",
        lambda: drawn(
            [b"/X Do"],
            resources="/XObject << /X 6 0 R >>",
            more=[stream(b"/X Do", "/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>")],
        ),
        ("too-large", "no-text", "damaged"),
    ),
    "a PDF of endless drawing": Hostile(
        "a.pdf", lambda: drawn([b"0 0 m 9 9 l S " * 250_000]), ("too-large", "damaged")
    ),
    "a PDF of endless drawing on many pages": Hostile(
        "a.pdf", lambda: drawn([b"0 0 m 9 9 l S " * 30_000] * 60), ("too-large", "damaged")
    ),
    "a PDF of much drawing on each page": Hostile(
        "a.pdf", lambda: drawn([b"0 0 m 9 9 l S " * 15_000] * 18), ("too-large", "damaged")
    ),
    "a PDF of an endless table": Hostile("a.pdf", lambda: _table(90_000), ("too-large", "damaged"), read=True),
    "a PDF of nested lists": Hostile("a.pdf", _object_bomb, ("damaged",), read=True),
    "a PDF of nested drawing": Hostile("a.pdf", lambda: drawn([b"[" * 200_000]), ("damaged", "too-large", "no-text")),
    "a PDF whose table of places leads in circles": Hostile(
        "a.pdf",
        lambda: (good := pdf(_text())).replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % good.rfind(b"xref\n0")),
        ("damaged",),
        read=True,
    ),
    "a PDF without its table of places": Hostile(
        "a.pdf", lambda: pdf(_text()).split(b"xref\n0")[0] + b"0 0 obj " * 150_000, ("damaged",), read=True
    ),
    "text of a hundred megabytes": Hostile("a.txt", lambda: b"x" * (100 * MEGABYTE), ("too-large",)),
    "a PDF of a hundred megabytes": Hostile("a.pdf", lambda: b"%PDF-1.7\n" + b"x" * (100 * MEGABYTE), ("too-large",)),
}
