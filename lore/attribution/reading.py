"""Everything attribution knows about a text before it weighs anything: people, turns, mentions, tags, addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lore.attribution.gender import judge_genders
from lore.attribution.lexicon import KIN
from lore.attribution.mentions import Mention, MentionFinder, speaking_nouns
from lore.attribution.names import Person, Roster, find_names, people_in, roster_of
from lore.attribution.parting import part_turns
from lore.attribution.tags import Tag, find_tags
from lore.attribution.text import Turn, find_turns
from lore.attribution.vocatives import Spoken, read_speech

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lore.script.passages import Passage
    from lore.values import Character, Span

_OWNED = ("his", "her", "my", "their", "our", "your")
_NARRATES = 3
"""So many `I` in the narration, and one in every thousand characters, make a first-person narrator."""


@dataclass(slots=True)
class Reading:
    """A text made ready: `mentions` holds each passage's narration mentions; `tags` and `spoken` go by turn.

    `narrator` is the number of the first-person narrator among the people, or None.
    """

    source: str
    passages: Sequence[Passage]
    roster: Roster
    turns: list[Turn]
    mentions: list[list[Mention]]
    tags: list[list[Tag]]
    spoken: list[Spoken]
    narrator: int | None
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
    narrator = _narrator(roster, mentions, tags, source)
    if _add_nouns(roster, tags):
        mentions = _find_mentions(source, roster, pieces)
        tags = [find_tags(source, turn, _own(mentions, turn), mentions[turn.first - 1]) for turn in turns]
    judge_genders(roster, mentions)
    spoken = [read_speech(source, turn.quotations, roster) for turn in turns]
    return Reading(source, passages, roster, turns, mentions, tags, spoken, narrator, bool(cast))


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
    for passage in passages:
        if passage.label:
            name = source[passage.label[0] : passage.label[1]]
            if not roster.owners(name):
                roster.add(Person(name, {name}))
    return roster


def _find_mentions(source: str, roster: Roster, pieces: Sequence[tuple[list[Span], list[Span]]]) -> list[list[Mention]]:
    finder = MentionFinder(source, roster, speaking_nouns(source))
    return [[mention for span in narrated for mention in finder.find(*span)] for narrated, _ in pieces]


def _own(mentions: Sequence[list[Mention]], turn: Turn) -> list[Mention]:
    if turn.first == turn.last:
        return mentions[turn.first]
    return [mention for number in range(turn.first, turn.last + 1) for mention in mentions[number]]


def _narrator(
    roster: Roster, mentions: Sequence[Sequence[Mention]], tags: Sequence[Sequence[Tag]], source: str
) -> int | None:
    told = sum(mention.word == "i" for passage in mentions for mention in passage)
    says = sum(bool(found) and found[0].sure and found[0].mention.word == "i" for found in tags)
    if not says and (told < _NARRATES or told * 1000 < len(source)):
        return None
    return roster.add(Person("Narrator", {"Narrator"}))


def _add_nouns(roster: Roster, tags: Sequence[Sequence[Tag]]) -> bool:
    """Make people of the nouns that sure tags name and no known person answers to: `the old man`, `her aunt`."""
    added = False
    for found in tags:
        for tag in found[:1]:
            mention = tag.mention
            if mention.kind != "noun" or mention.people or not tag.sure:
                continue
            words = mention.word.split()
            if words[-1] in ("other", "voice", "latter", "former") or roster.exact(mention.word):
                continue
            owned = words[0] in _OWNED and words[-1] in KIN
            roster.add(Person(mention.word if owned else f"the {mention.word}", {mention.word}, noun=True))
            added = True
    return added
