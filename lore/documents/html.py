"""HTML pages to paragraphs: web pages, books' chapters, and stories as fan fiction archives export them.

What each element means is told in `lore.documents.elements`, how the parser is kept within bounds in
`lore.documents.markup`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lore.documents.elements import EMPTY, HEADINGS, PAGE, element, is_break
from lore.documents.markup import Budget, read_html
from lore.documents.paragraphs import Document, Paragraph, compose
from lore.documents.runs import Runs
from lore.script.headings import is_ornament

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lore.documents.elements import Element, Zone

_FAN_FICTION = re.compile(r"(?:\s+chapter \d+\b.*)?,\s+an? [^,]*\bfan ?fic(?:tion)?\s*$", re.IGNORECASE)
"""What an archive's page title says behind the story's own: its chapter, and what it is fan fiction of."""
_TITLE_PARTS = re.compile(r" (?:[-–—|•·:]) ")


@dataclass(frozen=True, slots=True)
class _Placed:
    """A paragraph and the part of the page where it stands."""

    paragraph: Paragraph
    zone: Zone


class Page:
    """Gathers the paragraphs of one HTML page; a handler for `read_html`."""

    def __init__(self) -> None:
        self.title = ""
        self.purposes: frozenset[str] = frozenset()
        """What the page as a whole is, in a book's own terms: `cover`, `toc` and others."""
        self._placed: list[_Placed] = []
        self._runs = Runs()
        self._open: list[Element] = [PAGE]
        self._blocks: list[Element] = [PAGE]

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element."""
        around = self._open[-1]
        if attributes and (tag == "body" or not (self._placed or self._runs)):
            self.purposes |= frozenset(attributes.get("epub:type", "").split())
        opened = element(tag, attributes, around)
        if opened.block:
            self._flush()
        if opened.read:
            self._mark(tag, attributes)
        if tag not in EMPTY:
            self._open.append(opened)
            if opened.block:
                self._blocks.append(opened)

    def _mark(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "br":
            self._runs.add_line_end()
        elif tag == "q":
            self._runs.add("“")
        elif is_break(tag, attributes):
            self._flush()
            self._place(Paragraph("break"))

    def end(self, tag: str) -> None:
        """Take the end of an element; the parser sees to it that the last one opened is closed first."""
        closed = self._open[-1]
        if tag in EMPTY or closed.tag != tag:
            return
        if tag == "q" and closed.read:
            self._runs.add("”")
        if tag == "p" and closed.read and not self._runs:
            self._place_blank()
        if closed.block:
            self._flush()
            self._blocks.pop()
        self._open.pop()

    def data(self, text: str) -> None:
        """Take text."""
        inside = self._open[-1]
        if inside.tag == "title" and self._open[-2].tag == "head":
            self.title += text
        elif inside.read and inside.verbatim:
            self._runs.add_verbatim(text)
        elif inside.read:
            self._runs.add(text, stressed=inside.stressed)

    def finish(self) -> list[Paragraph]:
        """Return the paragraphs, those of the page's furniture left out where the story has a place of its own."""
        self._flush()
        own = any(each.zone == "story" and each.paragraph.text for each in self._placed)
        return [each.paragraph for each in self._placed if not own or each.zone != "page"]

    def _flush(self) -> None:
        block = self._blocks[-1]
        for text in self._runs.take():
            if block.tag in HEADINGS and is_ornament(text):
                self._place(Paragraph("break"))
            elif block.tag in HEADINGS:
                self._place(Paragraph("heading", text))
            else:
                self._place(Paragraph("note" if block.zone == "note" else "text", text))

    def _place_blank(self) -> None:
        self._runs.take()
        if self._placed and self._placed[-1].paragraph.kind == "text":
            self._place(Paragraph("blank"))

    def _place(self, paragraph: Paragraph) -> None:
        zone = self._blocks[-1].zone
        if zone != "note" or paragraph.kind != "break":
            self._placed.append(_Placed(paragraph, zone))


def read_page(text: str, budget: Budget) -> Page:
    """Return what an HTML page holds."""
    page = Page()
    read_html(text, page, budget)
    return page


def read_html_document(text: str) -> Document:
    """Return an HTML page as a document: its story, with title, byline, summary and notes where it tells them apart.

    What an archive lists about a story (ratings, tags, figures) and its own messages are left out, as are menus,
    footnotes, and whatever else a page holds around a story that has a place of its own.
    """
    page = read_page(text, Budget())
    paragraphs = page.finish()
    return Document(_title(page.title, paragraphs), compose(paragraphs))


def _title(told: str, paragraphs: Iterable[Paragraph]) -> str:
    """Return the story's title: its first heading where the page's title has it, else the page's title up to a dash."""
    title = " ".join(told.split())
    heading = next((" ".join(each.text.split()) for each in paragraphs if each.kind == "heading"), "")
    if heading and heading.casefold() in title.casefold():
        return heading
    story, named = _FAN_FICTION.subn("", title.partition(" | ")[0])
    return story if named else _TITLE_PARTS.split(title, maxsplit=1)[0]
