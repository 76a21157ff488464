"""The text as attribution sees it: turns at speech, the narration around them, and small questions about sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lore.script.marks import Quotation
    from lore.script.passages import Passage
    from lore.values import Span

_SENTENCE_END = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)[.!?…][\"”’')\]]*\s+(?=[A-Z\"“‘'(_—])")


@dataclass(slots=True)
class Turn:
    """A speech in the making: the passages it stands in, its quotations, and the narration beside them.

    `before`, `between` and `after` are narration in its own paragraphs; `gap` the narration paragraphs since the turn
    before; `broken` says that a heading, a break or a
    change between prose and play form stands between; `lead` is the narration that ends right before the turn,
    `label` is a play-form name.
    """

    number: int
    first: int
    last: int
    quotations: list[Quotation]
    before: Span
    between: list[Span]
    after: Span
    gap: list[Span]
    broken: bool = False
    lead: Span | None = None
    label: Span | None = None

    @property
    def start(self) -> int:
        """Where the words start."""
        return self.quotations[0].start

    @property
    def end(self) -> int:
        """Where the words end."""
        return self.quotations[-1].end


def find_turns(passages: Sequence[Passage]) -> list[Turn]:
    """Return the turns of a text in order: a paragraph with speech each, or several where one speech runs on."""
    turns: list[Turn] = []
    gap: list[Span] = []
    broken = False
    form = ""
    for number, passage in enumerate(passages):
        if passage.kind in ("heading", "ornament", "note"):
            broken = broken or passage.kind != "note"
        elif not passage.quotations:
            gap.append((passage.start, passage.end))
        elif passage.continues and turns and turns[-1].last == number - 1:
            _extend(turns[-1], passage, number)
        else:
            lead = gap[-1] if gap else turns[-1].after if turns and turns[-1].last == number - 1 else None
            turns.append(_turn(len(turns), passage, number, gap, broken=broken or form not in ("", passage.kind)))
            turns[-1].lead = lead if number and passages[number - 1].kind == "prose" else None
            gap, broken, form = [], False, passage.kind
    return turns


def _turn(number: int, passage: Passage, place: int, gap: list[Span], *, broken: bool) -> Turn:
    said = passage.quotations
    between = [(one.outer_end, two.outer_start) for one, two in pairwise(said)]
    start = passage.label[1] if passage.label else passage.start
    before = (start, max(start, said[0].outer_start))
    after = (said[-1].outer_end, passage.end)
    return Turn(number, place, place, list(said), before, between, after, gap, broken, label=passage.label)


def _extend(turn: Turn, passage: Passage, place: int) -> None:
    said = passage.quotations
    turn.between += [(turn.after[0], turn.after[0])]
    turn.between += [(one.outer_end, two.outer_start) for one, two in pairwise(said)]
    turn.quotations += said
    turn.after = (said[-1].outer_end, passage.end)
    turn.last = place


def first_sentence(source: str, start: int, end: int) -> Span:
    """Return the first sentence of a stretch."""
    match = _SENTENCE_END.search(source, start, end)
    return (start, match.start() + 1) if match else (start, end)


def last_sentence(source: str, start: int, end: int) -> Span:
    """Return the last sentence of a stretch."""
    last = start
    for match in _SENTENCE_END.finditer(source, start, end):
        if match.end() < end:
            last = match.end()
    return last, end


def holds_words(piece: Span) -> bool:
    """Tell whether a stretch beside a quotation holds more than stops and blanks."""
    return piece[1] - piece[0] > _STOPS


_STOPS = 3
