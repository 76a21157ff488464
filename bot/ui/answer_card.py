"""The buttons of an answer, what is kept for them, and the pages behind them: in context, why this."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.ui.own_words import clean_words
from bot.ui.pages import Button, Page, plain, shorten
from bot.ui.quoting import line_in_context

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.texts import Say
    from lore import Script

LINES_AROUND = 2
_TURN = 2 * LINES_AROUND + 1
_MOST_REASONS = 6
_MOST_CHAPTERS = 5
_LONGEST_PAGE = 1900


@dataclass(frozen=True, slots=True)
class Found:
    """A line that was looked at for an answer: its chapter and number, how well it fitted, and why."""

    chapter: int
    line: int
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Searched:
    """A chapter that was searched, and how many lines of it; `cut` where the rest was under the ceiling."""

    title: str
    lines: int
    cut: bool = False


@dataclass(frozen=True, slots=True)
class KeptCard:
    """What is kept of an answer so that its buttons work for a day: no script, only where to look.

    read_as       the question as it was asked of the lines, where an earlier one made it whole
    character     who was asked to answer; in_character: whether `shared` is what they say
    knows         the furthest line of each chapter that sharing it would tell of
    shared_as     the link to the message in which everybody saw it
    unasked       what everybody sees once the member who asked is erased
    """

    question: str
    answer: str
    said: bool
    searched: tuple[Searched, ...]
    found: tuple[Found, ...]
    shared: str
    read_as: str = ""
    character: str | None = None
    in_character: bool = False
    knows: tuple[tuple[int, int], ...] = ()
    shared_as: str = ""
    unasked: str = ""

    def to_data(self) -> dict[str, Any]:
        """Return plain data to store."""
        return {
            **asdict(self),
            "searched": [[each.title, each.lines, each.cut] for each in self.searched],
            "found": [[each.chapter, each.line, round(each.score, 3), each.why] for each in self.found],
        }

    @staticmethod
    def from_data(data: Mapping[str, Any]) -> KeptCard | None:
        """Return the card that was stored, or None where something else was."""
        if not isinstance(data.get("searched"), list):
            return None
        found = tuple(
            Found(int(chapter), int(line), float(score), str(why)) for chapter, line, score, why in data["found"]
        )
        searched = tuple(Searched(str(title), int(lines), bool(cut)) for title, lines, cut in data["searched"])
        knows = tuple((int(chapter), int(line)) for chapter, line in data["knows"])
        return KeptCard(**{**data, "found": found, "searched": searched, "knows": knows})

    def tells_beyond(self, reached: Mapping[int, int]) -> int | None:
        """Return a line that sharing would tell of and no performance has reached, `reached` going by chapter."""
        beyond = (line for chapter, line in self.knows if line > reached.get(chapter, line))
        return next(beyond, None)

    @property
    def chapter(self) -> int | None:
        """The chapter of the line that proves the answer; all buttons are about that line."""
        return self.found[0].chapter if self.found else None


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


def context_page(script: Script, answer_id: int, line: int, say: Say, *, proof: int, links: Mapping[int, str]) -> Page:
    """Return the lines around one, with buttons that turn the page; `proof` is the line that proves the answer."""
    last = len(script.lines)
    if not last:
        return Page(say("answer.not-reached"))
    middle = min(max(line, 1), last)
    around = [script.line(number) for number in range(middle - LINES_AROUND, middle + LINES_AROUND + 1)]
    rows = [
        line_in_context(each, say, chosen=each.number == proof, link=links.get(each.number, ""))
        for each in around
        if each is not None
    ]
    earlier, later = max(middle - _TURN, 1), min(middle + _TURN, last)
    buttons = (
        Button("turn", answer_id, earlier, say("button.earlier"), disabled=middle <= LINES_AROUND + 1),
        Button("turn", answer_id, later, say("button.later"), disabled=middle + LINES_AROUND >= last),
    )
    head = say("context.head", title=plain(script.title), last=last)
    return Page(
        shorten("\n".join([head, *rows]), _LONGEST_PAGE), tuple({each.custom_id: each for each in buttons}.values())
    )


def why_page(card: KeptCard, say: Say) -> Page:
    """Return what was searched for an answer, what it scored, and what was turned down."""
    searched = ", ".join(
        say("why.part" if each.cut else "why.whole", title=shorten(plain(each.title), 80), count=each.lines)
        for each in card.searched[:_MOST_CHAPTERS]
    )
    more = len(card.searched) - _MOST_CHAPTERS
    rows = [say("why.searched", chapters=searched), *([say("why.more", count=more)] if more > 0 else [])]
    if card.read_as not in {"", card.question, clean_words(card.question)}:
        rows.append(say("why.read-as", question=shorten(plain(card.read_as), 200)))
    if card.character is not None:
        rows.append(say("why.character", character=plain(card.character)))
    if card.found:
        rows.append(say("why.found"))
    rows.extend(_reason(place, each, say, said=card.said) for place, each in enumerate(card.found[:_MOST_REASONS]))
    if not card.said:
        rows.append(say("why.not-sure"))
    return Page(shorten("\n".join(rows), _LONGEST_PAGE))


def _reason(place: int, found: Found, say: Say, *, said: bool) -> str:
    text_id = "why.line" if place == 0 and said else "why.turned-down"
    return say(text_id, line=found.line, score=found.score, why=plain(found.why))
