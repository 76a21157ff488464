"""Which chapters a channel means, works and their order, and what goes with a chapter that is removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.ui.pages import MOST_CHOICES, Button, Choice, Menu, Page, plain, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.texts import Say
    from bot.ui.chapter_cards import Shelved

_LONGEST = 1900
_MOST_LISTED = 40


def use_page(
    channel_id: int,
    chapters: Sequence[Shelved],
    used: Sequence[int],
    works: Sequence[tuple[int, str]],
    say: Say,
    *,
    note: str = "",
) -> Page:
    """Return which chapters commands in a channel mean where they name none, with what changes it."""
    named = [_title(chapter.title) for chapter in chapters if chapter.id in used]
    told = (
        say("use.now", channel=f"<#{channel_id}>", titles=", ".join(named))
        if named
        else say("use.all", channel=f"<#{channel_id}>")
    )
    rows = [note, told, say("use.how")]
    # Those in use are shown whatever there is besides, so that they can be taken out again.
    shown = [
        *(each for each in chapters if each.id in used),
        *(each for each in reversed(chapters) if each.id not in used),
    ]
    offered = shown[:MOST_CHOICES]
    choices = tuple(Choice(str(each.id), shorten(each.title, 100), chosen=each.id in used) for each in offered)
    menus = []
    if choices:
        menus.append(Menu("bound", channel_id, 0, say("use.choose"), choices, least=0, most=len(choices)))
    if works:
        titles = tuple(Choice(str(number), shorten(title, 100)) for number, title in works[:MOST_CHOICES])
        menus.append(Menu("work", channel_id, 0, say("use.open-work"), titles))
    buttons = (
        Button("unbind", channel_id, 0, say("button.every-chapter"), disabled=not named),
        Button("makework", channel_id, 0, say("button.make-work"), disabled=len(named) < 2),  # noqa: PLR2004 (a work is several)
    )
    return Page(_fitting(rows), buttons, tuple(menus))


def work_order_page(
    work_id: int, title: str, parts: Sequence[Shelved], chosen: int | None, say: Say, *, note: str = ""
) -> Page:
    """Return the chapters of a work in order, one of them chosen to be moved."""
    rows = [note, say("work.order", title=_title(title), count=len(parts))]
    for place, part in enumerate(parts[:_MOST_LISTED], start=1):
        rows.append(say("work.chosen" if part.id == chosen else "work.place", place=place, title=_title(part.title)))
    choices = tuple(
        Choice(str(part.id), shorten(part.title, 100), chosen=part.id == chosen) for part in parts[:MOST_CHOICES]
    )
    ids = [part.id for part in parts]
    place = ids.index(chosen) if chosen in ids else -1
    seq = chosen or 0
    buttons = (
        Button("partup", work_id, seq, say("button.up"), disabled=place < 1),
        Button("partdown", work_id, seq, say("button.down"), disabled=place < 0 or place == len(ids) - 1),
        Button("partout", work_id, seq, say("button.take-out"), disabled=place < 0),
    )
    menus = (Menu("part", work_id, 0, say("work.choose-part"), choices),) if choices else ()
    return Page(_fitting(rows), buttons, menus)


def removal_page(  # noqa: PLR0913 (each thing that goes along)
    kind: str,
    key: int,
    title: str,
    say: Say,
    *,
    chapters: int,
    corrections: int,
    pictures: int,
    channels: Sequence[int],
    performances: int,
) -> Page:
    """Return what goes with a chapter or a work, and what stays, before it is removed."""
    rows = [
        say("removal.head", title=_title(title), count=chapters),
        say("removal.corrections", count=corrections),
        say("removal.pictures", count=pictures),
    ]
    if channels:
        rows.append(say("removal.channels", channels=", ".join(f"<#{channel}>" for channel in channels[:20])))
    if performances:
        rows.append(say("removal.performances", count=performances))
    rows.append(say("removal.undo"))
    return Page(_fitting(rows), (Button(kind, key, 0, say("button.remove"), "danger"),))


def _title(title: str) -> str:
    return shorten(plain(title), 120)


def _fitting(rows: Sequence[str]) -> str:
    return shorten("\n".join(filter(None, rows)), _LONGEST)
