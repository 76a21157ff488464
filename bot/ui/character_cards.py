"""The characters of a chapter under review and how they show; a press names one by a digest of the name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.ui.pages import MOST_CHOICES, Button, Choice, Menu, Page, plain, shorten
from bot.ui.review_cards import Decision, name_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.texts import Say
    from lore import Character, Line, Script

_LONGEST = 1900
_MOST_LINES = 8


@dataclass(frozen=True, slots=True)
class Shown:
    """How a character shows besides their name: what they speak under, and whether a picture is kept for them."""

    shown_name: str | None = None
    picture: bool = False


def find_character(script: Script, key: int) -> Character | None:
    """Return the character whose name has this digest."""
    return next((each for each in script.cast if name_key(each.name) == key), None)


def lines_of(script: Script, name: str) -> list[Line]:
    """Return what a character says, in order."""
    return [line for line in script.lines if line.speaker == name]


def characters_page(chapter_id: int, script: Script, say: Say, *, first: int = 0, note: str = "") -> Page:
    """Return the cast with how much everybody speaks, and a list to choose from; 25 at a time from `first` on."""
    cast = sorted(script.cast, key=lambda each: -len(lines_of(script, each.name)))
    shown = cast[first : first + MOST_CHOICES]
    rows = [
        say("character.row", name=plain(shorten(each.name, 60)), lines=len(lines_of(script, each.name)))
        for each in shown
    ]
    choices = tuple(Choice(str(name_key(each.name)), shorten(each.name, 100)) for each in shown)
    menus = (Menu("character", chapter_id, 0, say("character.choose"), choices),) if choices else ()
    buttons = [Button("card", chapter_id, 0, say("button.leave-review"))]
    if first:
        buttons.append(Button("characters", chapter_id, max(0, first - MOST_CHOICES), say("button.earlier-cast")))
    if len(cast) > first + MOST_CHOICES:
        buttons.append(Button("characters", chapter_id, first + MOST_CHOICES, say("button.later-cast")))
    head = say("character.head", title=plain(shorten(script.title, 100)), count=len(cast))
    return Page(_fitting([note, head, *rows]), tuple(buttons), menus)


def character_page(  # noqa: PLR0913 (a page's parts)
    chapter_id: int,
    script: Script,
    character: Character,
    shown: Shown,
    say: Say,
    *,
    note: str = "",
    batch: int = 0,
) -> Page:
    """Return a character: names, lines, how they show, and what can be done; a `batch` can be taken back."""
    spoken = lines_of(script, character.name)
    rows = [
        note,
        say("character.name", name=plain(character.name), count=len(spoken)),
        say("character.aliases", names=", ".join(plain(each) for each in character.aliases[:12]))
        if character.aliases
        else "",
        say("character.shown", name=plain(shown.shown_name)) if shown.shown_name else "",
        say("character.pictured" if shown.picture else "character.no-picture"),
        *(_line(line, say) for line in spoken[:_MOST_LINES]),
        say("character.more", count=len(spoken) - _MOST_LINES) if len(spoken) > _MOST_LINES else "",
    ]
    key = name_key(character.name)
    others = [each.name for each in script.cast if each.name != character.name][:MOST_CHOICES]
    choices = tuple(Choice(str(name_key(name)), shorten(name, 100)) for name in others)
    menus = (Menu("into", chapter_id, key, say("character.into"), choices),) if choices else ()
    buttons: tuple[Button, ...] = (
        Button("rename", chapter_id, key, say("button.rename")),
        Button("split", chapter_id, key, say("button.split")),
        Button("look", chapter_id, key, say("button.look")),
        Button("unpicture", chapter_id, key, say("button.unpicture"), disabled=not shown.picture),
        Button("characters", chapter_id, 0, say("button.characters")),
    )
    if batch:
        back = Button("takeback", chapter_id, Decision(batch, "").packed(0), say("button.take-back"))
        buttons = (*buttons, back)
    return Page(_fitting(rows), buttons, menus)


def _line(line: Line, say: Say) -> str:
    return say("character.line", line=line.number, text=plain(shorten(" ".join(line.text.split()), 80)))


def read_numbers(typed: str) -> frozenset[int] | None:
    """Return the numbers of a list such as `3, 7-12`; None where it is none, or a range reaches over 1,000 lines."""
    numbers: set[int] = set()
    for piece in filter(None, (each.strip() for each in typed.replace("–", "-").replace(";", ",").split(","))):
        first, _, last = piece.partition("-")
        if not first.strip().isdecimal() or (last.strip() and not last.strip().isdecimal()):
            return None
        begin, end = int(first), int(last or first)
        if not 0 <= end - begin <= 1000 or end > 10**6:  # noqa: PLR2004 (a list of lines somebody typed)
            return None
        numbers.update(range(begin, end + 1))
    return frozenset(numbers) or None


def _fitting(rows: Sequence[str]) -> str:
    return shorten("\n".join(filter(None, rows)), _LONGEST)
