"""Runs of text to one paragraph's text: white space, line breaks and stress.

Stress is kept as `*stress*`, as authors write it in plain text, because it tells thoughts from speech. It is dropped
where it is only the look of a passage: around quotation marks, names before a colon and ornaments. Bold is never
kept.
"""

from __future__ import annotations

import re
from itertools import groupby

_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_QUOTES = frozenset('"“”„«»‹›*')
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_MANY = 4_096
"""Pieces after which those alike are put together: a parser may hand over a text sign by sign."""


class Runs:
    """Gathers the runs of one paragraph."""

    def __init__(self) -> None:
        self._pieces: list[tuple[str, bool]] = []

    def add(self, text: str, *, stressed: bool = False) -> None:
        """Add text as markup holds it: any white space in it is one blank."""
        self._pieces.append((_BLANKS.sub(" ", text), stressed))
        if len(self._pieces) % _MANY == 0:
            self._pieces = self._merged()

    def add_line_end(self) -> None:
        """Add the end of a line inside the paragraph."""
        self._pieces.append(("\n", False))

    def add_verbatim(self, text: str) -> None:
        """Add text whose line ends and blanks count."""
        self._pieces.append((text.replace("\r\n", "\n").replace("\r", "\n"), False))

    def take(self) -> list[str]:
        """Return the paragraphs gathered, cut at blank lines, and begin anew."""
        if not self._pieces:
            return []
        text = "".join(stress(run) if stressed else run for run, stressed in self._merged())
        self._pieces = []
        return [part for part in cut(text) if part]

    def _merged(self) -> list[tuple[str, bool]]:
        runs = groupby(self._pieces, lambda piece: piece[1])
        return [("".join(text for text, _ in run), stressed) for stressed, run in runs]

    def __bool__(self) -> bool:
        return any(not text.isspace() for text, _ in self._pieces)


def stress(run: str) -> str:
    """Return a stressed run with its marks, white space left outside them; without marks where they would mislead."""
    core = run.strip()
    if not core or _QUOTES & set(core) or core[0] in "'‘" or core[-1] == ":" or not any(map(str.isalnum, core)):
        return run
    start = run.index(core)
    return f"{run[:start]}*{core}*{run[start + len(core) :]}"


def cut(text: str) -> list[str]:
    """Return the paragraphs of a text that has line ends: two or more part paragraphs, blanks around them go."""
    lines = "\n".join(line.strip(" \xa0") for line in visible(text).split("\n"))
    return [re.sub(r" {2,}", " ", part).strip() for part in re.split(r"\n{2,}", lines)]


def visible(text: str) -> str:
    """Return a text without control characters and marks that nobody sees; line ends and tabs stay."""
    return _UNSEEN.sub("", text)


def without(text: str, opening: str, closing: str) -> str:
    """Return a text without the passages between two marks; an opening without its closing stays as it is."""
    kept: list[str] = []
    position = 0
    while (start := text.find(opening, position)) >= 0:
        end = text.find(closing, start + len(opening))
        if end < 0:
            break
        kept.append(text[position:start])
        position = end + len(closing)
    return "".join([*kept, text[position:]])
