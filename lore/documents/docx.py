"""Word documents (.docx) to paragraphs, as they stand with all changes accepted.

Footnotes, comments, headers and footers are parts of their own in such a file and are never opened. Not here: older
Word files, and those with macros, which are refused before this module is asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lore.documents.markup import read_xml
from lore.documents.paragraphs import Document, Paragraph, compose
from lore.documents.runs import Runs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lore.documents.packages import Package
    from lore.documents.paragraphs import ParagraphKind

_KIND = "Word"
_BODY = "word/document.xml"
_STYLES = "word/styles.xml"
_PROPERTIES = "docProps/core.xml"
_UNREAD = frozenset(["del", "movefrom", "fallback", "instrtext", "deltext", "sectprchange", "pprchange", "rprchange"])
_OFF = frozenset(["0", "false", "off", "none"])
_HEADING_STYLE = re.compile(
    r"(?:heading|title|subtitle|überschrift|titre|título|titolo|rubrik|otsikko)[ _-]?\d?", re.IGNORECASE
)
_CONTENTS_STYLE = re.compile(r"toc[ _-]?(?:heading|\d)", re.IGNORECASE)
_STRESSED_STYLE = re.compile(r"(?:subtle |intense )?emphasis", re.IGNORECASE)


def _value(attributes: Mapping[str, str], name: str = "val") -> str:
    """Return an attribute by its local name: strict and transitional documents differ in its namespace."""
    return next((value for key, value in attributes.items() if key.rpartition("}")[2] == name), "")


class _Styles:
    """Learns the names of styles: ids are translated in some editions of Word, names are not."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self._id = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "style":
            self._id = _value(attributes, "styleId")
        elif tag == "name" and self._id:
            self.names.setdefault(self._id, _value(attributes))

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...


class _Properties:
    """Finds the title that the document's properties give."""

    def __init__(self) -> None:
        self.title = ""
        self._inside = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002 - the parser's signature
        self._inside = tag

    def end(self, tag: str) -> None:  # noqa: ARG002 - the parser's signature
        self._inside = ""

    def data(self, text: str) -> None:
        if self._inside == "title":
            self.title += text


class _Body:
    """Gathers the paragraphs of the document's body."""

    def __init__(self, styles: Mapping[str, str]) -> None:
        self.paragraphs: list[Paragraph] = []
        self._styles = styles
        self._open: list[str] = []
        self._skipping = 0
        self._runs = Runs()
        self._style = ""
        self._ruled = False
        self._stressed = False
        self._hidden = False
        self._outline = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._open.append(tag)
        if self._skipping or tag in _UNREAD:
            self._skipping += 1
            return
        inside = self._open[-2] if len(self._open) > 1 else ""
        if tag == "p":
            self._begin()
        elif tag == "r":
            self._stressed = self._hidden = False
        elif inside == "ppr":
            self._set_paragraph(tag, attributes)
        elif inside == "rpr":
            self._set_run(tag, attributes)
        elif inside == "r":
            self._put(tag, attributes)

    def _begin(self) -> None:
        self._close()
        self._style, self._ruled, self._outline = "", False, False

    def _set_paragraph(self, tag: str, attributes: Mapping[str, str]) -> None:
        value = _value(attributes)
        if tag == "pstyle":
            self._style = self._styles.get(value, value)
        elif tag == "outlinelvl":
            self._outline = value.isdigit() and int(value) < 9  # noqa: PLR2004 - level 9 is body text
        elif tag == "pbdr":
            self._ruled = True
        elif (tag == "pagebreakbefore" and value not in _OFF) or tag == "sectpr":
            self.paragraphs.append(Paragraph("break"))

    def _set_run(self, tag: str, attributes: Mapping[str, str]) -> None:
        if len(self._open) > 2 and self._open[-3] == "ppr":  # noqa: PLR2004 - the paragraph mark's own look
            return
        on = _value(attributes) not in _OFF
        if tag == "i":
            self._stressed = on
        elif tag == "rstyle":
            name = self._styles.get(_value(attributes), _value(attributes))
            self._stressed = bool(_STRESSED_STYLE.fullmatch(name))
        elif tag in ("vanish", "webhidden"):
            self._hidden = on

    def _put(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "br" and _value(attributes, "type") in ("page", "column"):
            self._close()
            self.paragraphs.append(Paragraph("break"))
        elif tag in ("br", "cr"):
            self._runs.add_line_end()
        elif tag == "tab":
            self._runs.add(" ", stressed=self._stressed)
        elif tag == "nobreakhyphen":
            self._runs.add("-", stressed=self._stressed)

    def end(self, tag: str) -> None:
        if self._open:
            self._open.pop()
        if self._skipping:
            self._skipping -= 1
        elif tag == "p":
            self._finish()

    def data(self, text: str) -> None:
        if self._open and self._open[-1] == "t" and not self._skipping and not self._hidden:
            self._runs.add(text, stressed=self._stressed and not self._is_heading())

    def _finish(self) -> None:
        if self._runs:
            self._close()
        elif self._ruled:
            self.paragraphs.append(Paragraph("break"))
        elif self.paragraphs and self.paragraphs[-1].kind == "text" and not _CONTENTS_STYLE.fullmatch(self._style):
            self.paragraphs.append(Paragraph("blank"))

    def _close(self) -> None:
        texts = self._runs.take()
        if texts and not _CONTENTS_STYLE.fullmatch(self._style):
            kind: ParagraphKind = "heading" if self._is_heading() else "text"
            self.paragraphs.extend(Paragraph(kind, text) for text in texts)

    def _is_heading(self) -> bool:
        return self._outline or bool(_HEADING_STYLE.fullmatch(self._style))


def read_docx(package: Package) -> Document:
    """Return a Word document: its body, and its properties' title. Tracked deletions are gone, insertions stay."""
    styles = _Styles()
    if _STYLES in package.names:
        read_xml(package.part(_STYLES), styles, _KIND)
    body = _Body(styles.names)
    read_xml(package.part(_BODY), body, _KIND)
    properties = _Properties()
    if _PROPERTIES in package.names:
        read_xml(package.part(_PROPERTIES), properties, _KIND)
    return Document(" ".join(properties.title.split()), compose(body.paragraphs))
