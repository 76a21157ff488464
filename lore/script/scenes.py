"""Scenes: runs of lines in one place and time, divided by headings, ornaments and remembered exchanges."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lore.script.passages import Passage

_REMEMBERS = re.compile(
    r"\b(?:remember\w*|memor\w+|recall\w*|flashback|imagin\w+|dream\w*|voice in (?:his|her|their|my) head"
    r"|thought back|years (?:ago|before)|once (?:said|told))\b",
    re.IGNORECASE,
)


def number_scenes(source: str, passages: Sequence[Passage]) -> list[tuple[int, str]]:
    """Return each passage's scene number and setting.

    A run of play form inside prose is a remembered exchange when the prose speaks with quotation marks or the paragraph
    before tells of remembering; a text that is play form throughout is the stage itself. Gets wrong: scenes that change
    without any mark.
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
        if passage.kind != "play":
            memory.append(False)
        elif memory and memory[-1]:
            memory.append(True)
        else:
            cue = before is not None and bool(_REMEMBERS.search(source, before.start, before.end))
            memory.append(before is not None and before.kind == "prose" and (cue or quoted >= played))
        before = passage
    return memory
