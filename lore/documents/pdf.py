"""PDF pages to lines of text with their places, through pypdf; what the lines make is told in `lore.documents.pages`.

Everything pypdf does here is bounded: what a stream may unpack to, how much of one is parsed, and how much all pages
ask for together, which is reckoned before the first is read. Not here: pictures, which are never decoded, and text in
them.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pypdf import PdfReader, apply_configuration
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, StreamObject

from lore.documents.errors import UnreadableFile, damaged, too_much_inside
from lore.documents.pages import Page, Place, paragraphs_of
from lore.documents.paragraphs import Document, compose
from lore.documents.runs import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdf import PageObject

MOST_PAGES = 1_500
MOST_STREAM = 4 * 1024 * 1024
"""Bytes that one stream may unpack to."""
MOST_PAGE_WORK = 256 * 1024
MOST_WORK = 6 * 1024 * 1024
"""Bytes of drawing that one page, and all together, may have pypdf go through; a page of a novel has about 10,000."""
_IDLE_WORK = 256 * 1024
_WORK_PER_LETTER = 40
"""Bytes of drawing that may go by without text, and those that each letter found allows for: 5 to 30 is common."""
_MOST_TOKENS = 100_000
_DEEPEST_FORM = 4
_FONT_WORK = 500
_TABLE_SHARE = 3
"""A font's table of letters is read this much faster than drawing is."""
_FAULTS: Final = (
    PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, RecursionError, OSError,
    AssertionError, NotImplementedError, StopIteration,
)  # fmt: skip
"""What pypdf raises on broken files beside its own errors; faults of ours among them show in tests of whole files."""
_BOUNDS: Final[dict[str, Any]] = {
    "maximum_declared_stream_length": MOST_STREAM,
    "array_based_stream_maximum_output_length": MOST_STREAM,
    "lzw_maximum_output_length": MOST_STREAM // 4,
    "run_length_maximum_output_length": MOST_STREAM,
    "zlib_maximum_output_length": MOST_STREAM,
    "zlib_maximum_recovery_input_length": 100_000,
    "stream_filters_maximum_length": 3,
    "stream_decoding_work_maximum_length": 3 * MOST_STREAM,
    "stream_parsing_work_maximum_count": _MOST_TOKENS,
    "page_tree_maximum_entries": MOST_PAGES * 2,
    "page_tree_maximum_depth": 30,
    "page_tree_maximum_page_entries": MOST_PAGES * 40,
    "xform_maximum_invocations_per_extraction": 50,
    "jbig2dec_binary": None,
    "disable_legacy_handling": True,
}
_INVOKES = re.compile(rb"\bDo\b")
_NO_TITLE = re.compile(r"untitled.*|microsoft word.*|document\d*|.*\.\w{2,4}|", re.IGNORECASE)
_UNTOLD = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08]")
_MOST_UNTOLD = 0.2


def read_pdf(data: bytes) -> Document:
    """Return a PDF as a document: its text put back into paragraphs, headers, footers and page numbers left out.

    Refuses what is encrypted, damaged, asks for too much work, or has no text layer. Gets wrong: pages of several
    columns that were not written one after the other, and words broken at a line's end that the text holds nowhere
    else.
    """
    try:
        with apply_configuration(**_BOUNDS):
            return _read(data)
    except _FAULTS as error:
        raise damaged("PDF") from error


def _read(data: bytes) -> Document:
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        raise UnreadableFile("encrypted", "This PDF is encrypted. Save a copy without a password and send that.")
    pages = list(reader.pages[: MOST_PAGES + 1])
    if not pages:
        raise damaged("PDF")
    if len(pages) > MOST_PAGES:
        raise too_much_inside("many pages")
    read = list(_worthwhile(pages, _reckoned(pages)))
    _refuse_pictures(read)
    return Document(_title(reader), compose(paragraphs_of(read)))


def _reckoned(pages: Sequence[PageObject]) -> list[int]:
    """Return the work of each page; refuses, before any is done, more than a story's pages ask for."""
    reckoning = _Reckoning()
    works: list[int] = []
    total = 0
    for page in pages:
        works.append(reckoning.work_of(page))
        total += works[-1]
        if works[-1] > MOST_PAGE_WORK or total > MOST_WORK:
            raise too_much_inside("much drawing")
    return works


def _worthwhile(pages: Sequence[PageObject], works: Sequence[int]) -> Iterator[Page]:
    """Yield what the pages hold; refuses when much has been drawn and next to no text has come of it."""
    left = _IDLE_WORK
    for page, work in zip(pages, works, strict=True):
        read = _page(page)
        left += _WORK_PER_LETTER * sum(len(line.text) for line in read.lines) - work
        if left < 0:
            raise too_much_inside("much drawing")
        yield read


class _Reckoning:
    """Reckons how many bytes of drawing a page stands for, the forms and fonts that it uses included."""

    def __init__(self) -> None:
        self._lengths: dict[int, tuple[int, int]] = {}
        self._fonts: dict[int, int] = {}

    def work_of(self, page: DictionaryObject) -> int:
        contents = page.get("/Contents")
        contents = contents.get_object() if contents is not None else None
        streams = contents if isinstance(contents, list) else [contents]
        if len(streams) > MOST_PAGES:
            return MOST_WORK
        sizes = [self._size(stream.get_object()) for stream in streams if stream is not None]
        resources = self._resources(page)
        length, invoked = sum(size for size, _ in sizes), sum(count for _, count in sizes)
        return length + invoked * self._forms(resources, 0) + self._font_work(resources)

    def _resources(self, holder: DictionaryObject) -> DictionaryObject:
        for _ in range(_BOUNDS["page_tree_maximum_depth"]):
            found = holder.get("/Resources")
            if found is not None:
                resources = found.get_object()
                return resources if isinstance(resources, DictionaryObject) else DictionaryObject()
            parent = holder.get("/Parent")
            if parent is None or not isinstance(parent.get_object(), DictionaryObject):
                break
            holder = parent.get_object()
        return DictionaryObject()

    def _size(self, stream: object) -> tuple[int, int]:
        """Return a stream's length unpacked, and how often it invokes a form."""
        if not isinstance(stream, StreamObject):
            return 0, 0
        if id(stream) not in self._lengths:
            drawing = stream.get_data()
            self._lengths[id(stream)] = len(drawing), len(_INVOKES.findall(drawing))
        return self._lengths[id(stream)]

    def _forms(self, resources: DictionaryObject, depth: int) -> int:
        """Return the work of the costliest form among the resources."""
        held = resources.get("/XObject")
        held = held.get_object() if held is not None else None
        if not isinstance(held, DictionaryObject):
            return 0
        forms = [form for form in (each.get_object() for each in held.values()) if self._is_form(form)]
        if depth > _DEEPEST_FORM or (forms and len(held) > MOST_PAGES):
            return MOST_WORK
        return max((self._form(form, depth) for form in forms), default=0)

    def _is_form(self, candidate: object) -> bool:
        return isinstance(candidate, StreamObject) and candidate.get("/Subtype") != "/Image"

    def _form(self, form: StreamObject, depth: int) -> int:
        length, invoked = self._size(form)
        resources = self._resources(form)
        return length + self._font_work(resources) + (invoked * self._forms(resources, depth + 1) if invoked else 0)

    def _font_work(self, resources: DictionaryObject) -> int:
        held = resources.get("/Font")
        held = held.get_object() if held is not None else None
        if not isinstance(held, DictionaryObject):
            return 0
        return sum(self._font(font.get_object()) for font in held.values())

    def _font(self, font: object) -> int:
        if not isinstance(font, DictionaryObject):
            return 0
        if id(font) not in self._fonts:
            table = font.get("/ToUnicode")
            length, _ = self._size(table.get_object()) if table is not None else (0, 0)
            self._fonts[id(font)] = _FONT_WORK + length // _TABLE_SHARE
        return self._fonts[id(font)]


@dataclass(slots=True)
class _Lines:
    """Takes the pieces of text that pypdf finds on a page, and puts them together to lines."""

    lines: list[Place] = field(default_factory=list)
    _held: list[Place] = field(default_factory=list)

    def take(self, text: str, cm: Sequence[float], tm: Sequence[float], _font: object, size: float) -> None:
        """Take a piece of a line, with the matrices that place it; one that ends in a line end ends the line."""
        if text.strip():
            left = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            base = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            height = abs(size * (tm[3] * cm[3] + tm[2] * cm[1]))
            self._held.append(Place(text, left, base, height or 1.0))
        elif self._held and text:
            self._held.append(Place(text, self._held[-1].left, self._held[-1].base, self._held[-1].size))
        if text.endswith("\n"):
            self.end()

    def end(self) -> None:
        """End the line."""
        words = "".join(piece.text for piece in self._held).rstrip()
        words = " ".join(visible(f"{words[:-1]}-" if words.endswith("\xad") else words).split())
        if words:
            first = self._held[0]
            self.lines.append(Place(words, first.left, first.base, max(piece.size for piece in self._held)))
        self._held = []


def _page(page: PageObject) -> Page:
    lines = _Lines()
    page.extract_text(orientations=(0,), visitor_text=lines.take)
    lines.end()
    box = page.mediabox
    return Page(tuple(lines.lines), float(box.width), float(box.height))


def _refuse_pictures(pages: Sequence[Page]) -> None:
    text = "".join(line.text for page in pages for line in page.lines)
    if sum(map(str.isalpha, text)) < min(2 * len(pages), 50):
        raise UnreadableFile(
            "no-text",
            "The pages of this PDF are pictures without text. Have the text recognised (OCR), or send it as .txt.",
        )
    if len(_UNTOLD.findall(text)) > len(text) * _MOST_UNTOLD:
        raise UnreadableFile(
            "no-text",
            "The letters of this PDF cannot be told: its fonts do not say what they show. Send the text as .txt.",
        )


def _title(reader: PdfReader) -> str:
    information = reader.metadata
    title = information.title if information is not None else None
    title = " ".join(visible(title).split()) if isinstance(title, str) else ""
    return "" if _NO_TITLE.fullmatch(title) else title
