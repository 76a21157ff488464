"""To whom a turn is said, where the text shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lore.attribution.reading import Reading
    from lore.attribution.text import Turn
    from lore.attribution.weigh import Verdict


def addressee(reading: Reading, turn: Turn, verdicts: Sequence[Verdict]) -> int | None:
    """Return the person spoken to, or None: from the tag, then a name in the words, then an exchange of two."""
    speaker = verdicts[turn.number].person
    for tag in reading.tags[turn.number]:
        if tag.to and len(tag.to.people) == 1 and tag.to.people[0] != speaker:
            return tag.to.people[0]
    addressed = [person for person in reading.spoken[turn.number].addressed if person != speaker]
    if addressed:
        return addressed[0]
    return _partner(reading, turn.number, verdicts)


def _partner(reading: Reading, number: int, verdicts: Sequence[Verdict]) -> int | None:
    """Return the one who speaks both before and after, or on the one side that has a neighbour."""
    speaker = verdicts[number].person
    turn = reading.turns[number]
    # In play form, narration between two lines ends an exchange: what follows it is said to whoever answers.
    opens = turn.broken or (turn.label is not None and bool(turn.gap))
    before = verdicts[number - 1].person if number and not opens else None
    joined = number + 1 < len(verdicts) and not reading.turns[number + 1].broken
    after = verdicts[number + 1].person if joined else None
    # Right after another's words, without narration between, somebody answers; else both sides must agree.
    if before is not None and before != speaker and (not turn.gap or after is None or after in (before, speaker)):
        return before
    if before is None and after is not None and after != speaker:
        return after
    return None
