"""Words that people use for one another when they ask: near-synonyms, written by hand in `thesaurus.txt`.

Generic English only. The words of a row may stand for one another, and a word may stand in several rows. A row may
hold phrases ("give_up"), which mean what neither of their words does. What the rows get wrong is sense: "call" is both
to name and to telephone.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING

from lore.search.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_JOINT = "_"


@cache
def relatives() -> dict[str, frozenset[str]]:
    """Return, for each stem or phrase of the thesaurus, the stems and phrases that may stand for it."""
    found: dict[str, set[str]] = {}
    for row in _rows():
        for member in row:
            found.setdefault(member, set()).update(row)
    return {member: frozenset(others - {member}) for member, others in found.items()}


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    table = resources.files("lore.search").joinpath("thesaurus.txt").read_text(encoding="utf-8")
    rows = (row.split() for row in table.splitlines() if not row.startswith("#"))
    return tuple(tuple(_stemmed(form) for form in row) for row in rows if row)


def _stemmed(form: str) -> str:
    return _JOINT.join(map(stem, form.split(_JOINT)))


@cache
def _phrases() -> frozenset[tuple[str, str]]:
    split = (form.split(_JOINT) for row in _rows() for form in row if _JOINT in form)
    return frozenset((first, second) for first, second in split)


def phrases_in(stems: Sequence[str]) -> Iterable[str]:
    """Yield the phrases of the thesaurus among a text's stems, in order, each as one string ("giv_up")."""
    known = _phrases()
    return (_JOINT.join(pair) for pair in pairwise(stems) if pair in known)


def phrase_of(term: str, phrases: Iterable[str]) -> str:
    """Return the first of some phrases that begins with a stem, or the stem itself where none does."""
    return next((each for each in phrases if each.partition(_JOINT)[0] == term), term)
