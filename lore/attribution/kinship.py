"""Nouns tied to a person: `Ada, his wife`, `her uncle Ernst`, `the inspector, Mr. Gray`.

Known from apposition only. Whose wife or uncle somebody is does not matter here.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lore.attribution.mentions import Mention

_BESIDE = re.compile(r",?\s+")
_CLOSES = re.compile(r"\s*[,.;:!?)—–-]")
_COMMA = re.compile(r",\s+")


def descriptions(source: str, mentions: Sequence[Sequence[Mention]]) -> dict[int, frozenset[str]]:
    """Return for each person the heads of the nouns that stand in apposition to their names."""
    found: dict[int, set[str]] = {}
    for passage in mentions:
        for one, two in pairwise(passage):
            person = _described(source, one, two)
            if person is not None:
                noun = one if one.kind == "noun" else two
                found.setdefault(person, set()).add(noun.word.split()[-1])
    return {person: frozenset(heads) for person, heads in found.items()}


def _described(source: str, one: Mention, two: Mention) -> int | None:
    """Return whom two neighbouring mentions, a noun and a name, describe together, if they do."""
    if {one.kind, two.kind} != {"name", "noun"} or one.end > two.start:
        return None
    name = one if one.kind == "name" else two
    joint = (_BESIDE if name is two else _COMMA).fullmatch(source, one.end, two.start)
    if not joint or len(name.people) != 1 or one.role == "p" or two.role == "p":
        return None
    if "," in joint.group() and not _CLOSES.match(source, two.end):
        return None  # a list or two clauses: `to his wife, Ada saw`
    return name.people[0]
