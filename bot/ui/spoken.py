"""Spoken lines: how a performed line stands in the thread.

The words are slices of the text, or a performer's own; nothing is added but who read them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.stage.book import is_shown
from bot.stage.events import Manner
from bot.ui.pages import LONGEST_CONTENT, Page, plain

if TYPE_CHECKING:
    from bot.stage.book import Passage, PromptLine
    from bot.stage.events import LinePerformed
    from bot.texts import Say

_ROOM_FOR_CREDIT = 120
_LONGEST_PIECE = LONGEST_CONTENT - _ROOM_FOR_CREDIT
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’»)\]*_]*\s+")


def spoken_pages(
    line: PromptLine, performed: LinePerformed, say: Say, *, reader: str | None, own_words: str | None
) -> tuple[Page, ...]:
    """Return the messages a performed line is posted as, in order; several where it is longer than one can hold.

    `reader` is how the performer is named; `own_words` stand in for the text where the performer typed their own.
    """
    return in_pieces(_body(line, own_words, performed.manner, say), line.part, _credit(performed, say, reader), say)


def in_pieces(body: str, character: str | None, credit: str, say: Say) -> tuple[Page, ...]:
    """Return what a character says as messages, the credit below the last; several are numbered."""
    pieces = split_at_sentences(body, _LONGEST_PIECE)
    marked = [f"{piece}\n{_part_of(say, number, len(pieces))}" for number, piece in enumerate(pieces, start=1)]
    contents = pieces if len(pieces) == 1 else marked
    last = f"{contents[-1]}\n{credit}" if credit else contents[-1]
    return tuple(Page(content, character=character) for content in (*contents[:-1], last))


def _part_of(say: Say, number: int, total: int) -> str:
    return f"-# {say('spoken.piece', number=number, total=total)}"


def _body(line: PromptLine, own_words: str | None, manner: Manner, say: Say) -> str:
    if manner is Manner.OWN_WORDS:
        return plain(own_words) if own_words else say("spoken.removed")
    if manner is Manner.FROM_MEMORY and own_words:
        return plain(own_words)
    if line.kind == "heading":
        return f"## {plain(line.words)}"
    shown = (passage for passage in line.passages if is_shown(passage, line))
    body = " ".join(_passage(passage) for passage in shown)
    return body or plain(line.words)


def _passage(passage: Passage) -> str:
    if passage.kind == "spoken":
        return plain(passage.text)
    return f"*{plain(passage.text.strip()).replace('*', '')}*"


def _credit(performed: LinePerformed, say: Say, reader: str | None) -> str:
    if performed.manner is Manner.OWN_WORDS:
        return f"-# {say('spoken.own-words', reader=reader)}"
    if performed.manner is Manner.FROM_MEMORY:
        return f"-# {say('spoken.from-memory', reader=reader)}"
    if performed.manner is Manner.AS_WRITTEN:
        return f"-# {say('spoken.read-by', reader=reader)}"
    if performed.manner is Manner.UNDERSTUDY:
        return f"-# {say('spoken.understudy')}"
    return ""


def split_at_sentences(text: str, limit: int) -> tuple[str, ...]:
    """Return the text in pieces of at most `limit` characters, cut after sentences, else at blanks, else anywhere."""
    pieces: list[str] = []
    rest = text
    while len(rest) > limit:
        cut = _cut(rest, limit)
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return (*pieces, rest)


def _cut(text: str, limit: int) -> int:
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, limit)]
    if ends:
        return ends[-1]
    blank = text.rfind(" ", 0, limit)
    return blank if blank > 0 else limit - _backslashes_before(text, limit) % 2


def _backslashes_before(text: str, end: int) -> int:
    """Count them, so that none is parted from the mark it makes harmless."""
    return end - len(text[:end].rstrip("\\"))
