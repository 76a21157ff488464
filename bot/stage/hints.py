"""The prompter's ladder of hints for a line: first letters, then three words, then all of it.

Only the words to speak are hinted at, never the directions.
"""

from __future__ import annotations

import re

LAST_RUNG = 3
"""The rung on which the whole line is given."""

_OPENING_WORDS = 3
_WORD = re.compile(r"\w[\w'’-]*")


def hint(words: str, rung: int) -> str:
    """Return what the prompter whispers on a rung (1 to `LAST_RUNG`) for a line's words."""
    if rung <= 1:
        return first_letters(words)
    if rung < LAST_RUNG:
        return opening(words)
    return words


def first_letters(words: str) -> str:
    """Return the words cut down to their first letters, punctuation kept where it stands."""
    return _WORD.sub(lambda match: match.group()[0], words)


def opening(words: str) -> str:
    """Return the first three words, with an ellipsis when there are more."""
    tokens = words.split()
    start = " ".join(tokens[:_OPENING_WORDS])
    return start if len(tokens) <= _OPENING_WORDS else f"{start} …"
