"""Who may speak a turn: the people whom the text shows near it, the nearest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lore.attribution.lexicon import KIN_TITLES
from lore.attribution.names import key_of

if TYPE_CHECKING:
    from lore.attribution.reading import Reading

SOMEBODY = -1
"""The candidate who stands for anybody the text has not named."""

MOST = 9
"""Candidates kept for a turn; the true speaker is among the nearest eight almost always."""
_BACK = 30
_AHEAD = 6
_FADE_BACK = 0.88
_FADE_AHEAD = 0.6
_WORTH = {"s": 1.0, "o": 0.6, "p": 0.5}


def find_candidates(reading: Reading) -> list[list[int]]:
    """Return each turn's candidates, the most present first; those that its own tag or address names are always in."""
    events = _events(reading)
    everybody = sorted(range(len(reading.roster.people)), key=lambda number: -reading.roster.people[number].count)[:3]
    found: list[list[int]] = []
    for turn in reading.turns:
        presence: dict[int, float] = dict.fromkeys(everybody, 0.001)
        worth = 1.0
        for passage in range(turn.last, max(-1, turn.first - _BACK), -1):
            for person, weight in events[passage]:
                presence[person] = presence.get(person, 0.0) + weight * worth
            worth *= _FADE_BACK
        worth = _FADE_AHEAD
        for passage in range(turn.last + 1, min(len(events), turn.last + _AHEAD)):
            for person, weight in events[passage]:
                presence[person] = presence.get(person, 0.0) + weight * worth
            worth *= _FADE_AHEAD
        for person in _kin(reading, turn.number, presence):
            presence[person] = presence.get(person, 0.0) + 3.0
        for person in _named(reading, turn.number):
            presence[person] = presence.get(person, 0.0) + 100.0
        if reading.narrator is not None:
            presence[reading.narrator] = presence.get(reading.narrator, 0.0) + 2.0
        found.append(sorted(presence, key=lambda person: (-presence[person], person))[:MOST])
        found[-1].append(SOMEBODY)
    return found


def _kin(reading: Reading, turn: int, presence: dict[int, float]) -> list[int]:
    """Return the Mr. and Mrs. of a surname present that a tag such as `his wife` or `her father` may mean."""
    title = next(
        (KIN_TITLES.get(tag.mention.word.split()[-1]) for tag in reading.tags[turn] if tag.mention.kind == "noun"), None
    )
    if title is None:
        return []
    people = reading.roster.people
    near = sorted(presence, key=lambda person: -presence[person])[:MOST]
    surnames = dict.fromkeys(
        key_of(form)[-1] for person in near for form in people[person].forms if len(key_of(form)) > 1
    )
    return [person for surname in surnames for person in reading.roster.exact(f"{title} {surname}")]


def _named(reading: Reading, turn: int) -> list[int]:
    people = [person for tag in reading.tags[turn] for person in tag.mention.people]
    return list(dict.fromkeys(people))[:MOST]


def _events(reading: Reading) -> list[list[tuple[int, float]]]:
    """Return who is mentioned in each passage and how much that says about their being there."""
    events = [
        [(person, _WORTH[mention.role] / len(mention.people)) for mention in mentions for person in mention.people[:4]]
        for mentions in reading.mentions
    ]
    for turn in reading.turns:
        for tag in reading.tags[turn.number]:
            events[turn.last] += [(person, 2.0 / len(tag.mention.people)) for person in tag.mention.people[:4]]
        spoken = reading.spoken[turn.number]
        events[turn.last] += [(person, 1.2 / len(spoken.addressed)) for person in spoken.addressed[:4]]
        events[turn.last] += [(person, 0.25) for person in spoken.about[:4]]
    return events
