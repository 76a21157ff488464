"""What every format is read into: paragraphs, each with its kind, and the plain text that they make together.

The plain text is written so that the reader of texts finds in it by itself what the format had said outright: headings,
scene breaks and notes. So the text can be kept alone and gives the same script again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from lore.script.headings import is_heading, is_ornament

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ParagraphKind: TypeAlias = Literal["text", "heading", "break", "blank", "note"]

BREAK = "* * *"
"""The line that stands for a scene break which the format drew or set by a new page."""
_UNLABELLED = "Author's note"
_MOST_BLANKS = 0.2
_LABEL = re.compile(
    r"(?:(?P<where>work|chapter|story)\s+)?(?P<what>summary|(?:beginning |end ?|author'?’?s? )?notes?)\s*:?",
    re.IGNORECASE,
)
_OPENS_ITSELF = re.compile(
    r"[\W_]*(?:summary|notes?|a\s?/\s?n|author'?’?s? notes?|end ?notes?|chapter notes)\b.{0,20}:", re.IGNORECASE
)
_BYLINE = re.compile(r"by\b[:\s]+\S[^\"“”\n]{0,90}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: a `blank` is an empty one, a `break` a rule or a new page, a `note` no part of the story."""

    kind: ParagraphKind
    text: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file read: what it says its title is, empty where it says nothing, and its plain text."""

    title: str
    text: str


def compose(paragraphs: Iterable[Paragraph]) -> str:
    """Return the plain text of paragraphs, a blank line between each two.

    A blank paragraph becomes a scene break where such are rare, and nothing where they are how the document spaces
    its paragraphs. Notes that stand together become one paragraph that says what it is, with a break before the story
    goes on. A heading that would not be taken for one by itself is marked `#`.
    """
    told = list(
        _tidied(_grouped(_with_blanks([each for each in paragraphs if each.text or each.kind in ("break", "blank")])))
    )
    return "\n\n".join(_written(told))


def _with_blanks(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    blanks = sum(each.kind == "blank" for each in paragraphs)
    texts = sum(each.kind == "text" for each in paragraphs)
    rare = blanks <= texts * _MOST_BLANKS
    return [Paragraph("break") if each.kind == "blank" else each for each in paragraphs if rare or each.kind != "blank"]


def _grouped(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs with each run of notes made into one paragraph for each label in it."""
    grouped: list[Paragraph] = []
    label, held = "", list[str]()

    def close() -> None:
        nonlocal label, held
        if held:
            grouped.append(Paragraph("note", _labelled(label, " ".join(held))))
        label, held = "", []

    for each in paragraphs:
        if each.kind == "note" and (named := _LABEL.fullmatch(each.text)):
            close()
            label = _label(named)
        elif each.kind == "note" and not label and not held and _BYLINE.fullmatch(each.text):
            grouped.append(each)
        elif each.kind == "note":
            held.append(" ".join(each.text.split()))
        else:
            close()
            grouped.append(each)
    close()
    return grouped


def _label(named: re.Match[str]) -> str:
    where, what = (named["where"] or "").lower(), named["what"].lower()
    if what.startswith("end"):
        return "End notes"
    if what == "summary" and where != "chapter":
        return "Summary"
    return f"Author's note ({where} {what})" if where else "Author's note"


def _labelled(label: str, text: str) -> str:
    if not label and _OPENS_ITSELF.match(text):
        return text
    return f"{label or _UNLABELLED}: {text}"


def _tidied(paragraphs: Sequence[Paragraph]) -> Iterable[Paragraph]:
    """Yield the paragraphs with breaks only between two stretches of story, and one wherever a note lies between."""
    pending = False
    before: Paragraph | None = None
    for each in paragraphs:
        if each.kind == "break":
            pending = True
            continue
        ornament = each.kind == "text" and is_ornament(each.text)
        after_story = before is not None and before.kind == "text" and not is_ornament(before.text)
        after_note = before is not None and before.kind == "note"
        if each.kind == "text" and not ornament and ((pending and after_story) or after_note):
            yield Paragraph("break")
        yield each
        pending, before = False, each


def _written(paragraphs: Iterable[Paragraph]) -> Iterable[str]:
    story = False
    for each in paragraphs:
        story = story or each.kind == "text"
        if each.kind == "break":
            yield BREAK
        elif each.kind == "heading":
            text = " ".join(each.text.split())
            yield text if is_heading(text, first=not story) else f"# {text}"
        else:
            yield each.text
