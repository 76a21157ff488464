"""Markdown to paragraphs, as prose is written in it: indents are no code, and a dash that opens a line may be speech.

The blocks and the stress are the library's to find. Links, pictures and HTML are told apart here, in one pass each,
since the full rules for them take far too long on text that was written to make them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from lore.documents.paragraphs import Document, Paragraph, compose
from lore.documents.runs import Runs, without

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*\n(?P<lines>(?:[ \t]*(?:[\w-]+:.*|-.*|#.*)?\n){1,60}?)(?:---|\.\.\.)[ \t]*\n"
)
_FRONT_LINE = re.compile(
    r"(?P<key>title|author|summary|notes?)\s*:[ \t]*[\"']?(?P<value>.*?)[\"']?[ \t]*$", re.IGNORECASE | re.MULTILINE
)
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,40}\]")
_FOOTNOTE_TEXT = re.compile(r"^\[\^[^\]\s]{1,40}\]:.*(?:\n(?:[ \t]+\S.*|(?=\n[ \t]{2,}\S)))*", re.MULTILINE)
_LINK = re.compile(r"(?<!\\)(?P<picture>!?)\[(?P<words>[^\[\]\n]{0,300})\]\([^()\s]{0,500}(?:\s\"[^\"\n]{0,200}\")?\)")
_ADDRESS = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,500})>")
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]{0,9})(?:\s[^<>\n]{0,300})?/?>")
_INLINE = re.compile(r"a|b|i|u|s|em|strong|small|big|su[bp]|span|font|cite|del|ins|mark")
_OUTLINE = re.compile(r"p|div|br|hr|center|blockquote|h[1-6]")
_DEEPEST = 100
_LONGEST_PARAGRAPH = 40_000
"""Paragraphs longer than this keep their marks as they are: no author writes such."""


def read_markdown(text: str) -> Document:
    """Return a Markdown text as a document.

    Line ends inside a paragraph stay, so that play form and verse do, and a list keeps its marks, since a story's
    dashes look like one. Links give their words, pictures nothing, footnotes and comments go. Tags of HTML are read
    as such; other words in angle brackets are the author's.
    """
    body = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    front = _FRONT_MATTER.match(body)
    told = {each["key"].lower(): each["value"] for each in _FRONT_LINE.finditer(front["lines"])} if front else {}
    body = without(body[front.end() :] if front else body, "<!--", "-->")
    body = _FOOTNOTE.sub("", _FOOTNOTE_TEXT.sub("", body))
    paragraphs = [*_front(told), *_paragraphs(body)]
    return Document(told.get("title", ""), compose(paragraphs))


def _front(told: dict[str, str]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a front matter's fields."""
    if told.get("author"):
        yield Paragraph("note", f"by {told['author']}")
    for key in ("summary", "note", "notes"):
        if told.get(key):
            yield from (Paragraph("note", key), Paragraph("note", told[key]))


def _paragraphs(body: str) -> Iterator[Paragraph]:
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).disable(["code", "reference", "html_block", "inline"])
    words = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).disable(["link", "image", "html_inline", "autolink"])
    lines = body.split("\n")
    mark = ""
    heading: Token | None = None
    for token in parser.parse(body):
        if token.type == "list_item_open":
            mark += f"{token.info}{token.markup} "
        elif token.type == "heading_open":
            heading = token
        elif token.type == "hr":
            yield Paragraph("text", lines[token.map[0]].strip(" \t>") if token.map else "")
        elif token.type == "fence":
            yield Paragraph("text", token.content.strip())
        elif token.type == "inline":
            yield from _told(_runs(words, mark, token.content, heading), heading)
            mark, heading = "", None


def _runs(words: MarkdownIt, mark: str, content: str, heading: Token | None) -> list[str]:
    """Return the texts that a paragraph's content gives."""
    runs = Runs()
    runs.add_verbatim(mark)
    plain = _ADDRESS.sub(r"\1", _LINK.sub(lambda link: "" if link["picture"] else link["words"], content))
    if len(plain) > _LONGEST_PARAGRAPH:
        runs.add_verbatim(plain)
    else:
        _gather(words.parseInline(plain)[0].children or [], runs, heading=heading is not None)
    return runs.take()


def _told(texts: Sequence[str], heading: Token | None) -> Iterator[Paragraph]:
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
        else:
            stressed += _add_tagged(child.content, runs, stressed if not heading else 0)


def _add_tagged(content: str, runs: Runs, stressed: int) -> int:
    """Put text in which tags may stand; return by how much they deepen the stress."""
    depth = position = 0
    for tag in _TAG.finditer(content):
        name = tag["name"].lower()
        outline = _OUTLINE.fullmatch(name)
        if outline or _INLINE.fullmatch(name):
            runs.add(content[position : tag.start()], stressed=stressed + depth > 0)
            position = tag.end()
            depth += (-1 if tag["end"] else 1) if name in ("em", "i") else 0
            runs.add_verbatim({"br": "\n", "hr": "\n\n---\n\n"}.get(name, "\n\n" if outline else ""))
    runs.add(content[position:], stressed=stressed + depth > 0)
    return depth
