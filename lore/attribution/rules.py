"""What is certain without weighing anything, as ordered rules; the first that applies decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lore.attribution.candidates import SOMEBODY
from lore.attribution.lexicon import INDEFINITE, KIN, PLAIN_NOUNS, noun_gender

if TYPE_CHECKING:
    from collections.abc import Callable

    from lore.attribution.reading import Reading
    from lore.attribution.text import Turn
    from lore.values import Span


@dataclass(frozen=True, slots=True)
class Certain:
    """A speaker that a rule fixes: the rule's code, the person's number, and the words that decided."""

    rule: str
    person: int
    span: Span


def certain_speaker(reading: Reading, turn: Turn) -> Certain | None:
    """Return what the first fitting rule says, or None.

    In order: a play-form label, a plain tag with one person's name, one that closes the narration before, one with a
    noun that is a given character's name, one in the first person, one with kin or a plain noun that fits nobody else,
    one with `somebody`.
    """
    for rule in _RULES:
        found = rule(reading, turn)
        if found:
            return found
    return None


def _labelled(reading: Reading, turn: Turn) -> Certain | None:
    if turn.label is None:
        return None
    name = reading.source[turn.label[0] : turn.label[1]]
    owners = reading.roster.owners(name)
    return Certain("label", owners[0], turn.label) if owners else None


def _tagged(reading: Reading, turn: Turn) -> Certain | None:
    """Apply where a sure tag names one person and no other tag of the paragraph names somebody else."""
    tags = [tag for tag in reading.tags[turn.number] if tag.sure and tag.mention.kind == "name" and tag.form != "lead"]
    first = reading.tags[turn.number][0] if reading.tags[turn.number] else None
    if first is None or not tags or tags[0] is not first or len(first.mention.people) != 1:
        return None
    person = first.mention.people[0]
    if any(person not in tag.mention.people for tag in tags):
        return None
    return Certain("tag", person, (min(first.mention.start, first.span[0]), max(first.mention.end, first.span[1])))


def _led(reading: Reading, turn: Turn) -> Certain | None:
    """Apply where the narration before closes with a name's verb of speech and runs on: `and Ann, rising, said,`."""
    first = reading.tags[turn.number][0] if reading.tags[turn.number] else None
    if first is None or first.form not in ("lead", "ahead") or not turn.gap or first.mention.kind != "name":
        return None
    words = reading.source[first.span[0] : first.span[1]].rstrip(" \n,:—–-").lower()
    if len(first.mention.people) != 1 or not first.verb or not words.endswith(first.verb):
        return None
    return Certain("tag", first.mention.people[0], first.span)


def _described(reading: Reading, turn: Turn) -> Certain | None:
    """Apply where a sure tag has a given character's name for its subject that is a noun: `said the porter`.

    Of a plain noun that must be the whole phrase, `said the fat man`. Where no cast is given, nothing is certain: the
    porter may well have a name that the text tells elsewhere.
    """
    first = reading.tags[turn.number][0] if reading.tags[turn.number] else None
    if first is None or not first.sure or first.mention.kind != "noun" or len(first.mention.people) != 1:
        return None
    words = first.mention.word.split()
    given = reading.roster.people[first.mention.people[0]].given
    called = given and reading.roster.exact(first.mention.word) == first.mention.people
    if (
        not called
        or (len(words) == 1 and words[0] in PLAIN_NOUNS | KIN)
        or any(tag.mention.kind == "name" for tag in reading.tags[turn.number])
    ):
        return None
    return Certain("tag", first.mention.people[0], first.span)


def _first_person(reading: Reading, turn: Turn) -> Certain | None:
    """Apply where the surest tag is the narrator's own: `I said`."""
    first = reading.tags[turn.number][0] if reading.tags[turn.number] else None
    if first is None or not first.sure or first.mention.word != "i" or reading.narrator is None:
        return None
    return Certain("tag", reading.narrator, first.span)


def _only_such(reading: Reading, turn: Turn) -> Certain | None:
    """Apply where a sure tag has `his wife` or `the man` for its subject and nobody with a name could be meant."""
    first = reading.tags[turn.number][0] if reading.tags[turn.number] else None
    if first is None or not first.sure or first.mention.kind != "noun" or len(first.mention.people) != 1:
        return None
    words = first.mention.word.split()
    gender = noun_gender(words[-1])
    if words[-1] not in KIN | PLAIN_NOUNS or not gender:
        return None
    before = reading.tags[turn.number - 1][0].mention.people if turn.number and reading.tags[turn.number - 1] else ()
    owners = {*before, *reading.roster.owners(words[0])}
    others = [
        number
        for number, person in enumerate(reading.roster.people)
        if not person.noun and number not in owners and number != reading.narrator
    ]
    fitting = [number for number in others if (reading.roster.people[number].female > _NOT_HER) == (gender == "f")]
    return None if fitting else Certain("tag", first.mention.people[0], first.span)


_NOT_HER = 0.3


def _nobody(reading: Reading, turn: Turn) -> Certain | None:
    """Apply where the surest tag says that it does not matter who speaks: `somebody shouted`, `cried a voice`."""
    first = reading.tags[turn.number][0] if reading.tags[turn.number] else None
    if first is None or not first.sure or first.mention.people:
        return None
    words = first.mention.word
    voice = words == "voice" and reading.source[first.mention.start : first.mention.end].lower().startswith("a")
    return Certain("nobody", SOMEBODY, first.span) if words in INDEFINITE or voice else None


_RULES: tuple[Callable[[Reading, Turn], Certain | None], ...] = (
    _labelled,
    _tagged,
    _led,
    _described,
    _first_person,
    _only_such,
    _nobody,
)
