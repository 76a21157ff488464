"""Which words of a line answer: the stretches that could, in figures, and the one chosen.

Every stretch is a slice of the line's text or of one of its directions, or the name of who speaks. Where a stretch
begins and ends, how long it is and what it holds are named features; their weights are fitted and stand in
`span_weights.txt`. They know closed-class words, shapes and marks, at most two beside each other, and nothing of a
text. Classes in place of the closed-class words would halve the table, and cost a hundredth of F1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from lore.search.index import ROW
from lore.search.words import FUNCTION_WORDS, stem, wordset

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TOKEN = re.compile(r"[^\W_]+?(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|[^\W_]+|\x1e|[^\w\s]|_")
BREAK = "BREAK"
"""The class of what stands between the slices of a line, so that a table of figures need not hold the mark itself."""
LONGEST = 32
"""Words of the longest stretch, whole sentences and lines apart."""
_SENTENCE_ENDS = frozenset((*".!?", ROW))
CLOSED_WORDS = FUNCTION_WORDS | wordset(
    """
    one two three like okay ok oh well yeah hey know think going want never ever back away around next last
    something nothing everything anything somebody someone everybody everyone
    """
)
"""Words that are weighed as themselves, since they hold any sentence together; all others by their shape."""
_NUMBERS = wordset(
    """
    one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand
    million half
    """
)
_TIMES = wordset(
    """
    now today tonight tomorrow yesterday morning afternoon evening night day days week weeks month months year
    years hour hours minute minutes second seconds moment time times ago later soon monday tuesday wednesday
    thursday friday saturday sunday noon midnight summer winter spring autumn
    """
)
_PLACES = wordset(
    """
    room house home kitchen door street table floor bed bedroom bathroom office hospital bar school town city
    apartment place castle forest road hotel airport window couch chair building hall car
    """
)
_FEELINGS = wordset(
    """
    happy sad angry glad afraid sorry love hate excited nervous scared upset mad tired surprised embarrassed
    ashamed proud jealous lonely great fine terrible awful
    """
)


_GROUPS = (("D", _NUMBERS), ("T", _TIMES), ("P", _PLACES), ("F", _FEELINGS))
_ENDINGS = ("ly", "ing", "ed", "s")
_ASKED = frozenset({"Q", "QM"})
_LENGTHS = (1, 2, 3, 4, 6, 9, 13, 18, 25)
_CLAUSE_MARKS = frozenset(",;:-")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark, where it stands, and the class it is weighed by."""

    kind: str
    start: int
    end: int
    word: bool


@dataclass(slots=True)
class Reading:
    """A line's tokens with what the features need to know of them.

    `sentence` gives each token's sentence; `asked`, `words` and `marks` count, up to each token, the question's words,
    all words and all marks; `covers` gives the question's weight in each sentence, `best` the most of them;
    `rows` tells the line's text from its directions.
    """

    tokens: list[Token]
    sentence: list[int]
    asked: list[int]
    words: list[int]
    marks: list[int]
    covers: list[float]
    best: float
    rows: list[int]


def read_line(text: str, known: Mapping[str, float], names: frozenset[str]) -> Reading:
    """Return a line's tokens; `known` gives the question's stems with their weights, `names` the stems of names."""
    tokens: list[Token] = []
    sentence: list[int] = []
    covers: list[float] = []
    seen: set[str] = set()
    opening = True
    for match in TOKEN.finditer(text):
        raw = match.group()
        word = raw[-1].isalnum()
        kind = _class(raw, known, names, opening=opening) if word else BREAK if raw == ROW else raw
        tokens.append(Token(kind, match.start(), match.end(), word))
        sentence.append(len(covers))
        if kind in _ASKED:
            seen.add(stem(raw.lower()))
        if raw in _SENTENCE_ENDS:
            covers.append(sum(known.get(each, 0.0) for each in seen))
            seen = set()
        opening = not word and (opening or raw in _SENTENCE_ENDS)
    covers.append(sum(known.get(each, 0.0) for each in seen))
    asked = list(accumulate((token.kind in _ASKED for token in tokens), initial=0))
    words = list(accumulate((token.word for token in tokens), initial=0))
    marks = list(accumulate((not token.word for token in tokens), initial=0))
    rows = list(accumulate(int(token.kind == BREAK) for token in tokens))
    return Reading(tokens, sentence, asked, words, marks, covers, max(covers), rows)


def _class(raw: str, known: Mapping[str, float], names: frozenset[str], *, opening: bool) -> str:
    """Return the class a word is weighed by: itself where it is a small word, else what sort of word it is."""
    form = raw.lower().replace("’", "'").lstrip("'")
    if form in CLOSED_WORDS:
        return form
    root = stem(form)
    if root in names:
        return "QM" if root in known else "M"
    if root in known:
        return "Q"
    for kind, group in _GROUPS:
        if form in group:
            return kind
    if raw[0].isupper() and not opening:
        return "N"
    return "D" if form.isdigit() else next((ending.upper() for ending in _ENDINGS if form.endswith(ending)), "C")


def start_features(reading: Reading, at: int, *, reply: bool) -> list[str]:
    """Return the features of a stretch that begins with a token; `reply` tells that the line before asks."""
    tokens, number = reading.tokens, reading.sentence[at]
    here, after = tokens[at].kind, _kind(reading, at + 1)
    before, before2 = _kind(reading, at - 1), _kind(reading, at - 2)
    opens = at == 0 or number != reading.sentence[at - 1]
    near = reading.asked[at] - reading.asked[max(0, at - 4)]
    cover = reading.covers[number] / reading.best if reading.best else 0.0
    answering = "r" if reply else ""
    return [
        f"s:{here}",
        f"b:{before}",
        f"s1:{after}",
        f"b2:{before2}",
        f"bs:{before} {here}",
        f"near:{min(near, 2)}",
        f"opens:{opens}{answering}",
        f"sent:{min(number, 3)}{answering}",
        f"cover:{int(cover * 4)}",
    ]


def end_features(reading: Reading, at: int) -> list[str]:
    """Return the features of a stretch that ends with a token."""
    here, after = reading.tokens[at].kind, _kind(reading, at + 1)
    near = reading.asked[min(len(reading.tokens), at + 5)] - reading.asked[at + 1]
    return [
        f"e:{here}",
        f"a:{after}",
        f"a2:{_kind(reading, at + 2)}",
        f"e1:{_kind(reading, at - 1)}",
        f"ea:{here} {after}",
        f"enear:{min(near, 2)}",
    ]


def _kind(reading: Reading, at: int) -> str:
    if at < 0:
        return "^"
    return reading.tokens[at].kind if at < len(reading.tokens) else "$"


def stretch_features(reading: Reading, first: int, last: int) -> list[str]:
    """Return the features of a stretch that need both its ends."""
    tokens, sentence = reading.tokens, reading.sentence
    words = reading.words[last + 1] - reading.words[first]
    asked = reading.asked[last + 1] - reading.asked[first]
    marks = reading.marks[last + 1] - reading.marks[first]
    opens = first == 0 or sentence[first] != sentence[first - 1] or tokens[first - 1].kind in _CLAUSE_MARKS
    closes = last + 1 == len(tokens) or not tokens[last + 1].word
    whole = first == 0 and last + 2 >= len(tokens)
    return [
        f"len:{next((str(limit) for limit in _LENGTHS if words <= limit), 'more')}",
        f"asked:{min(asked, 4)}",
        f"share:{int(4 * asked / words)}",
        f"marks:{min(marks, 3)}",
        f"crossed:{min(sentence[last] - sentence[first], 2)}",
        f"clause:{opens}{closes}",
        f"whole:{whole}",
    ]


def stretches(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield the first and last token of each stretch that could answer."""
    for first, token in enumerate(reading.tokens):
        if token.word:
            yield from ((first, last) for last in _lasts(reading, first))


def _lasts(reading: Reading, first: int) -> Iterator[int]:
    tokens = reading.tokens
    for last in range(first, min(len(tokens), first + LONGEST + 8)):
        if tokens[last].kind == BREAK:
            return
        if tokens[last].word and reading.words[last + 1] - reading.words[first] <= LONGEST:
            yield last
