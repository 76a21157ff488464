"""Who was there to hear a line: presence by scene, by entrance and by exit.

Somebody is present in a scene where they speak or are spoken to, and in a memory that the narration just before it
gives to them by name. Where narration or a direction says that they come in, they did not hear what went before; where
it says that they leave, they hear nothing more until they come back, speak or are spoken to. What it gets wrong:
comings and goings told with a pronoun alone, in a sentence without the name, or by other words than the common ones.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from lore.search.index import ROW, name_parts
from lore.search.searching import is_called
from lore.search.words import forms_of, stem, wordset

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lore.search.index import Entry, Index

_SENTENCE = re.compile(rf"[^.!?;{ROW}]+")
_NO_NAMES = wordset("a an the he she it they we i you when then as while after before at in on so and but with for")
_LEAVES = (
    r"(?:left|leaves)(?=\s*(?:$|[,)\]]|(?:the|this) (?:room|house|hall|office|kitchen|stage|building|shop|table)\b"
    r"|(?:for|with|without|together|quickly|at once|again|alone|and)\b))"
    r"|(?:exits|exited|departs|departed|withdraws|withdrew)"
    r"|(?:goes|went|walks|walked|runs|ran|storms|stormed|slips|slipped|hurries|hurried|rushes|rushed|strides|strode)"
    r" (?:out|away|off)"
)
_COMES = (
    r"(?:enters|entered|arrives|arrived|returns|returned)"
    r"|(?:comes|came|walks|walked|steps|stepped|bursts|burst|runs|ran|rushes|rushed|slips|slipped|goes|went) "
    r"(?:back in|back|in|inside)(?! (?:his|her|their|its|my|your)\b)"
)


def heard(index: Index, ceiling: int, character: str | None) -> frozenset[int] | None:
    """Return the places below the ceiling that a character says or is present to hear; None where there is nobody."""
    if character is None:
        return None
    entries = index.entries[:ceiling]
    openings = {entry.opening for entry in entries if _takes_part(index, entry, character)}
    present: set[int] = set()
    for opening in openings | _remembered_by(index, character, ceiling):
        present.update(_stays(index, _scene(entries, opening), character))
    return frozenset(present)


def _scene(entries: Sequence[Entry], opening: int) -> Sequence[Entry]:
    end = opening
    while end < len(entries) and entries[end].opening == opening:
        end += 1
    return entries[opening:end]


def _takes_part(index: Index, entry: Entry, character: str) -> bool:
    return is_called(index, entry.line.speaker, character) or is_called(index, entry.line.to, character)


def _stays(index: Index, scene: Sequence[Entry], character: str) -> Iterable[int]:
    """Return the places of a scene that a character is there for."""
    found: list[int] = []
    there = True
    for entry in scene:
        moves = _moves(entry, character)
        if "come" in moves and not any(_takes_part(index, index.entries[place], character) for place in found):
            found = []
        if there or "come" in moves or _takes_part(index, entry, character):
            there = True
            found.append(entry.place)
        if moves and moves[-1] == "leave":
            there = False
    return found


def _moves(entry: Entry, character: str) -> list[str]:
    """Return how a character comes and goes in what is told beside a line, in order: "come" and "leave"."""
    found: list[str] = []
    parts = set(name_parts(character))
    if {stem(part) for part in parts}.isdisjoint(entry.stems):
        return found
    for told in _told(entry):
        for sentence in _SENTENCE.findall(told):
            if parts.intersection(forms_of(sentence)):
                found += _moves_in(sentence, parts)
    return found


def _told(entry: Entry) -> list[str]:
    """Return what is told and not said: a line of narration, or a speech's directions."""
    source = entry.script.source
    if entry.line.kind == "narration":
        return [entry.line.text]
    return [source[start:end] for start, end in entry.line.directions]


def _moves_in(sentence: str, parts: set[str]) -> list[str]:
    pattern = _pattern(tuple(sorted(parts)))
    found = []
    for match in pattern.finditer(sentence):
        subject = _subject(sentence[: match.start()])
        if match["staged"] or match["let"] or (subject and subject in parts):
            found.append("leave" if match["leave"] or (match["staged"] or "").lower().startswith("exi") else "come")
    return found


@lru_cache(maxsize=200)
def _pattern(parts: tuple[str, ...]) -> re.Pattern[str]:
    name = "|".join(map(re.escape, parts))
    return re.compile(
        rf"\b(?:(?P<leave>{_LEAVES})|(?P<come>{_COMES})|(?P<let>(?:let|lets|showed|shows|brought|led) (?:{name}) in)"
        rf"|(?P<staged>(?:enter|exit|exeunt),? (?:\w+,? (?:and )?){{0,3}}(?:{name})))\b",
        re.IGNORECASE,
    )


def _subject(before: str) -> str:
    """Return the last capitalised word before a verb, in lower case: whoever it is told of."""
    words = re.findall(r"[^\W\d_]+", before)
    names = [word for word in words if word[0].isupper() and word.lower() not in _NO_NAMES]
    return names[-1].lower() if names else ""


def _remembered_by(index: Index, character: str, ceiling: int) -> set[int]:
    """Return the openings of the memories that follow narration which names a character."""
    wanted = {stem(part) for part in name_parts(character)}
    openings = {entry.opening for entry in index.entries[:ceiling] if entry.place == entry.opening > 0}
    return {
        opening
        for opening in openings
        if _is_memory(index.entries[opening])
        and index.entries[opening - 1].script is index.entries[opening].script
        and index.entries[opening - 1].line.kind == "narration"
        and wanted.intersection(index.entries[opening - 1].stems)
    }


def _is_memory(entry: Entry) -> bool:
    return any(scene.number == entry.line.scene and scene.setting == "memory" for scene in entry.script.scenes)
