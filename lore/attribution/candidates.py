"""Who may speak a turn: the people whom the text shows near it, the nearest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lore.attribution.focus import fits, gender_bucket
from lore.attribution.lexicon import KIN, KIN_TITLES
from lore.attribution.names import key_of

if TYPE_CHECKING:
    from lore.attribution.mentions import Mention
    from lore.attribution.reading import Reading
    from lore.attribution.tags import Tag
    from lore.attribution.text import Turn

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
    barred = _Barred(reading, events)
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
        presence = {person: worth for person, worth in presence.items() if barred.may_be(turn, person)}
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


class _Barred:
    """Knows whom the words of a sure tag rule out, whatever else speaks for them."""

    def __init__(self, reading: Reading, events: list[list[tuple[int, float]]]) -> None:
        self._reading = reading
        self._first: dict[int, int] = {}
        for passage in range(len(events) - 1, -1, -1):
            self._first.update((person, passage) for person, _ in events[passage])

    def may_be(self, turn: Turn, person: int) -> bool:
        """Tell whether a turn's tag leaves somebody possible.

        A tag in the third person is never the narrator's own. A noun is nobody of the other gender, and one that is no
        kin's, `said the porter`, nobody whom the text has not told of yet or whom a tag beside it names.
        """
        tag = self._sure(turn.number)
        if tag is None or person in tag.mention.people or tag.mention.word == "i":
            return True
        if person == self._reading.narrator:
            return False
        return tag.mention.kind != "noun" or self._may_be_noun(turn, tag.mention, person)

    def _may_be_noun(self, turn: Turn, noun: Mention, person: int) -> bool:
        female = self._reading.roster.people[person].female
        if noun.gender and fits(gender_bucket(female), noun.gender) == "clash":
            return False
        if noun.word.split()[-1] in KIN:
            return True
        beside = [self._sure(number) for number in (turn.number - 1, turn.number + 1)]
        return self._first.get(person, turn.last + 1) <= turn.last and not any(
            tag and person in tag.mention.people for tag in beside
        )

    def _sure(self, number: int) -> Tag | None:
        tags = self._reading.tags[number][:1] if 0 <= number < len(self._reading.tags) else []
        return tags[0] if tags and tags[0].sure else None


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
