"""A model's reply as values: JSON of the agreed shape, or a code that says what it is instead."""

from __future__ import annotations

import json
import re

from bot.model.values import Cited, Rejection

MOST_SENTENCES = 3
LONGEST_REPLY = 8000
_THOUGHTS = re.compile(r"^.*</think>", re.DOTALL)
_CODE_FENCE = re.compile(r"^\s*```(?:json)?\s*\n(.*?)\n?\s*```\s*$", re.DOTALL)


def read_reply(text: str) -> tuple[Cited, ...] | Rejection:
    """Return the sentences of a reply with the lines they cite, unchecked.

    A code fence around the JSON, and thoughts before it, are what local models add unasked; both are dropped.
    """
    if len(text) > LONGEST_REPLY:
        return Rejection("length")
    bare = _CODE_FENCE.sub(r"\1", _THOUGHTS.sub("", text))
    try:
        data = json.loads(bare)
    except (ValueError, RecursionError):
        return Rejection("broken")
    sentences = data.get("sentences") if isinstance(data, dict) else None
    if not isinstance(sentences, list):
        return Rejection("shape")
    if not sentences:
        return Rejection("declined")
    if len(sentences) > MOST_SENTENCES:
        return Rejection("length")
    cited = tuple(_cited(each) for each in sentences)
    return Rejection("shape") if None in cited else tuple(each for each in cited if each)


def _cited(entry: object) -> Cited | None:
    if not isinstance(entry, dict):
        return None
    text, lines = entry.get("text"), entry.get("lines")
    if not isinstance(text, str) or not text.strip() or not isinstance(lines, list) or not lines:
        return None
    # True is an int to Python, and no line to anybody.
    if not all(type(number) is int for number in lines):
        return None
    return Cited(text.strip(), tuple(dict.fromkeys(lines)))
