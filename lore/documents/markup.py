"""HTML and XML to a stream of elements, within bounds: the only place that knows the parser.

No tree is built, so that a small file cannot become a large one in memory. Nothing is fetched and no entity is
expanded: there is no file and no address that a document can make the parser open. Not here: what the elements mean.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from lxml import etree  # type: ignore[import-untyped] # lxml ships no types; what is used of it is wrapped below

from lore.documents.errors import UnreadableFile, damaged, too_much_inside

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_ELEMENTS = 300_000
"""Elements read of one document; a novel of 150,000 words in Word's own XML has about half of them."""
MOST_CHARACTERS = 16_000_000
"""Characters of text read of one document, whatever entities its encoding may hide."""
_MOST_PIECES = 800_000
"""Pieces in which text is handed over; each reference such as `&rsquo;` is one."""
_DEEPEST = 5_000
_CHUNK = 65_536
_MOST_ATTRIBUTES = 1_000
_DECLARES = re.compile(rb"<!ENTITY", re.IGNORECASE)


class Handler(Protocol):
    """What a reader of markup does with it; names are in lower case without their namespaces' addresses."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element."""

    def end(self, tag: str) -> None:
        """Take the end of an element."""

    def data(self, text: str) -> None:
        """Take text."""


class Budget:
    """What is left to read of one file, however many parts it has."""

    def __init__(self) -> None:
        self.elements = MOST_ELEMENTS
        self.characters = MOST_CHARACTERS
        self.pieces = _MOST_PIECES


class _Target:
    """Passes on what the parser finds, and stops it when it has found too much."""

    def __init__(self, handler: Handler, budget: Budget) -> None:
        self._handler = handler
        self._budget = budget
        self._depth = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._budget.elements -= 1
        self._depth += 1
        if self._budget.elements < 0 or self._depth > _DEEPEST or len(attributes) > _MOST_ATTRIBUTES:
            raise too_much_inside("much markup")
        self._handler.start(_local(tag), attributes)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._handler.end(_local(tag))

    def data(self, text: str) -> None:
        self._budget.characters -= len(text)
        self._budget.pieces -= 1
        if self._budget.characters < 0 or self._budget.pieces < 0:
            raise too_much_inside("much text")
        self._handler.data(text)

    def close(self) -> None:
        """End the document; the parser asks for this method."""


def read_html(text: str, handler: Handler, budget: Budget) -> None:
    """Send an HTML page to a handler; broken markup is read as a browser would. Refuses a page with too much markup."""
    if not text.strip("\x00 \t\r\n\f\ufeff"):
        return
    parser = etree.HTMLParser(target=_Target(handler, budget), no_network=True, recover=True, huge_tree=False)
    try:
        _feed(parser, text.replace("\x00", ""))
    except etree.LxmlError as error:
        raise damaged("HTML") from error


def read_xml(data: bytes, handler: Handler, kind: str) -> None:
    """Send an XML document to a handler; `kind` names the file that it is part of.

    Refuses what is not well-formed, has too much markup, or declares entities: no such file needs them.
    """
    if _DECLARES.search(data.replace(b"\x00", b"")):
        raise UnreadableFile(
            "hostile", f"This {kind} file declares entities, which no story needs. Save the chapter anew and send that."
        )
    parser = etree.XMLParser(
        target=_Target(handler, Budget()),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=False,
    )
    try:
        _feed(parser, data)
    except (etree.LxmlError, LookupError) as error:
        raise damaged(kind) from error


def _feed(parser: etree.XMLParser, document: str | bytes) -> None:
    for start in range(0, len(document), _CHUNK):
        parser.feed(document[start : start + _CHUNK])
    parser.close()


def _local(tag: object) -> str:
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
