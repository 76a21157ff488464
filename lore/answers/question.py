"""What a question asks: its kind, the words that matter, who is named in it, and words quoted from the text.

Nothing here looks at a line; the index is asked only for the names it knows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from lore.search.index import name_parts
from lore.search.words import Word, is_content, stem, words_of, wordset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lore.search.index import Index

LONGEST = 600
"""Code points of a question that are read; what comes after them adds nothing but time."""
MOST_TERMS = 24
"""Different words of a question that are looked for."""

KINDS = ("who", "what", "where", "when", "why", "how", "yes")
"""The kinds of question; "yes" is one that wants yes or no, or has no word that asks."""

_ASKING = {"who": "who", "whom": "who", "whose": "who", "what": "what", "which": "what", "where": "where"}
_ASKING |= {"when": "when", "why": "why", "how": "how"}
_REPHRASED = (
    (
        re.compile(r"\b(?:for )?what (?:was |is |were )?(?:the |his |her |their )?(?:main )?(?:reason|cause|purpose)"),
        "why",
    ),
    (re.compile(r"\bwhat (?:made|makes|causes|caused|prompts|prompted)\b|\bhow come\b|\bfor what\b"), "why"),
    (re.compile(r"\b(?:at|on|in|during) (?:what|which) (?:time|point|day|year|month|moment|hour)"), "when"),
    (re.compile(r"\bwhat (?:time|day|year|month)\b|\bhow (?:long ago|soon)\b"), "when"),
    (re.compile(r"\b(?:at|in|on|to|from) (?:what|which) (?:place|location|room|city|town|country|building)"), "where"),
    (re.compile(r"\bwhat (?:is |was |are |were )?(?:the |[\w ]{0,30}?'s? )?(?:place|location|setting)\b"), "where"),
    (re.compile(r"\bin (?:what|which) (?:way|manner|fashion)|\bby what means|\bwhat way\b"), "how"),
    (re.compile(r"\b(?:which|what) (?:person|character|man|woman|people|guy|girl|boy|friend)\b"), "who"),
)
_QUOTED = re.compile(r"[\"“”]([^\"“”]{2,300})[\"“”]|(?<!\w)['‘](.{2,300}?)['’](?!\w)|``(.{2,300}?)''|«(.{2,300}?)»")
SPEECH = frozenset(
    stem(form)
    for form in wordset(
        """
        say tell speak talk ask mention reply answer respond call claim announce declare explain suggest
        describe shout yell whisper admit promise warn order advise remark exclaim state request inform
        complain joke apologize thank greet address remind demand beg invite offer propose
        plead urge insist threaten confess accuse agree argue object protest recall vow swear deny predict
        """
    )
)
"""Stems of what is done with words."""
GENERIC = SPEECH | {
    stem(form)
    for form in wordset(
        """
        feel happen think make go come want get do look person people thing reason time place way kind type name scene
        take according describe react
        """
    )
}
"""Stems that stand in questions about anything."""
_FAR_MORE = 5
"""How many times the lines of all others of the same name somebody speaks who alone is meant by it."""
_SOMEBODY = wordset("someone somebody")
_JOINING = wordset("after when once while before until because since if as")
_REACH = 3
"""How far from the word that asks whoever acts may stand."""
_BETWEEN = frozenset(
    stem(form)
    for form in wordset(
        """
        is was were are do does did has have had will would can could should
        """
    )
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart.

    `terms` are the stems that matter, names of the cast apart, each once, in order; `names` the characters named, in
    order of mention, and `people` the same with the names under which they speak together with others; `subject` the
    one who acts or speaks, `objects` the others. `saying` tells that a speaker is asked for. `strangers` are
    capitalised words that no character bears.
    """

    text: str
    kind: str
    words: tuple[Word, ...]
    terms: tuple[str, ...]
    pairs: frozenset[tuple[str, str]]
    names: tuple[str, ...]
    people: frozenset[str]
    name_stems: frozenset[str]
    subject: frozenset[str]
    objects: frozenset[str]
    strangers: tuple[str, ...]
    quotation: str
    spoken: bool
    number: bool
    addressed: bool
    verb: str
    saying: bool
    aside: frozenset[str]
    joined: str


def read_question(text: str, index: Index, ceiling: int) -> Question:
    """Return a question taken apart; at most `LONGEST` code points of it are read."""
    text = text[:LONGEST]
    words = tuple(words_of(text))
    kind, at = kind_of(text.lower(), words)
    named = _named(text, words, index, ceiling)
    join = next((place for place in range(at + 2, len(words)) if words[place].form in _JOINING), len(words))
    bearing = {place for _, places in named for place in places}
    stems = [stem(word.form) for word in words]
    terms = _terms(words, stems, bearing)
    names = tuple(dict.fromkeys(name for characters, _ in named for name in characters))
    subject, objects = _grammar(words, [(_with_choruses(index, who), places) for who, places in named], at)
    return Question(
        text=text,
        kind=kind,
        words=words,
        terms=tuple(dict.fromkeys(terms))[:MOST_TERMS],
        pairs=frozenset(pairwise(terms)),
        names=names,
        people=_with_choruses(index, names),
        name_stems=frozenset(stems[place] for place in bearing),
        subject=subject,
        objects=objects,
        strangers=_strangers(text, words, stems, bearing),
        quotation=quotation_of(text),
        spoken=any(each in SPEECH for each in stems),
        saying=kind == "who" and _asks_for_speaker(words, stems, at),
        number=_wants_number(words, at),
        aside=frozenset(stems[place] for place in range(join, len(words)) if place not in bearing),
        joined=words[join].form if join < len(words) else "",
        verb=_verb(text, words, stems, bearing, at),
        addressed=bool(objects) and any(word.form in {"to", "tell", "told", "ask", "asked"} for word in words),
    )


def kind_of(lowered: str, words: tuple[Word, ...]) -> tuple[str, int]:
    """Return a question's kind and the place of the word that asks (0 where none does)."""
    asking = [(place, _ASKING[word.form]) for place, word in enumerate(words) if word.form in _ASKING]
    for pattern, kind in _REPHRASED:
        if pattern.search(lowered):
            return kind, asking[0][0] if asking else 0
    if not asking:
        return "yes", 0
    place, kind = asking[0]
    if kind == "when" and place == 0 and len(asking) > 1:
        return asking[1][1], asking[1][0]
    return kind, place


def quotation_of(text: str) -> str:
    """Return the longest stretch between quotation marks, or an empty text."""
    found = [next(group for group in match.groups() if group is not None) for match in _QUOTED.finditer(text)]
    return max(found, key=len, default="")


def _terms(words: tuple[Word, ...], stems: list[str], bearing: set[int]) -> list[str]:
    return [stems[place] for place, word in enumerate(words) if place not in bearing and is_content(word.form)]


def _named(
    text: str, words: tuple[Word, ...], index: Index, ceiling: int
) -> list[tuple[frozenset[str], tuple[int, ...]]]:
    """Return the mentions of characters: who may be meant, and the places of the words that name them."""
    mentions: list[tuple[frozenset[str], tuple[int, ...]]] = []
    place = 0
    while place < len(words):
        bearers = _bearers(text, words, place, index, ceiling)
        used = [place]
        while bearers and place + 1 < len(words):
            more = bearers & _bearers(text, words, place + 1, index, ceiling)
            if not more or words[place + 1].start - words[place].end > 1:
                break
            bearers, place = more, place + 1
            used.append(place)
        if bearers:
            mentions.append((bearers, tuple(used)))
        place += 1
    return mentions


def _bearers(text: str, words: tuple[Word, ...], place: int, index: Index, ceiling: int) -> frozenset[str]:
    """Return the characters below the ceiling whom one capitalised word may name."""
    word = words[place]
    form = word.form
    if form not in index.meant and form.endswith("s") and form[:-1] in index.meant:
        form = form[:-1]
    capital = text[word.start].isupper() or text[: word.end].islower()
    if not capital or not is_content(word.form):
        return frozenset()
    names = [name for name in index.meant.get(form, ()) if index.appearances[name] < ceiling]
    return frozenset(names if len(names) < 2 else _likeliest(form, names, index, ceiling))  # noqa: PLR2004  a choice


def _likeliest(form: str, names: list[str], index: Index, ceiling: int) -> list[str]:
    """Return whom one name may mean: he alone who is called by it first and speaks far more than all others."""
    lines = {name: len(index.spoken_below(name, ceiling)) for name in names}
    first = max(names, key=lambda name: lines[name])
    others = sum(lines.values()) - lines[first]
    return [first] if lines[first] >= _FAR_MORE * max(1, others) and name_parts(first)[0] == form else names


def _with_choruses(index: Index, names: Iterable[str]) -> frozenset[str]:
    """Return names with those under which they speak together with others."""
    return frozenset(each for name in names for each in (name, *index.choruses.get(name, ())))


def _grammar(
    words: tuple[Word, ...], named: list[tuple[frozenset[str], tuple[int, ...]]], asking: int
) -> tuple[frozenset[str], frozenset[str]]:
    """Return who acts and who is acted upon, as far as their order tells."""
    nobody: frozenset[str] = frozenset()
    if not named:
        return nobody, nobody
    asks_who = words[asking].form in {"who", "whom"}
    after = [(who, places) for who, places in named if places[0] > asking] or named
    first = after[0]
    helped = any(stem(words[place].form) in _BETWEEN for place in range(asking, first[1][0]))
    near = first[1][0] - asking
    acts = not asks_who or (helped and near <= 2)  # noqa: PLR2004  "who did X ...": X acts
    agents = [who for who, places in named if _by(words, places[0])]
    if agents:
        return agents[-1], nobody.union(*(who for who, _ in named if who != agents[-1]))
    subject = first[0] if acts else nobody
    others = [who for who, _ in named if who != subject]
    return subject, nobody.union(*others)


def _by(words: tuple[Word, ...], place: int) -> bool:
    return place > 0 and words[place - 1].form in {"by", "according"}


def _strangers(text: str, words: tuple[Word, ...], stems: list[str], bearing: set[int]) -> tuple[str, ...]:
    found = (
        stems[place]
        for place, word in enumerate(words)
        if place and place not in bearing and text[word.start].isupper() and is_content(word.form)
    )
    return tuple(dict.fromkeys(found))


def _asks_for_speaker(words: tuple[Word, ...], stems: list[str], asking: int) -> bool:
    """Tell whether a question asks who says something: "who says ...", "somebody warns ..., who is it"."""
    if any(one.form in _SOMEBODY and stems[place + 1] in SPEECH for place, one in enumerate(words[:-1])):
        return True
    helpers = {"is", "was", "are", "were", "has", "had", "s", "else", "first", "once"}
    after = (place for place in range(asking + 1, len(words)) if words[place].form not in helpers)
    place = next(after, None)
    by = asking > 0 and words[asking - 1].form == "by"
    return place is not None and stems[place] in SPEECH and not by and words[asking].form == "who"


def _wants_number(words: tuple[Word, ...], asking: int) -> bool:
    follows: Iterator[str] = (word.form for word in words[asking + 1 : asking + 2])
    measures = {"many", "much", "old", "long", "far", "often", "tall", "big", "fast"}
    return bool(words) and words[asking].form == "how" and any(form in measures for form in follows)


def _verb(text: str, words: tuple[Word, ...], stems: list[str], bearing: set[int], asking: int) -> str:
    """Return the stem of what is done: the first word of matter after whoever acts, or after the word that asks.

    Whoever acts is a character or, where the question has capitals, any other name.
    """
    start = asking + 1
    capitals = {place for place in range(1, len(words)) if text[words[place].start].isupper()}
    acting = [place for place in sorted(bearing | capitals) if asking < place <= asking + _REACH]
    if acting:
        start = acting[-1] + 1
    after = range(start, len(words))
    return next((stems[place] for place in after if place not in bearing and is_content(words[place].form)), "")
