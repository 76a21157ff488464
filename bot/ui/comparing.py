"""What was typed held against the line, in private. Told apart by the marks `=`, `-` and `+`, not by a colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stage.scoring import PERFECT
from bot.ui.pages import Button, Page

if TYPE_CHECKING:
    from bot.stage.scoring import Comparison, Run
    from bot.texts import Say

_LONGEST_TABLE = 1500
_WORDS_AROUND = 4


def comparison_page(comparison: Comparison, strictness: int, say: Say, *, key: int, seq: int) -> Page:
    """Return the comparison with what may follow from it; `seq` is that of the event in which it was typed."""
    knows_it = comparison.percent >= strictness
    head = say(
        "compare.known" if knows_it else "compare.not-yet",
        right=comparison.right,
        total=comparison.total,
        percent=comparison.percent,
        strictness=strictness,
    )
    buttons = (
        Button("typed", key, seq, say("button.typed"), "main" if knows_it else "plain"),
        Button("written", key, seq, say("button.written")),
        Button("retry", key, seq, say("button.retry")),
    )
    return Page("\n".join((head, f"-# {say('compare.marks')}", table(comparison))), buttons)


def table(comparison: Comparison) -> str:
    """Return the runs of words, one a row with its mark; long runs of right words are cut in their middle."""
    rows = [f"{run.mark} {_words(run)}" for run in comparison.runs]
    shown: list[str] = []
    for row in rows:
        if sum(len(each) + 1 for each in shown) + len(row) > _LONGEST_TABLE:
            shown.append("…")
            break
        shown.append(row)
    return "\n".join(("```diff", *shown, "```"))


def _words(run: Run) -> str:
    words = run.words
    if run.mark == "=" and len(words) > 2 * _WORDS_AROUND + 1:
        words = (*words[:_WORDS_AROUND], "…", *words[-_WORDS_AROUND:])
    return " ".join(words)[: _LONGEST_TABLE // 2]


def said_from_memory(say: Say) -> Page:
    """Return what a performer reads who did not get a word wrong."""
    return Page(say("compare.perfect", percent=PERFECT))
