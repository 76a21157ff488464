"""The evidence for each candidate of each turn, as named pieces whose worth stands in `weights`.

A piece is a short name such as `tag.name.hit`. What it is worth is not decided here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lore.attribution.candidates import SOMEBODY
from lore.attribution.contexts import is_silent
from lore.attribution.focus import Focus
from lore.attribution.lexicon import KIN, KIN_TITLES, PLAIN_NOUNS, noun_gender
from lore.attribution.names import key_of
from lore.attribution.tags import subject_of
from lore.attribution.text import first_sentence, holds_words, last_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lore.attribution.mentions import Mention
    from lore.attribution.names import Person
    from lore.attribution.reading import Reading
    from lore.attribution.tags import Tag
    from lore.attribution.text import Turn
    from lore.attribution.vocatives import Spoken

_SHARES = (0.0, 0.05, 0.2)
"""Bounds of a person's share of all names in tags."""


@dataclass(slots=True)
class _Beat:
    """A mention that stands in a telling place, the name of that place, and whom a pronoun there may mean."""

    place: str
    mention: Mention
    local: dict[int, str]


@dataclass(slots=True)
class _Scope:
    """What one turn's evidence is read from."""

    turn: Turn
    tag: Tag | None
    second: Tag | None
    beats: list[_Beat]
    own: Sequence[Mention]
    ranks: dict[int, int]
    female: dict[int, int]
    male: dict[int, int]
    recent: list[int]
    local: dict[int, str] = field(default_factory=dict)
    called: dict[str, dict[int, int]] = field(default_factory=dict)


class Evidencer:
    """Reads the evidence of a reading's turns one after another, keeping who was in focus."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._focus = Focus(reading)
        self._tagged: dict[int, int] = {}
        for tags in reading.tags:
            if tags and len(tags[0].mention.people) == 1:
                person = tags[0].mention.people[0]
                self._tagged[person] = self._tagged.get(person, 0) + 1
        self._tags_in_all = sum(self._tagged.values()) or 1
        self._standing = [_standing(person, len(reading.source)) for person in reading.roster.people]

    def read(self, turn: Turn, candidates: Sequence[int]) -> list[list[str]]:
        """Return the pieces of evidence for each candidate of a turn; turns must come in order.

        `SOMEBODY`, where a candidate at all, must be the last.
        """
        if turn.broken:
            self._focus.scene.clear()
        self._focus.tell_before(turn.first)
        named = [person for person in candidates if person != SOMEBODY]
        scope = self._scope(turn, named)
        rows = [self._pieces(scope, person, place) for place, person in enumerate(named)]
        if len(named) < len(candidates):
            rows.append(self._somebody(scope))
        self._focus.tell_before(turn.last + 1)
        self._focus.call(self._reading.spoken[turn.number].addressed[:2])
        return rows

    # What one turn shows

    def _scope(self, turn: Turn, candidates: Sequence[int]) -> _Scope:
        tags = self._reading.tags[turn.number]
        tag = tags[0] if tags else None
        own = self._reading.own(turn)
        ordered = sorted(candidates, key=lambda person: -self._focus.worth.get(person, 0.0))
        ranks = {person: rank for rank, person in enumerate(ordered)}
        female = [person for person in ordered if self._focus.fits(person, "f") != "clash"]
        male = [person for person in ordered if self._focus.fits(person, "m") != "clash"]
        local = self._local(turn, tag.mention) if tag else {}
        return _Scope(
            turn,
            tag,
            tags[1] if len(tags) > 1 else None,
            self._beats(turn, own),
            own,
            ranks,
            {person: rank for rank, person in enumerate(female)},
            {person: rank for rank, person in enumerate(male)},
            self._focus.last[::-1],
            local,
            self._called(turn.number),
        )

    def _called(self, number: int) -> dict[str, dict[int, int]]:
        """Return how often each person is called or talked about in the exchange around a turn, its next two left out.

        Where two take turns, whoever is called an odd number of turns away speaks now.
        """
        turns, spoken = self._reading.turns, self._reading.spoken
        found: dict[str, dict[int, int]] = {"called.odd": {}, "called.even": {}, "talked": {}}
        for step in (-1, 1):
            for far in range(1, _EXCHANGE + 1):
                other = number + step * far
                if not 0 <= other < len(turns) or turns[other if step > 0 else other + 1].broken:
                    break
                if far > _NEIGHBOURS:
                    _count(found["called.odd" if far % 2 else "called.even"], spoken[other].addressed)
                _count(found["talked"], spoken[other].about)
        return found

    def _beats(self, turn: Turn, own: Sequence[Mention]) -> list[_Beat]:
        source = self._reading.source
        places: list[tuple[str, Mention | None]] = []
        if holds_words(turn.before):
            places.append(("first", subject_of(own, *first_sentence(source, *turn.before))))
            places.append(("pre", subject_of(own, *last_sentence(source, *turn.before))))
        middles = [piece for piece in turn.between if holds_words(piece)]
        if middles:
            places.append(("mid", subject_of(own, *first_sentence(source, *middles[0]))))
        if holds_words(turn.after):
            places.append(("post", subject_of(own, *first_sentence(source, *turn.after))))
        if turn.gap:
            start, end = turn.gap[-1]
            told = self._reading.mentions[turn.first - 1] if turn.first else []
            last = "gap.silent" if is_silent(source, (start, end)) else "gap.last"
            places.append((last, subject_of(told, *last_sentence(source, start, end))))
            places.append(("gap.first", subject_of(told, *first_sentence(source, start, end))))
        after = turn.last + 1
        shared = turn.number + 1 < len(self._reading.turns) and self._reading.turns[turn.number + 1].first == turn.last
        if not shared and after < len(self._reading.passages) and not self._reading.passages[after].quotations:
            passage = self._reading.passages[after]
            told = self._reading.mentions[after]
            places.append(("next", subject_of(told, *first_sentence(source, passage.start, passage.end))))
        return [_Beat(place, mention, self._local(turn, mention)) for place, mention in places if mention]

    def _local(self, turn: Turn, mention: Mention) -> dict[int, str]:
        return self._focus.local(turn, mention) if mention.gender and not mention.people else {}

    # The pieces for one candidate

    def _pieces(self, scope: _Scope, person: int, place: int) -> list[str]:
        pieces = [_RANKS[min(place, 8)], _FOCUS[min(scope.ranks[person], 6)]]
        if scope.turn.label:
            owners = self._reading.roster.owners(self._reading.source[scope.turn.label[0] : scope.turn.label[1]])
            pieces.append("label.hit" if person in owners else "label.miss")
        sure = scope.tag.sure if scope.tag else False
        if scope.tag:
            self._tag_pieces(scope, scope.tag, person, pieces, scope.tag.grade)
            if scope.second and scope.second.mention.kind == "name":
                hit = person in scope.second.mention.people
                pieces.append(("tag2.hit" if hit else "tag2.miss") + ("" if sure else ".weak"))
        prefix = "b" if sure else "n"
        for beat in scope.beats:
            self._beat_pieces(scope, beat, person, pieces, prefix)
        self._presence_pieces(scope, person, pieces, prefix)
        self._speech_pieces(scope, person, pieces)
        return pieces

    def _somebody(self, scope: _Scope) -> list[str]:
        """Return the evidence for a speaker whom the text has not named."""
        pieces = ["other", f"other.of{min(len(scope.ranks), 4)}"]
        if scope.turn.label:
            pieces.append("label.miss")
        if scope.tag:
            mention = scope.tag.mention
            kind = "i" if mention.word == "i" else mention.kind
            pieces.append(f"other.{'tag' if scope.tag.sure else 'weak'}.{kind}.{len(mention.people[:2])}")
            if mention.gender and not mention.people:
                ranks = scope.female if mention.gender == "f" else scope.male
                pieces.append(f"other.fitting{min(len(ranks), 2)}")
        pieces += [f"other.{beat.place}" for beat in scope.beats if beat.mention.people]
        return pieces

    def _tag_pieces(self, scope: _Scope, tag: Tag, person: int, pieces: list[str], prefix: str) -> None:
        mention = tag.mention
        if mention.people:
            hit = person in mention.people
            kind = "one" if len(mention.people) == 1 else "many"
            pieces.append(f"{prefix}.{self._sort(mention)}.{kind}.{'hit' if hit else 'miss'}.{tag.form}")
            if mention.kind == "noun":
                self._noun_pieces(scope, mention, person, pieces, f"{prefix}.noun")
        elif mention.word == "i":
            pieces.append(f"{prefix}.i.{'hit' if person == self._reading.narrator else 'miss'}")
        elif mention.gender:
            self._gender_pieces(scope, mention, person, pieces, f"{prefix}.{mention.kind}")
        if tag.to and person in tag.to.people:
            pieces.append(f"{prefix}.to")
        head = mention.word.split()[-1]
        if mention.kind == "noun" and head in KIN:
            self._kin_pieces(scope, mention, person, pieces, prefix)
        if mention.kind == "noun" and head in self._reading.described.get(person, ()):
            pieces.append(f"{prefix}.noun.described")

    def _sort(self, mention: Mention) -> str:
        """Return a mention's kind, of nouns kin, plain or role.

        `the child` may be anybody's, though a given cast has a character of that name, and is `common` then.
        """
        if mention.kind != "noun":
            return mention.kind
        head = mention.word.split()[-1]
        if head not in PLAIN_NOUNS:
            return "kin" if head in KIN else "role"
        given = any(self._reading.roster.people[person].given for person in mention.people)
        return "common" if given else "plain"

    def _kin_pieces(self, scope: _Scope, mention: Mention, person: int, pieces: list[str], prefix: str) -> None:
        """Weigh `his wife` or `her aunt`: who is of that gender or bears such a title, and who else might."""
        head = mention.word.split()[-1]
        gender = noun_gender(head)
        record = self._reading.roster.people[person]
        fit = self._focus.fits(person, gender) if gender else "any"
        pieces.append(f"{prefix}.owned.{'noun' if record.noun else 'name'}.{fit}")
        if person == self._focus.owner(scope.turn, mention):
            pieces.append(f"{prefix}.owned.owner")
        if any(key_of(form)[0] in (head, KIN_TITLES.get(head)) for form in record.forms):
            pieces.append(f"{prefix}.owned.titled")
        if gender:
            ranks = scope.female if gender == "f" else scope.male
            others = [one for one in ranks if one != person and not self._reading.roster.people[one].noun]
            pieces.append(f"{prefix}.owned.{'noun' if record.noun else 'name'}.of{min(len(others), 3)}")

    def _noun_pieces(self, scope: _Scope, mention: Mention, person: int, pieces: list[str], prefix: str) -> None:
        """Weigh a noun in a tag: its own person, or somebody with a name whom it describes."""
        head = mention.word.split()[-1]
        sort = "plain" if head in PLAIN_NOUNS else "role"
        if person in mention.people:
            pieces.append(f"{prefix}.{sort}.{'again' if person in self._focus.seen else 'new'}")
        elif mention.gender:
            self._gender_pieces(scope, mention, person, pieces, f"{prefix}.{sort}")

    def _gender_pieces(self, scope: _Scope, mention: Mention, person: int, pieces: list[str], prefix: str) -> None:
        fit = self._focus.fits(person, mention.gender)
        pieces.append(f"{prefix}.{fit}")
        if person == self._reading.narrator:
            pieces.append(f"{prefix}.narrator")
        if fit == "clash":
            return
        ranks = scope.female if mention.gender == "f" else scope.male
        pieces.append(f"{prefix}.focus{min(ranks.get(person, 5), 5)}")
        recent = [other for other in scope.recent if self._focus.fits(other, mention.gender) != "clash"]
        pieces.append(f"{prefix}.recent{min(recent.index(person), 4) if person in recent else 5}")
        if len(ranks) == 1:
            pieces.append(f"{prefix}.only")
        if scope.local:
            pieces.append(f"{prefix}.at.{scope.local.get(person, 'else')}")

    def _beat_pieces(self, scope: _Scope, beat: _Beat, person: int, pieces: list[str], prefix: str) -> None:
        mention = beat.mention
        name = f"{prefix}.{beat.place}"
        if mention.people:
            if person in mention.people:
                pieces.append(f"{name}.{mention.role}.hit")
            elif mention.role == "s":
                pieces.append(f"{name}.miss")
        elif mention.word == "i":
            pieces.append(f"{name}.i.{'hit' if person == self._reading.narrator else 'miss'}")
        elif mention.gender:
            fit = self._focus.fits(person, mention.gender)
            pieces.append(f"{name}.{mention.kind}.{fit}")
            ranks = scope.female if mention.gender == "f" else scope.male
            if fit != "clash" and prefix == "n":
                pieces.append(f"{name}.focus{min(ranks.get(person, 3), 3)}")
                if beat.local:
                    pieces.append(f"n.at.{beat.place}.{beat.local.get(person, 'else')}")

    def _presence_pieces(self, scope: _Scope, person: int, pieces: list[str], prefix: str) -> None:
        record = self._reading.roster.people[person]
        inside = sum(person in mention.people for mention in scope.own)
        if inside:
            pieces.append(f"{prefix}.inside{min(inside, 2)}")
        if scope.turn.gap and any(person in m.people for m in self._reading.mentions[max(scope.turn.first - 1, 0)]):
            pieces.append(f"{prefix}.gap.any")
        if person in self._focus.scene:
            pieces.append("scene")
        if person not in self._focus.seen:
            pieces.append("new")
        if record.noun:
            tagged = "noun" if self._tagged.get(person) else "noun.told"
            pieces.append(f"{tagged}.own" if inside else tagged)
        pieces.append(self._standing[person])
        if self._reading.given and not record.given and person != self._reading.narrator:
            pieces.append("uncast")
        if person == self._reading.narrator:
            pieces.append("narrator")
        share = self._tagged.get(person, 0) / self._tags_in_all
        pieces.append(f"tagged{sum(share > bound for bound in _SHARES)}")

    def _speech_pieces(self, scope: _Scope, person: int, pieces: list[str]) -> None:
        turn = scope.turn
        spoken = self._reading.spoken
        number = turn.number
        _own_speech(spoken[number], person, pieces)
        if number and not turn.broken:
            self._neighbour(spoken[number - 1], person, pieces, "prev")
            if number > 1:
                self._neighbour(spoken[number - 2], person, pieces, "prev2")
        if number + 1 < len(spoken) and not self._reading.turns[number + 1].broken:
            self._neighbour(spoken[number + 1], person, pieces, "next")
            if number + 2 < len(spoken):
                self._neighbour(spoken[number + 2], person, pieces, "next2")
        for name, counts in scope.called.items():
            if counts.get(person):
                pieces.append(f"{name}{min(counts[person], 2)}")

    def _neighbour(self, spoken: Spoken, person: int, pieces: list[str], side: str) -> None:
        if person in spoken.addressed:
            pieces.append(f"{side}.addressed")
        elif spoken.addressed:
            pieces.append(f"{side}.addressed.other")
        if person in spoken.about:
            pieces.append(f"{side}.about")
        if spoken.gender and side in ("prev", "next"):
            pieces.append(f"{side}.{self._focus.fits(person, spoken.gender)}")


_EXCHANGE = 8
_NEIGHBOURS = 2


def _count(counts: dict[int, int], people: Sequence[int]) -> None:
    for person in people:
        counts[person] = counts.get(person, 0) + 1


def _own_speech(spoken: Spoken, person: int, pieces: list[str]) -> None:
    if person in spoken.addressed:
        pieces.append("own.addressed")
    if person in spoken.about:
        pieces.append("own.about")
    if person in spoken.introduced:
        pieces.append("own.introduced")


def _standing(person: Person, length: int) -> str:
    """Return how well the text shows that a name is a person's, and how often it stands there for so long a text."""
    if person.given:
        return "given"
    if not person.count:
        return "standing.none"
    ratio = person.evidence / person.count
    height = sum(ratio > bound for bound in _RATIOS)
    often = sum(person.count / max(1.0, length / _PAGE) > bound for bound in _OFTEN)
    return f"standing.{height}.{often}"


_PAGE = 4000
_OFTEN = (0.3, 0.6, 1.2, 2.5)


_RATIOS = (0.15, 0.3, 0.5, 0.8, 1.5)


_RANKS = tuple(f"near{place}" for place in range(9))
_FOCUS = tuple(f"focus{place}" for place in range(7))
