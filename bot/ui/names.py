"""Names as Discord accepts them."""

from __future__ import annotations

import re
import unicodedata

from bot.ui.pages import shorten

LONGEST_WEBHOOK_NAME = 80
LONGEST_THREAD_NAME = 100
_FORBIDDEN = re.compile(r"(cly)(de)|(dis)(cord)", re.IGNORECASE)


def webhook_name(character: str) -> str:
    """Return a character's name as a webhook may carry it.

    At most 80 characters, no control characters, no "discord" and no "clyde", which Discord refuses: a middle dot parts
    those, so that a reader still knows who is meant.
    """
    name = _FORBIDDEN.sub(lambda match: "·".join(filter(None, match.groups())), _printable(character))
    return shorten(name, LONGEST_WEBHOOK_NAME) or "…"


def thread_name(title: str, number: int) -> str:
    """Return the name of a performance's thread; the number tells performances of one chapter apart."""
    tail = f" · {number}"
    return shorten(_printable(title) or "…", LONGEST_THREAD_NAME - len(tail)) + tail


def _printable(text: str) -> str:
    shown = "".join(" " if unicodedata.category(character).startswith("C") else character for character in text)
    return " ".join(shown.split())
