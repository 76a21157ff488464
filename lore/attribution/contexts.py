"""In which context a turn follows the one before: what stands between them, and what their tags and openings show.

What a context is worth, for keeping the speaker, going back or somebody else, stands in `weights`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lore.attribution.lexicon import KIN
from lore.attribution.text import holds_words, last_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lore.attribution.reading import Reading
    from lore.attribution.tags import Tag
    from lore.attribution.text import Turn
    from lore.values import Span

_LONG, _MANY = 600, 2
"""Narration longer than so many characters, or of more paragraphs, parts two turns."""


def link_pieces(reading: Reading, turn: Turn) -> tuple[str, ...]:
    """Return the names of the contexts in which a turn follows the one before."""
    before = reading.turns[turn.number - 1]
    told = sum(end - start for start, end in turn.gap)
    gap = (
        "inside"
        if turn.first == before.last
        else "break"
        if turn.broken
        else "far"
        if told > _LONG or len(turn.gap) > _MANY
        else "para"
        if told
        else "close"
    )
    own = "told" if _has_narration(turn) else "bare"
    other = "told" if _has_narration(before) else "bare"
    asks = "asks" if reading.source[before.end - 1] == "?" else "says"
    return (
        f"{gap}.{own}.{other}",
        f"{gap}.{asks}.{_opening(reading.source, turn)}",
        f"{gap}.{_sort(reading.tags[turn.number])}",
        f"{gap}.after.{_sort(reading.tags[before.number])}",
        *_genders(reading, turn, gap),
    )


def _genders(reading: Reading, turn: Turn, gap: str) -> list[str]:
    """Return whether the tags of a turn and of the two before it speak of one gender: `she said`, then `he said`."""
    tags = [reading.tags[number][:1] for number in range(turn.number, max(-1, turn.number - 3), -1)]
    found = [tag[0].mention.gender if tag and tag[0].sure else "" for tag in tags]
    return [
        f"{gap}.{'same' if other == found[0] else 'other'}{back}"
        for back, other in enumerate(found[1:], start=1)
        if other and found[0]
    ]


def is_silent(source: str, piece: Span) -> bool:
    """Tell whether the last sentence of a stretch of narration says that somebody keeps silent or waits."""
    start, end = last_sentence(source, *piece)
    return bool(_SILENT.search(source, start, end))


_SILENT = re.compile(
    r"\b(?:(?:made|gave|returned|offered|had|was|there was) no (?:answer|reply|response|comment|remark|word)"
    r"|said (?:nothing|no more|no word|not a word)|(?:not|n[’']t|never) (?:answer|reply|speak|respond|say)"
    r"|silent|silence|speechless|hesitated|paused|a pause|waited|pondered|considered|listened|wordless\w*)\b"
)


def _sort(tags: Sequence[Tag]) -> str:
    """Return what kind of tag a turn has: by name, pronoun, noun or kin, or none."""
    if not tags:
        return "untagged"
    mention = tags[0].mention
    kind = "kin" if mention.kind == "noun" and mention.word.split()[-1] in KIN else mention.kind
    return f"{kind}.{tags[0].grade}"


def _opening(source: str, turn: Turn) -> str:
    """Return whether a turn opens like an answer, like an echo of surprise, or plainly."""
    words = source[turn.start : turn.start + _OPENING].lower().lstrip("'_*").replace(",", " ").split()
    first = words[0].strip(".!?;:-_*") if words else ""
    return "reply" if first in _REPLIES else "plain"


_OPENING = 24
_REPLIES = frozenset(
    ("yes", "no", "oh", "well", "indeed", "certainly", "nothing", "never", "not", "ah", "but", "because", "why", "then")
)


def _has_narration(turn: Turn) -> bool:
    return any(holds_words(piece) for piece in (turn.before, *turn.between, turn.after))
