"""What `/lore` shows: lines found, one line with its neighbours, who speaks, the scenes."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from bot.ui.answers import LONGEST_CARD, MOST_QUOTES, abstention
from bot.ui.pages import Page, plain, shorten
from bot.ui.quoting import certainty_of, folded, line_in_context, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.texts import Say
    from lore import Answer, Line, Ranked, Script

MOST_RESULTS = 8
"""Lines that a search shows; one found more tells that there are more."""
_LONGEST_RESULT = 150
_ROOM_FOR_HEAD = 60
_WORD = re.compile(r"[^\W_]{3,}")
_SHORTEST_STEM = 3


def results_page(
    query: str, found: Sequence[Ranked], say: Say, *, titled: bool, link_of: Callable[[Ranked], str]
) -> Page:
    """Return the lines a search found, best first, each cut around a word of the query."""
    if not found:
        return Page(say("search.nothing"))
    lines = [
        quoted(each, say, titled=titled, words=_word_of(query, each), link=link_of(each), limit=_LONGEST_RESULT)
        for each in found[:MOST_RESULTS]
    ]
    shown = _fitting(lines, LONGEST_CARD - _ROOM_FOR_HEAD)
    head = say("search.best" if len(shown) < len(found) else "search.found", count=len(shown))
    return Page("\n".join([head, *shown]))


def _word_of(query: str, found: Ranked) -> str:
    """Return the longest word of a query, however inflected, as it stands in a line; empty where none does."""
    text = folded(found.line.text)
    for word in sorted(_WORD.findall(query), key=len, reverse=True):
        stem = re.escape(word[: max(_SHORTEST_STEM, len(word) - 2)])
        if match := re.search(rf"\b{stem}\w*", text, re.IGNORECASE):
            return match.group()
    return ""


def _as_many_as_fit(lines: Sequence[str]) -> str:
    return "\n".join(_fitting(lines, LONGEST_CARD))


def _fitting(lines: Sequence[str], most: int) -> Sequence[str]:
    """Return the lines, from the first on, that come to at most so many characters when they are joined."""
    lengths = accumulate(len(line) + 1 for line in lines)
    return lines[: sum(length <= most + 1 for length in lengths)]


def line_page(script: Script, number: int, say: Say, *, link: str = "") -> Page:
    """Return one line with its neighbours, its speaker and why that speaker was given."""
    line = script.line(number)
    if line is None:
        return Page(say("line.none", line=number, title=plain(script.title), last=len(script.lines)))
    around = (script.line(number - 1), line, script.line(number + 1))
    shown = [
        line_in_context(each, say, chosen=each is line, link=link if each is line else "")
        for each in around
        if each is not None
    ]
    return Page(
        shorten(
            "\n".join([say("line.in", title=plain(script.title)), *shown, *_about(script, line, say)]), LONGEST_CARD
        )
    )


def _about(script: Script, line: Line, say: Say) -> list[str]:
    """Return whom a speech is said to, why its speaker was given, and who else of those known so far it might be."""
    if line.kind != "speech":
        return []
    to = [say("line.to", name=plain(line.to))] if line.to else []
    why = [say(f"line.why-{certainty_of(line)}", why=plain(line.evidence.text))] if line.evidence else []
    known = {character.name for character in script.cast}
    rivals = [rival.name for rival in line.evidence.rivals if rival.name in known] if line.evidence else []
    return [*to, *why, *([say("line.rivals", names=plain(", ".join(rivals)))] if rivals else [])]


def who_said_page(answer: Answer, say: Say, *, titled: bool, link_of: Callable[[Ranked], str]) -> Page:
    """Return who says half-remembered words."""
    lines = answer.lines[: 1 if answer.text else MOST_QUOTES]
    head = say("answer.text", answer=plain(answer.text)) if answer.text else abstention(answer, say)
    quotes = [quoted(found, say, titled=titled, link=link_of(found)) for found in lines]
    return Page(shorten("\n".join([head, *quotes]), LONGEST_CARD))


def cast_page(script: Script, say: Say) -> Page:
    """Return a chapter's cast with how many lines each character has."""
    counts: dict[str | None, int] = {}
    for line in script.lines:
        if line.kind == "speech":
            counts[line.speaker] = counts.get(line.speaker, 0) + 1
    rows = [
        _character(character.name, character.aliases, counts.get(character.name, 0), say) for character in script.cast
    ]
    unknown = [say("cast.unresolved", count=counts[None])] if counts.get(None) else []
    head = say("cast.of", title=plain(script.title))
    return Page(_as_many_as_fit([head, *rows, *unknown] if rows or unknown else [head, say("cast.nobody")]))


def _character(name: str, aliases: Sequence[str], count: int, say: Say) -> str:
    others = [plain(alias) for alias in aliases if alias != name]
    also = f" {say('cast.also', names=', '.join(others[:5]))}" if others else ""
    return f"- {say('cast.character', name=plain(name), count=count)}{also}"


def scenes_page(script: Script, say: Say) -> Page:
    """Return a chapter's scenes with their first and last lines."""
    rows = [
        say(
            "scenes.memory" if scene.setting == "memory" else "scenes.scene",
            number=scene.number,
            title=shorten(plain(scene.title), 120),
            first=scene.lines[0].number,
            last=scene.lines[-1].number,
        )
        for scene in script.scenes
        if scene.lines
    ]
    return Page(_as_many_as_fit([say("scenes.of", title=plain(script.title)), *rows]))
