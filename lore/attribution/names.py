"""Names in a text: where capitalised names stand, which of them are people, and which people they are.

Nothing here decides who speaks. Gender is judged in `gender`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from lore.attribution.endings import womans_share
from lore.attribution.lexicon import (
    ABBREVIATED,
    ADORNMENTS,
    COPULAS,
    FEMALE_TITLES,
    KIN,
    MALE_TITLES,
    MEETS,
    NEVER_NAMES,
    PAST_FORMS,
    PERSON_NOUNS,
    PLACE_PREPOSITIONS,
    SPEECH_VERBS,
    TITLES,
    title_gender,
)
from lore.attribution.sightings import Seen, without_openers, without_runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lore.values import Character, Span

_WORD = r"[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:[’'-](?!s\b)[A-Za-zÀ-ÿ]+)*"
_SHORT = "|".join(sorted((word.capitalize() for word in ABBREVIATED), key=len, reverse=True))
NAME = rf"(?:(?:{_SHORT})\b\.?|{_WORD})(?:\s+(?:(?:de|la|von|van|der|du|le|d’|d')\s+)?(?:(?:{_SHORT})\b\.?|{_WORD}))*"
_NAME = re.compile(NAME)
_TOKEN = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_NEVER_FIRST = NEVER_NAMES - ABBREVIATED
_POSSESSIVE = re.compile(r"[’']s$")
_COMMON_TITLES = frozenset(("mr", "mrs", "miss", "ms", "sir", "st"))
_FEW = 3
_ONE_HINT = 0.5
_NEXT_WORD = re.compile(r"\s+([a-z]+)")
_NEXT_PRONOUN = re.compile(r"[^.!?;:A-Z]{1,70}?\b(?:he|she|his|her|himself|herself|him)\b")
_NEXT_S = re.compile(r"[’']s\b")
_LOWER = re.compile(r"\b[a-z]+\b")
_LAST_WORD = re.compile(r"([\w’'-]+)\s*$")


@dataclass(slots=True)
class Person:
    """Somebody the text names: the chosen name, every form seen, and the belief that it is a woman (0 to 1).

    `count` is how often the forms were seen, `evidence` how much spoke for a person behind them.
    """

    name: str
    forms: set[str] = field(default_factory=set)
    female: float = 0.5
    given: bool = False
    noun: bool = False
    count: int = 0
    evidence: float = 0.0


@lru_cache(maxsize=4096)
def key_of(name: str) -> tuple[str, ...]:
    """Return a name's words in lower case without stops, articles and possessives."""
    words = [_POSSESSIVE.sub("", word) for word in _TOKEN.findall(name.lower().replace("’", "'"))]
    return tuple(word for word in words if word not in ("the", "a", "an")) or tuple(words)


def strip_name(source: str, start: int, end: int) -> Span | None:
    """Return the part of a capitalised run that may be a name, or None: `But Ann` is `Ann`."""
    words = [match.span() for match in _TOKEN.finditer(source, start, end)]
    texts = [source[first:last].lower() for first, last in words]
    while words and texts[0] in _NEVER_FIRST and not (texts[0] in TITLES and texts[1:] and texts[1] not in NEVER_NAMES):
        del words[0], texts[0]
    while words and texts[-1] in NEVER_NAMES:
        del words[-1], texts[-1]
    return (words[0][0], words[-1][1]) if words else None


def is_joint(name: str) -> bool:
    """Tell whether a name is that of several who speak together: `Ann and Otto`."""
    return bool({"and", "&"} & set(name.lower().split()))


class Roster:
    """The people of a text and the forms that stand for them."""

    def __init__(self, people: Iterable[Person] = ()) -> None:
        self.people: list[Person] = []
        self._forms: dict[tuple[str, ...], tuple[int, ...]] = {}
        self._parts: dict[str, list[int]] = defaultdict(list)
        self._resolved: dict[str, tuple[int, ...]] = {}
        for person in people:
            self.add(person)

    def add(self, person: Person) -> int:
        """Add a person and return their number."""
        number = len(self.people)
        self.people.append(person)
        for form in person.forms | {person.name}:
            self.link(form, number)
        return number

    def link(self, form: str, number: int) -> None:
        """Let a form stand for a person, beside whomever it stands for already."""
        key = key_of(form)
        owners = self._forms.get(key, ())
        if key and number not in owners:
            self._forms[key] = (*owners, number)
            for word in key if not is_joint(form) else ():
                if number not in self._parts[word]:
                    self._parts[word].append(number)
        self.people[number].forms.add(form)
        self._resolved.clear()

    def owners(self, form: str) -> tuple[int, ...]:
        """Return the people a form may stand for: by the whole form, else by the words it shares with one of theirs."""
        found = self._resolved.get(form)
        if found is None:
            found = self._resolve(key_of(form))
            self._resolved[form] = found
        return found

    def exact(self, form: str) -> tuple[int, ...]:
        """Return the people who bear exactly this form."""
        return self._forms.get(key_of(form), ())

    def _resolve(self, key: tuple[str, ...]) -> tuple[int, ...]:
        if key in self._forms:
            return self._forms[key]
        key = tuple(word for word in key if word not in ADORNMENTS) or key
        if key in self._forms:
            return self._forms[key]
        if len(key) > 1 and key[-1] in KIN:
            return ()  # Ann's mother is not Ann
        core = tuple(word for word in key if word not in TITLES)
        if not core:
            bearers = self._parts.get(key[-1], ()) if key[-1] not in _COMMON_TITLES else ()
            return tuple(bearers) if len(bearers) <= _FEW else ()
        gender = next((title_gender(word) for word in key if title_gender(word)), "")
        sharing = set(self._parts.get(core[0], ())).intersection(*(self._parts.get(word, ()) for word in core[1:]))
        bare = len(core) == len(key) == 1
        if not sharing and len(core) > 1:
            sharing = set(self._forms.get((core[0],), ())) or set(self._forms.get((core[-1],), ()))
        return tuple(sorted(number for number in sharing if self._agrees(number, key, gender, bare=bare)))

    def _agrees(self, number: int, key: tuple[str, ...], gender: str, *, bare: bool) -> bool:
        person = self.people[number]
        titles = {word for form in person.forms for word in key_of(form)}
        if ("miss" in key and "mrs" in titles) or ("mrs" in key and "miss" in titles):
            return False
        if ("miss" in key and "lady" in titles) or ("lady" in key and "miss" in titles):
            return False
        if gender == "m":
            return not titles & FEMALE_TITLES or bool(titles & MALE_TITLES)
        if gender == "f":
            return not titles & MALE_TITLES or bool(titles & FEMALE_TITLES)
        return not bare or not titles & FEMALE_TITLES or any(len(_core(key_of(form))) > 1 for form in person.forms)


def roster_of(cast: Sequence[Character]) -> Roster:
    """Return the roster of a cast that the caller gives."""
    return Roster(Person(character.name, {character.name, *character.aliases}, given=True) for character in cast)


def find_names(source: str, pieces: Sequence[tuple[Span, bool]]) -> dict[tuple[str, ...], Seen]:
    """Return what the text shows about each capitalised form; `pieces` are spans, each with whether it is spoken."""
    seen: dict[tuple[str, ...], Seen] = {}
    for (start, end), spoken in pieces:
        for match in _NAME.finditer(source, start, end):
            span = strip_name(source, *match.span())
            if span:
                _note(source, (start, end), span, seen, spoken=spoken)
    return seen


def _note(source: str, piece: Span, span: Span, seen: dict[tuple[str, ...], Seen], *, spoken: bool) -> None:
    text = source[span[0] : span[1]]
    key = key_of(text)
    if text.isupper() and {"and", "of"} & set(key):
        return  # a heading in capitals, not a name
    entry = seen.setdefault(key, Seen(" ".join(text.split())))
    if entry.spelling.isupper() and not text.isupper():
        entry.spelling = " ".join(text.split())
    entry.total += 1
    entry.told += not spoken
    before = _LAST_WORD.search(source, max(piece[0], span[0] - 30), span[0])
    word = before.group(1).lower() if before else ""
    following = _NEXT_WORD.match(source, span[1], min(piece[1], span[1] + 30))
    next_word = following.group(1) if following else ""
    if before:
        entry.middle += 1
        entry.place += word in PLACE_PREPOSITIONS
    if any(part in TITLES for part in key):
        entry.person += 3
    if not spoken:
        entry.person += 1.5 * (word in SPEECH_VERBS) + 1.5 * (next_word in SPEECH_VERBS)
        entry.person += 0.5 * (next_word.endswith("ed") or next_word in COPULAS or next_word in PAST_FORMS)
        entry.person += 0.7 * (len(key) > 1 and bool(before) and word not in {*PLACE_PREPOSITIONS, "the"})
        entry.person += 0.5 * (word in MEETS)
        entry.person += 0.5 * (word == "and" or next_word == "and")
        entry.person += 0.5 * bool(_NEXT_PRONOUN.match(source, span[1], min(piece[1], span[1] + 80)))
    elif source[span[0] - 2 : span[0]] == ", " and source[span[1] : span[1] + 1] in (",", "!", "?", "."):
        entry.person += 0.7
    elif not before and source[span[1] : span[1] + 1] in (",", "!"):
        entry.person += 0.7 if source[span[1] + 1 : piece[1]].strip() else 0.4  # a call, or a word like any other
    if _NEXT_S.match(source, span[1]):
        entry.person += 0.3


def people_in(source: str, seen: dict[tuple[str, ...], Seen]) -> Roster:
    """Return the people among the names seen, one person for each group of forms that belongs together.

    Full names come first; a first or last name alone joins the one full name that has it; a title with a last name
    joins nobody whose title is of the other gender. Gets wrong: two people of one first name who are never told apart.
    """
    roster = Roster()
    common = frozenset(_LOWER.findall(source))
    seen = without_runs(without_openers(common, seen))
    for key, worth in _shared_evidence(seen).items():
        seen[key].person = worth
    accepted = {key for key, entry in seen.items() if _is_person(common, key, entry)}
    accepted |= {
        key
        for key in seen
        if len(key) > 1 and (key[:1] in accepted or key[-1:] in accepted) and not NEVER_NAMES & set(key[1:])
    }
    for key in sorted(accepted, key=lambda key: (-len(_core(key)), _titled(key), -seen[key].total, key)):
        _place(roster, key, seen)
    for person in roster.people:
        person.name = _chosen_name(person, seen)
    return roster


def _chosen_name(person: Person, seen: Mapping[tuple[str, ...], Seen]) -> str:
    """Return the form the narration has most, but in place of a bare surname, which a family shares, the fullest."""

    def often(form: str) -> tuple[bool, int, int, int, str]:
        entry = seen[key_of(form)]
        return bool(_core(key_of(form))), entry.told, entry.total, len(form), form

    name = max(person.forms, key=often)
    key = key_of(name)
    fuller = [form for form in person.forms if len(key_of(form)) > 1 and key_of(form)[-1:] == key]
    if len(key) != 1 or not fuller:
        return name
    return max(fuller, key=lambda form: (len(_core(key_of(form))), seen[key_of(form)].total, form))


def _shared_evidence(seen: dict[tuple[str, ...], Seen]) -> dict[tuple[str, ...], float]:
    """Return the evidence of each one-word name with that of the longer names it opens or closes."""
    worth = {key: entry.person for key, entry in seen.items()}
    for key, entry in seen.items():
        for word in {key[0], key[-1]} if len(key) > 1 else ():
            if (word,) in worth and word not in TITLES:
                worth[word,] += entry.person
    return worth


def _core(key: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in key if word not in TITLES)


def _titled(key: tuple[str, ...]) -> bool:
    return not any(word in TITLES for word in key)


def _is_person(common: frozenset[str], key: tuple[str, ...], entry: Seen) -> bool:
    if all(word in NEVER_NAMES for word in key) or all(len(word) == 1 for word in key):
        return False
    if entry.place > entry.total * 0.4 and entry.person < entry.total:
        return False
    if entry.middle == 0 and (key[0] in common or (len(key) == 1 and key[0].endswith("ing"))):
        return False
    return entry.person >= _ONE_HINT or (entry.total >= _FEW and entry.person > 0)


def _place(roster: Roster, key: tuple[str, ...], seen: Mapping[tuple[str, ...], Seen]) -> None:
    entry = seen[key]
    spelling = entry.spelling
    owners = roster.exact(spelling) or _near_owner(roster, key, spelling)
    if len(_core(key)) == 1 and not _titled(key) and owners:
        person = roster.people[owners[0]]
        owners = () if _told_apart(person, key, seen) or _is_of_other_gender(person, key) else owners
    if owners:
        roster.link(spelling, owners[0])
    else:
        noun = not _core(key) or key[-1] in PERSON_NOUNS
        owners = (roster.add(Person(spelling, {spelling}, noun=noun)),)
    person = roster.people[owners[0]]
    person.count += entry.total
    person.evidence += entry.person


def _is_of_other_gender(person: Person, key: tuple[str, ...]) -> bool:
    """Tell whether a title with a surname, `Mr. Gray`, goes against the first name of a full one, `Ida Gray`."""
    gender = next((title_gender(word) for word in key if title_gender(word)), "")
    first = [core[0] for form in person.forms for core in [_core(key_of(form))] if len(core) > 1]
    shares = [womans_share(name) if gender == "m" else 1 - womans_share(name) for name in first]
    return bool(gender) and bool(shares) and min(shares) > _SURE


_SURE = 0.85


def _told_apart(person: Person, key: tuple[str, ...], seen: Mapping[tuple[str, ...], Seen]) -> bool:
    """Tell whether the narration has both a title with a surname and the first name alone: two of one family.

    `Mr. Gray` and `Paul` are two people where the narration keeps to either; only others call Paul `Mr. Gray`.
    """
    first = {
        core[0] for form in person.forms for core in [_core(key_of(form))] if len(core) > 1 and core[-1] == key[-1]
    }
    alone = sum(seen[name,].told for name in first if (name,) in seen)
    return seen[key].told >= _HABIT and alone >= _HABIT


_HABIT = 2


def _near_owner(roster: Roster, key: tuple[str, ...], spelling: str) -> tuple[int, ...]:
    """Return the one person a form may join, or nobody: a wife's title never joins a lone surname."""
    near = roster.owners(spelling)
    core = _core(key)
    if not core and len(key) == 1:
        return near[:1] if key[0] not in _COMMON_TITLES else ()
    married = "mrs" in key or "madame" in key
    if not near or not core or (married and (len(near) > 1 or len(core) == 1)):
        return ()
    return near if len(near) == 1 else _main_owner(roster, near, core)


def _main_owner(roster: Roster, near: tuple[int, ...], core: tuple[str, ...]) -> tuple[int, ...]:
    """Return the one person a short form may join: the only one who bears it as a first name."""
    first = [
        number for number in near if any(_core(key_of(form))[:1] == core[:1] for form in roster.people[number].forms)
    ]
    titled = [number for number in near if any(_core(key_of(form)) == core for form in roster.people[number].forms)]
    return tuple(first) if len(first) == 1 else tuple(titled[:1])
