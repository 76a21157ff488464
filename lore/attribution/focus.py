"""Whom the narration is about at a turn: who was told of last, how often, and who a pronoun beside the turn may mean.

Speakers are no matter of this module; what it knows it reads from the narration and from names called out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lore.attribution.mentions import Mention
    from lore.attribution.reading import Reading
    from lore.attribution.text import Turn

_FADE = 0.8
_KEPT = 12
_LOCAL = 3


class Focus:
    """The people in focus, told passage by passage."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.worth: dict[int, float] = {}
        self.last: list[int] = []
        self.seen: set[int] = set()
        self.scene: set[int] = set()
        self._told = 0
        self.gender = [gender_bucket(person.female) for person in reading.roster.people]

    def tell_before(self, passage: int) -> None:
        """Take in the narration of all passages before the given one."""
        while self._told < passage:
            self._tell(self._told)
            self._told += 1

    def call(self, people: Iterable[int]) -> None:
        """Take in that people were called by name."""
        for person in people:
            self.worth[person] = self.worth.get(person, 0.0) + 0.4
            self.seen.add(person)
            self.scene.add(person)

    def fits(self, person: int, gender: str) -> str:
        """Return how well a person goes with a gender: clash, doubt, open, likely or match."""
        return fits(self.gender[person], gender)

    def local(self, turn: Turn, pronoun: Mention) -> dict[int, str]:
        """Return whom a pronoun may mean by what stands nearest before it, each with the name of that place.

        The nearest stretch that names anybody of its gender counts: the turn's own paragraph, the narration before it,
        the paragraph of the turn before.
        """
        reading = self._reading
        stretches = [
            ("own", [m for m in reading.own(turn) if m.start < pronoun.start]),
            ("gap", [m for m in _told(reading, turn) if m.start < pronoun.start]),
        ]
        if turn.number:
            stretches.append(("turn", reading.own(reading.turns[turn.number - 1])))
        for place, mentions in stretches:
            found = self._nearest(mentions, pronoun.gender)
            if found:
                return {person: f"{place}.{text}" for person, text in found.items()}
        return {}

    def owner(self, turn: Turn, noun: Mention) -> int | None:
        """Return whose wife `his wife` is: the nearest person before the noun whom its `his` or `her` may mean."""
        gender = {"his": "m", "her": "f"}.get(noun.word.split()[0], "")
        near = self.local(turn, replace(noun, gender=gender)) if gender else {}
        return next(iter(near), None)

    def _nearest(self, mentions: Sequence[Mention], gender: str) -> dict[int, str]:
        found: dict[int, str] = {}
        for mention in reversed(mentions):
            if len(mention.people) != 1 or mention.people[0] in found:
                continue
            if self.fits(mention.people[0], gender) in ("clash", "doubt"):
                continue
            found[mention.people[0]] = f"{min(len(found), _LOCAL)}.{mention.role}"
        return found

    def _tell(self, passage: int) -> None:
        for person in self.worth:
            self.worth[person] *= _FADE
        for mention in self._reading.mentions[passage]:
            if len(mention.people) == 1:
                self._meet(mention.people[0], 1.0 if mention.role == "s" else 0.5)
            elif mention.kind == "pronoun" and mention.gender and mention.role == "s":
                antecedent = self._antecedent(mention.gender)
                if antecedent is not None:
                    self._meet(antecedent, 0.6)

    def _meet(self, person: int, worth: float) -> None:
        self.worth[person] = self.worth.get(person, 0.0) + worth
        if person in self.last:
            self.last.remove(person)
        self.last.append(person)
        del self.last[:-_KEPT]
        self.seen.add(person)
        self.scene.add(person)

    def _antecedent(self, gender: str) -> int | None:
        fitting = [person for person in self.last if self.fits(person, gender) != "clash"]
        return max(fitting, key=lambda person: self.worth[person]) if fitting else None


def _told(reading: Reading, turn: Turn) -> list[Mention]:
    """Return the mentions of the narration paragraphs right before a turn."""
    first = turn.first
    while first and reading.passages[first - 1].kind == "prose" and not reading.passages[first - 1].quotations:
        first -= 1
    return [mention for number in range(first, turn.first) for mention in reading.mentions[number]]


def gender_bucket(female: float) -> int:
    """Return in which of five grades somebody is a woman, 0 for surely not."""
    return sum(female > bound for bound in _BOUNDS)


_BOUNDS = (0.04, 0.3, 0.7, 0.96)
_FIT = ("clash", "doubt", "open", "likely", "match")


def fits(bucket: int, gender: str) -> str:
    """Return how well a grade goes with a gender, as a word."""
    return _FIT[bucket if gender == "f" else 4 - bucket]
