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
    buttons = (
        Button("typed", key, seq, say("button.typed"), "main" if knows_it else "plain"),
        Button("written", key, seq, say("button.written")),
        Button("retry", key, seq, say("button.retry")),
    )
    return Page("\n".join(told(comparison, strictness, say)), buttons)


def told(comparison: Comparison, strictness: int, say: Say, *, longest: int = _LONGEST_TABLE) -> tuple[str, ...]:
    """Return how much of a line was right and, where not all was, what was not."""
    head = say(
        "compare.known" if comparison.percent >= strictness else "compare.not-yet",
        right=comparison.right,
        total=comparison.total,
        percent=comparison.percent,
        strictness=strictness,
    )
    wrong = (f"-# {say('compare.marks')}", table(comparison, longest)) if comparison.wrong else ()
    return (head, *wrong)


def table(comparison: Comparison, longest: int = _LONGEST_TABLE) -> str:
    """Return the runs of words, one a row with its mark; long runs of right words are cut in their middle."""
    rows = [f"{run.mark} {_words(run)}" for run in comparison.runs]
    shown: list[str] = []
    for row in rows:
        if sum(len(each) + 1 for each in shown) + len(row) > longest:
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
