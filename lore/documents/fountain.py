"""Fountain screenplays to play form: a cue and its dialogue become one `NAME: words` paragraph.

Written after the syntax page at fountain.io; no kept library reads it. Not here: pages, dual columns and revision
marks, which say nothing about who speaks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lore.documents.paragraphs import Document, Paragraph, compose
from lore.documents.runs import without

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TITLE_KEY = re.compile(r"(?P<key>[A-Za-z][A-Za-z ]{0,30}):(?P<value>.*)")
_TITLE_KEYS = frozenset(
    [
        "title",
        "credit",
        "author",
        "authors",
        "source",
        "notes",
        "draft date",
        "date",
        "contact",
        "copyright",
        "revision",
    ]
)
_SCENE = re.compile(r"(?:int|ext|est|i/?e|int\.?/ext|ext\.?/int)[. ]\s*\S", re.IGNORECASE)
_SCENE_NUMBER = re.compile(r"\s*#[\w.-]+#\s*$")
_TRANSITION = re.compile(r"[^a-z]*TO:")
_SECTION = re.compile(r"#{1,6}\s*(?P<title>.*\S)")
_CENTERED = re.compile(r">\s*(?P<text>.*?)\s*<")
_LONGEST_CUE = 80
_BOLD_OR_UNDERLINE = re.compile(r"(?<!\\)(\*\*|(?<![\w\\])_(?=\S)|(?<=\S)_(?!\w))")
_ESCAPE = re.compile(r"\\([*_\\])")


def read_fountain(text: str) -> Document:
    """Return a Fountain screenplay as a document in play form.

    Scene headings and sections become headings; parentheticals stay in the speech they stand in. Cues lose their
    extensions, `(V.O.)` and the like. Notes, cut passages, synopses and transitions are left out.
    """
    body = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")
    body = without(without(body, "/*", "*/"), "[[", "]]")
    front, rest = _title_page(body.lstrip("\n"))
    title = " ".join(_plain(front.get("title", "")).split())
    paragraphs = [*_front(title, front), *_paragraphs(_blocks(rest))]
    return Document(title, compose(paragraphs))


def _title_page(text: str) -> tuple[dict[str, str], str]:
    """Return the keys and values before the first blank line, and what follows: the whole text where there are none."""
    head, _, rest = text.partition("\n\n")
    front: dict[str, str] = {}
    key = ""
    for line in head.split("\n"):
        if (named := _TITLE_KEY.match(line)) and named["key"].lower() in _TITLE_KEYS:
            key = named["key"].lower()
            front[key] = named["value"].strip()
        elif key and line[:1] in " \t":
            front[key] += f" {line.strip()}"
        else:
            return {}, text
    return front, rest


def _front(title: str, front: dict[str, str]) -> Iterator[Paragraph]:
    if title:
        yield Paragraph("heading", title)
    author = front.get("author") or front.get("authors")
    if author:
        yield Paragraph("note", f"by {_plain(author)}")
    if front.get("notes"):
        yield Paragraph("note", _plain(front["notes"]))


def _blocks(text: str) -> Iterator[list[str]]:
    """Yield the runs of lines between blank lines; a line of two blanks, Fountain's way to keep a gap, is not blank."""
    block: list[str] = []
    for line in text.split("\n"):
        if line.strip() or (line == "  " and block):
            block.append(line.strip())
        elif block:
            yield block
            block = []
    if block:
        yield block


def _paragraphs(blocks: Iterable[list[str]]) -> Iterator[Paragraph]:
    for block in blocks:
        if len(block) > 1 and (name := _cue(block[0])):
            words = " ".join(_plain(line.removeprefix("~").strip()) for line in block[1:] if line)
            yield Paragraph("text", f"{name}: {words}")
        else:
            yield from _actions(block)


def _cue(line: str) -> str:
    """Return the name in a cue line, or nothing where the line is none."""
    if len(line) > _LONGEST_CUE:
        return ""
    name = _without_extensions(line.removeprefix("@"))
    if line.startswith("@"):
        return name
    shouted = name.upper() == name and any(map(str.isalpha, name))
    return name if shouted and line[0] not in "!.>#=~" and not _SCENE.match(line) and not name.endswith(":") else ""


def _without_extensions(cue: str) -> str:
    """Return a cue without `(V.O.)` and the like, and without the caret of dual dialogue."""
    name = cue.rstrip(" ^")
    while name.endswith(")") and "(" in name:
        name = name[: name.rindex("(")].rstrip()
    return name


def _actions(block: list[str]) -> Iterator[Paragraph]:
    """Yield what a block without a cue holds; lines of action that follow each other stay one paragraph."""
    action: list[str] = []
    for line in block:
        special = _special(line)
        if special is None:
            action.append(_plain(line.removeprefix("!").removeprefix("~").strip()))
            continue
        yield from _joined(action)
        action = []
        if special.text or special.kind == "break":
            yield special
    yield from _joined(action)


def _joined(action: list[str]) -> Iterator[Paragraph]:
    if any(action):
        yield Paragraph("text", "\n".join(line for line in action if line))


def _special(line: str) -> Paragraph | None:
    """Return the paragraph of a line that is no action; one without text is left out."""
    if re.fullmatch(r"={3,}", line):
        return Paragraph("break")
    if section := _SECTION.match(line):
        return Paragraph("heading", _plain(section["title"]))
    if _SCENE.match(line) or (line.startswith(".") and not line.startswith("..") and line[1:].strip()):
        return Paragraph("heading", _plain(_SCENE_NUMBER.sub("", line.removeprefix(".")).strip()))
    if centered := _CENTERED.fullmatch(line):
        return Paragraph("text", _plain(centered["text"]))
    if line[0] in "=>" or _TRANSITION.fullmatch(line):
        return Paragraph("note")
    return None


def _plain(text: str) -> str:
    """Return a line without bold, underline and escapes; `*stress*` stays as it is."""
    return _ESCAPE.sub(r"\1", _BOLD_OR_UNDERLINE.sub("", text))
