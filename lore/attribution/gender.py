"""Whether a person is a woman or a man: from titles, kinship and the pronouns after a name; unknown is allowed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

from lore.attribution.endings import womans_share
from lore.attribution.lexicon import FEMALE_NOUNS, FEMALE_TITLES, MALE_NOUNS, MALE_TITLES, TITLES
from lore.attribution.names import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lore.attribution.mentions import Mention
    from lore.attribution.names import Person, Roster

_TITLE_WORTH = 6.0
"""What a title or a gendered noun in a name says, in natural logarithms of odds."""
_PRIOR_WORTH = 1.0
_STRAY = 0.4
"""The share of pronouns after a name that speak of somebody else."""
_ROUNDS = 5
_PLACES = (1.0, 0.5, 0.3, 0.2)
"""What the last person named before a pronoun, the one before and so on are worth to it."""
_ROLES = {"s": 1.0, "o": 0.4, "p": 0.6}
_DOUBT = 0.02
_ELSE = 0.15
"""What somebody not named in the paragraph is worth to a pronoun."""
_MOST = 1.5
"""Pronouns of one gender in one passage repeat each other: together they count no more than this."""
_HIM, _SELF = 0.4, 1.5
"""What `him` and `herself` say of whoever was named before, where other pronouns say 1: `him` is often another."""


_Pronoun: TypeAlias = tuple[str, float, tuple[tuple[int, float], ...]]
"""A pronoun's gender, its worth, and the people named before it, each with their role's worth."""


def judge_genders(roster: Roster, stretches: Iterable[Sequence[Mention]]) -> None:
    """Set each person's belief of being a woman, from 0 to 1, in place.

    `stretches` are the mentions of one paragraph each: a pronoun speaks for those named before it, the last most, and
    for each as far as it may be of that gender. So beliefs and shares are found together, by turns.
    """
    for person in roster.people:
        person.female = _belief(person, 0.0)
    seen = [found for mentions in stretches if (found := list(_pronouns(mentions)))]
    for _ in range(_ROUNDS):
        male = [0.0] * len(roster.people)
        female = [0.0] * len(roster.people)
        for pronouns in seen:
            for (number, gender), count in _share_out(roster, pronouns).items():
                (male if gender == "m" else female)[number] += _MOST * (1 - math.exp(-count / _MOST))
        common = (sum(female) + 2.0) / (sum(male) + sum(female) + 4.0)
        for number, person in enumerate(roster.people):
            person.female = _belief(person, _pronoun_odds(male[number], female[number], common))


def _belief(person: Person, seen: float) -> float:
    men, women = title_counts(person)
    prior = name_prior(person)
    odds = seen + _TITLE_WORTH * (bool(women) - bool(men)) + _PRIOR_WORTH * math.log(prior / (1 - prior))
    return 1 / (1 + math.exp(-max(-20.0, min(20.0, odds))))


def _share_out(roster: Roster, pronouns: Iterable[_Pronoun]) -> dict[tuple[int, str], float]:
    """Return how often a passage's pronouns of each gender mean each person, the last named first among them."""
    counts: dict[tuple[int, str], float] = {}
    for gender, worth, people in pronouns:
        shares: list[tuple[int, float]] = []
        for (number, role), place in zip(people, _PLACES, strict=False):
            female = roster.people[number].female
            shares.append((number, place * role * (_DOUBT + (female if gender == "f" else 1 - female))))
        total = sum(share for _, share in shares) + _ELSE
        for number, share in shares:
            counts[number, gender] = counts.get((number, gender), 0.0) + worth * share / total
    return counts


def _pronoun_odds(male: float, female: float, common: float) -> float:
    """Return the log odds that counted pronouns give, seen against how common each gender's are in the whole text."""
    own = 1 - _STRAY
    for_woman = math.log((own + _STRAY * common) / (_STRAY * common))
    for_man = math.log((own + _STRAY * (1 - common)) / (_STRAY * (1 - common)))
    return female * for_woman - male * for_man


def _pronouns(mentions: Sequence[Mention]) -> Iterable[_Pronoun]:
    """Yield each pronoun's gender and worth with the people named before it and their role's worth, the last first."""
    recent: dict[int, float] = {}
    for mention in mentions:
        if mention.kind != "pronoun" and len(mention.people) == 1:
            recent.pop(mention.people[0], None)
            recent[mention.people[0]] = _ROLES[mention.role]
        elif mention.gender and recent and mention.kind == "pronoun":
            yield mention.gender, _worth(mention), tuple(list(recent.items())[: -len(_PLACES) - 1 : -1])


def _worth(pronoun: Mention) -> float:
    if pronoun.word.endswith("self"):
        return _SELF
    return _HIM if pronoun.word == "him" else 1.0


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
    longest = max(person.forms, key=lambda form: (len(key_of(form)), len(form), form))
    words = [word for word in key_of(longest) if word not in TITLES]
    titled = len(words) < len(key_of(longest))
    if not words or (titled and len(words) == 1):
        return 0.5
    return womans_share(words[0])
