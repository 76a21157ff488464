"""The index over scripts: which stem stands in which line, who says it, and what kind of line it is.

Built once from scripts, never changed, and rebuilt at will. Lines are addressed by their place in the library, from 0,
in the order of the scripts; a ceiling is such a place, and nothing at or after it is counted. Ranking stands in
`lore.search.ranking` (for words) and `lore.answers` (for questions).
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING

from lore.search.background import RAREST, rarity
from lore.search.lexicon import phrases_in
from lore.search.words import FUNCTION_WORDS, forms_of, is_content, stem, wordset

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from lore.values import Line, Script

TITLES = wordset(
    """
    mr mrs ms miss dr sir lady lord madam aunt uncle the of a an sr jr old young and
    """
)
"""Parts of a name that tell nobody apart."""

_TOGETHER = re.compile(r",\s+(?:and\s+)?|\s+(?:and|&)\s+|\s*/\s*")
_SENTENCE_END = re.compile(r"[.!?;\x1e]+")
_LENT = re.compile(r"\([^)]*\)|\w+['’]s\b")

ROW = "\x1e"
"""What stands between the slices that make up a line: a mark that no text has."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line in its place: its script, its stems in order without function words, and the number of all its words.

    `ends` counts, for each sentence or clause that has stems, how many stems there are up to its end.
    """

    place: int
    script: Script
    line: Line
    stems: tuple[str, ...]
    forms: frozenset[str]
    size: int
    opening: int
    ends: tuple[int, ...]


@dataclass(slots=True)
class Index:
    """The lines of a library with their postings."""

    entries: list[Entry] = field(default_factory=list)
    postings: dict[str, array[int]] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Each lower-case part of a name, with the characters who bear it."""
    appearances: dict[str, int] = field(default_factory=dict)
    """Each character, with the place where they first speak or are spoken to."""
    meant: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Each lower-case part of a name, with the characters whom a question means by it: those whose own name it is."""
    choruses: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Each character who also speaks together with others, with the names under which they do ("Ann, Ben")."""
    name_debuts: dict[str, int] = field(default_factory=dict)
    """Each stem of a name, with the place where the first of its bearers speaks or is spoken to."""
    debuts: dict[str, int] = field(default_factory=dict)
    """Each character who speaks, with the place of the first line they say."""
    spoken: dict[str, array[int]] = field(default_factory=dict)
    """Each character who speaks, with the places of the lines they say, alone or together, in order."""
    scene_of: array[int] = field(default_factory=lambda: array("I"))
    """The opening of the scene that each place lies in."""
    openings: list[int] = field(default_factory=list)
    """The place of each scene's first line, in order."""
    prose: dict[int, int] = field(default_factory=dict)
    """The openings of scenes that were read from a text, and not given line by line; each with the place of the first
    line of its script that shows it: a heading, or a speaker who was worked out."""
    traits: dict[int, tuple[float, ...]] = field(default_factory=dict)
    """What a line is like whatever is asked, by place, filled in when first looked at: at most one row a line."""

    def places(self, stem_: str, ceiling: int) -> Sequence[int]:
        """Return the places below the ceiling where a stem stands, in order."""
        found = self.postings.get(stem_)
        if found is None:
            return ()
        return found if found[-1] < ceiling else found[: bisect_left(found, ceiling)]

    def name_stems(self, ceiling: int) -> frozenset[str]:
        """Return the stems of the names of those who have come on below the ceiling."""
        return frozenset(name for name, place in self.name_debuts.items() if place < ceiling)

    def spoken_below(self, name: str, ceiling: int) -> Sequence[int]:
        """Return the places below the ceiling of the lines that a character says, in order."""
        found = self.spoken.get(name)
        if found is None:
            return ()
        return found if found[-1] < ceiling else found[: bisect_left(found, ceiling)]

    def is_prose(self, opening: int, ceiling: int) -> bool:
        """Tell whether a scene was read from a text, as far as the lines below the ceiling show."""
        return self.prose.get(opening, ceiling) < ceiling

    def is_among(self, name: str, speakers: Container[str | None]) -> bool:
        """Tell whether a character is one of the speakers, alone or together with others."""
        return name in speakers or any(each in speakers for each in self.choruses.get(name, ()))

    def weight(self, stem_: str, ceiling: int) -> float:
        """Return how telling a stem is: its rarity at large, tempered by its rarity in the library."""
        here = len(self.places(stem_, ceiling))
        local = log((ceiling + 1) / (here + 0.5)) if here else RAREST
        return 0.75 * rarity(stem_) + 0.25 * min(local, RAREST)


def body(script: Script, line: Line) -> str:
    """Return what is searched of a line: its words, then its directions, each slice of the source on a row of its own.

    The label of a line in play form ("Ann:") is left out: it says no more than who speaks.
    """
    slices = [script.source[start:end] for start, end in line.spans]
    if " ".join(slices) != line.text:
        slices = [line.text]
    beats = (script.source[start:end] for start, end in line.directions)
    return ROW.join([*slices, *(beat for beat in beats if beat[-1:] != ":")])


def slices(entry: Entry) -> list[str]:
    """Return what a line says or tells without its directions, each slice of the source by itself."""
    source, line = entry.script.source, entry.line
    found = [source[start:end] for start, end in line.spans]
    return found if found and " ".join(found) == line.text else [line.text]


def build_index(scripts: Sequence[Script]) -> Index:
    """Return the index over the scripts, in their order."""
    index = Index()
    for script in scripts:
        _add_script(index, script)
    _add_names(index, scripts)
    return index


def _add_script(index: Index, script: Script) -> None:
    opening, scene = len(index.entries), None
    start = opening
    shows = next((at for at, line in enumerate(script.lines) if _is_read(line)), None)
    for line in script.lines:
        place = len(index.entries)
        if line.scene != scene:
            opening, scene = place, line.scene
            index.openings.append(opening)
            if shows is not None:
                index.prose[opening] = start + shows
        forms, entry = _entry(script, line, place, opening)
        index.entries.append(entry)
        index.scene_of.append(opening)
        _post(index, (*entry.stems, *phrases_in([stem(form) for form in forms])), place)
        if line.speaker:
            index.debuts.setdefault(line.speaker, place)
            index.spoken.setdefault(line.speaker, array("I")).append(place)
        for name in (line.speaker, line.to):
            if name:
                index.appearances.setdefault(name, place)


def _entry(script: Script, line: Line, place: int, opening: int) -> tuple[list[str], Entry]:
    """Return the forms of all words of a line, and the line in its place."""
    forms: list[str] = []
    stems: list[str] = []
    ends: list[int] = []
    for sentence in _SENTENCE_END.split(body(script, line)):
        found = forms_of(sentence)
        forms += found
        stems += [stem(form) for form in found if is_content(form)]
        if len(stems) > (ends[-1] if ends else 0):
            ends.append(len(stems))
    closed = FUNCTION_WORDS.intersection(forms)
    return forms, Entry(place, script, line, tuple(stems), closed, len(forms), opening, tuple(ends))


def _is_read(line: Line) -> bool:
    return line.kind == "heading" or (line.evidence is not None and line.evidence.rule != "given")


def _post(index: Index, stems: Iterable[str], place: int) -> None:
    for each in set(stems):
        found = index.postings.get(each)
        if found is None:
            found = index.postings[each] = array("I")
        found.append(place)


def _add_names(index: Index, scripts: Sequence[Script]) -> None:
    bearers: dict[str, dict[str, None]] = {}
    for name, called in _callings(index, scripts):
        for part in name_parts(called):
            bearers.setdefault(part, {})[name] = None
    index.names = {part: tuple(characters) for part, characters in bearers.items()}
    for part, characters in bearers.items():
        place = min(index.appearances[name] for name in characters)
        index.name_debuts[stem(part)] = min(place, index.name_debuts.get(stem(part), place))
    _add_choruses(index)
    together = {each for names in index.choruses.values() for each in names}
    index.meant = {part: _own(part, names, together) for part, names in index.names.items()}


def _add_choruses(index: Index) -> None:
    """Note who speaks together with others, and count those lines among each one's own."""
    for name in tuple(index.appearances):
        single = [each for each in _TOGETHER.split(name) if each in index.appearances]
        if single == [name]:
            continue
        for each in single:
            index.choruses[each] = (*index.choruses.get(each, ()), name)
            places = (*index.spoken.get(each, ()), *index.spoken.get(name, ()))
            index.spoken[each] = array("I", sorted(places))


def _own(part: str, names: tuple[str, ...], together: set[str]) -> tuple[str, ...]:
    """Return the characters whose own name a part is, not that of somebody beside or behind them; all where none is."""
    own = tuple(name for name in names if name not in together and not _is_lent(part, name))
    return own or tuple(name for name in names if name not in together) or names


def _is_lent(part: str, name: str) -> bool:
    """Tell whether a part stands in a name for somebody else: "Ann" in "Ann's aunt", or in "Ben (Ann's uncle)"."""
    return part in forms_of(name) and part not in forms_of(_LENT.sub(" ", name))


def _callings(index: Index, scripts: Sequence[Script]) -> Iterator[tuple[str, str]]:
    """Yield each character that appears, with each of the names they are called by."""
    yield from ((name, name) for name in index.appearances)
    for script in scripts:
        for character in script.cast:
            if character.name in index.appearances:
                yield from ((character.name, alias) for alias in character.aliases)


@lru_cache(maxsize=2_000)
def name_parts(name: str) -> tuple[str, ...]:
    """Return the lower-case parts of a name that tell somebody apart; all its parts where none does."""
    parts = tuple(forms_of(name))
    return tuple(part for part in parts if part not in TITLES and len(part) > 1) or parts
