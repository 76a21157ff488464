"""The chapters that attribution is measured on, and the same chapters in other quotation marks."""

from __future__ import annotations

import importlib.util
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import lore
from lore.attribution.candidates import SOMEBODY
from lore.attribution.reading import prepare
from lore.attribution.weigh import Layout, lay_out
from lore.script.passages import read_passages

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from lore.attribution.reading import Reading
    from lore.attribution.text import Turn

MARKS = {
    "curly": ("“", "”"),
    "single": ("‘", "’"),
    "guillemets": ("«", "»"),
    "german": ("„", "“"),
    "dash": ("— ", ""),
}
"""How each kind of mark opens and closes; the dash opens speech and nothing closes it."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter with its gold, and whether the cast is given."""

    novel: str
    document: dict[str, Any]
    given: bool

    @property
    def text(self) -> str:
        """The chapter's text."""
        return str(self.document["text"])

    @property
    def cast(self) -> list[lore.Character]:
        """The cast a reader is given."""
        if not self.given:
            return []
        return [lore.Character(one["main"], tuple(one["aliases"])) for one in self.document["characters"]]


@dataclass(slots=True)
class Example:
    """A chapter ready to be fitted on: which candidates are right for each turn, None where gold is silent."""

    novel: str
    reading: Reading
    layout: Layout
    right: list[list[bool] | None] = field(default_factory=list)


def load_judge(path: Path) -> ModuleType:
    """Return the evaluation program as a module."""
    spec = importlib.util.spec_from_file_location("attribution_judge", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_chapters(folder: Path, *, given: bool) -> list[Chapter]:
    """Return the chapters of a folder in order."""
    documents = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json")))
    return [Chapter(document["novel"], document, given) for document in documents]


def example_of(judge: ModuleType, chapter: Chapter) -> Example:
    """Return a chapter's evidence beside its gold."""
    names = [name for one in chapter.cast for name in (one.name, *one.aliases)]
    reading = prepare(chapter.text, read_passages(chapter.text, names), chapter.cast)
    example = Example(chapter.novel, reading, lay_out(reading))
    gold = judge.Cast(chapter.document)
    for turn, people in zip(reading.turns, example.layout.candidates, strict=True):
        speaker = _speaker(chapter, [(quotation.start, quotation.end) for quotation in turn.quotations])
        if speaker is None:
            example.right.append(None)
            continue
        right = [p != SOMEBODY and speaker in gold.resolve(reading.roster.people[p].name) for p in people]
        if not any(right):
            right = _unnamed(reading, turn, people)
        example.right.append(right if any(right) else None)
    return example


def _unnamed(reading: Reading, turn: Turn, people: list[int]) -> list[bool]:
    """Return who is right where no candidate has gold's name: a noun that stands beside the words, or somebody.

    `said the boy` has it in the tag, `The boy rose. "Yes," he said` as a subject before.
    """
    tag = next(iter(reading.tags[turn.number]), None)
    before = [mention for mention in reading.own(turn) if mention.role == "s" and mention.end <= turn.before[1]]
    beside = [tag.mention] if tag and tag.sure and tag.mention.kind == "noun" else before[:1]
    own = [person for mention in beside if mention.kind == "noun" for person in mention.people]
    nouns = [person in own and reading.roster.people[person].noun for person in people]
    return nouns if any(nouns) else [person == SOMEBODY for person in people]


def _speaker(chapter: Chapter, spans: list[tuple[int, int]]) -> str | None:
    votes: dict[str, int] = {}
    for start, end in spans:
        for quote in chapter.document["quotes"]:
            shared = min(end, quote["end"]) - max(start, quote["start"])
            if shared > 0:
                votes[quote["speaker"]] = votes.get(quote["speaker"], 0) + shared
    return max(votes, key=lambda name: votes[name]) if votes else None


_STRAIGHT = re.compile(r'(?m)(?P<open>(?:(?<=^)|(?<=[\s(\[—–_-]))"(?=\S))|(?P<close>")')


def with_marks(chapter: Chapter, kind: str) -> Chapter:
    """Return a chapter in other quotation marks, its gold moved with the text."""
    opening, closing = MARKS[kind]
    pieces: list[str] = []
    moved: list[int] = []
    length = position = 0
    for match in _STRAIGHT.finditer(chapter.text):
        kept = chapter.text[position : match.start()]
        mark = opening if match.lastgroup == "open" else closing
        moved.extend(range(length, length + len(kept) + 1))
        pieces += [kept, mark]
        length += len(kept) + len(mark)
        position = match.end()
    pieces.append(chapter.text[position:])
    moved.extend(range(length, length + len(pieces[-1]) + 1))
    quotes = [
        {**quote, "start": moved[quote["start"]], "end": moved[quote["end"]]} for quote in chapter.document["quotes"]
    ]
    return Chapter(chapter.novel, {**chapter.document, "text": "".join(pieces), "quotes": quotes}, chapter.given)
