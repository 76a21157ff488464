"""What it means that a line contains a claim.

A claim is contained in a line when its words, without the frame's, are a run of consecutive words of one sentence of
the line, in the line's order. Inflection aside they are the same words, except that a person may be named anew: "I" is
the speaker, "you" is who is spoken to. Adverbs in -ly, and names that only call somebody, may be left out. The run
begins where a clause begins and ends where one ends; past a preposition or a conjunction it may be cut off only where
nothing qualifies it ("not", "would", "only"). No "if" and no "thinks" of the sentence is left behind, and a question
stays one. It is strict on purpose: what it turns down costs nothing, as the plain answer goes out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model.tokens import Token, same_word, sentences_of, tokens_of
from bot.model.vocabulary import ENDING, QUALIFIERS, STARTING, SUBORDINATE, SUSPENDING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model.values import Given, Names


def contains(line: Given, claim: Sequence[Token], names: Names, *, asked: bool) -> bool:
    """Tell whether the line contains the claim; `asked` is whether the claim is put as a question or as asked."""
    wanted = [token for token in claim if token.kind != "free"]
    if not any(token.kind == "content" for token in wanted):
        return False
    return any(
        _in_sentence(tokens_of(sentence, names), wanted, line)
        for sentence in sentences_of(line.text)
        if asked or not _is_question(sentence)
    )


def _is_question(sentence: str) -> bool:
    return sentence.rstrip(" \"”’'»)").endswith("?")


def _in_sentence(source: Sequence[Token], wanted: Sequence[Token], line: Given) -> bool:
    for start in range(len(source)):
        end = _run_from(source, start, wanted, line) if _begins_clause(source, start) else None
        if end is not None and _ends_clause(source, start, end) and not _leaves_suspension(source, start, end):
            return True
    return False


def _run_from(source: Sequence[Token], start: int, wanted: Sequence[Token], line: Given) -> int | None:
    """Return where the run ends, exclusive, that begins here and holds all that is wanted; None where there is none."""
    place = start
    for number, token in enumerate(wanted):
        while place < len(source) and not matches(token, source[place], line):
            if number == 0 or not (source[place].kind == "free" or source[place].skippable):
                return None
            place += 1
        if place == len(source):
            return None
        place += 1
    return place


def matches(token: Token, source: Token, line: Given) -> bool:
    """Tell whether a claim's word stands for this word of the line."""
    if token.kind != source.kind:
        return False
    if token.kind == "person":
        return _same_person(token, source, line)
    return same_word(token.form, source.form)


def _same_person(token: Token, source: Token, line: Given) -> bool:
    if token.person == source.person:
        return True
    if token.named:
        return token.person == {"I": line.speaker, "you": line.to}.get(source.person)
    if token.person in {"he", "she"}:
        return source.named or source.person in {"I", "you"}
    return token.person == "they" and (source.named or source.person in {"I", "you", "we"})


def _begins_clause(source: Sequence[Token], start: int) -> bool:
    if source[start].kind == "free":
        return False
    if source[start].form in SUBORDINATE:
        return True
    for place in range(start, -1, -1):
        token = source[place]
        if place < start and token.form in STARTING:
            return True
        if place < start and not (token.kind == "free" or token.skippable):
            return False
        if token.breaks:
            return True
    return True


def _ends_clause(source: Sequence[Token], start: int, end: int) -> bool:
    qualified = any(token.form in QUALIFIERS for token in source[start:end])
    whole = True
    for token in source[end:]:
        if token.breaks or (whole and token.form in ENDING and not qualified):
            return True
        if not (token.kind == "free" or token.skippable):
            return False
        whole = whole and (token.skippable or token.form == "it")
    return True


def _leaves_suspension(source: Sequence[Token], start: int, end: int) -> bool:
    outside = (*source[:start], *source[end:])
    return any(same_word(token.form, word) for token in outside if token.kind == "content" for word in SUSPENDING)
