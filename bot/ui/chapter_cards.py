"""What those who bring chapters see: a draft, the difference of two versions, the shelf.

A press names the chapter by its number; a cursor in a list, where there is one, by its `seq`.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.ui.pages import MOST_CHOICES, Button, Choice, Menu, Page, plain, shorten
from lore.corrections.reviewing import tally

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.texts import Say
    from lore import Line, Problem, Script
    from lore.corrections.comparing import Difference

_LONGEST = 1900
_MOST_CAST = 12
_MOST_PROBLEMS = 4
_MOST_LINES = 5
_MOST_LISTED = 60
_NOTHING: Mapping[int, Difference] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Shelved:
    """A chapter as it stands in a list; `days` until a removed one is deleted."""

    id: int
    title: str
    of_the_house: bool = False
    draft: bool = False
    adult: bool = False
    work: str = ""
    days: int | None = None


def draft_card(chapter: Shelved, script: Script, say: Say, *, note: str = "") -> Page:
    """Return what was read from a chapter and what a person should look at, with what can be done with it."""
    state = "draft.head-adult" if chapter.adult else "draft.head"
    head = say(state if chapter.draft else "draft.head-published", title=_title(chapter.title))
    rows = [note, head, *counts(script, say), *_problems(script.problems, say)]
    if chapter.draft:
        rows.append(say("draft.rights"))
    return Page(_joined(rows), _draft_buttons(chapter, script, say))


def _draft_buttons(chapter: Shelved, script: Script, say: Say) -> tuple[Button, ...]:
    doubtful = sum(problem.line is not None for problem in script.problems)
    review = say("button.review", count=doubtful) if doubtful else say("button.look-through")
    adult = say("button.for-everybody" if chapter.adult else "button.for-adults")
    buttons = [
        Button("review", chapter.id, 0, review, "main" if doubtful else "plain"),
        Button("characters", chapter.id, 0, say("button.characters")),
        Button("adult", chapter.id, int(not chapter.adult), adult),
    ]
    if chapter.draft:
        buttons.append(Button("publish", chapter.id, 0, say("button.publish"), "good"))
        buttons.append(Button("discard", chapter.id, 0, say("button.discard"), "danger"))
    return tuple(buttons)


def counts(script: Script, say: Say) -> list[str]:
    """Return a script's figures in words: its lines, its cast, and how sure the reader is of them."""
    told = tally(script)
    cast = [say("draft.character", name=plain(name), lines=count) for name, count in told.lines_of[:_MOST_CAST]]
    more = len(told.lines_of) - _MOST_CAST
    if more > 0:
        cast.append(say("draft.more-characters", count=more))
    return [
        say(
            "draft.lines",
            count=told.lines,
            speeches=say("draft.speeches", count=told.speeches),
            characters=say("draft.characters", count=len(told.lines_of)),
        ),
        *([say("draft.cast", cast=", ".join(cast))] if cast else []),
        say(
            "draft.sureness",
            stated=told.stated,
            implied=told.implied,
            doubtful=told.doubtful,
            unresolved=told.unresolved,
        ),
    ]


def _problems(problems: Sequence[Problem], say: Say) -> list[str]:
    if not problems:
        return [say("draft.no-problems")]
    rows = [_problem(problem, say) for problem in problems[:_MOST_PROBLEMS]]
    more = len(problems) - len(rows)
    return [say("draft.problems"), *rows, *([say("draft.more-problems", count=more)] if more > 0 else [])]


def _problem(problem: Problem, say: Say) -> str:
    text = plain(shorten(problem.text, 150))
    return (
        say("draft.problem", text=text)
        if problem.line is None
        else say("draft.problem-at", line=problem.line.number, text=text)
    )


def work_card(
    work_id: int,
    title: str,
    parts: Sequence[tuple[Shelved, Script]],
    say: Say,
    *,
    changes: Mapping[int, Difference] = _NOTHING,
) -> Page:
    """Return what was read from a work: its chapters in order, each with what wants looking at.

    `changes` tells of the drafts that are new versions, by their numbers, what they would change.
    """
    rows = [say("work.head", title=_title(title), count=len(parts))]
    if changes:
        rows.append(say("work.replaces"))
    rows += [
        _part(place, chapter, script, say) + _changes(changes.get(chapter.id), say)
        for place, (chapter, script) in enumerate(parts[:_MOST_LISTED], start=1)
    ]
    choices = tuple(Choice(str(chapter.id), shorten(chapter.title, 100)) for chapter, _ in parts[:MOST_CHOICES])
    menus = (Menu("draft", work_id, 0, say("work.choose"), choices),)
    buttons: tuple[Button, ...] = ()
    if any(chapter.draft for chapter, _ in parts):
        rows.append(say("draft.rights"))
        buttons = (
            Button("publishall", work_id, 0, say("button.publish-all"), "good"),
            Button("discardall", work_id, 0, say("button.discard-all"), "danger"),
        )
    return Page(_joined(rows), buttons, menus)


def _part(place: int, chapter: Shelved, script: Script, say: Say) -> str:
    told = tally(script)
    return say(
        "work.part",
        place=place,
        title=_title(chapter.title, 80),
        lines=told.lines,
        doubtful=sum(problem.line is not None for problem in script.problems),
    )


def _changes(difference: Difference | None, say: Say) -> str:
    if difference is None:
        return ""
    return say(
        "work.changes",
        added=len(difference.added),
        changed=len(difference.changed),
        lost=len(difference.lost),
        corrections=len(difference.lost_corrections),
    )


def difference_card(draft: Shelved, older: Shelved, difference: Difference, say: Say) -> Page:
    """Return what a new version of a chapter would change, before it does."""
    rows = [
        say("difference.head", title=_title(older.title)),
        *_stretch("difference.added", [f"- {_line(line, say)}" for line in difference.added], say),
        *_stretch(
            "difference.changed",
            [
                say("difference.change", old=_line(change.old, say, 60), new=_line(change.new, say, 60))
                for change in difference.changed
            ],
            say,
        ),
        *_stretch("difference.lost", [f"- {_line(line, say)}" for line in difference.lost], say),
        say("difference.corrections", kept=difference.kept_corrections, lost=len(difference.lost_corrections)),
        say("difference.next"),
    ]
    buttons = (
        Button("replace", draft.id, 0, say("button.replace"), "good"),
        Button("both", draft.id, 0, say("button.keep-both")),
        Button("discard", draft.id, 0, say("button.discard"), "danger"),
    )
    return Page(_joined(rows), buttons)


def _stretch(text_id: str, rows: Sequence[str], say: Say) -> list[str]:
    head = say(text_id, count=len(rows))
    more = len(rows) - _MOST_LINES
    return [head, *rows[:_MOST_LINES], *([say("difference.more", count=more)] if more > 0 else [])]


def _line(line: Line, say: Say, longest: int = 90) -> str:
    speaker = plain(line.speaker) if line.speaker else say("difference.nobody")
    return say(
        "difference.line", line=line.number, speaker=speaker, text=plain(shorten(" ".join(line.text.split()), longest))
    )


def shelf_page(shelved: Sequence[Shelved], say: Say, guild_id: int) -> Page:
    """Return the list of chapters, works in order; who may bring chapters finds drafts and removed ones in it too."""
    standing = [chapter for chapter in shelved if chapter.days is None and not chapter.draft]
    drafts = [chapter for chapter in shelved if chapter.days is None and chapter.draft]
    removed = [chapter for chapter in shelved if chapter.days is not None]
    rows = [say("shelf.head", count=len(standing))]
    work = ""
    for chapter in standing:
        if chapter.work and chapter.work != work:
            rows.append(say("shelf.work", title=_title(chapter.work)))
        work = chapter.work
        rows.append(_shelf_row(chapter, say))
    rows += [say("shelf.draft", title=_title(chapter.title, 150)) for chapter in drafts]
    rows += [say("shelf.removed", title=_title(chapter.title, 150), count=chapter.days or 0) for chapter in removed]
    menus = []
    if drafts:
        menus.append(Menu("draft", guild_id, 0, say("shelf.open-draft"), _choices(drafts)))
    if removed:
        menus.append(Menu("back", guild_id, 0, say("shelf.bring-back"), _choices(removed)))
    return Page(_joined(rows), menus=tuple(menus))


def _shelf_row(chapter: Shelved, say: Say) -> str:
    kind = "shelf.house" if chapter.of_the_house else "shelf.adult" if chapter.adult else "shelf.own"
    row = say(kind, title=_title(chapter.title, 150))
    return f"  {row}" if chapter.work else row


def _choices(chapters: Sequence[Shelved]) -> tuple[Choice, ...]:
    return tuple(Choice(str(chapter.id), shorten(chapter.title, 100)) for chapter in chapters[:MOST_CHOICES])


def _title(title: str, longest: int = 150) -> str:
    return shorten(plain(title), longest)


def _joined(rows: Sequence[str]) -> str:
    """Return rows as a page: whole ones as long as they fit."""
    page = ""
    for row in filter(None, rows):
        if len(page) + len(row) + 1 > _LONGEST:
            return f"{page}\n…"
        page = f"{page}\n{row}" if page else row
    return page
