"""The chapter that comes with the project, kept as a text beside this module.

Texts that somebody brings are no business of this package; neither is reading a text into a script.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

_TITLES = {"the-second-chair.txt": "The Second Chair"}


@dataclass(frozen=True, slots=True)
class BundledChapter:
    """A chapter of our own: the title shown to people, the name of its file and its whole text."""

    title: str
    filename: str
    text: str


def bundled() -> tuple[BundledChapter, ...]:
    """Return the bundled chapters in the order in which they are offered.

    Raises FileNotFoundError where the installed package lacks one of its texts.
    """
    return tuple(BundledChapter(title, filename, _text(filename)) for filename, title in _TITLES.items())


def _text(filename: str) -> str:
    return files(__name__).joinpath(filename).read_text(encoding="utf-8")
