"""Of a long line, the sentence that answers: a few words cut out of a paragraph seldom tell enough to be read alone.

Short lines are answered by a stretch (see `lore.answers.choosing`). What it gets wrong: an answer that stands in a
sentence of its own, without any word of the question, and not beside the one that has them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lore.answers.measures import MEASURES, measure_asked, pattern_of
from lore.answers.question import SPEECH
from lore.search.index import ROW
from lore.search.lexicon import relatives
from lore.search.words import IRREGULAR, forms_of, is_content, stem, wordset

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from lore.answers.question import Question

LONG_LINE = 12
"""Words of a line from which on whole sentences answer."""
SHORT_ROW = 30
MOST_SENTENCES = 3
"""Words and sentences of a row up to which it is told as a whole: readers miss what is left out more than brevity."""
MOST_WORDS = 45
"""Words of the longest answer made of sentences; what is longer stays a stretch."""
_KIN_SHARE = 0.4
"""How much of a question's word another that may stand for it counts, where sentences are compared."""
_ADDS = 0.25
"""What a neighbouring sentence must add, against what the best one has, to be told with it."""
_FRAGMENT = 10
"""Words of the longest fragment that is told with the sentence before it."""
_CLAUSE = wordset(
    """
    i he she we they am is are was were be been do does did have has had will would can could shall should may might
    must s re ve ll d m n't
    """
)
"""Words that make a clause: what has none of them, and is short, only finishes the sentence before it."""
_SAYS_NOTHING = SPEECH | {stem(form) for form in wordset("know think wonder remember see understand feel happen want")}
_ENDS = re.compile(rf"(?<!\bMr)(?<!\bMrs)(?<!\bDr)[.!?]+[\"'”’)\]]*(?=\s+[^\sa-z.]|\s*$|\s*{ROW})|{ROW}")


_HOW = "how "
_CUE_SHARES = {"why": 0.9, **dict.fromkeys((_HOW + each for each in MEASURES), 1.2)}
_CUE_SHARE = 0.5
_HELD_SHARE = 0.9
_TOUCHED = 0.3
"""What it counts that a sentence holds the chosen stretch, against the most that any has of the question, and how much
of that most it must have itself: more than a name."""
_CUES = {
    "why": re.compile(r"\b(?:because|since|so that|in order to|for fear)\b", re.IGNORECASE),
    "when": re.compile(
        r"\b(?:when|while|after|before|until|as (?:he|she|they|it|I|we|soon)|at last|then|"
        r"\w*day|night|morning|evening|afternoon|hours?|minutes?|weeks?|months?|years?|moment)\b",
        re.IGNORECASE,
    ),
    "feeling": re.compile(
        r"\b(?:felt|feels?|feeling|sad\w*|happ\w+|angr\w+|afraid|glad|sorry|love\w*|hate\w*|proud|asham\w+|surpris\w+|"
        r"disappoint\w+|worr\w+|nervous|upset|jealous|lonel\w+|confus\w+|anger|fear\w*|jo[yv]\w*|grie\w+|warm\w*|cold)\b",
        re.IGNORECASE,
    ),
}


class Sentence(NamedTuple):
    """A sentence of a text, end exclusive, with the question's words it has, and whether it ends a row.

    `means` are those of the question's words that it has in other words.
    """

    start: int
    end: int
    has: frozenset[str]
    means: frozenset[str]
    closes: bool

    def worth(self, known: Mapping[str, float]) -> float:
        """Return how much of the question the sentence has, words that stand for others counted in part."""
        return sum(known[each] for each in self.has) + _KIN_SHARE * sum(known[each] for each in self.means)


def whole(text: str, start: int, end: int, known: Mapping[str, float], wanted: str = "") -> tuple[int, int]:
    """Return the sentence, or two, to tell of a long text instead of a stretch of it.

    `known` gives the question's stems with their weights, `wanted` what it asks for (see `wants`). The sentence is that
    with most of the question and of what is wanted, where to hold the stretch counts nearly as much as all of the
    question that any has.
    """
    sentences = split(text, known)
    holds = [each.start <= start < each.end for each in sentences]
    worth = [sentence.worth(known) for sentence in sentences]
    if not any(worth):
        return _around(sentences, holds, start, end)
    cue = _cue(wanted)
    if cue is not None:
        most, measured = _CUE_SHARES.get(wanted, _CUE_SHARE) * max(worth), wanted.startswith(_HOW)
        worth = [
            value + most if (value or measured) and cue.search(text[sentence.start : sentence.end]) else value
            for value, sentence in zip(worth, sentences, strict=True)
        ]
    top = max(worth)
    worth = [
        value + _HELD_SHARE * top if held and value >= _TOUCHED * top else value
        for value, held in zip(worth, holds, strict=True)
    ]
    best = max(range(len(sentences)), key=lambda at: (worth[at], -at))
    first, last = _with_neighbour(text, sentences, best, known)
    if first == last:
        first, last = _filled_out(text, sentences, best, known)
    if _length(text, sentences, first, last) > MOST_WORDS:
        return (sentences[best].start, sentences[best].end) if first != last else (start, end)
    if _is_finished_by_next(text, sentences, last) and _length(text, sentences, first, last + 1) <= MOST_WORDS:
        last += 1
    return sentences[first].start, sentences[last].end


def _length(text: str, sentences: list[Sentence], first: int, last: int) -> int:
    return len(forms_of(text[sentences[first].start : sentences[last].end]))


def _is_finished_by_next(text: str, sentences: list[Sentence], at: int) -> bool:
    """Tell whether a fragment follows: "Somebody called. Ann.", "Nobody came. No king, no priest."."""
    if at + 1 >= len(sentences) or sentences[at].closes:
        return False
    forms = forms_of(text[sentences[at + 1].start : sentences[at + 1].end])
    past = any(form.endswith("ed") or form in IRREGULAR for form in forms)
    return len(forms) <= _FRAGMENT and not past and _CLAUSE.isdisjoint(forms)


def wants(question: Question) -> str:
    """Return what a sentence should have: a cause, a time, a number, a feeling; empty where that is open."""
    measure = measure_asked(question)
    if measure:
        return _HOW + measure
    if question.kind == "how" and "feel" in question.terms:
        return "feeling"
    return question.kind if question.kind in _CUES else ""


def _cue(wanted: str) -> re.Pattern[str] | None:
    """Return what the words that are wanted look like."""
    return pattern_of(wanted[len(_HOW) :]) if wanted.startswith(_HOW) else _CUES.get(wanted)


def _around(sentences: list[Sentence], holds: list[bool], start: int, end: int) -> tuple[int, int]:
    """Return the sentence that holds a stretch."""
    if True not in holds:
        return start, end
    return sentences[holds.index(True)].start, sentences[holds.index(True)].end


def with_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch with the bracket beside it whose other half it holds: "Ann) left" is "(Ann) left"."""
    opened, closed = text.count("(", start, end), text.count(")", start, end)
    if closed > opened and text[start - 1 : start] == "(":
        return start - 1, end
    if opened > closed and text[end : end + 1] == ")":
        return start, end + 1
    return start, end


def row_around(text: str, place: int) -> tuple[int, int]:
    """Return the row of a text that a place lies in: all that is said, or one direction."""
    return text.rfind(ROW, 0, place) + 1, next((at for at in (text.find(ROW, place),) if at >= 0), len(text))


def row_with(text: str, place: int, wanted: str) -> tuple[int, int]:
    """Return the row of a text that a place lies in, or the first that has what is wanted, where that one has not."""
    start, end = row_around(text, place)
    cue = _cue(wanted)
    if cue is None or cue.search(text[start:end]):
        return start, end
    found = cue.search(text)
    return row_around(text, found.start()) if found else (start, end)


def with_antecedent(text: str, start: int, end: int, asked: Container[str]) -> tuple[int, int]:
    """Return some sentences with those before them that say who "he" or "she" is, where they name nobody themselves.

    `asked` are the stems of the question's words, whose names answer nothing. Nothing is added where no sentence of the
    row before, within three sentences, has another name.
    """
    if not _THIRD_PERSON.search(text[start:end]) or _names_another(text[start:end], asked):
        return start, end
    row = row_around(text, start)[0]
    before = [each for each in split(text, {}) if row <= each.start < start]
    told = sum(start <= each.start < end for each in split(text, {}))
    for each in reversed(before[-max(0, MOST_SENTENCES - told) :] if told < MOST_SENTENCES else []):
        if _names_another(text[each.start : each.end], asked):
            enough = len(forms_of(text[each.start : end])) <= MOST_WORDS
            return (each.start, end) if enough else (start, end)
    return start, end


def _names_another(text: str, asked: Container[str]) -> bool:
    """Tell whether a text has a capitalised word inside a sentence, or any name, that the question has not."""
    return any(stem(word.lower()) not in asked for word in _INNER_CAPITAL.findall(text))


def all_of_short_row(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the whole row around some sentences where it is short, else the sentences as they are."""
    first, last = row_around(text, start)
    row = text[first:last]
    short = len(forms_of(row)) <= SHORT_ROW and len(split(row, {})) <= MOST_SENTENCES
    return (first, last) if short else (start, end)


def is_long(text: str) -> bool:
    """Tell whether a text is answered from by whole sentences."""
    return len(forms_of(text)) > LONG_LINE


def share(text: str, known: Mapping[str, float]) -> float:
    """Return the most of the question's weight that one sentence of a text has, from 0 to 1."""
    total = sum(known.values()) or 1.0
    return max((sum(known[each] for each in sentence.has) for sentence in split(text, known)), default=0.0) / total


def split(text: str, known: Mapping[str, float]) -> list[Sentence]:
    """Return the sentences of a text in order, without the white space about them."""
    found: list[Sentence] = []
    kin = {each: relatives().get(each, frozenset()) for each in known}
    start = 0
    for match in (*_ENDS.finditer(text), None):
        end = len(text) if match is None else match.start() if match.group() == ROW else match.end()
        piece = text[start:end]
        closes = match is None or match.group() == ROW or text[end : end + 1] == ROW
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            stems = frozenset(map(stem, forms_of(piece)))
            means = frozenset(each for each in kin if each not in stems and not stems.isdisjoint(kin[each]))
            span = start + lead, start + len(piece.rstrip())
            found.append(Sentence(*span, stems.intersection(known), means, closes))
        elif closes and found:
            found[-1] = found[-1]._replace(closes=True)
        start = end if match is None or match.group() != ROW else match.end()
    return found


def _with_neighbour(text: str, sentences: list[Sentence], best: int, known: Mapping[str, float]) -> tuple[int, int]:
    """Return the first and last sentence to tell: the best, and one beside it that adds to it or replies to it."""
    one = sentences[best]
    kin = relatives()
    near = {other for each in one.has for other in kin.get(each, ())}
    enough = _ADDS * (sum(known[each] for each in one.has) or 1.0)
    for other in (best + 1, best - 1):
        if not 0 <= other < len(sentences) or sentences[min(best, other)].closes:
            continue
        added = sum(known[each] for each in sentences[other].has - one.has - near)
        replies = other > best and text[one.start : one.end].rstrip("\"'”’) ").endswith("?")
        if added >= enough or replies:
            return min(best, other), max(best, other)
    return best, best


def _filled_out(text: str, sentences: list[Sentence], best: int, known: Mapping[str, float]) -> tuple[int, int]:
    """Return the first and last sentence to tell where the best says no more than the question: one beside it too.

    That is the one before where the best opens with a pronoun, which that one explains; else the one after. One that
    says more is told with the next where that goes on with its matter in other words.
    """
    forms = forms_of(_VOCATIVE.sub("", text[sentences[best].start : sentences[best].end]))
    after = best + 1 < len(sentences) and not sentences[best].closes
    if not only_repeats(forms, known):
        goes_on = after and not sentences[best].has.isdisjoint(sentences[best + 1].means)
        return best, best + goes_on
    before = best > 0 and not sentences[best - 1].closes
    if before and ((forms[:1] and forms[0] in _PRONOUNS) or not after):
        return best - 1, best
    return (best, best + 1) if after else (best, best)


def only_repeats(forms: Iterable[str], known: Container[str]) -> bool:
    """Tell whether a text has no word of matter beside those of the question and verbs that any sentence may have."""
    stems = (stem(form) for form in forms if is_content(form))
    return all(each in known or each in _SAYS_NOTHING for each in stems)


_THIRD_PERSON = re.compile(r"\b(?:he|she|they|him|her|them)\b", re.IGNORECASE)
_INNER_CAPITAL = re.compile(r"(?<=[\w,;'’] )(?!I\b)[A-Z][^\W\d_]+")
_VOCATIVE = re.compile(r", [A-Z][\w'’]*(?=[,.!?\s]*$)")
_PRONOUNS = frozenset({"he", "she", "it", "they", "this", "that", "these", "those"})
