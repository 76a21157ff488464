"""The card of an answer: what the text says to a question, and the lines that prove it.

Its buttons and what they open stand in `bot.ui.answer_card`; what `/lore` shows in `bot.ui.lore_pages`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, groupby, repeat
from typing import TYPE_CHECKING, TypeAlias

from bot.ui.cutting import MOST_SHARED, cut_at_clause, first_sentences
from bot.ui.own_words import clean_words
from bot.ui.pages import Page, plain, shorten
from bot.ui.quoting import folded, quoted, speaking

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.texts import Say
    from lore import Answer, Ranked

LONGEST_QUESTION = 600
LONGEST_CARD = 1900
MOST_QUOTES = 3
_MOST_SENTENCES = 3
_LONGEST_ANSWER = 500
_LONGEST_PROOF = 320
_LONGEST_OTHER = 180
_MOST_CITED = 100
_LONGEST_SHOWN_QUESTION = 200
_LEAST_SHARED = 24

Worded: TypeAlias = tuple[tuple[str, tuple[int, ...]], ...]
"""What a model worded: sentences, each with the numbers of the lines that contain it."""


def _nowhere(_found: Ranked) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Card:
    """An answer to be shown.

    titled     whether lines name their chapter, for servers that have several
    link_of    returns the link to where a line was performed, or nothing
    character  who answers, where a character was asked to
    worded     the answer in a model's words, in place of the text's
    ceiling    the last line that was looked at, where a performance has come no further
    """

    question: str
    answer: Answer
    titled: bool = False
    link_of: Callable[[Ranked], str] = _nowhere
    character: str | None = None
    worded: Worded = ()
    ceiling: int | None = None

    @property
    def evidence(self) -> tuple[Ranked, ...]:
        """The lines found, those that the answer was taken from first."""
        first, cited = self.answer.lines[:1], self.cited
        if not cited and self.answer.source is not None:
            cited = frozenset({self.answer.source.number})
            first = tuple(each for each in self.answer.lines if each.line is self.answer.source)[:1]
        script = first[0].script if first else None
        proving = [each for each in self.answer.lines if each.script is script and each.line.number in cited]
        others = (each for each in self.answer.lines if not any(each is proof for proof in proving))
        return (*proving, *others)

    @property
    def cited(self) -> frozenset[int]:
        """The lines that a model's wording cites."""
        return frozenset(number for _, numbers in self.worded for number in numbers)

    @property
    def shown(self) -> tuple[Ranked, ...]:
        """The lines that the card quotes: all that a wording cites, and never fewer than there is room for."""
        return self.evidence[: max(MOST_QUOTES, len(self.cited))]

    @property
    def said(self) -> bool:
        """Whether there is an answer, rather than the nearest lines alone."""
        return self.answer.text is not None


def answer_page(card: Card, say: Say) -> Page:
    """Return the card: the question, what the text says to it, and the lines that prove it."""
    told = _told(card, _LONGEST_ANSWER, say)
    limits = chain((_LONGEST_PROOF,), repeat(_LONGEST_OTHER))
    quotes = [_quote(card, found, limit, say) for found, limit in zip(card.shown, limits, strict=False)]
    rows = [_asked(card.question, say), told, *quotes, *_cited(card, say), *_footnotes(card, say)]
    return Page(shorten("\n".join(filter(None, rows)), LONGEST_CARD))


def shared_text(card: Card, say: Say, *, free: bool) -> str:
    """Return what everybody sees of a shared answer; `free`: the text may be quoted without a limit.

    Otherwise all that is quoted of the text comes to at most `MOST_SHARED` characters.
    """
    shown = _presentable(card)
    if free:
        return answer_page(shown, say).content
    shown = replace(shown, worded=_within(card.worded, MOST_SHARED))
    told = _told(shown, MOST_SHARED, say)
    said = "".join(text for text, _ in shown.worded) or cut_at_clause(_shown_answer(card.answer), MOST_SHARED)
    quotes = _quotes_within(shown, MOST_SHARED - len(said), say)
    rows = [_asked(shown.question, say), told, *quotes, *_cited(shown, say), *_footnotes(shown, say)]
    return shorten("\n".join(filter(None, rows)), LONGEST_CARD)


def _within(worded: Worded, most: int) -> Worded:
    """Return the sentences that come to at most so many characters; the first one cut where it alone is longer."""
    kept: list[tuple[str, tuple[int, ...]]] = []
    for text, numbers in worded:
        room = most - sum(len(each) for each, _ in kept)
        if kept and len(text) > room:
            break
        kept.append((cut_at_clause(text, room), numbers))
    return tuple(kept)


def _quotes_within(card: Card, room: int, say: Say) -> list[str]:
    quotes: list[str] = []
    for found in card.shown:
        if room < _LEAST_SHARED:
            break
        quotes.append(_quote(card, found, room, say))
        room -= len(folded(found.line.text))
    return quotes


def _presentable(card: Card) -> Card:
    """Return the card with a question that leads nobody away, since everybody is to read it."""
    return replace(card, question=clean_words(card.question))


def _asked(question: str, say: Say) -> str:
    shown = shorten(plain(folded(question)), _LONGEST_SHOWN_QUESTION)
    return say("answer.question", question=shown) if shown else ""


def _told(card: Card, limit: int, say: Say) -> str:
    if not card.said:
        return abstention(card.answer, say, character=card.character)
    if card.worded:
        return " ".join(_sentence(text, numbers, say) for text, numbers in card.worded[:_MOST_SENTENCES])
    if card.answer.kind == "count":
        return say("answer.text", answer=_counted(card.answer.text or "", say))
    shown = plain(cut_at_clause(_shown_answer(card.answer), limit).replace("*", ""))
    line = card.answer.source
    if line is None or line.kind != "speech" or not is_slice(card.answer):
        return say("answer.text", answer=shown)
    return say("answer.spoken", speaking=speaking(line, say), answer=shown)


def _counted(text: str, say: Say) -> str:
    """Return a count in the voice's language where it counts lines; anything else as the lines were asked."""
    number, _, what = text.partition(" ")
    return say("answer.lines", count=int(number)) if what == "lines" and number.isdecimal() else plain(text)


def _sentence(text: str, numbers: Sequence[int], say: Say) -> str:
    return f"{plain(text)} {say('answer.from-lines', count=len(numbers), lines=', '.join(map(str, numbers)))}"


def _shown_answer(answer: Answer) -> str:
    return first_sentences(folded(answer.text or ""), _MOST_SENTENCES)


def is_slice(answer: Answer) -> bool:
    """Tell whether the answer is words of the line it was taken from, rather than a count or who says it to whom."""
    line = answer.source
    return (
        line is not None
        and answer.text not in {line.speaker, line.to}
        and folded(answer.text or "") in folded(line.text)
    )


def abstention(answer: Answer, say: Say, *, character: str | None = None) -> str:
    """Return the sentence that says why there is no answer and what to do."""
    if answer.refusal == "empty":
        return say("answer.no-words")
    if not answer.lines:
        return say("answer.nothing")
    return say("answer.nearest-of", character=plain(character)) if character else say("answer.nearest")


def _quote(card: Card, found: Ranked, limit: int, say: Say) -> str:
    is_source = card.said and not card.worded and found.line is card.answer.source and is_slice(card.answer)
    words = folded(card.answer.text or "") if is_source else ""
    return quoted(found, say, titled=card.titled, words=words, link=card.link_of(found), limit=limit)


def _cited(card: Card, say: Say) -> list[str]:
    """Return the numbers of all lines that were counted, so that every one can be looked up."""
    if not card.said or card.answer.kind != "count" or not card.answer.lines:
        return []
    shown, more = card.answer.lines[:_MOST_CITED], len(card.answer.lines) - _MOST_CITED
    listed = "; ".join(
        f"{plain(title)}: {numbers}" if card.titled else numbers for title, numbers in _numbers_by_title(shown)
    )
    tail = [say("answer.more", count=more)] if more > 0 else []
    return [" ".join([say("answer.counted", count=len(card.answer.lines), lines=listed), *tail])]


def _numbers_by_title(lines: Sequence[Ranked]) -> list[tuple[str, str]]:
    grouped = groupby(lines, lambda found: found.script.title)
    return [(title, ", ".join(str(found.line.number) for found in group)) for title, group in grouped]


def _footnotes(card: Card, say: Say) -> list[str]:
    notes = []
    if card.character is not None:
        notes.append(say("answer.as-character", character=plain(card.character)))
    if card.worded:
        notes.append(say("answer.worded"))
    if card.ceiling is not None:
        notes.append(say("answer.so-far", line=card.ceiling))
    return notes
