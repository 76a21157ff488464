"""Cutting quotations short: at clauses, with an ellipsis, and never more of a text than may be shared."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.ui.pages import shorten

MOST_SHARED = 300
"""Characters of a chapter that a shared answer may quote in all; a text of the house's own is free of this."""

_CLAUSE_END = re.compile(r"[,;:.!?…—–](?=[\s\"'”’»]|$)[\"'”’»]*")
_SENTENCE_END = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)[.!?…][\"'”’»)]*\s+(?=[\"'“‘«(]*[^\W_a-z])")
_LEAST_KEPT = 12


def cut_at_clause(text: str, limit: int) -> str:
    """Return at most `limit` characters of a text: whole where it fits, else up to a clause's end, with an ellipsis."""
    if len(text) <= limit:
        return text
    ends = [match.start() for match in _CLAUSE_END.finditer(text, 0, limit - 1)]
    if ends and ends[-1] >= min(_LEAST_KEPT, limit // 2):
        return text[: ends[-1]].rstrip() + "…"
    return shorten(text, limit)


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of a text around words of it; `before` and `after` carry an ellipsis where the text was cut."""

    before: str
    words: str
    after: str

    def __len__(self) -> int:
        """Return how many characters it comes to."""
        return len(self.before) + len(self.words) + len(self.after)


def cut_around(text: str, words: str, limit: int) -> Cut:
    """Return at most `limit` characters of a text, cut so that the words stay in; its beginning where it has none."""
    at = text.find(words) if words else -1
    if at < 0:
        return Cut(cut_at_clause(text, limit), "", "")
    if len(text) <= limit:
        return Cut(text[:at], words, text[at + len(words) :])
    shown = cut_at_clause(words, limit)
    if shown != words:
        return Cut("", shown, "")
    room, rest = limit - len(words), len(text) - at - len(words)
    before = _cut_before(text[:at], max(room // 2, room - rest))
    return Cut(before, words, _cut_after(text[at + len(words) :], room - len(before)))


def _cut_before(text: str, limit: int) -> str:
    """Return the end of a text, from the first clause that begins within the limit, else from a word."""
    if len(text) <= limit:
        return text
    starts = [match.end() for match in _CLAUSE_END.finditer(text) if len(text) - match.end() < limit]
    if starts:
        return "…" + text[starts[0] :].lstrip()
    blank = text.find(" ", len(text) - limit + 1)
    return "…" + text[blank + 1 :] if blank >= 0 and limit > 0 else "…"[:limit]


def _cut_after(text: str, limit: int) -> str:
    """Return the beginning of a text, up to the last clause that ends within the limit, else up to a word."""
    if len(text) <= limit:
        return text
    ends = [match.start() for match in _CLAUSE_END.finditer(text, 0, max(limit - 1, 0))]
    if ends and ends[-1]:
        return text[: ends[-1]].rstrip() + "…"
    blank = text.rfind(" ", 0, max(limit, 0))
    return text[: max(blank, 0)].rstrip() + "…" if limit > 0 else ""


def first_sentences(text: str, most: int) -> str:
    """Return at most so many sentences of a text, with an ellipsis where there were more."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    return text if len(ends) < most else f"{text[: ends[most - 1]].rstrip()} …"
