"""To whom a turn is said, where the text shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lore.attribution.reading import Reading
    from lore.attribution.text import Turn
    from lore.attribution.weigh import Verdict


def addressee(reading: Reading, turn: Turn, verdicts: Sequence[Verdict], scenes: Sequence[int]) -> int | None:
    """Return the person spoken to, or None: from the tag, then a name in the words, then an exchange of two.

    `scenes` gives the number of the scene that each passage lies in: an exchange ends with its scene.
    """
    speaker = verdicts[turn.number].person
    for tag in reading.tags[turn.number]:
        if tag.to and len(tag.to.people) == 1 and tag.to.people[0] != speaker:
            return tag.to.people[0]
    addressed = [person for person in reading.spoken[turn.number].addressed if person != speaker]
    if addressed:
        return addressed[0]
    return _partner(reading, turn.number, verdicts, scenes)


def _partner(reading: Reading, number: int, verdicts: Sequence[Verdict], scenes: Sequence[int]) -> int | None:
    """Return the one who speaks both before and after, or on the one side that has a neighbour."""
    speaker = verdicts[number].person
    turn = reading.turns[number]
    # In play form, narration between two lines ends an exchange: what follows it is said to whoever answers.
    opens = turn.broken or (turn.label is not None and bool(turn.gap))
    here = scenes[turn.first]
    before = verdicts[number - 1].person if number and not opens else None
    if number and scenes[reading.turns[number - 1].first] != here:
        before = None
    following = reading.turns[number + 1] if number + 1 < len(verdicts) else None
    joined = following is not None and not following.broken and scenes[following.first] == here
    after = verdicts[number + 1].person if joined else None
    # Right after another's words, without narration between, somebody answers; else both sides must agree.
    if before is not None and before != speaker and (not turn.gap or after is None or after in (before, speaker)):
        return before
    if before is None and after is not None and after != speaker:
        return after
    return None
