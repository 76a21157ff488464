"""HTML pages to paragraphs: web pages, books' chapters, and stories as fan fiction archives export them.

What stands where is told by the elements' names, their semantic attributes, and the class names and ids that archives and
e-book makers use. Not here: styles (a style sheet is never read), and what a paragraph's words say about it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from lore.documents.markup import read_html
from lore.documents.paragraphs import Document, Paragraph, compose
from lore.documents.runs import Runs
from lore.script.headings import is_ornament

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Zone: TypeAlias = Literal["page", "story", "note"]

_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_BLOCKS = _HEADINGS | frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hgroup",
        "html",
        "legend",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_UNREAD = frozenset(
    [
        "head",
        "script",
        "style",
        "template",
        "noscript",
        "nav",
        "button",
        "select",
        "option",
        "textarea",
        "input",
        "iframe",
        "object",
        "embed",
        "applet",
        "audio",
        "video",
        "canvas",
        "svg",
        "math",
        "map",
        "rt",
        "rp",
        "datalist",
        "frameset",
        "noframes",
        "colgroup",
    ]
)
_EMPTY = frozenset(
    ["br", "hr", "img", "wbr", "meta", "link", "input", "col", "area", "base", "source", "track", "param", "embed"]
)
_STRESSING = frozenset(["em", "i"])
_STRESSED_CLASS = re.compile(r"(?:^|[\s_-])(?:em|emph|emphasis|ital|italics?)\d*(?:$|[\s_-])", re.IGNORECASE)
_STRESSED_STYLE = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NEW_PAGE_STYLE = re.compile(r"(?:page-)?break-(?:before|after)\s*:\s*(?:always|page|left|right)", re.IGNORECASE)

_STORY_NAMES = frozenset(
    [
        "chapters",
        "storytext",
        "story-text",
        "storycontent",
        "story-content",
        "workskin",
        "chapter-content",
        "storyinner",
    ]
)
_NOTE_NAMES = frozenset(
    [
        "preface",
        "afterword",
        "meta",
        "byline",
        "author",
        "summary",
        "notes",
        "note",
        "endnotes",
        "end-notes",
        "author-note",
        "authors-note",
        "authornote",
        "author-notes",
        "copyright",
        "copyright-page",
        "colophon",
        "dedication",
        "acknowledgments",
        "acknowledgements",
        "imprint",
        "titlepage-imprint",
    ]
)
_APPARATUS_NAMES = frozenset(
    [
        "footnotes",
        "footnote",
        "endnote",
        "noteref",
        "pagebreak",
        "pagenum",
        "page-number",
        "pagenumber",
        "rearnotes",
        "rearnote",
        "doc-footnote",
        "doc-endnotes",
        "doc-endnote",
        "doc-noteref",
        "doc-pagebreak",
        "doc-pagelist",
        "page-list",
    ]
)
_FURNITURE_NAMES = frozenset(
    [
        "tags",
        "stats",
        "toc",
        "doc-toc",
        "nav",
        "navigation",
        "navbar",
        "sidebar",
        "landmarks",
        "loi",
        "lot",
        "cookie",
        "comments",
        "comments_placeholder",
    ]
)
"""Left out where they do not stand inside the story: there a class of that name may be the author's own."""
_BREAK_NAMES = re.compile(
    r"\b(?:scene|section|thought|story|context|time)[-_ ]?break\b|\b(?:divider|ornament|asterism|fleuron|dinkus|separator)\b",
    re.IGNORECASE,
)
_TITLE_PARTS = re.compile(r"\s+(?:[-–—|•·:])\s+")


@dataclass(frozen=True, slots=True)
class _Element:
    """An open element: what it changes for the text inside it."""

    tag: str
    zone: Zone
    block: bool
    stressed: bool
    read: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph and the part of the page where it stands."""

    paragraph: Paragraph
    zone: Zone


class Page:
    """Gathers the paragraphs of one HTML page; a handler for `read_html`."""

    def __init__(self) -> None:
        self.placed: list[Placed] = []
        self.title = ""
        self.purposes: frozenset[str] = frozenset()
        self._runs = Runs()
        self._open: list[_Element] = [_Element("", "page", block=True, stressed=False, read=True)]

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element."""
        around = self._open[-1]
        if tag == "body" or not (self.placed or self._runs):
            self.purposes |= frozenset(attributes.get("epub:type", "").split())
        element = _element(tag, attributes, around)
        if element.block or tag == "hr":
            self._flush()
        if element.read and around.read:
            self._mark(tag, attributes)
        if tag not in _EMPTY:
            self._open.append(element)

    def _mark(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "br":
            self._runs.add_line_end()
        elif tag == "q":
            self._runs.add("“")
        elif tag == "hr" or (tag in ("img", "p", "div") and _is_break(tag, attributes)):
            self._flush()
            self._place(Paragraph("break"))

    def end(self, tag: str) -> None:
        """Take the end of an element; one that was never opened is passed over."""
        if tag in _EMPTY or all(element.tag != tag for element in self._open):
            return
        if tag == "q" and self._open[-1].read:
            self._runs.add("”")
        if tag == "p" and not self._runs and self._open[-1].read:
            self._place_blank()
        while self._open[-1].tag != tag:
            self._close()
        self._close()

    def _close(self) -> None:
        if self._open[-1].block:
            self._flush()
        self._open.pop()

    def data(self, text: str) -> None:
        """Take text."""
        inside = self._open[-1]
        if inside.tag == "title" and self._open[-2].tag == "head":
            self.title += text
        elif not inside.read:
            return
        elif any(element.tag == "pre" for element in self._open):
            self._runs.add_verbatim(text)
        else:
            self._runs.add(text, stressed=inside.stressed)

    def finish(self) -> list[Placed]:
        """Return the paragraphs, those of the page's furniture left out where the story has a place of its own."""
        self._flush()
        if any(each.zone == "story" and each.paragraph.text for each in self.placed):
            return [each for each in self.placed if each.zone != "page"]
        return self.placed

    def _flush(self) -> None:
        block = next(element for element in reversed(self._open) if element.block)
        heading = block.tag in _HEADINGS
        for text in self._runs.take():
            if heading and is_ornament(text):
                self._place(Paragraph("break"))
            elif heading:
                self._place(Paragraph("heading", text.replace("*", "")))
            else:
                self._place(Paragraph("note" if block.zone == "note" else "text", text))

    def _place_blank(self) -> None:
        self._runs.take()
        if self.placed and self.placed[-1].paragraph.kind == "text":
            self._place(Paragraph("blank"))

    def _place(self, paragraph: Paragraph) -> None:
        if paragraph.kind == "break" and self._open[-1].zone == "note":
            return
        self.placed.append(Placed(paragraph, self._open[-1].zone))


def _element(tag: str, attributes: Mapping[str, str], around: _Element) -> _Element:
    names = _names(attributes)
    return _Element(
        tag,
        _zone(tag, names, around),
        block=tag in _BLOCKS,
        stressed=_is_stressed(tag, attributes, around),
        read=around.read and not _is_unread(tag, attributes, names, around),
    )


def _is_unread(tag: str, attributes: Mapping[str, str], names: frozenset[str], around: _Element) -> bool:
    if tag in _UNREAD or names & _APPARATUS_NAMES or "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    furniture = around.zone != "story" and bool(names & _FURNITURE_NAMES)
    message = around.zone == "note" and "message" in names
    return furniture or message or bool(_HIDDEN_STYLE.search(attributes.get("style", "")))


def _zone(tag: str, names: frozenset[str], around: _Element) -> Zone:
    if names & _STORY_NAMES and not names & {"meta", "preface"}:
        return "story"
    if tag in _BLOCKS and names & _NOTE_NAMES:
        return "note"
    return around.zone


def _is_stressed(tag: str, attributes: Mapping[str, str], around: _Element) -> bool:
    style = attributes.get("style", "")
    if re.search(r"font-style\s*:\s*normal", style, re.IGNORECASE) or tag in _HEADINGS:
        return False
    told = bool(_STRESSED_STYLE.search(style)) or (
        tag == "span" and bool(_STRESSED_CLASS.search(attributes.get("class", "")))
    )
    return around.stressed or told or tag in _STRESSING


def _names(attributes: Mapping[str, str]) -> frozenset[str]:
    """Return the names by which an element says what it is: its id, classes, role and the type that books give."""
    held = (attributes.get(key, "") for key in ("id", "class", "role", "epub:type"))
    return frozenset(re.sub(r"(?<=notes)\d+$", "", name) for value in held for name in value.lower().split())


def _is_break(tag: str, attributes: Mapping[str, str]) -> bool:
    if tag == "img":
        told = attributes.get("alt", "")
        return bool(_BREAK_NAMES.search(told)) or (bool(told.strip()) and is_ornament(told.strip()))
    return bool(_NEW_PAGE_STYLE.search(attributes.get("style", ""))) or bool(
        _BREAK_NAMES.search(f"{attributes.get('class', '')} {attributes.get('epub:type', '')}")
    )


def read_page(text: str) -> Page:
    """Return what an HTML page holds."""
    page = Page()
    read_html(text, page)
    return page


def read_html_document(text: str) -> Document:
    """Return an HTML page as a document: its story, with its title, byline, summary and notes where it tells them apart.

    What an archive lists about a story (ratings, tags, figures) and its own messages are left out, as are menus, footnotes
    and whatever else a page holds around a story that has a place of its own.
    """
    page = read_page(text)
    paragraphs = [each.paragraph for each in page.finish()]
    return Document(_title(page.title, paragraphs), compose(paragraphs))


def _title(told: str, paragraphs: Iterable[Paragraph]) -> str:
    """Return the story's title: its first heading where the page's title has it, else the page's title up to a dash."""
    title = " ".join(told.split())
    heading = next((" ".join(each.text.split()) for each in paragraphs if each.kind == "heading"), "")
    if heading and heading.casefold() in title.casefold():
        return heading
    return _TITLE_PARTS.split(title)[0]
