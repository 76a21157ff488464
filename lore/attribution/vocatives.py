"""What a speech itself shows: who is addressed in it, who is talked about, and who introduces themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lore.attribution.lexicon import FEMALE_VOCATIVES, MALE_VOCATIVES
from lore.attribution.names import NAME, strip_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lore.attribution.names import Roster
    from lore.script.marks import Quotation
    from lore.values import Span

_NAME = re.compile(NAME)
_GENERIC = re.compile(
    r"(?:(?<=, )|(?<=,\n)|(?<=^)|\b(?:my|dear|yes|no|oh|well|good)\s)("
    + "|".join(sorted(MALE_VOCATIVES | FEMALE_VOCATIVES))
    + r")\b(?=\s*[,.!?;—-]|\s*$)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:^|[.!?…—]\s*|,\s+|\b(?:oh|o|ah|well|yes|no|but|and|my|dear|my dear|poor|good|thanks|thank you"
    r"|hello|hi|hey|please|come|now|sorry|good-?bye|listen|look|why|you|sure|right|okay|ok"
    r"|morning|evening|night|afternoon|you know|you see)\s+)$",
    re.IGNORECASE,
)
_TRAIL = re.compile(r"\s*(?:[,!?;:.…—]|--|$)")
_SELF = re.compile(r"\b(?:I am|I[’']m|my name is|my name[’']s|name is|call me|this is|it[’']s me,)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spoken:
    """People found inside a speech: addressed, spoken about, introduced by themselves; and an address such as `sir`."""

    addressed: tuple[int, ...] = ()
    address_span: Span | None = None
    about: tuple[int, ...] = ()
    introduced: tuple[int, ...] = ()
    gender: str = ""


def read_speech(source: str, quotations: Iterable[Quotation], roster: Roster) -> Spoken:
    """Return the people inside a speech. Gets wrong: a list of names set off by commas looks like an address."""
    addressed: list[int] = []
    about: list[int] = []
    introduced: list[int] = []
    address_span: Span | None = None
    gender = ""
    for quotation in quotations:
        for span, owners in _names(source, quotation, roster):
            if names_self(source, span, quotation.start):
                introduced += owners
            elif _is_addressed(source, quotation, span):
                addressed += owners
                address_span = address_span or span
            else:
                about += owners
        gender = gender or _generic(source[quotation.start : quotation.end])
    return Spoken(tuple(addressed), address_span, tuple(about), tuple(introduced), gender)


def names_self(source: str, span: Span, start: int) -> bool:
    """Tell whether a name in words from `start` on is the speaker's own: `I am Ann`, and not `I am Ann's aunt`."""
    return bool(_SELF.search(source, max(start, span[0] - 16), span[0])) and source[span[1] : span[1] + 2] not in _OWNER


_OWNER = ("'s", "’s")


def _names(source: str, quotation: Quotation, roster: Roster) -> Iterable[tuple[Span, tuple[int, ...]]]:
    for match in _NAME.finditer(source, quotation.start, quotation.end):
        span = strip_name(source, *match.span())
        owners = roster.owners(" ".join(source[span[0] : span[1]].split())) if span else ()
        if span and owners:
            yield span, owners


_DAYS = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?")


def _is_addressed(source: str, quotation: Quotation, span: Span) -> bool:
    if not _TRAIL.match(source, span[1], quotation.end) or _DAYS.fullmatch(source, *span):
        return False
    before = source[max(quotation.start, span[0] - 16) : span[0]]
    if span[0] - quotation.start <= 16 or _LEAD.search(before.lstrip() if before.strip() else before):  # noqa: PLR2004 - as much as is looked at
        return bool(_LEAD.search(before)) or not before.strip(" *_(\"'‘“—-.…")
    return False


def _generic(words: str) -> str:
    found = _GENERIC.search(words)
    if not found:
        return ""
    return "m" if found.group(1).lower() in MALE_VOCATIVES else "f"
