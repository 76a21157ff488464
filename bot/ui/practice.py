"""Practice as a private page: what the bot reads, the line as the book has it, and what to press."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.stage.hints import first_letters
from bot.stage.practice import lines_before
from bot.ui.comparing import told
from bot.ui.pages import LONGEST_CONTENT, Button, Page, ending, plain, shorten

if TYPE_CHECKING:
    from bot.stage.book import PromptBook, PromptLine
    from bot.stage.practice import Practice
    from bot.stage.scoring import Comparison
    from bot.texts import Say

_LONGEST_LINE = 900
_LONGEST_COMPARED = 600
_LONGEST_BEFORE = 140
_MOST_MISSED = 20


def practice_page(
    practice: Practice, book: PromptBook, say: Say, *, key: int, compared: Comparison | None = None
) -> Page:
    """Return the page of a practice where it stands, or of its end; `compared` is what was typed just now."""
    typed = told(compared, practice.strictness, say, longest=_LONGEST_COMPARED) if compared else ()
    if practice.due is None:
        over = _over(practice, say, key)
        return replace(over, content="\n".join((*typed, over.content)))
    head, due = _head(practice, say), _due(practice, book.line(practice.due), say)
    again = compared is not None and practice.shown
    # Who tries again has just read what comes before.
    before = [] if again else _before(book, practice.due, say)
    # What was said longest ago helps least.
    while before and len("\n".join((*typed, head, *before, due))) > LONGEST_CONTENT:
        before.pop(0)
    content = shorten("\n".join((*typed, head, *before, due)), LONGEST_CONTENT)
    return Page(content, _buttons(practice, say, key, again=again))


def _head(practice: Practice, say: Say) -> str:
    head = say("practice.head", part=shorten(plain(practice.part), 80), count=len(practice.queue))
    return f"{head} {say('practice.drill', count=practice.drill)}" if practice.drill else head


def _before(book: PromptBook, number: int, say: Say) -> list[str]:
    return [f"> {_read_by_the_bot(line, say)}" for line in lines_before(book, number)]


def _read_by_the_bot(line: PromptLine, say: Say) -> str:
    name = shorten(plain(line.part), 60) if line.part else say("spoken.narrator")
    return f"**{name}** {plain(ending(line.words, _LONGEST_BEFORE))}"


def _due(practice: Practice, line: PromptLine, say: Say) -> str:
    if practice.shown or practice.book == "full":
        return say("practice.line", line=line.number, words=shorten(plain(line.words), _LONGEST_LINE))
    if practice.book == "letters":
        letters = shorten(plain(first_letters(line.words)), _LONGEST_LINE)
        return say("practice.letters", line=line.number, words=letters)
    return say("practice.cue", line=line.number)


def _buttons(practice: Practice, say: Say, key: int, *, again: bool) -> tuple[Button, ...]:
    hidden = not practice.shown and practice.book != "full"
    by_heart = (
        Button("drillshow", key, practice.step, say("button.show"), "main"),
        Button("drilltype", key, practice.step, say("button.type")),
    )
    retry = (Button("drilltype", key, practice.step, say("button.retry"), "main"),)
    return (
        *(by_heart if hidden else retry if again else ()),
        Button("drillknow", key, practice.step, say("button.known"), "good"),
        Button("drillmiss", key, practice.step, say("button.missed")),
        Button("drillstop", key, practice.step, say("button.stop")),
    )


def _over(practice: Practice, say: Say, key: int) -> Page:
    rows = [say("practice.over", part=shorten(plain(practice.part), 80), count=practice.known)]
    if practice.missed:
        missed = tuple(dict.fromkeys(practice.missed))
        lines = ", ".join(str(line) for line in sorted(missed)[:_MOST_MISSED])
        rows.append(say("practice.missed", lines=lines, count=len(missed)))
    return Page("\n".join(rows), (Button("drillagain", key, practice.step, say("button.once-more"), "main"),))
