"""Runs of text to one paragraph's text: white space, line breaks and stress.

Stress is kept as `*stress*`, as authors write it in plain text, because it tells thoughts from speech. It is dropped where
it is only the look of a passage: around quotation marks, names before a colon and ornaments. Bold is never kept.
"""

from __future__ import annotations

import re

_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_AROUND_LINE_END = re.compile(r"[ \xa0]*\n[ \xa0]*")
_QUOTES = frozenset('"“”„«»‹›*')
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")


class Runs:
    """Gathers the runs of one paragraph."""

    def __init__(self) -> None:
        self._runs: list[tuple[str, bool]] = []

    def add(self, text: str, *, stressed: bool = False) -> None:
        """Add text as markup holds it: any white space in it is one blank."""
        self._join(_BLANKS.sub(" ", text), stressed=stressed)

    def add_line_end(self) -> None:
        """Add the end of a line inside the paragraph."""
        self._runs.append(("\n", False))

    def add_verbatim(self, text: str) -> None:
        """Add text whose line ends and blanks count."""
        self._runs.append((text.replace("\r\n", "\n").replace("\r", "\n"), False))

    def _join(self, text: str, *, stressed: bool) -> None:
        if self._runs and self._runs[-1][1] == stressed and self._runs[-1][0] != "\n":
            self._runs[-1] = (self._runs[-1][0] + text, stressed)
        else:
            self._runs.append((text, stressed))

    def take(self) -> list[str]:
        """Return the paragraphs gathered, cut at blank lines, and begin anew."""
        runs, self._runs = self._runs, []
        text = "".join(stress(run) if stressed else run for run, stressed in runs)
        return [part for part in cut(text) if part]

    def __bool__(self) -> bool:
        return any(not run.isspace() for run, _ in self._runs)


def stress(run: str) -> str:
    """Return a stressed run with its marks, white space left outside them; without marks where they would mislead."""
    core = run.strip()
    if not core or _QUOTES & set(core) or core[0] in "'‘" or core[-1] == ":" or not any(map(str.isalnum, core)):
        return run
    start = run.index(core)
    return f"{run[:start]}*{core}*{run[start + len(core) :]}"


def cut(text: str) -> list[str]:
    """Return the paragraphs of a text that has line ends: two or more part paragraphs, blanks around them go."""
    clean = _AROUND_LINE_END.sub("\n", visible(text))
    return [re.sub(r" {2,}", " ", part).strip() for part in re.split(r"\n{2,}", clean)]


def visible(text: str) -> str:
    """Return a text without control characters and marks that nobody sees; line ends and tabs stay."""
    return _UNSEEN.sub("", text)
