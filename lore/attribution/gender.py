"""Whether a person is a woman or a man: from titles, kinship and the pronouns after a name; unknown is allowed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from lore.attribution.endings import ENDINGS
from lore.attribution.lexicon import FEMALE_NOUNS, FEMALE_TITLES, MALE_NOUNS, MALE_TITLES, TITLES
from lore.attribution.names import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lore.attribution.mentions import Mention
    from lore.attribution.names import Person, Roster

_TITLE_WORTH = 6.0
"""What a title or a gendered noun in a name says, in natural logarithms of odds."""
_PRIOR_WORTH = 0.7
_STRAY = 0.4
"""The share of pronouns after a name that speak of somebody else."""
_INDEPENDENCE = 0.6
"""Pronouns of one passage repeat each other: each counts this much."""


def judge_genders(roster: Roster, stretches: Iterable[Sequence[Mention]]) -> None:
    """Set each person's belief of being a woman, from 0 to 1, in place.

    `stretches` are the mentions of one paragraph each: a pronoun speaks for the last person named before it, less so
    when several were named.
    """
    male = [0.0] * len(roster.people)
    female = [0.0] * len(roster.people)
    for mentions in stretches:
        _count_pronouns(mentions, male, female)
    common = (sum(female) + 2.0) / (sum(male) + sum(female) + 4.0)
    for number, person in enumerate(roster.people):
        men, women = title_counts(person)
        prior = name_prior(person)
        odds = _TITLE_WORTH * (bool(women) - bool(men)) + _PRIOR_WORTH * math.log(prior / (1 - prior))
        odds += _INDEPENDENCE * _pronoun_odds(male[number], female[number], common)
        person.female = 1 / (1 + math.exp(-max(-20.0, min(20.0, odds))))


def _pronoun_odds(male: float, female: float, common: float) -> float:
    """Return the log odds that counted pronouns give, seen against how common each gender's are in the whole text."""
    own = 1 - _STRAY
    for_woman = math.log((own + _STRAY * common) / (_STRAY * common))
    for_man = math.log((own + _STRAY * (1 - common)) / (_STRAY * (1 - common)))
    return female * for_woman - male * for_man


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
    """Return the belief from the ending of the first name alone; 0.5 where that says nothing."""
    if person.noun:
        return 0.5
    longest = max(person.forms, key=lambda form: (len(key_of(form)), len(form)))
    words = [word for word in key_of(longest) if word not in TITLES]
    titled = len(words) < len(key_of(longest))
    if not words or (titled and len(words) == 1):
        return 0.5
    endings = (ENDINGS.get(words[0][-length:]) for length in (3, 2, 1))
    return next((figure for figure in endings if figure is not None), 0.5)
