"""What may never stand in a worded sentence, whoever wrote it first: mentions, links, markdown, code, hidden marks."""

from __future__ import annotations

import re
import unicodedata

_LINK = re.compile(r"\b[a-z][a-z0-9+.-]*://|\bwww\.|[^\W_][\w-]*\.[a-z]{2,}(?:/|\b)", re.IGNORECASE)
_MARKUP = re.compile(r"[\\`*_~|<>\[\]{}#@=^$]|^\s*(?:[-+•]|\d+[.)])\s|^\s*-#")
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})


def has_marks(text: str) -> bool:
    """Tell whether a sentence holds anything that Discord, or a reader, would take for more than words."""
    hidden = any(unicodedata.category(character) in _HIDDEN for character in text)
    return hidden or bool(_MARKUP.search(text) or _LINK.search(text))
