"""What an element of HTML means for the text inside it: whether it is read, stressed, a paragraph, and where it stands.

Told by its name, its semantic attributes, and the class names and ids that fan fiction archives and makers of e-books
use. Not here: style sheets, which are never read, and what is done with the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from lore.script.headings import is_ornament

if TYPE_CHECKING:
    from collections.abc import Mapping

Zone: TypeAlias = Literal["page", "story", "note"]
"""Where text stands: in a place that is the story's own, among its notes, or just on the page."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


HEADINGS = _names("h1 h2 h3 h4 h5 h6")
EMPTY = _names("br hr img wbr meta link input col area base source track param embed")
"""Elements that hold nothing and are never closed."""
_BLOCKS = HEADINGS | _names(
    """
    address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form
    header hgroup html legend li main ol p pre section summary table tbody td tfoot th thead tr ul
    """
)
_UNREAD = _names(
    """
    head script style template noscript nav button select option textarea input iframe object embed applet audio video
    canvas svg math map rt rp datalist frameset noframes colgroup
    """
)
_STRESSED_CLASS = re.compile(r"(?:^|[\s_-])(?:em|emph|emphasis|ital|italics?)\d*(?:$|[\s_-])", re.IGNORECASE)
_STRESSED_STYLE = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_UPRIGHT_STYLE = re.compile(r"font-style\s*:\s*normal", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NEW_PAGE_STYLE = re.compile(r"(?:page-)?break-(?:before|after)\s*:\s*(?:always|page|left|right)", re.IGNORECASE)
_STORY_NAMES = _names("chapters storytext story-text storycontent story-content workskin chapter-content storyinner")
_NOTE_NAMES = _names(
    """
    profile_top
    preface afterword meta byline author summary notes note endnotes end-notes author-note authors-note authornote
    author-notes copyright copyright-page colophon dedication acknowledgments acknowledgements imprint
    """
)
_APPARATUS_NAMES = _names(
    """
    footnotes footnote endnote noteref pagebreak pagenum page-number pagenumber rearnotes rearnote doc-footnote
    doc-endnotes doc-endnote doc-noteref doc-pagebreak doc-pagelist page-list
    """
)
_FURNITURE_NAMES = _names(
    "tags stats toc doc-toc nav navigation navbar sidebar landmarks loi lot cookie comments comments_placeholder"
)
"""Left out where they do not stand inside the story: there a class of that name may be the author's own."""
_BREAK_NAMES = re.compile(
    r"\b(?:scene|section|thought|story|context|time)[-_ ]?break\b"
    r"|\b(?:divider|ornament|asterism|fleuron|dinkus|separator)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Element:
    """An open element: what it means for the text inside it."""

    tag: str
    zone: Zone
    block: bool
    stressed: bool
    read: bool
    verbatim: bool


PAGE = Element("", "page", block=True, stressed=False, read=True, verbatim=False)
"""What stands around the outermost element."""


def element(tag: str, attributes: Mapping[str, str], around: Element) -> Element:
    """Return what an element means, given the one that it stands in."""
    return _attributed(tag, attributes, around) if attributes else _bare(tag, around)


@lru_cache(maxsize=1024)
def _bare(tag: str, around: Element) -> Element:
    return _attributed(tag, {}, around)


def _attributed(tag: str, attributes: Mapping[str, str], around: Element) -> Element:
    names = frozenset(
        re.sub(r"(?<=notes)\d+$", "", name)
        for key in ("id", "class", "role", "epub:type")
        for name in attributes.get(key, "").lower().split()
    )
    return Element(
        tag,
        _zone(tag, names, around),
        block=tag in _BLOCKS,
        stressed=_is_stressed(tag, attributes, around),
        read=around.read and not _is_unread(tag, attributes, names, around),
        verbatim=around.verbatim or tag == "pre",
    )


def _zone(tag: str, names: frozenset[str], around: Element) -> Zone:
    if names & _STORY_NAMES and not names & {"meta", "preface"}:
        return "story"
    return "note" if tag in _BLOCKS and names & _NOTE_NAMES else around.zone


def _is_stressed(tag: str, attributes: Mapping[str, str], around: Element) -> bool:
    style = attributes.get("style", "")
    if tag in HEADINGS or _UPRIGHT_STYLE.search(style):
        return False
    classed = tag == "span" and bool(_STRESSED_CLASS.search(attributes.get("class", "")))
    return around.stressed or classed or tag in ("em", "i") or bool(_STRESSED_STYLE.search(style))


def _is_unread(tag: str, attributes: Mapping[str, str], names: frozenset[str], around: Element) -> bool:
    if tag in _UNREAD or names & _APPARATUS_NAMES or "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    furniture = around.zone != "story" and bool(names & _FURNITURE_NAMES)
    message = around.zone == "note" and "message" in names
    return furniture or message or bool(_HIDDEN_STYLE.search(attributes.get("style", "")))


def is_break(tag: str, attributes: Mapping[str, str]) -> bool:
    """Tell whether an element is a scene break: a rule, a picture or an empty paragraph called so, a new page."""
    if tag == "img":
        told = attributes.get("alt", "").strip()
        return bool(told) and (is_ornament(told) or bool(_BREAK_NAMES.search(told)))
    if tag not in ("p", "div") or not attributes:
        return tag == "hr"
    named = f"{attributes.get('class', '')} {attributes.get('epub:type', '')}"
    return bool(_BREAK_NAMES.search(named) or _NEW_PAGE_STYLE.search(attributes.get("style", "")))
