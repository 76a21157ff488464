"""A server's list of words that nothing posted for a member may hold: how it is typed, and whether words hold one.

Whole words are compared, without regard to case, accents or width of letters; an asterisk at the end of an entry stands
for any ending. Letters put in place of others ("0" for "o") are not seen through.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_WORDS = 200
LONGEST_WORD = 60


def read_list(typed: str) -> tuple[str, ...]:
    """Return the entries of a typed list, parted by commas or lines, each once, in the order they came."""
    entries = (" ".join(entry.split()).casefold() for entry in re.split(r"[,;\n]", typed))
    kept = dict.fromkeys(entry[:LONGEST_WORD] for entry in entries if _folded(entry).strip("* "))
    return tuple(kept)[:MOST_WORDS]


def first_forbidden(words: str, forbidden: Iterable[str]) -> str | None:
    """Return the first entry that the words hold, or None."""
    folded = _folded(words)
    return next((entry for entry in forbidden if _pattern(entry).search(folded)), None)


def _pattern(entry: str) -> re.Pattern[str]:
    stem = re.escape(_folded(entry.rstrip("*"))).replace(r"\ ", r"\W+")
    ending = r"\w*" if entry.endswith("*") else ""
    return re.compile(rf"(?<!\w){stem}{ending}(?!\w)")


def _folded(text: str) -> str:
    """Return a text without case, accents, widths of letters, and characters that nobody sees."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(each for each in apart if unicodedata.category(each) not in {"Mn", "Cf"})
