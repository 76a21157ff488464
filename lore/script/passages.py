"""What each paragraph of a source is: heading, ornament, note, play-form speech, or prose with its quotations."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from lore.script.blocks import Block, split_blocks
from lore.script.dashes import DashHabit, dash_habit, find_dashed
from lore.script.headings import is_heading, is_numbered, is_ornament
from lore.script.labels import begins_words, find_label, is_stopped, join_cues, played_words
from lore.script.letters import find_written
from lore.script.marks import Quotation, Style, choose_style, find_quotations
from lore.script.notes import find_notes, handle
from lore.script.spoken import tell_spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from lore.values import Span

PassageKind: TypeAlias = Literal["heading", "ornament", "note", "play", "prose"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph and what it is.

    `quotations` are those that somebody says; `scare` counts the quoted words that went to the narration. `label` spans
    the name of a play-form speech. `continues` is true where the paragraph goes on with a speech left open before it.
    """

    kind: PassageKind
    start: int
    end: int
    gap: int
    quotations: tuple[Quotation, ...] = ()
    scare: int = 0
    label: Span | None = None
    continues: bool = False


@dataclass(frozen=True, slots=True)
class _Habit:
    """How a text marks speech, and how it goes on after a tag where a dash opens it."""

    style: Style
    dash: DashHabit


def read_passages(source: str, names: Iterable[str] = ()) -> list[Passage]:
    """Return the paragraphs of a source, each with its kind; `names` are those of a given cast."""
    blocks = join_cues(source, split_blocks(source))
    labels = [find_label(source, block.start, block.end) for block in blocks]
    counts = Counter(source[span[0] : span[1]] for span in labels if span)
    given = {name.casefold() for name in names}

    def label_of(number: int) -> str | None:
        span = labels[number]
        return source[span[0] : span[1]] if span else None

    notes = find_notes(source, blocks, label_of, _known_name(source, blocks, labels, given))
    starts = [block.start for block in blocks]
    style = choose_style(source, starts)
    dash = dash_habit(source, starts, [block.end for block in blocks]) if style == "dash" else DashHabit()
    habit = _Habit(style, dash)
    passages: list[Passage] = []
    story = False
    for number, block in enumerate(blocks):
        name = label_of(number)
        plays = name is not None and (
            counts[name] > 1
            or name.casefold() in given
            or (_beside(labels, number, notes) and begins_words(source, labels[number], block.end))
            or (not is_stopped(source, labels[number]) and _named_elsewhere(source, name))
        )
        passage = _classify(
            source,
            block,
            habit,
            note=number in notes,
            first=(not story or _is_subtitle(source, passages)) and len(blocks) > 1,
            label=labels[number] if plays else None,
        )
        story = story or passage.kind in ("prose", "play")
        passages.append(passage)
    return _continue_open_quotations(source, _without_writing(source, passages))


def _is_subtitle(source: str, passages: Sequence[Passage]) -> bool:
    """Tell whether a heading with a number stands right before, so that a title may follow it."""
    return (
        bool(passages) and passages[-1].kind == "heading" and is_numbered(source[passages[-1].start : passages[-1].end])
    )


def _without_writing(source: str, passages: Sequence[Passage]) -> list[Passage]:
    """Take the quotation marks of letters for what they are: marks of writing."""
    written = find_written(source, passages)
    return [
        replace(passage, quotations=(), scare=passage.scare + len(passage.quotations)) if number in written else passage
        for number, passage in enumerate(passages)
    ]


def _known_name(
    source: str, blocks: Sequence[Block], labels: Sequence[Span | None], given: set[str]
) -> Callable[[str], bool]:
    """Return a test whether the story has a name; a run of labelled paragraphs at the end is no story."""
    last = len(blocks)
    while last and (labels[last - 1] or handle(source[blocks[last - 1].start : blocks[last - 1].end])):
        last -= 1
    story = source[: blocks[last].start] if last < len(blocks) else source

    def known(name: str) -> bool:
        return name.casefold() in given or len(re.findall(rf"\b{re.escape(name)}\b", story)) > 0

    return known


def _beside(labels: Sequence[Span | None], number: int, notes: set[int]) -> bool:
    """Tell whether the paragraph before or after is labelled as well: one label alone may be an accident."""
    near = (number - 1, number + 1)
    return any(0 <= other < len(labels) and labels[other] is not None and other not in notes for other in near)


def _named_elsewhere(source: str, name: str) -> bool:
    """Tell whether a label's name occurs outside the label; one of common words, `The Man`, in small letters too."""
    flags = re.IGNORECASE if name.startswith(("The ", "THE ")) else re.NOFLAG
    return len(re.findall(rf"\b{re.escape(name)}\b", source, flags)) > 1


def _classify(source: str, block: Block, habit: _Habit, *, note: bool, first: bool, label: Span | None) -> Passage:
    text = source[block.start : block.end]
    if note:
        return Passage("note", block.start, block.end, block.gap)
    if is_ornament(text):
        return Passage("ornament", block.start, block.end, block.gap)
    if label:
        return Passage(
            "play", block.start, block.end, block.gap, (played_words(source, label[1], block.end),), label=label
        )
    if is_heading(text, first=first):
        return Passage("heading", block.start, block.end, block.gap)
    return _prose(source, block, habit)


def _prose(source: str, block: Block, habit: _Habit) -> Passage:
    if habit.style == "dash":
        dashed = find_dashed(source, block.start, block.end, habit.dash)
        if dashed:
            return Passage("prose", block.start, block.end, block.gap, tuple(dashed))
    found = find_quotations(source, block.start, block.end, habit.style)
    found = [
        quotation
        for quotation in found
        if any(sign.isalnum() or sign in "?!…." for sign in source[quotation.start : quotation.end])
    ]
    spoken = tuple(tell_spoken(source, block.start, block.end, found))
    return Passage("prose", block.start, block.end, block.gap, spoken, scare=len(found) - len(spoken))


def _continue_open_quotations(source: str, passages: list[Passage]) -> list[Passage]:
    """Mark the paragraphs that open with a quotation mark while the one before them was left open."""
    joined: list[Passage] = []
    before: Passage | None = None
    for passage in passages:
        goes_on = (
            before is not None
            and passage.kind == before.kind == "prose"
            and bool(before.quotations)
            and not before.quotations[-1].closed
            and bool(passage.quotations)
            and passage.quotations[0].outer_start == passage.start
            and source[passage.start] == source[before.quotations[-1].outer_start]
        )
        joined.append(replace(passage, continues=True) if goes_on else passage)
        before = passage
    return joined
