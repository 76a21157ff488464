"""How long the bot waits before it reads the next line, so that people can read the last one.

Durations are in seconds. The figures: a practised reader takes in some four words a second; nobody waits for more than
the longest pause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PACES: Mapping[str, float] = {"quick": 0.5, "usual": 1.0, "slow": 1.75}
"""How many times the usual pause it is, by the name of a pace that a server chose."""
SECONDS_A_WORD = 0.25
LONGEST = 6.0


def seconds_to_read(words: str, least: float, pace: str = "usual") -> float:
    """Return the pause after a text; `least` is the floor, and a floor of 0 means no pause at all.

    A quick pace halves the floor too; a pace nobody knows is the usual one.
    """
    if least <= 0:
        return 0.0
    return max(least, min(len(words.split()) * SECONDS_A_WORD, LONGEST)) * PACES.get(pace, 1.0)
