"""Paragraphs in which two people speak, parted where the second one begins.

Only where tags name both: what else stands in a paragraph is taken for the words of one, as print has it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from lore.attribution.lexicon import SURE_VERBS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lore.script.marks import Quotation
    from lore.script.passages import Passage

_VERB = "(?:" + "|".join(sorted(SURE_VERBS)) + ")"
_NAME = r"(?:(?:Mr|Mrs|Ms|Dr)\. )?[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,2}"
_WHO = rf"(?P<who>he|she|{_NAME}|the \w+(?: (?:man|woman|boy|girl|lady))?)"
_TAG_AFTER = re.compile(rf"\s*(?:{_VERB} {_WHO}|{_WHO.replace('who', 'whom')} (?:\w+ly )?{_VERB})\b")
_TAG_BEFORE = re.compile(rf"(?:^\s*|[.!?…]\s+){_WHO} (?:\w+ly )?{_VERB}[,:]\s*$")
_SENTENCE_END = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)[.!?…]\s+")
_PRONOUNS = frozenset(["he", "she"])


def part_speakers(source: str, passages: Sequence[Passage]) -> list[Passage]:
    """Return the paragraphs, those in which tags name two speakers cut into one for each."""
    return [piece for passage in passages for piece in _parted(source, passage)]


def _parted(source: str, passage: Passage) -> Iterator[Passage]:
    said = passage.quotations
    if passage.kind == "prose" and len(said) > 1 and all(quotation.closed for quotation in said):
        tags = [_tagged(source, passage, number) for number in range(len(said))]
        for number, (one, two) in enumerate(pairwise(tags), start=1):
            cut = _cut(source, said[number - 1], said[number]) if _differ(one, two) else None
            if cut is not None:
                yield replace(passage, end=len(source[:cut].rstrip()), quotations=said[:number], scare=0)
                yield from _parted(
                    source, replace(passage, start=cut, quotations=said[number:], gap=0, continues=False)
                )
                return
    yield passage


def _tagged(source: str, passage: Passage, number: int) -> str:
    """Return who is named as a quotation's speaker right behind it, or right before it, or nothing."""
    said = passage.quotations
    start = said[number - 1].outer_end if number else passage.start
    end = said[number + 1].outer_start if number + 1 < len(said) else passage.end
    after = _TAG_AFTER.match(source, said[number].outer_end, end)
    ended = source[said[number].end - 1] in ".!?…"
    if after and not (ended and source[after.end() : end].strip() in (",", ":")):
        return after["who"] or after["whom"]
    before = _TAG_BEFORE.search(source[start : said[number].outer_start])
    return before["who"] if before else ""


def _differ(one: str, two: str) -> bool:
    """Tell whether two tags surely name two people: a pronoun may stand for any name of its kind."""
    if not one or not two or one.rpartition(" ")[2] == two.rpartition(" ")[2]:
        return False
    return (one in _PRONOUNS) == (two in _PRONOUNS)


def _cut(source: str, one: Quotation, two: Quotation) -> int | None:
    """Return where the second speaker's part begins: after the first one's tag, at the end of its sentence."""
    if not source[two.start].isupper():
        return None
    found = _SENTENCE_END.search(source, one.outer_end, two.outer_start)
    if found:
        return found.end()
    between = source[one.outer_end : two.outer_start]
    return one.outer_end + len(between) - len(between.lstrip()) if source[one.end - 1] in ".!?…" else None
