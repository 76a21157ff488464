"""Cards for answers and for lines found: every claim beside the line that proves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.ui.pages import Page, plain, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.texts import Say
    from lore import Answer, Line, Ranked, Script

LONGEST_QUESTION = 600
_LONGEST_QUOTE = 240
_MOST_QUOTES = 3
_LONGEST_CARD = 1900
_STATED = frozenset({"tag", "label", "beat", "given", "introduced"})
"""Rules by which the text itself names the speaker; every other rule infers them."""


def answer_page(question: str, answer: Answer, say: Say, *, titled: bool) -> Page:
    """Return the card of an answer: the question, what the text says to it, and the lines that prove it.

    `titled` names the chapter with each line, for servers that have several.
    """
    asked = say("answer.question", question=shorten(plain(" ".join(question.split())), 200))
    said = say("answer.text", answer=shorten(plain(answer.text), 500)) if answer.text else _abstention(answer, say)
    quotes = [quoted(found, say, titled=titled) for found in answer.lines[:_MOST_QUOTES]]
    return Page(shorten("\n".join([asked, said, *quotes]), _LONGEST_CARD))


def _abstention(answer: Answer, say: Say) -> str:
    if answer.refusal == "empty":
        return say("answer.no-words")
    return say("answer.nearest") if answer.lines else say("answer.nothing")


def quoted(found: Ranked, say: Say, *, titled: bool) -> str:
    """Return a line as a quotation with its number and its speaker."""
    where = say("line.number-in", line=found.line.number, title=plain(found.script.title)) if titled else None
    head = f"{where or say('line.number', line=found.line.number)}{speaker_of(found.line, say)}"
    return f"> **{head}** {shorten(plain(_folded(found.line.text)), _LONGEST_QUOTE)}"


def _folded(text: str) -> str:
    return " ".join(text.split())


def speaker_of(line: Line, say: Say) -> str:
    """Name the speaker, and say where the text only implies them."""
    if line.kind != "speech":
        return ""
    if line.speaker is None:
        return f" · {say('spoken.somebody-unknown')}"
    stated = line.evidence is None or line.evidence.rule in _STATED
    return f" · {plain(line.speaker)}" if stated else f" · {say('line.implied', name=plain(line.speaker))}"


def results_page(found: Sequence[Ranked], say: Say, *, titled: bool) -> Page:
    """Return the lines a search found, best first."""
    if not found:
        return Page(say("search.nothing"))
    lines = [quoted(each, say, titled=titled) for each in found]
    return Page(_as_many_as_fit([say("search.found", count=len(found)), *lines]))


def _as_many_as_fit(lines: Sequence[str]) -> str:
    text = ""
    for line in lines:
        if len(text) + len(line) > _LONGEST_CARD:
            break
        text = f"{text}\n{line}" if text else line
    return text


def line_page(script: Script, number: int, say: Say) -> Page:
    """Return one line with its neighbours, its speaker and why that speaker was given."""
    line = script.line(number)
    if line is None:
        return Page(say("line.none", line=number, title=plain(script.title), last=len(script.lines)))
    around = (script.line(number - 1), line, script.line(number + 1))
    shown = [line_in_context(each, say, chosen=each is line) for each in around if each is not None]
    why = [say("line.why", why=plain(line.evidence.text))] if line.evidence and line.kind == "speech" else []
    to = [say("line.to", name=plain(line.to))] if line.to else []
    return Page(shorten("\n".join([say("line.in", title=plain(script.title)), *shown, *to, *why]), _LONGEST_CARD))


def line_in_context(line: Line, say: Say, *, chosen: bool) -> str:
    """Return a line as it stands among others, set off where it is the one that was asked for."""
    limit = 900 if chosen else _LONGEST_QUOTE
    text = f"**{line.number}{speaker_of(line, say)}** {shorten(plain(_folded(line.text)), limit)}"
    return f"> {text}" if chosen else f"-# {text}"


def who_said_page(answer: Answer, say: Say, *, titled: bool) -> Page:
    """Return who says half-remembered words."""
    if answer.text is None:
        quotes = [quoted(found, say, titled=titled) for found in answer.lines[:_MOST_QUOTES]]
        return Page(shorten("\n".join([_abstention(answer, say), *quotes]), _LONGEST_CARD))
    quote = quoted(answer.lines[0], say, titled=titled)
    return Page("\n".join([say("answer.text", answer=plain(answer.text)), quote]))


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
