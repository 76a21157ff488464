"""EPUB books to paragraphs: the package's spine in its order, each page read as HTML."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lore.documents.encodings import decode_markup
from lore.documents.errors import UnreadableFile, damaged
from lore.documents.html import read_page
from lore.documents.markup import Budget, read_xml
from lore.documents.paragraphs import Document, Paragraph, compose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lore.documents.packages import Package

_KIND = "EPUB"
_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = frozenset(["application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document"])
_FONT_SCRAMBLING = frozenset(["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"])
_MOST_PAGES = 2_000
_NO_STORY = frozenset(
    ["cover", "toc", "index", "loi", "lot", "notes", "footnotes", "endnotes", "rearnotes", "bibliography", "glossary"]
)
_SET_ASIDE = frozenset(
    [
        "copyright-page",
        "copyright",
        "colophon",
        "dedication",
        "acknowledgements",
        "acknowledgments",
        "other.imprint",
        "titlepage-imprint",
    ]
)


class _Container:
    """Finds the package document's path in the container."""

    def __init__(self) -> None:
        self.path = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "rootfile" and not self.path:
            self.path = attributes.get("full-path", "")

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...


class _Encryption:
    """Gathers the algorithms by which parts of the package are encrypted."""

    def __init__(self) -> None:
        self.algorithms: set[str] = set()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "encryptionmethod":
            self.algorithms.add(attributes.get("Algorithm", ""))

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...


@dataclass(slots=True)
class _Opf:
    """What a package document says: the title, the parts by their id, the reading order, and what each part is for."""

    title: str = ""
    parts: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    spine: list[str] = field(default_factory=list)
    purposes: dict[str, str] = field(default_factory=dict)
    _inside: str = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._inside = tag
        if tag == "item":
            told = (attributes.get("href", ""), attributes.get("media-type", ""), attributes.get("properties", ""))
            self.parts[attributes.get("id", "")] = told
        elif tag == "itemref" and attributes.get("linear") != "no":
            self.spine.append(attributes.get("idref", ""))
        elif tag == "reference":
            self.purposes[attributes.get("href", "").partition("#")[0]] = attributes.get("type", "").lower()

    def end(self, tag: str) -> None:
        if tag == "title" and self.title:
            self.title += "\n"
        self._inside = ""

    def data(self, text: str) -> None:
        if self._inside == "title":
            self.title += text


def read_epub(package: Package) -> Document:
    """Return an EPUB as a document: the pages of its spine; cover, contents, footnotes and indexes are left out.

    Refuses books with digital rights management, and damaged ones. A page without a heading begins a new scene.
    """
    _refuse_encrypted(package)
    container = _Container()
    read_xml(package.part(_CONTAINER), container, _KIND)
    opf = _Opf()
    read_xml(package.part(container.path), opf, _KIND)
    paragraphs = [each for page in _pages(package, opf, posixpath.dirname(container.path)) for each in page]
    if not opf.spine:
        raise damaged(_KIND)
    return Document(" ".join(opf.title.strip().partition("\n")[0].split()), compose(paragraphs))


def _refuse_encrypted(package: Package) -> None:
    if _ENCRYPTION not in package.names:
        return
    encryption = _Encryption()
    read_xml(package.part(_ENCRYPTION), encryption, _KIND)
    if encryption.algorithms - _FONT_SCRAMBLING:
        raise UnreadableFile(
            "encrypted",
            "This EPUB file is locked by digital rights management. Send a copy without a lock, or plain text.",
        )


def _pages(package: Package, opf: _Opf, folder: str) -> Iterator[list[Paragraph]]:
    budget = Budget()
    for identity in dict.fromkeys(opf.spine[:_MOST_PAGES]):
        href, media, properties = opf.parts.get(identity, ("", "", ""))
        path = posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))
        purpose = opf.purposes.get(href, "")
        if media in _PAGES and "nav" not in properties.split() and purpose not in _NO_STORY and path in package.names:
            yield _page(package.part(path), purpose, budget)


def _page(data: bytes, purpose: str, budget: Budget) -> list[Paragraph]:
    page = read_page(decode_markup(data), budget)
    if page.purposes & _NO_STORY:
        return []
    aside = bool((page.purposes | {purpose}) & _SET_ASIDE)
    return [Paragraph("break"), *(_aside(each) if aside else each for each in page.finish()), Paragraph("break")]


def _aside(paragraph: Paragraph) -> Paragraph:
    return Paragraph("note", paragraph.text) if paragraph.text else paragraph
