"""The buttons of an answer and the pages behind them: in context, why this, what may be shared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.ui.answers import line_in_context, speaker_of
from bot.ui.cutting import MOST_SHARED, share_out
from bot.ui.pages import Button, Page, plain, shorten

if TYPE_CHECKING:
    from bot.texts import Say
    from lore import Answer, Script

LINES_AROUND = 2
_TURN = 2 * LINES_AROUND + 1
_MOST_REASONS = 5
_MOST_QUOTES = 3
_LONGEST_PAGE = 1900


@dataclass(frozen=True, slots=True)
class Found:
    """A line that was looked at for an answer: its chapter and number, how well it fitted, and why."""

    chapter: int
    line: int
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class KeptCard:
    """What is kept of an answer so that its buttons work for a day: no script, only where to look."""

    question: str
    answer: str
    said: bool
    searched: int
    found: tuple[Found, ...]
    shared: str

    def to_data(self) -> dict[str, Any]:
        """Return plain data to store."""
        return {
            "question": self.question,
            "answer": self.answer,
            "said": self.said,
            "searched": self.searched,
            "found": [[each.chapter, each.line, round(each.score, 3), each.why] for each in self.found],
            "shared": self.shared,
        }

    @staticmethod
    def from_data(data: dict[str, Any]) -> KeptCard:
        """Return the card that was stored."""
        found = tuple(
            Found(int(chapter), int(line), float(score), str(why)) for chapter, line, score, why in data["found"]
        )
        return KeptCard(**{**data, "found": found})

    def chapter_of(self, line: int) -> int | None:
        """Return the chapter of a line of this answer: the best one's where the line itself was not looked at."""
        best = self.found[0].chapter if self.found else None
        return next((each.chapter for each in self.found if each.line == line), best)


def with_buttons(page: Page, answer_id: int, card: KeptCard, say: Say) -> Page:
    """Return an answer's card with its buttons; without a line there is nothing to look at."""
    if not card.found:
        return page
    line = card.found[0].line
    buttons = (
        Button("context", answer_id, line, say("button.context")),
        Button("why", answer_id, line, say("button.why")),
        *((Button("share", answer_id, line, say("button.share"), "main"),) if card.said else ()),
        Button("wrong", answer_id, line, say("button.wrong")),
    )
    return replace(page, buttons=buttons)


def shared_text(question: str, answer: Answer, say: Say, *, free: bool) -> str:
    """Return what everybody sees of a shared answer; `free`: the text may be quoted without a limit."""
    most = _LONGEST_PAGE if free else MOST_SHARED
    texts = [" ".join(found.line.text.split()) for found in answer.lines[:_MOST_QUOTES]]
    said, *quotes = share_out([answer.text or "", *texts], most) or ("",)
    rows = [
        f"> **{say('line.number', line=found.line.number)}{speaker_of(found.line, say)}** {plain(quote)}"
        for found, quote in zip(answer.lines, quotes, strict=False)
    ]
    head = say("answer.question", question=shorten(plain(" ".join(question.split())), 200))
    return shorten("\n".join([head, say("answer.text", answer=plain(said)), *rows]), _LONGEST_PAGE)


def context_page(script: Script, answer_id: int, line: int, say: Say) -> Page:
    """Return the lines around one, with buttons that turn the page."""
    last = len(script.lines)
    middle = min(max(line, 1), max(last, 1))
    around = [script.line(number) for number in range(middle - LINES_AROUND, middle + LINES_AROUND + 1)]
    rows = [line_in_context(each, say, chosen=each.number == line) for each in around if each is not None]
    buttons = (
        Button("turn", answer_id, max(middle - _TURN, 1), say("button.earlier"), disabled=middle <= LINES_AROUND + 1),
        Button(
            "turn",
            answer_id,
            min(middle + _TURN, max(last, 1)),
            say("button.later"),
            disabled=middle + LINES_AROUND >= last,
        ),
    )
    text = "\n".join([say("line.in", title=plain(script.title)), *rows])
    return Page(shorten(text, _LONGEST_PAGE), tuple({button.custom_id: button for button in buttons}.values()))


def why_page(card: KeptCard, say: Say) -> Page:
    """Return what was searched for an answer, what it scored, and what was turned down."""
    rows = [
        say(
            "why.line" if place == 0 and card.said else "why.turned-down",
            line=each.line,
            score=each.score,
            why=plain(each.why),
        )
        for place, each in enumerate(card.found[:_MOST_REASONS])
    ]
    ending = [] if card.said else [say("why.not-sure")]
    return Page(shorten("\n".join([say("why.searched", count=card.searched), *rows, *ending]), _LONGEST_PAGE))
