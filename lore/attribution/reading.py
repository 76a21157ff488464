"""Everything attribution knows about a text before it weighs anything: people, turns, mentions, tags, addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lore.attribution.gender import judge_genders
from lore.attribution.kinship import descriptions
from lore.attribution.lexicon import KIN
from lore.attribution.mentions import Mention, MentionFinder, speaking_nouns
from lore.attribution.names import Person, Roster, find_names, is_joint, key_of, people_in, roster_of
from lore.attribution.parting import part_turns
from lore.attribution.tags import Tag, find_tags, subject_of
from lore.attribution.text import Turn, find_turns, first_sentence, holds_words, last_sentence
from lore.attribution.vocatives import Spoken, read_speech

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lore.script.passages import Passage
    from lore.values import Character, Span

_OWNED = ("his", "her", "my", "their", "our", "your")
_NARRATES = 3
"""So many `I` in the narration make a first-person narrator, where `I` also speaks."""
_SHORT = 3000
"""A text shorter than this need not hold so many."""
_DENSE = 300
"""So do as many as one in so many characters, where `I` never speaks: fewer are letters set into the story."""


@dataclass(slots=True)
class Reading:
    """A text made ready: `mentions` holds each passage's narration mentions; `tags` and `spoken` go by turn.

    `narrator` is the number of the first-person narrator among the people, or None; `described` are the nouns in
    apposition to people's names.
    """

    source: str
    passages: Sequence[Passage]
    roster: Roster
    turns: list[Turn]
    mentions: list[list[Mention]]
    tags: list[list[Tag]]
    spoken: list[Spoken]
    narrator: int | None
    described: dict[int, frozenset[str]]
    given: bool

    def own(self, turn: Turn) -> list[Mention]:
        """Return the mentions in the narration that is a turn's own."""
        return [
            mention
            for number in range(turn.first, turn.last + 1)
            for mention in self.mentions[number]
            if turn.before[0] <= mention.start < turn.after[1]
        ]


def prepare(source: str, passages: Sequence[Passage], cast: Sequence[Character] = ()) -> Reading:
    """Return the reading of a text; a given cast is taken as the people, others join only where a tag names them."""
    turns = find_turns(passages)
    pieces = _pieces(passages)
    roster = _roster(source, passages, pieces, cast)
    mentions = _find_mentions(source, roster, pieces)
    judge_genders(roster, mentions)
    turns = part_turns(source, turns, mentions, roster)
    tags = [find_tags(source, turn, _own(mentions, turn), mentions[turn.first - 1]) for turn in turns]
    narrator = _narrator(roster, mentions, tags, source, turns)
    nouns = _speaking_nouns(tags)
    if not cast:
        nouns += _nouns_in_beats(source, mentions, turns, tags)
    if narrator is not None:
        nouns += _narrators_kin(mentions)
    if _add_nouns(source, roster, nouns, _introduced(source, roster, turns, tags)):
        mentions = _find_mentions(source, roster, pieces)
        tags = [find_tags(source, turn, _own(mentions, turn), mentions[turn.first - 1]) for turn in turns]
    judge_genders(roster, mentions)
    spoken = [read_speech(source, turn.quotations, roster) for turn in turns]
    described = descriptions(source, mentions)
    return Reading(source, passages, roster, turns, mentions, tags, spoken, narrator, described, bool(cast))


def _pieces(passages: Sequence[Passage]) -> list[tuple[list[Span], list[Span]]]:
    """Return each passage's narration and speech; headings and notes have neither."""
    pieces: list[tuple[list[Span], list[Span]]] = []
    for passage in passages:
        narrated: list[Span] = []
        if passage.kind in ("prose", "play"):
            position = passage.label[1] if passage.label else passage.start
            for quotation in passage.quotations:
                narrated.append((position, quotation.outer_start))
                position = quotation.outer_end
            narrated.append((position, passage.end))
        pieces.append(
            ([span for span in narrated if span[1] > span[0]], [(q.start, q.end) for q in passage.quotations])
        )
    return pieces


def _roster(
    source: str, passages: Sequence[Passage], pieces: Sequence[tuple[list[Span], list[Span]]], cast: Sequence[Character]
) -> Roster:
    if cast:
        roster = roster_of(cast)
    else:
        flat = [
            (span, spoken)
            for narrated, said in pieces
            for spans, spoken in ((narrated, False), (said, True))
            for span in spans
        ]
        flat.sort()
        roster = people_in(source, find_names(source, flat))
    for name in dict.fromkeys(source[slice(*passage.label)] for passage in passages if passage.label):
        _take_label(roster, name)
    return roster


def _take_label(roster: Roster, name: str) -> None:
    """Let a play-form label stand for one person, who goes by it unless the caller chose their name."""
    owners = roster.exact(name) or (() if is_joint(name) else roster.owners(name))
    if len(owners) != 1:
        if not roster.exact(name):
            roster.add(Person(name, {name}))
        return
    person = roster.people[owners[0]]
    same = [form for form in sorted(person.forms) if key_of(form) == key_of(name) and not form.isupper()]
    if not person.given:
        person.name = same[0] if same else name
    roster.link(person.name, owners[0])


def _find_mentions(source: str, roster: Roster, pieces: Sequence[tuple[list[Span], list[Span]]]) -> list[list[Mention]]:
    finder = MentionFinder(source, roster, speaking_nouns(source))
    return [[mention for span in narrated for mention in finder.find(*span)] for narrated, _ in pieces]


def _own(mentions: Sequence[list[Mention]], turn: Turn) -> list[Mention]:
    if turn.first == turn.last:
        return mentions[turn.first]
    return [mention for number in range(turn.first, turn.last + 1) for mention in mentions[number]]


def _narrator(
    roster: Roster,
    mentions: Sequence[Sequence[Mention]],
    tags: Sequence[Sequence[Tag]],
    source: str,
    turns: Sequence[Turn],
) -> int | None:
    """Return the first-person narrator, if there is one: somebody called by name where `I` speaks, or a new person."""
    told = sum(mention.word == "i" for passage in mentions for mention in passage)
    says = sum(bool(found) and found[0].sure and found[0].mention.word == "i" for found in tags)
    dense = told >= _NARRATES and told * _DENSE >= len(source)
    if not dense and not (says and (told >= _NARRATES or len(source) <= _SHORT)):
        return None
    called = _called(roster, mentions, tags, source, turns)
    return called if called is not None else roster.add(Person("Narrator", {"Narrator"}))


def _called(
    roster: Roster,
    mentions: Sequence[Sequence[Mention]],
    tags: Sequence[Sequence[Tag]],
    source: str,
    turns: Sequence[Turn],
) -> int | None:
    """Return the one person addressed right before or after `I said` whom the narration never names."""
    told = {person for passage in mentions for mention in passage for person in mention.people}
    own = {turn.number for turn in turns if tags[turn.number] and tags[turn.number][0].mention.word == "i"}
    beside = [turn for turn in turns if turn.number not in own and own & {turn.number - 1, turn.number + 1}]
    called = {person for turn in beside for person in read_speech(source, turn.quotations, roster).addressed} - told
    return called.pop() if len(called) == 1 else None


def _speaking_nouns(tags: Sequence[Sequence[Tag]]) -> list[Mention]:
    """Return the nouns that sure tags have for their subject or addressee: `said the old man to the porter`."""
    sure = [found[0] for found in tags if found and found[0].sure]
    return [mention for tag in sure for mention in (tag.mention, tag.to) if mention]


def _nouns_in_beats(
    source: str, mentions: Sequence[list[Mention]], turns: Sequence[Turn], tags: Sequence[Sequence[Tag]]
) -> list[Mention]:
    """Return the nouns that the narration right before a speech tells of, as far as one of them may speak.

    That is its subject, `The clerk looked up. "Yes?"`, or the kin that a pronoun in the tag means for want of a name:
    `He thought of his mother. "Never," she had said.`
    """
    beats = [(turn, piece) for turn in turns for piece in _sentences(source, turn.before)]
    subjects = [subject_of(_own(mentions, turn), *piece) for turn, piece in beats]
    kin = [_kin_meant(_own(mentions, turn), tags[turn.number]) for turn in turns]
    return [mention for mention in subjects if mention and _is_somebody(mention)] + [one for one in kin if one]


def _kin_meant(own: Sequence[Mention], tags: Sequence[Tag]) -> Mention | None:
    """Return the kin in a turn's own narration whom the pronoun of its tag means, or None."""
    if not tags or not tags[0].sure or tags[0].mention.kind != "pronoun" or not tags[0].mention.gender:
        return None
    before = [one for one in own if one.end <= tags[0].mention.start and one.kind != "pronoun"]
    last = before[-1] if before else None
    fits = last and last.kind == "noun" and last.gender == tags[0].mention.gender and last.word.split()[-1] in KIN
    return last if fits else None


def _sentences(source: str, piece: Span) -> list[Span]:
    return [first_sentence(source, *piece), last_sentence(source, *piece)] if holds_words(piece) else []


def _is_somebody(mention: Mention) -> bool:
    words = mention.word.split()
    return mention.kind == "noun" and words[0] not in _OWNED and not words[-1].endswith(("men", "women"))


def _narrators_kin(mentions: Sequence[Sequence[Mention]]) -> list[Mention]:
    """Return the narrator's own people whom the narration tells of: `my sister came in`."""
    told = [mention for passage in mentions for mention in passage if mention.kind == "noun" and mention.role == "s"]
    return [mention for mention in told if mention.word.startswith("my ") and mention.word.split()[-1] in KIN]


def _introduced(source: str, roster: Roster, turns: Sequence[Turn], tags: Sequence[Sequence[Tag]]) -> dict[str, int]:
    """Return who says under a noun what their name is: `"My name is Otto Gray," said the stranger`."""
    found: dict[str, int] = {}
    for turn in turns:
        tag = tags[turn.number][0] if tags[turn.number] else None
        if tag and tag.sure and tag.mention.kind == "noun":
            people = set(read_speech(source, turn.quotations, roster).introduced)
            if len(people) == 1:
                found[tag.mention.word] = people.pop()
    return found


def _add_nouns(source: str, roster: Roster, nouns: Sequence[Mention], introduced: Mapping[str, int]) -> bool:
    """Make people of nouns that no known person answers to; those with a pronoun for an owner come last.

    A noun under which somebody gives a name, by number in `introduced`, is another name of theirs.
    """
    added = False
    for mention in sorted(nouns, key=lambda mention: mention.word.split()[0] in _OWNED):
        if mention.kind != "noun" or mention.people or roster.exact(mention.word):
            continue
        if mention.word in introduced:
            roster.link(f"the {mention.word}", introduced[mention.word])
            added = True
        elif mention.word.split()[-1] not in _NOT_THEMSELVES:
            _add_noun(source, roster, mention)
            added = True
    return added


_NOT_THEMSELVES = ("other", "voice", "latter", "former")


def _add_noun(source: str, roster: Roster, mention: Mention) -> None:
    """Make a person of a noun, or of `her mother` another name of the only one's mother known: `Ann's mother`."""
    words = mention.word.split()
    kin = words[-1] in KIN
    known = [n for n, person in enumerate(roster.people) if person.noun and _is_kin_of_named(person.name, words[-1])]
    if kin and words[0] in _OWNED and len(known) == 1:
        roster.link(mention.word, known[0])
        return
    spelled = " ".join(source[mention.start : mention.end].split())
    if kin and words[0] not in _OWNED and spelled[0].isupper() and len(words) > 1:
        roster.add(Person(spelled, {spelled}, noun=True))  # Ann's mother
        return
    name = mention.word if words[0] in _OWNED else f"the {mention.word}"
    roster.add(Person(name, {mention.word}, noun=True))


def _is_kin_of_named(name: str, head: str) -> bool:
    words = name.split()
    return words[-1] == head and words[0][:1].isupper() and words[0].endswith(("'s", "’s", "'", "’"))
