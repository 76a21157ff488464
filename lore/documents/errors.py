"""The refusal of a file: a code for programs and a sentence for people."""

from __future__ import annotations

from typing import Literal, TypeAlias

Code: TypeAlias = Literal["empty", "too-large", "binary", "unsupported", "damaged", "missing"]


class UnreadableFile(Exception):  # noqa: N818 - the interface's name: what is refused, not what went wrong inside
    """A file that is refused: `code` says why, the sentence says what to do next."""

    def __init__(self, code: Code, sentence: str) -> None:
        super().__init__(sentence)
        self.code: Code = code
        self.sentence = sentence
