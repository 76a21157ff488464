"""Scenes: runs of lines in one place and time, divided by headings, ornaments and remembered exchanges."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lore.script.passages import Passage

_REMEMBERS = re.compile(
    r"\b(?:remember\w*|memor\w+|recall\w*|flashback|imagin\w+|dream\w*|voice in (?:his|her|their|my) head"
    r"|hear(?:ing|d)?\b[^.!?]{0,40}\bagain|across (?:\w+ )?(?:years|decades)|in (?:his|her|their|my) mind|thought back"
    r"|long ago|(?:years?|months?|weeks?|winters?|summers?|days?|nights?) (?:ago|before|earlier)"
    r"|that (?:last|first) (?:night|day|time)|once (?:said|told))\b",
    re.IGNORECASE,
)
_HAD_SAID = re.compile(
    r"[\s,]*(?:[\w.'’-]+ ){1,3}(?:had|['’]d) (?:\w+ )?(?:said|asked|told|answered|replied|whispered|shouted|cried"
    r"|called|murmured|muttered|added|laughed|insisted|promised|explained|warned|demanded|repeated|agreed)\b"
)
_SAID = re.compile(
    r"[\s,]*(?:(?:said|asked|answered|replied|whispered|shouted|cried|murmured|muttered|added)\b"
    r"|(?:[\w.'’-]+ ){1,3}(?<!had )(?:said|asked|answered|replied|whispered|shouted|cried|murmured|muttered|added)\b)"
)


def number_scenes(source: str, passages: Sequence[Passage]) -> list[tuple[int, str]]:
    """Return each passage's scene number and setting.

    A run of play form inside prose is a remembered exchange when the prose speaks with quotation marks or the paragraph
    before tells of remembering; a text that is play form throughout is the stage itself. In prose an exchange is
    remembered from a speech that somebody `had said` after words of remembering, and on through speech without a tag.
    Gets wrong: scenes that change without any mark, and the first bare speech after a remembered one.
    """
    memory = _memories(source, passages)
    numbered: list[tuple[int, str]] = []
    scene = 1
    started = False
    for number, passage in enumerate(passages):
        shifts = number > 0 and memory[number] != memory[number - 1]
        if started and (
            passage.kind == "ornament"
            or shifts
            or (passage.kind == "heading" and passages[number - 1].kind != "heading")
        ):
            scene, started = scene + 1, False
        started = started or passage.kind in ("prose", "play")
        numbered.append((scene, "memory" if memory[number] else "stage"))
    return numbered


def _memories(source: str, passages: Sequence[Passage]) -> list[bool]:
    quoted = sum(bool(passage.quotations) for passage in passages if passage.kind == "prose")
    played = sum(passage.kind == "play" for passage in passages)
    memory: list[bool] = []
    before: Passage | None = None
    for passage in passages:
        if passage.kind == "play":
            cue = before is not None and bool(_REMEMBERS.search(source, before.start, before.end))
            goes_on = before is not None and before.kind == "play" and memory[-1]
            memory.append(goes_on or (before is not None and before.kind == "prose" and (cue or quoted >= played)))
        else:
            goes_on = before is not None and before.kind == "prose" and memory[-1]
            memory.append(_is_remembered(source, passage, before, goes_on=goes_on))
        before = passage
    return memory


def _is_remembered(source: str, passage: Passage, before: Passage | None, *, goes_on: bool) -> bool:
    """Tell whether a paragraph of prose is a remembered speech, or goes on with an exchange that is remembered."""
    if passage.kind != "prose" or not passage.quotations:
        return False
    ends = [quotation.outer_end for quotation in passage.quotations]
    had_said = any(_HAD_SAID.match(source, end, passage.end) for end in ends)
    if goes_on:
        return had_said or not _narration(source, passage).strip()
    if not had_said or any(_SAID.match(source, end, passage.end) for end in ends):
        return False
    leads = before is not None and before.kind == "prose" and not before.quotations
    lead = source[before.start : before.end] if before is not None and leads else ""
    return bool(_REMEMBERS.search(_narration(source, passage)) or _REMEMBERS.search(lead))


def _narration(source: str, passage: Passage) -> str:
    pieces: list[str] = []
    position = passage.start
    for quotation in passage.quotations:
        pieces.append(source[position : quotation.outer_start])
        position = quotation.outer_end
    return " ".join([*pieces, source[position : passage.end]])
