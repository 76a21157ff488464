"""How long the bot waits before it reads the next line, so that people can read the last one.

Durations are in seconds. The figures: a practised reader takes in some four words a second; nobody waits for more than
the longest pause.
"""

from __future__ import annotations

SECONDS_A_WORD = 0.25
LONGEST = 6.0


def seconds_to_read(words: str, least: float) -> float:
    """Return the pause after a text; `least` is the floor, and a floor of 0 means no pause at all."""
    if least <= 0:
        return 0.0
    return max(least, min(len(words.split()) * SECONDS_A_WORD, LONGEST))
