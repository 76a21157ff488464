"""The refusal of a file: a code for programs and a sentence for people."""

from __future__ import annotations

from typing import Literal, TypeAlias

Code: TypeAlias = Literal[
    "empty",
    "too-large",
    "binary",
    "unsupported",
    "damaged",
    "missing",
    "misnamed",
    "encrypted",
    "no-text",
    "macros",
    "hostile",
]
"""Why a file is refused.

`misnamed`: its content is of another kind than its name says; `no-text`: its pages are pictures; `hostile`: made
to harm its reader, by bombs, entities or paths that lead out of an archive.
"""


class UnreadableFile(Exception):  # noqa: N818 - the interface's name: what is refused, not what went wrong inside
    """A file that is refused: `code` says why, the sentence says what to do next."""

    def __init__(self, code: Code, sentence: str) -> None:
        super().__init__(sentence)
        self.code: Code = code
        self.sentence = sentence


def too_much_inside(what: str) -> UnreadableFile:
    """Return the refusal of a file that holds more than is read; `what` is the thing there is too much of."""
    return UnreadableFile("too-large", f"The file holds too {what}. Cut it into its chapters and send them one by one.")


def damaged(kind: str) -> UnreadableFile:
    """Return the refusal of a file whose inside breaks the rules of its kind, as `EPUB`."""
    return UnreadableFile("damaged", f"This {kind} file is damaged. Save or download it again and send the new copy.")
