"""Whether a person is a woman or a man, from titles, kinship and the pronouns that follow a name; unknown is allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lore.attribution.lexicon import FEMALE_NOUNS, FEMALE_TITLES, MALE_NOUNS, MALE_TITLES
from lore.attribution.names import key_of
from lore.attribution.weights import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lore.attribution.mentions import Mention
    from lore.attribution.names import Person, Roster

_TITLE_WORTH = 20.0
_PRIOR_WORTH = 1.0


def judge_genders(roster: Roster, stretches: Iterable[Sequence[Mention]]) -> None:
    """Set each person's belief of being a woman, from 0 to 1, in place.

    `stretches` are the mentions of one paragraph each: a pronoun speaks for the last person named before it, less so when
    several were named.
    """
    male = [0.0] * len(roster.people)
    female = [0.0] * len(roster.people)
    for mentions in stretches:
        _count_pronouns(mentions, male, female)
    for number, person in enumerate(roster.people):
        hard_male, hard_female = title_counts(person)
        prior = name_prior(person)
        ones = female[number] + _TITLE_WORTH * hard_female + _PRIOR_WORTH * prior
        zeros = male[number] + _TITLE_WORTH * hard_male + _PRIOR_WORTH * (1 - prior)
        person.female = ones / (ones + zeros)


def _count_pronouns(mentions: Sequence[Mention], male: list[float], female: list[float]) -> None:
    recent: list[int] = []
    for mention in mentions:
        if mention.kind == "name" and len(mention.people) == 1:
            number = mention.people[0]
            if number in recent:
                recent.remove(number)
            recent.append(number)
        elif mention.gender and recent and mention.kind == "pronoun":
            worth = (1.0, 0.35, 0.2)[min(len(recent), 3) - 1]
            (male if mention.gender == "m" else female)[recent[-1]] += worth


def title_counts(person: Person) -> tuple[int, int]:
    """Return how many of a person's forms carry a man's and a woman's title or noun."""
    words = [set(key_of(form)) for form in person.forms]
    men = sum(bool(form & MALE_TITLES) or bool(form & MALE_NOUNS) for form in words)
    women = sum(bool(form & FEMALE_TITLES) or bool(form & FEMALE_NOUNS) for form in words)
    return men, women


def name_prior(person: Person) -> float:
    """Return the belief from the ending of the first name alone; 0.5 where endings say nothing."""
    return 0.5 if not SUFFIXES else _from_suffix(person)


def _from_suffix(person: Person) -> float:
    longest = max(person.forms, key=lambda form: (len(key_of(form)), len(form)))
    first = key_of(longest)[0]
    for length in (3, 2, 1):
        found = SUFFIXES.get(first[-length:])
        if found is not None:
            return found
    return 0.5
