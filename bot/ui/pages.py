"""Pages: what a message is to hold, as pure values.

`bot.ui.render` turns them into Discord's objects. Limits that Discord sets are kept here, where a page is made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

LONGEST_CONTENT = 2000
LONGEST_PANEL = 4000
LONGEST_LABEL = 80
MOST_CHOICES = 25
_LONGEST_NAME = 100

Tone: TypeAlias = Literal["main", "plain", "good", "danger"]


@dataclass(frozen=True, slots=True)
class Button:
    """A button whose press reads `kind:key:seq`."""

    kind: str
    key: int
    seq: int
    label: str
    tone: Tone = "plain"
    disabled: bool = False

    @property
    def custom_id(self) -> str:
        """What Discord sends back on a press."""
        return f"{self.kind}:{self.key}:{self.seq}"


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a menu."""

    value: str
    label: str
    description: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """A select of texts, channels, stages (channels with threads) or roles, whose press reads `choose-kind:key:seq`."""

    kind: str
    key: int
    seq: int
    placeholder: str
    choices: tuple[Choice, ...] = ()
    of: Literal["texts", "channels", "stages", "roles", "members"] = "texts"
    chosen_ids: tuple[int, ...] = ()
    least: int = 1
    most: int = 1

    @property
    def custom_id(self) -> str:
        """What Discord sends back on a choice."""
        return f"choose-{self.kind}:{self.key}:{self.seq}"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to send along."""

    filename: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """A plain message: content, buttons (five a row), menus, files.

    `pings` are the user ids that may be notified; everybody else is only named. `character` is the name it is posted
    under, where webhooks are allowed, and `portrait` a link to their picture, or empty.
    """

    content: str
    buttons: tuple[Button, ...] = ()
    menus: tuple[Menu, ...] = ()
    files: tuple[Attachment, ...] = ()
    pings: tuple[int, ...] = ()
    character: str | None = None
    portrait: str = ""


Part: TypeAlias = str | Menu | tuple[Button, ...]
"""A part of a panel: a block of text, a menu, a row of buttons."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A Components V2 message: blocks of text in a frame, with menus and rows of buttons below.

    `body` are parts in an order of their own, between the blocks and the rest.
    """

    blocks: tuple[str, ...]
    rows: tuple[tuple[Button, ...], ...] = ()
    menus: tuple[Menu, ...] = ()
    accent: int = 0x8C2F39
    body: tuple[Part, ...] = ()


def shorten(text: str, limit: int) -> str:
    """Return the text, cut at a word with an ellipsis where it is longer than the limit."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    at_word = cut.rfind(" ")
    return (cut[:at_word] if at_word > limit // 2 else cut).rstrip() + "…"


def ending(text: str, limit: int) -> str:
    """Return the last words of a text that fit, after an ellipsis where some do not: the end of a speech is the cue."""
    if len(text) <= limit:
        return text
    cut = text[-(limit - 2) :]
    at_word = cut.find(" ")
    return f"… {(cut[at_word:] if 0 <= at_word < limit // 2 else cut).lstrip()}"


_STRESS = re.compile(r"(?<!\\\*)\\\*([^\s*\\](?:[^*\n\\]*[^\s*\\])?)\\\*(?!\\\*)")
# No joiners (200c, 200d): scripts and emoji are written with them.
_UNSEEN = "\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_UNSHOWN = re.compile(f"[{_UNSEEN}]|(?<=[\u0300-\u036f]{{3}})[\u0300-\u036f]+")
_LISTED = re.compile(r"^(\s*\d+)\.", re.MULTILINE)


def plain(text: str) -> str:
    """Return a text of somebody's so that Discord shows its characters, not what they would mean as markdown.

    A single pair of asterisks stays stress. Names of pings and links are shown, never followed. Control characters,
    marks that turn the direction of writing, and heaps of accents that reach into other lines, are left out.
    """
    escaped = _LISTED.sub(r"\1\\.", _escape(_UNSHOWN.sub("", text)))
    return _STRESS.sub(r"*\1*", escaped)


def seen(text: str) -> str:
    """Return a text as one line, without what cannot be seen; empty where nothing is left."""
    return " ".join(_UNSHOWN.sub("", text).split())


def repeated(typed: str) -> str:
    """Return a name that a member typed as a sentence may repeat it: in one line, cut, and without any effect."""
    return plain(shorten(seen(typed), _LONGEST_NAME)) or "…"


_PINGS = r"(?<=@)(?=everyone|here)"
_INVITES = r"(?<=discord\.gg)(?=/)|(?<=discord\.com)(?=/invite/)|(?<=discordapp\.com)(?=/invite/)"
_MARKS = re.compile(rf"([\\`*_~|<>\[\]#])|{_PINGS}|{_INVITES}|^(\s*)([-+])(?=\s)", re.MULTILINE | re.IGNORECASE)


def _escape(text: str) -> str:
    return _MARKS.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    if match.group(1):
        return "\\" + match.group(1)
    if match.group(3):
        return f"{match.group(2)}\\{match.group(3)}"
    return "\u200b"
