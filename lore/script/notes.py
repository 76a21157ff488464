"""What is set aside: author's notes, replies to reviews, header lines of archives, front and back matter.

Judged by words that speak of the text itself and by where a paragraph stands; no name of a person decides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lore.script.headings import is_heading, is_ornament

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lore.script.blocks import Block

_OPENERS = re.compile(
    r"[\W_]*(?:a\s?/\s?n|author'?s?’?s? notes?|authors'? notes?"
    r"|disclaimers?|end notes?|chapter notes|beta'?d by|to my reviewers|review(?:er)? "
    r"(?:responses?|replies)|replies to reviews|translator'?s note|editor'?s note"
    r"|transcriber'?s note|thanks? to (?:all|my|every))\b",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"[\W_]*(?:title|author|written by|rating|rated|summary|pairings?|fandoms?|warnings?|spoilers?|archive|feedback"
    r"|category|categories"
    r"|characters?|genres?|word ?count|words|e-?mail|series|timeline|status|language|published|updated"
    r"|chapters|relationships?"
    r"|additional tags|tags|stats|notes?|date|website|copyright)[*_]{0,2}:",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"[\W_]*by[:\s]+(?:\S+\s?){1,5}$", re.IGNORECASE)
_CLOSERS = re.compile(
    r"[\W_]*(?:the end|end of (?:chapter|part|book)\b.*|fin|finis|to be continued|tbc|t\.b\.c\."
    r"|please (?:review|r ?& ?r)\b.*|r ?& ?r\b.*)[\W_]*$",
    re.IGNORECASE,
)
_ABOUT_TEXT = re.compile(
    r"\b(?:review(?:s|ed|er|ers|ing)?|chapters?|fics?|fan ?fic\w*"
    r"|updat(?:e|es|ed|ing)|readers?|disclaimers?|beta(?:s|ed)?|kudos|feedback"
    r"|cliff ?hangers?|sequels?|one-?shot|ooc|pov)\b",
    re.IGNORECASE,
)
_TO_READER = re.compile(
    r"\b(?:thank(?:s| you)|hope you|glad you|you (?:guys|all)|stor(?:y|ies)|enjoy(?:ed)?"
    r"|sorry|comments?|posted|reading|read)\b",
    re.IGNORECASE,
)
_START_OF_BOOK = re.compile(r"\*{3}\s*START OF .*EBOOK", re.IGNORECASE)
_END_OF_BOOK = re.compile(r"\*{3}\s*END OF .*EBOOK|End of (?:the )?Project Gutenberg", re.IGNORECASE)
_LONGEST_TITLE = 80
_FRONT = 12
"""Header lines and bylines are looked for in this many paragraphs from the top."""


def find_notes(
    source: str, blocks: Sequence[Block], label: Callable[[int], str | None], known: Callable[[str], bool]
) -> set[int]:
    """Return the numbers of the paragraphs that are set aside.

    `label` gives a paragraph's play-form label; `known` tells whether the story itself has that name. A run of labelled
    replies at the end is set aside when nobody in the story bears the labels and one of them speaks of the text.
    """
    texts = [source[block.start : block.end] for block in blocks]
    notes = _outside_the_book(texts)
    notes |= _front(texts)
    notes |= _opened(texts)
    notes |= _replies(texts, label, known)
    return notes | {number for number, text in enumerate(texts) if number and _CLOSERS.match(text) and len(text) < 60}  # noqa: PLR2004 (a closing line is short)


def speaks_of_the_text(text: str) -> bool:
    """Tell whether a paragraph addresses readers about the text they are reading."""
    about = len(set(map(str.lower, _ABOUT_TEXT.findall(text))))
    reader = len(set(map(str.lower, _TO_READER.findall(text))))
    return about >= 1 and about + reader >= 2  # noqa: PLR2004 - one such word alone is found in stories too


def _outside_the_book(texts: Sequence[str]) -> set[int]:
    starts = [number for number, text in enumerate(texts) if _START_OF_BOOK.search(text)]
    ends = [number for number, text in enumerate(texts) if _END_OF_BOOK.search(text)]
    outside = set(range(starts[0] + 1)) if starts else set()
    return outside | (set(range(ends[0], len(texts))) if ends else set())


def _front(texts: Sequence[str]) -> set[int]:
    found: set[int] = set()
    for number, text in enumerate(texts[:_FRONT]):
        short = len(text) < 100  # noqa: PLR2004 - a byline is one short line
        if _HEADER.match(text) or (short and _BYLINE.match(text) and "\n" not in text and not _has_marks(text)):
            found.add(number)
        elif _begins_the_story(text, number) and number - 1 not in found:
            break
    return found


def _begins_the_story(text: str, number: int) -> bool:
    """Tell whether a paragraph is neither heading nor ornament; the first may be a title without looking so."""
    if is_heading(text, first=True) or is_ornament(text):
        return False
    return bool(number) or len(text) > _LONGEST_TITLE or text[-1] in ".!?" or _has_marks(text)


def _opened(texts: Sequence[str]) -> set[int]:
    """Return the paragraphs from an opener such as `A/N` to the next break, or alone where none follows."""
    found: set[int] = set()
    for number, text in enumerate(texts):
        if not _OPENERS.match(text):
            continue
        end = next((i for i in range(number + 1, len(texts)) if _breaks(texts[i])), None)
        late = number >= len(texts) * 0.6
        last = end if end is not None and end - number <= _FRONT else len(texts) if late and end is None else number + 1
        found |= set(range(number, last))
    return found


def _breaks(text: str) -> bool:
    return is_ornament(text) or is_heading(text, first=False)


def _replies(texts: Sequence[str], label: Callable[[int], str | None], known: Callable[[str], bool]) -> set[int]:
    run: set[int] = set()
    for number in range(len(texts) - 1, 0, -1):
        name = label(number) or handle(texts[number])
        if not (_is_reply(texts[number], name, known) or is_ornament(texts[number])):
            break
        if _has_marks(texts[number][:1]):
            break
        run.add(number)
    return run if any(speaks_of_the_text(texts[number]) for number in run) else set()


_HANDLE = re.compile(r"([^\W\d_A-Z][\w .'’-]{1,38}):\s")


def handle(text: str) -> str | None:
    """Return the reviewer's handle in small letters that a reply at a text's end begins with, or None.

    No label of a play is written so. In mid-story such a beginning ("one thing: ...") is none, and is not asked about.
    """
    found = _HANDLE.match(text)
    return found[1] if found else None


def _is_reply(text: str, name: str | None, known: Callable[[str], bool]) -> bool:
    return not known(name) if name else speaks_of_the_text(text)


def _has_marks(text: str) -> bool:
    return any(sign in text for sign in '"“”«»„‘')
