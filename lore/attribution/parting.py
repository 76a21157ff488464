"""Paragraphs in which several people speak, parted into a turn for each, as in `"Well?" said Ida. "What?" said Otto`.

Only tags part a paragraph: two that cannot mean the same person. Quotations without a tag stay with the one before.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from lore.attribution.lexicon import KIN, PLAIN_NOUNS
from lore.attribution.tags import tag_after, tag_before
from lore.attribution.text import first_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lore.attribution.mentions import Mention
    from lore.attribution.names import Roster
    from lore.attribution.tags import Tag
    from lore.attribution.text import Turn

_CLAUSE = re.compile(r"[;,:.!?—–-]\s*|\s(?=(?:and|but|while|whereupon|so|then)\s)")
_BESIDE = re.compile(r"\b(?:as|as if|as though|when|after|before|until|till|if|that|because|where|who)\s+$")
_SURE_GENDER = 0.9
_OPEN = 0.7


def part_turns(source: str, turns: Sequence[Turn], mentions: Sequence[Sequence[Mention]], roster: Roster) -> list[Turn]:
    """Return the turns, each that several people share cut into theirs, numbered anew."""
    parted: list[Turn] = []
    for turn in turns:
        pieces = [turn]
        if len(turn.quotations) > 1 and turn.first == turn.last:
            pieces = _part(source, turn, mentions[turn.first], roster)
        parted += [replace(piece, number=len(parted) + place) for place, piece in enumerate(pieces)]
    return parted


def _part(source: str, turn: Turn, mentions: Sequence[Mention], roster: Roster) -> list[Turn]:
    owners = [_owner(source, turn, place, mentions) for place in range(len(turn.quotations))]
    pieces: list[Turn] = []
    start = 0
    last = owners[0]
    for place, tag in enumerate(owners[1:], start=1):
        if tag and last and _differ(last.mention, tag.mention, roster):
            pieces.append(_slice(source, turn, (start, place), (owners, pieces)))
            start = place
        last = tag or last
    return [*pieces, _slice(source, turn, (start, len(owners)), (owners, pieces))] if pieces else [turn]


def _owner(source: str, turn: Turn, place: int, mentions: Sequence[Mention]) -> Tag | None:
    """Return the tag that belongs to a quotation: the one after it, or the one before where that opens it."""
    ahead = turn.before if place == 0 else turn.between[place - 1]
    behind = turn.after if place == len(turn.between) else turn.between[place]
    before = tag_before(source, ahead, mentions)
    if before and place and _BESIDE.search(source, max(ahead[0], before.mention.start - 16), before.mention.start):
        before = None  # "Yes," said Ann, as he finished, "we are."
    after = tag_after(source, turn.quotations[place].end, behind, mentions)
    if not after or not after.sure:
        return before
    follows = after.form == "inverted" or source[slice(*behind)].lstrip(" ,)\n*_—–-")[:1].islower()
    return before if before and before.verb and not follows else after


def _differ(one: Mention, two: Mention, roster: Roster) -> bool:
    """Tell whether two subjects of tags cannot mean the same person."""
    if one.kind == two.kind == "pronoun":
        return one.word != two.word and (bool(one.gender and two.gender) or "i" in (one.word, two.word))
    if one.gender and two.gender and one.gender != two.gender:
        return True
    if "pronoun" in (one.kind, two.kind):
        pronoun, other = (one, two) if one.kind == "pronoun" else (two, one)
        return (pronoun.word == "i" and other.kind == "name") or _clash(pronoun, other, roster, renamed=pronoun is one)
    if one.people and two.people and one.kind == two.kind:
        return not set(one.people) & set(two.people)
    heads = {mention.word.split()[-1] for mention in (one, two) if mention.kind == "noun"}
    return not heads & (PLAIN_NOUNS | KIN) and one.word != two.word


def _clash(pronoun: Mention, name: Mention, roster: Roster, *, renamed: bool) -> bool:
    """Tell whether a pronoun and a name are of two genders; who was `he` just now is hardly named anew, if unsure."""
    if not pronoun.gender or not name.people:
        return False
    shares = [roster.people[person].female for person in name.people]
    own = max(shares) if pronoun.gender == "f" else 1 - min(shares)
    return own < (_OPEN if renamed and name.kind == "name" else 1 - _SURE_GENDER)


def _slice(source: str, turn: Turn, bounds: tuple[int, int], done: tuple[Sequence[Tag | None], Sequence[Turn]]) -> Turn:
    """Return the part of a turn that holds the quotations from the first bound to before the second."""
    start, stop = bounds
    owners, pieces = done
    before = (pieces[-1].after[1], turn.between[start - 1][1]) if pieces else turn.before
    after = turn.after
    if stop < len(owners):
        piece = turn.between[stop - 1]
        after = (piece[0], _border(source, piece, owners[stop]))
    between = turn.between[start : stop - 1]
    part = replace(turn, quotations=turn.quotations[start:stop], before=before, between=between, after=after)
    return replace(part, gap=[], broken=False, lead=None, label=None) if pieces else part


def _border(source: str, piece: tuple[int, int], tag: Tag | None) -> int:
    """Return where the narration between two speakers goes over to the second."""
    start, end = piece
    if tag is None or tag.form in ("inverted", "normal"):
        return first_sentence(source, start, end)[1]
    if tag.span[0] > start:
        return tag.span[0]
    breaks = [match.end() for match in _CLAUSE.finditer(source, start, tag.mention.start)]
    return breaks[-1] if breaks else tag.mention.start
