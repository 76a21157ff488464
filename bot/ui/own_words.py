"""A performer's own words, made fit to be shown: nobody is pinged, nobody led away.

The bot must be no way round what a server forbids its members; its word list is Discord's business and comes later.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST_OWN_WORDS = 4000
"""As many as a form of Discord's takes; what is too long for one message is posted in several."""
_MENTION = re.compile(r"<(?:@[!&]?|#|/[^:>]{1,64}:)\d{1,20}>|@(?:everyone|here)\b", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|\bwww\.)\S+|\b(?:discord(?:app)?\.(?:gg|com/invite)|dsc\.gg)/\S+", re.IGNORECASE)
_HIDDEN = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200e\u200f\ufeff")


def clean_words(typed: str) -> str:
    """Return typed words without mentions, invites, links, control and direction marks; empty where nothing is left."""
    shown = "".join(character for character in typed if _is_shown(character))
    # Again until nothing changes: what is taken out may leave halves that make another.
    while (without := _LINK.sub("", _MENTION.sub("", shown))) != shown:
        shown = without
    lines = (" ".join(line.split()) for line in shown.splitlines())
    return "\n".join(line for line in lines if line)[:LONGEST_OWN_WORDS]


def _is_shown(character: str) -> bool:
    return character == "\n" or (unicodedata.category(character) != "Cc" and character not in _HIDDEN)
