"""Letters, telegrams and verses that fill paragraphs of their own in quotation marks: written, and said by nobody.

Known by how letters are made (a salutation, a close, a signature) and by how the paragraph before announces them, not
by what they say. A letter without marks is narration anyway. What somebody reads aloud inside an ordinary paragraph is
speech, and not looked at here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lore.script.passages import Passage

_EDGE = " \t\r\n\"“”„«»‘’'*_"
_ADDRESSED = (
    r"(?i:(?:my (?:own )?)?(?:dear(?:est)?|beloved|darling)\b(?:[^.!?\n\"“”«»]|\b(?:mr|mrs|ms|dr|st)\.){0,50}?)"
)
_SALUTATION = re.compile(
    rf"{_ADDRESSED}(?:[,:;]|,?\s*(?:--|[—–]))(?=\s*$|\s*[—–-]|\s*[A-Z])"
    r"|(?i:to whom it may concern\b.{0,3}$|(?:sir|madam|gentlemen|sirs),$)"
)
_CLOSE = re.compile(
    r"(?:(?:i (?:am|remain)|believe me|ever|always|with (?:\w+ ){0,3}(?:love|regards|wishes)"
    r"|(?:kind|best) (?:regards|wishes)|(?:very )?(?:truly|sincerely|faithfully|affectionately|respectfully|cordially)"
    r"|love|your(?:['’]?s)?)\b[\w ,.'’&]{0,60}|postscript\b.*|p\. ?s\..*)",
    re.IGNORECASE,
)
_FORMS_OF_A_CLOSE = re.compile(
    r"\b(?:truly|sincerely|faithfully|affectionate(?:ly)?|respectfully|devoted(?:ly)?|cordially|loving|obedient|humble"
    r"|servant|friend|brother|sister|son|daughter|cousin|regards|wishes|love|ever|always|&c|yours?['’]?s?)\b",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"(?:[A-Z][\w.'’-]*\s*){1,4}[.,]?")
_SHOUTED = re.compile(r"(?:[A-Z][A-Z.'’-]*\s*){1,4}[.,]?")
_PLACE_OR_DATE = re.compile(r"(?:[A-Z0-9][\w.'’-]*[,.]?\s*|of |the |near |on ){1,8}")
_ANNOUNCES = re.compile(
    r"\b(?:letters?|notes?|telegram|wire|cable|message|postscript|inscription|lines?|paper|page|card|envelope|placard"
    r"|wrote|written|writes|scrawled|scribbled|reads?|ran|contents|as follows|(?:this|the following) effect)\b[^.!?]*:"
    r"[\s—–-]*$|\b(?:as follows|(?:this|the following) effect)\.$",
    re.IGNORECASE,
)
_VOICED = re.compile(
    r"\b(?:aloud|out loud|said|says|asked|cried|repl\w+|answer\w*|exclaim\w*|told|recit\w+|dictat\w+)\b"
)
_TAGGED_GREETING = re.compile(
    rf"[\"“«]{_ADDRESSED},?[\"”»]\W*"
    r"(?:wrote|it ran|(?:s?he|I|they|[A-Z]\w+) (?:wrote|typed)|(?:the )?(?:letter|note) (?:ran|began))\b"
)
_LONGEST_PART = 80
_SET_IN = 4
_FURTHEST = 60
"""A letter's close is looked for in this many paragraphs after its salutation."""


def find_written(source: str, passages: Sequence[Passage]) -> set[int]:
    """Return the numbers of the prose paragraphs whose quotation marks hold writing."""
    found: set[int] = set()
    indents = _begins_with_indents(source, passages)
    for number, passage in enumerate(passages):
        if number in found or not (passage.quotations or passage.scare):
            continue
        if _is_salutation(source, passage):
            found |= _letter(source, passages, number)
        elif _is_announced(source, passages, number):
            found |= _announced(source, passages, number)
        elif _is_verse(source, passage) or (not indents and _is_set_in(source, passage)):
            found.add(number)
    return found


def _bare(source: str, passage: Passage) -> str:
    return " ".join(source[passage.start : passage.end].split()).strip(_EDGE)


def _is_whole(source: str, passage: Passage) -> bool:
    """Tell whether a paragraph is a quotation from end to end, or one that stays open."""
    if passage.kind != "prose" or not passage.quotations:
        return False
    said = passage.quotations
    return (
        said[0].outer_start == passage.start and not source[said[-1].outer_end : passage.end].strip() and len(said) == 1
    )


def _is_salutation(source: str, passage: Passage) -> bool:
    """Tell whether a paragraph is how a letter begins: a greeting alone, with a dash, or told of."""
    if _TAGGED_GREETING.match(source, passage.start, passage.end):
        return True
    first = passage.quotations[0] if passage.quotations else None
    if first is None or first.outer_start != passage.start:
        return False
    greeting = source[first.start : first.end].strip(_EDGE)
    begins = _SALUTATION.match(greeting)
    if begins is None or source[first.outer_end : passage.end].strip():
        return False
    alone = begins.end() == len(greeting)
    return alone or greeting[begins.end() - 1] not in ",:;" or greeting[begins.end()] in "\n—–-"


def _is_close(text: str) -> bool:
    return len(text) <= _LONGEST_PART and bool(_CLOSE.fullmatch(text)) and bool(_FORMS_OF_A_CLOSE.search(text))


def _letter(source: str, passages: Sequence[Passage], first: int) -> set[int]:
    """Return a letter's paragraphs: datelines, salutation, and what follows to its close, or the next one alone."""
    start = first
    while start and _is_whole(source, passages[start - 1]) and _is_dateline(_bare(source, passages[start - 1])):
        start -= 1
    last = first
    for number in range(first + 1, min(len(passages), first + _FURTHEST)):
        if not (_is_whole(source, passages[number]) or _is_bare_part(source, passages[number])):
            break
        text = _bare(source, passages[number])
        if _is_close(text) or _SHOUTED.fullmatch(text):
            last = number
        elif last > first:
            break
    following = first + 1
    if last == first and following < len(passages) and _is_whole(source, passages[following]):
        last = following
    if last + 1 < len(passages) and _is_signature(source, passages[last + 1]):
        last += 1
    return {number for number in range(start, last + 1) if passages[number].kind == "prose"}


def _is_dateline(text: str) -> bool:
    return len(text) <= _LONGEST_PART // 2 and bool(_PLACE_OR_DATE.fullmatch(text))


def _is_bare_part(source: str, passage: Passage) -> bool:
    """Tell whether a paragraph without marks may stand inside a letter that opened its marks before."""
    return passage.kind == "prose" and not passage.quotations and len(_bare(source, passage)) <= _LONGEST_PART


def _is_signature(source: str, passage: Passage) -> bool:
    text = _bare(source, passage)
    return passage.kind in ("prose", "heading") and len(text) <= _LONGEST_PART and bool(_SIGNATURE.fullmatch(text))


def _is_announced(source: str, passages: Sequence[Passage], number: int) -> bool:
    """Tell whether the paragraph before ends by announcing something written, and nobody is said to voice it."""
    if not number or not _is_whole(source, passages[number]):
        return False
    before = passages[number - 1]
    if before.kind != "prose" or before.quotations:
        return False
    sentence = re.split(r"(?<=[.!?]) ", " ".join(source[before.start : before.end].split()))[-1]
    return bool(_ANNOUNCES.search(sentence)) and not _VOICED.search(sentence)


def _announced(source: str, passages: Sequence[Passage], first: int) -> set[int]:
    """Return what was announced: one paragraph, and on while its marks stay open or up to a close."""
    found = {first}
    for number in range(first, min(len(passages) - 1, first + _FURTHEST)):
        here, after = passages[number], passages[number + 1]
        if here.quotations and here.quotations[-1].closed and not _is_close(_bare(source, after)):
            break
        if not _is_whole(source, after):
            break
        found.add(number + 1)
    if max(found) + 1 < len(passages) and len(found) > 1 and _is_signature(source, passages[max(found) + 1]):
        found.add(max(found) + 1)
    return found


def _is_verse(source: str, passage: Passage) -> bool:
    """Tell whether a whole paragraph is set as verse: lines that begin with capitals, some of them standing in."""
    if not _is_whole(source, passage):
        return False
    lines = source[passage.start : passage.end].splitlines()
    if len(lines) < 2 or any(len(line.strip()) > _LONGEST_PART for line in lines):  # noqa: PLR2004 (two lines are a verse)
        return False
    starts = [line.strip(_EDGE + "—–-(.")[:1] for line in lines]
    return all(sign.isupper() for sign in starts) and any(line[:2].isspace() for line in lines[1:])


def _is_set_in(source: str, passage: Passage) -> bool:
    """Tell whether a whole paragraph stands in from the margin, as what is quoted from elsewhere does."""
    return _indent(source, passage) >= _SET_IN and _is_whole(source, passage)


def _begins_with_indents(source: str, passages: Sequence[Passage]) -> bool:
    """Tell whether indents are how the text begins its paragraphs."""
    told = [passage for passage in passages if passage.kind == "prose"]
    return sum(_indent(source, passage) >= _SET_IN for passage in told) * 4 > len(told)


def _indent(source: str, passage: Passage) -> int:
    line = source.rfind("\n", 0, passage.start) + 1
    return passage.start - line if source[line : passage.start].isspace() else 0
