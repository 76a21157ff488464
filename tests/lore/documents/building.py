"""Build small files of every format out of a plain text, for tests: nothing here is read by the project itself."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import lore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

TEXTS = Path(__file__).parents[2] / "corpus" / "texts"
_STRESS = re.compile(r"\*(\w[^*]*)\*")
CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def paragraphs(text: str) -> list[tuple[str, str]]:
    """Return the paragraphs of a text, each with what it is: heading, break or text."""
    headings = {line.text for line in lore.read_text(text).lines if line.kind == "heading"}
    parts = [part.strip("\n") for part in re.split(r"\n{2,}", text) if part.strip()]
    return [(_what(part, headings), part) for part in parts]


def _what(part: str, headings: set[str]) -> str:
    if part in headings:
        return "heading"
    return "break" if not any(map(str.isalnum, part)) else "text"


def zipped(parts: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip package of these parts, the same bytes each time."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content, compress_type=method)
    return packed.getvalue()


def marked_up(text: str) -> str:
    """Return the paragraphs of a text as elements of HTML."""
    return "\n".join(_element(what, part) for what, part in paragraphs(text))


def _element(what: str, part: str) -> str:
    inside = _STRESS.sub(r"<em>\1</em>", escape(part, quote=False)).replace("\n", "<br/>\n")
    return {"heading": f"<h2>{inside}</h2>", "break": "<hr/>", "text": f"<p>{inside}</p>"}[what]


def html(text: str) -> bytes:
    """Return a web page."""
    page = f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head>\n<body>\n{marked_up(text)}\n</body></html>'
    return page.encode()


def epub(text: str) -> bytes:
    """Return a book of one page."""
    return book([marked_up(text)])


def book(
    pages: Sequence[str], *, title: str = "", more: Mapping[str, str | bytes] | None = None, nav: str = ""
) -> bytes:
    """Return a book of these pages, `more` being further parts."""
    items = "".join(
        f'<item id="p{n}" href="text/p{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(pages))
    )
    extra = '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>' if nav else ""
    spine = '<itemref idref="nav"/>' * bool(nav) + "".join(f'<itemref idref="p{n}"/>' for n in range(len(pages)))
    opf = (
        '<?xml version="1.0" encoding="utf-8"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title></metadata>'
        f"<manifest>{extra}{items}</manifest><spine>{spine}</spine></package>"
    )
    parts: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": opf,
    }
    parts |= {"OEBPS/nav.xhtml": xhtml(nav)} if nav else {}
    return zipped(parts | {f"OEBPS/text/p{n}.xhtml": xhtml(page) for n, page in enumerate(pages)} | dict(more or {}))


def xhtml(body: str) -> str:
    """Return a page of a book."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml"'
        f' xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head><body>{body}</body></html>'
    )


def docx(text: str) -> bytes:
    """Return a Word document."""
    return document("".join(_word(what, part) for what, part in paragraphs(text)))


def _word(what: str, part: str) -> str:
    if what == "break":
        return "<w:p><w:pPr><w:pBdr><w:bottom/></w:pBdr></w:pPr></w:p>"
    pieces = re.split(r"(\*\w[^*]*\*|\n)", part)
    style = '<w:pPr><w:pStyle w:val="Heading2"/></w:pPr>' if what == "heading" else ""
    return f"<w:p>{style}{''.join(_run(piece) for piece in pieces if piece)}</w:p>"


def _run(piece: str) -> str:
    if piece == "\n":
        return "<w:r><w:br/></w:r>"
    stressed = _STRESS.fullmatch(piece)
    look = "<w:rPr><w:i/></w:rPr>" if stressed else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(stressed[1] if stressed else piece)}</w:t></w:r>'


def document(body: str, more: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return a Word document of this body, `more` being further parts."""
    styles = (
        f'<w:styles xmlns:w="{WORD}"><w:style w:styleId="Heading2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="Inhalt1"><w:name w:val="toc 1"/></w:style></w:styles>'
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "word/styles.xml": styles,
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
    }
    return zipped(parts | dict(more or {}))


def markdown(text: str) -> bytes:
    """Return the text as Markdown."""
    parts = (f"## {part}" if what == "heading" else part for what, part in paragraphs(text))
    return "\n\n".join(parts).encode()


def fountain(text: str) -> bytes:
    """Return the text as Fountain: what is in play form as cues and dialogue."""
    return "\n\n".join(_scripted(what, part) for what, part in paragraphs(text)).encode()


def _scripted(what: str, part: str) -> str:
    if what != "text":
        return f"# {part}" if what == "heading" else "==="
    lines = part.split("\n")
    labels = [re.match(r"([A-Z][\w.]*(?: [A-Z][\w.]*){0,2}): (.*)", line) for line in lines]
    if not all(labels):
        return "\n".join(f"!{line}" for line in lines)
    return "\n\n".join(f"@{label[1]}\n{label[2]}" for label in labels if label)


LETTER = (612, 792)
_SIZE = 11
_LEADING = 13


def pdf(text: str, *, width: int = 72) -> bytes:
    """Return a PDF with its paragraphs set a blank line apart, broken into lines of at most `width` characters."""
    lines: list[str] = []
    for what, part in paragraphs(text):
        lines += ["* * *"] if what == "break" else [row for line in part.split("\n") for row in wrapped(line, width)]
        lines.append("")
    return pages_of([lines[start : start + 48] for start in range(0, len(lines), 48)])


def wrapped(line: str, width: int) -> list[str]:
    """Return a line broken at blanks into lines of at most `width` characters."""
    rows = [""]
    for word in line.split():
        if rows[-1] and len(rows[-1]) + 1 + len(word) > width:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    return rows


def pages_of(pages: Iterable[Sequence[str]], *, left: float = 72, indent: float = 0) -> bytes:
    """Return a PDF of these pages; a line that begins with a tab is set in by `indent` points, an empty one a gap."""
    return drawn([_drawing(lines, left, indent) for lines in pages])


def _drawing(lines: Sequence[str], left: float, indent: float) -> bytes:
    shown = [f"/F1 {_SIZE} Tf"]
    for row, line in enumerate(lines):
        if line:
            x = left + indent * line.startswith("\t")
            shown.append(f"1 0 0 1 {x} {720 - row * _LEADING} Tm ({_literal(line.lstrip())}) Tj")
    return ("BT\n" + "\n".join(shown) + "\nET").encode("latin-1")


def _literal(text: str) -> str:
    coded = text.encode("cp1252").decode("latin-1")
    return re.sub(r"([\\()])", r"\\\1", coded)


def drawn(contents: Sequence[bytes], *, resources: str = "", more: Sequence[bytes] = (), trailer: str = "") -> bytes:
    """Return a PDF with a page for each of these drawings; `more` are further objects, numbered from 4 + 2 a page."""
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>"
    kids = " ".join(f"{4 + number * 2} 0 R" for number in range(len(contents)))
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        font.encode(),
    ]
    for number, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {LETTER[0]} {LETTER[1]}] /Contents {5 + number * 2} 0 R"
            f" /Resources << /Font << /F1 3 0 R >> {resources} >> >>".encode()
        )
        objects.append(stream(content))
    return _assembled([*objects, *more], trailer)


def stream(content: bytes, entries: str = "", pack: Callable[[bytes], bytes] = zlib.compress) -> bytes:
    """Return a compressed stream object of a PDF."""
    packed = pack(content)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), entries.encode(), packed)


def _assembled(objects: Sequence[bytes], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


BUILDERS: dict[str, Callable[[str], bytes]] = {
    "html": html,
    "epub": epub,
    "docx": docx,
    "md": markdown,
    "fountain": fountain,
    "pdf": pdf,
}
