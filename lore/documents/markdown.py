"""Markdown to paragraphs, as prose is written in it: indents are no code, and a dash at the start of a line may be speech."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from lore.documents.html import read_page
from lore.documents.paragraphs import Document, Paragraph, compose
from lore.documents.runs import Runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*\n(?P<lines>(?:[ \t]*(?:[\w-]+:.*|-.*|#.*)?\n){1,60}?)(?:---|\.\.\.)[ \t]*\n"
)
_FRONT_LINE = re.compile(
    r"(?P<key>title|author|summary|description|notes?)\s*:\s*[\"']?(?P<value>.*?)[\"']?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,40}\]")
_FOOTNOTE_TEXT = re.compile(r"^\[\^[^\]\s]{1,40}\]:.*(?:\n(?:[ \t]+\S.*|(?=\n[ \t]{2,}\S)))*", re.MULTILINE)
_TAG = re.compile(r"</?(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])")
_TAGS = frozenset(
    [
        "a",
        "b",
        "i",
        "u",
        "s",
        "em",
        "strong",
        "small",
        "big",
        "sub",
        "sup",
        "span",
        "font",
        "p",
        "div",
        "br",
        "hr",
        "center",
        "img",
        "q",
        "cite",
        "del",
        "ins",
        "mark",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
    ]
)
_DEEPEST = 20


def read_markdown(text: str) -> Document:
    """Return a Markdown text as a document.

    Line ends inside a paragraph stay, so that play form and verse do, and a list keeps its marks, since a story's dashes look
    like one. Links give their words, pictures nothing, footnotes go. Elements of HTML are read as such; other words in angle
    brackets are the author's.
    """
    body = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    front = _FRONT_MATTER.match(body)
    told = {each["key"].lower(): each["value"] for each in _FRONT_LINE.finditer(front["lines"])} if front else {}
    body = _FOOTNOTE.sub("", _FOOTNOTE_TEXT.sub("", body[front.end() :] if front else body))
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).disable(["code", "reference"])
    paragraphs = [*_front(told), *_paragraphs(parser.parse(body), body.split("\n"))]
    return Document(told.get("title", "").strip(), compose(paragraphs))


def _front(told: dict[str, str]) -> Iterator[Paragraph]:
    for key, kind, label in (("author", "note", "by {}"), ("summary", "note", "Summary: {}"), ("notes", "note", "{}")):
        if told.get(key, "").strip():
            yield Paragraph("note" if kind == "note" else "text", label.format(told[key].strip()))


def _paragraphs(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[Paragraph]:
    mark = ""
    heading: Token | None = None
    for token in tokens:
        if token.type == "list_item_open":
            mark = f"{token.info}{token.markup} "
        elif token.type == "heading_open":
            heading = token
        elif token.type == "hr":
            yield _rule(token, lines)
        elif token.type == "html_block":
            yield from _html(token.content)
        elif token.type in ("fence", "code_block"):
            yield Paragraph("text", token.content.strip())
        elif token.type == "inline":
            yield from _inline(token, mark, heading)
            mark, heading = "", None


def _rule(token: Token, lines: Sequence[str]) -> Paragraph:
    """Return the break that a rule is, in the author's own marks."""
    return Paragraph("text", lines[token.map[0]].strip(" \t>") if token.map else "")


def _inline(token: Token, mark: str, heading: Token | None) -> Iterator[Paragraph]:
    runs = Runs()
    runs.add_verbatim(mark)
    _gather(token.children or [], runs, heading=heading is not None)
    texts = runs.take()
    if heading is None:
        yield from (Paragraph("text", text) for text in texts)
    elif heading.markup == "-" and (len(texts) != 1 or "\n" in texts[0] or texts[0][-1] in ".!?…,;\"”»'’"):
        # Dashes right under a paragraph make it a heading; under a sentence they are meant as a break.
        yield from (*(Paragraph("text", text) for text in texts), Paragraph("break"))
    else:
        yield from (Paragraph("heading", text) for text in texts)


def _gather(children: Sequence[Token], runs: Runs, *, heading: bool) -> None:
    stressed = 0
    for child in children:
        if child.type in ("em_open", "em_close"):
            stressed += child.nesting
        elif child.type in ("softbreak", "hardbreak"):
            runs.add_line_end()
        elif child.type == "html_inline":
            stressed += _tag(child.content, runs)
        elif child.type != "image":
            runs.add(child.content, stressed=stressed > 0 and not heading)


def _tag(content: str, runs: Runs) -> int:
    """Put what an inline tag says; return by how much it deepens the stress."""
    named = _TAG.match(content)
    if content.startswith("<!--"):
        return 0
    if named is None or named["name"].lower() not in _TAGS:
        runs.add(content)
        return 0
    name = named["name"].lower()
    if name == "br":
        runs.add_line_end()
    return (-1 if content.startswith("</") else 1) if name in ("em", "i") else 0


def _html(content: str) -> Iterator[Paragraph]:
    named = _TAG.search(content)
    if content.lstrip().startswith("<!--") or (named and named["name"].lower() in _TAGS):
        yield from (each.paragraph for each in read_page(content).finish())
    else:
        yield Paragraph("text", unescape(content).strip())
