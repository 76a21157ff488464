"""Headings and ornaments: what divides a chapter without being part of the story."""

from __future__ import annotations

import re

_NUMBER = (
    r"(?:\d+|[ivxlcdm]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty)(?:[- ]\w+)?"
    r"|the (?:first|second|third|fourth|fifth|last)"
    r"|first|second|third|fourth|fifth|last)"
)
_EDGE = r"[^\w\"“”„«»‘’']*"
_NUMBERED = re.compile(
    rf"{_EDGE}(?:chapter|part|book|volume|act|scene|canto|section|episode|stave|letter|day)\s+{_NUMBER}\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"{_EDGE}(?:prologue|epilogue|interlude|preface|foreword|introduction|afterword|contents)\W*(?:$|[:.—–-])",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(rf"{_EDGE}(?:\d{{1,3}}|[IVXLC]{{1,8}})[^\w\"“”„«»‘’'?!]*$")
_VIEW = re.compile(
    rf"{_EDGE}(?:(?:[A-Z][\w.-]*['’]s?|(?:first|third) person|nobody['’]s) )?(?:pov|p\.o\.v\.|point of view)\b[:\s]*"
    r"(?:[A-Z][\w.'’-]*\s?){0,3}[\W_]*$",
    re.IGNORECASE,
)
"""Whose eyes a scene is seen with, as fan fiction says between scenes."""
_MARKDOWN = re.compile(r"#{1,6}\s+\S")
_LONGEST = 100
_LONGEST_TITLE = 60
_MOST_LINES = 3
_LEAST_ORNAMENT = 3
"""`ox` is a word and no ornament."""


def is_ornament(text: str) -> bool:
    """Tell whether a paragraph is a scene break: no letter or digit, or a lone `o0o` or `x x x` between marks."""
    return not re.search(r"[^\W_]", text) or bool(
        re.fullmatch(r"[\W_]*(?:[oO0xX][\W_]*){2,12}", text) and len(text) >= _LEAST_ORNAMENT
    )


def is_heading(text: str, *, first: bool, shouted: bool = True) -> bool:
    """Tell whether a paragraph is a heading; `first` says that nothing of the story stands before it.

    `shouted` false leaves out those that nothing but their capitals would tell.

    Gets wrong: a title in the middle of a text that is neither numbered nor in capitals is taken for narration.
    """
    if len(text) > _LONGEST or text.count("\n") >= _MOST_LINES:
        return False
    if (
        is_numbered(text)
        or _NAMED.match(text)
        or _VIEW.match(text)
        or _BARE_NUMBER.match(text)
        or _MARKDOWN.match(text)
    ):
        return True
    if re.search(r"[\"“”«»„:]", text) or len(text) > _LONGEST_TITLE:
        return False
    return (shouted and _is_shouted(text)) or (first and _is_titled(text))


def is_numbered(text: str) -> bool:
    """Tell whether a paragraph is `Chapter 2` with or without a title: `Part two of the plan had failed.` is none."""
    found = _NUMBERED.match(text)
    if not found:
        return False
    rest = text[found.end() :].strip()
    long = [word for word in re.findall(r"[^\W\d_]+", rest) if len(word) > 3]  # noqa: PLR2004 ("of", "the", "and")
    return rest[:1] in ":.—–-,()*_#\n" or all(word[0].isupper() for word in long)


def _is_shouted(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) > 2 and all(sign.isupper() for sign in letters) and text[-1] not in "!?,"  # noqa: PLR2004 - "OK" is none


def _is_titled(text: str) -> bool:
    return "\n" not in text and text[-1] not in ".!?…,;-—" and text[:1] not in "'‘—–-"
