"""Cutting quotations short: at clauses, with an ellipsis, and never more of a text than may be shared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.ui.pages import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_SHARED = 300
"""Characters of a chapter that a shared answer may quote in all; a text of the house's own is free of this."""

_CLAUSE_END = re.compile(r"[,;:.!?…—–](?=[\s\"'”’»]|$)[\"'”’»]*")
_LEAST_KEPT = 12


def cut_at_clause(text: str, limit: int) -> str:
    """Return at most `limit` characters of a text: whole where it fits, else up to a clause's end, with an ellipsis."""
    if len(text) <= limit:
        return text
    ends = [match.start() for match in _CLAUSE_END.finditer(text, 0, limit - 1)]
    if ends and ends[-1] >= min(_LEAST_KEPT, limit // 2):
        return text[: ends[-1]].rstrip() + "…"
    return shorten(text, limit)


def share_out(quotations: Iterable[str], most: int = MOST_SHARED) -> tuple[str, ...]:
    """Return quotations cut so that they come to at most `most` characters; those that no longer fit are left out."""
    kept: list[str] = []
    room = most
    for quotation in quotations:
        if room < _LEAST_KEPT:
            break
        kept.append(cut_at_clause(quotation, room))
        room -= len(kept[-1])
    return tuple(kept)
