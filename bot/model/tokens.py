"""Words of a sentence or a line as they are compared: what each is, and whether a clause begins with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias

from bot.model.vocabulary import CANON, FREE, KEPT_ADVERBS, PRONOUNS, SKIPPABLE
from lore.search.words import IRREGULAR, WORD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.model.values import Names

Kind: TypeAlias = Literal["content", "person", "free"]

_CANNOT = re.compile(r"\b([Cc]an)not\b")
_BREAK = re.compile(r"[,;:()–—…\"“”«»]|--|(?<!\w)['‘’]|['’](?!\w)")
_SENTENCE_END = re.compile(
    r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)[.!?…][\"”’'»)\]]*\s+(?=[\"“‘'«(]*[^\W_a-z])"
)
_COMPARED = frozenset({"better", "best", "worse", "worst"})
_SHORTEST_BASE = 3


@dataclass(frozen=True, slots=True)
class Token:
    """A word: `form` in lower case, and for a person either a character's name or the pronoun's person.

    `breaks` tells that punctuation which parts clauses stands before it; `skippable`, that a sentence may leave it out.
    """

    form: str
    kind: Kind
    person: str = ""
    named: bool = False
    breaks: bool = False
    skippable: bool = False


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text; an unusual abbreviation before a capital ("Capt. Ames") parts one wrongly."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    parts = (text[start:end].strip() for start, end in pairwise([0, *ends, len(text)]))
    return [part for part in parts if part]


def tokens_of(text: str, names: Names) -> tuple[Token, ...]:
    """Return the words of one sentence in order; a name of several words is one person."""
    spelt_out = _CANNOT.sub(r"\1 not", text)
    matches = list(WORD.finditer(spelt_out))
    tokens: list[Token] = []
    place, end = 0, 0
    while place < len(matches):
        length, character = _name_at(matches, place, names)
        breaks = bool(_BREAK.search(spelt_out[end : matches[place].start()]))
        tokens.append(_named(character, breaks=breaks) if character else _token(matches, place, breaks=breaks))
        end = matches[place + length - 1].end()
        place += length
    return tuple(_with_vocatives(tokens))


def _name_at(matches: Sequence[re.Match[str]], place: int, names: Names) -> tuple[int, str]:
    """Return how many words from here on are a character's name, and which character's; 1 and "" where none is."""
    written = [match.group() for match in matches[place : place + 5]]
    for length in range(len(written), 0, -1):
        character = names.meaning.get(" ".join(written[:length]))
        if character:
            return length, character
    return 1, ""


def _named(character: str, *, breaks: bool) -> Token:
    return Token(character.lower(), "person", person=character, named=True, breaks=breaks)


def _token(matches: Sequence[re.Match[str]], place: int, *, breaks: bool) -> Token:
    form = _form(matches[place])
    if form == "d":
        form = "had" if place + 1 < len(matches) and _is_past(_form(matches[place + 1])) else "would"
    form = CANON.get(form, form)
    if form in PRONOUNS:
        return Token(form, "person", person=PRONOUNS[form], breaks=breaks)
    kind: Kind = "free" if form in FREE else "content"
    adverb = form.endswith("ly") and form not in KEPT_ADVERBS
    return Token(form, kind, breaks=breaks, skippable=form in SKIPPABLE or adverb)


def _form(match: re.Match[str]) -> str:
    return match.group().lower().replace("’", "'").lstrip("'")


def _is_past(form: str) -> bool:
    return form.endswith(("ed", "en")) or (form in IRREGULAR and form != "better")


def _with_vocatives(tokens: Sequence[Token]) -> Iterator[Token]:
    """Mark the names that punctuation sets off on both sides: they call somebody and claim nothing."""
    for place, token in enumerate(tokens):
        opens = token.breaks or place == 0
        closes = place + 1 == len(tokens) or tokens[place + 1].breaks
        yield replace(token, skippable=True) if token.named and opens and closes and len(tokens) > 1 else token


@lru_cache(maxsize=10_000)
def bases(form: str) -> frozenset[str]:
    """Return what a form may be an inflection of, itself included: plural, past, -ing; no comparatives, no -less."""
    found = {form}
    for ending, rest in (
        ("s", ""),
        ("es", ""),
        ("ies", "y"),
        ("ied", "y"),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
    ):
        kept = form[: len(form) - len(ending)] + rest
        if form.endswith(ending) and len(kept) >= _SHORTEST_BASE:
            found.add(kept)
            if ending in {"ed", "ing"} and not rest and kept[-1] == kept[-2]:
                found.add(kept[:-1])
    return frozenset(found | {IRREGULAR[each] for each in found if each in IRREGULAR and each not in _COMPARED})


def same_word(one: str, other: str) -> bool:
    """Tell whether two forms are of one word, as far as their endings tell."""
    return one == other or not bases(one).isdisjoint(bases(other))
