"""Quotations of lines: the words of the text, the line's number, and how surely its speaker is known.

Which lines prove an answer is not decided here, nor how much of a text may be shown in all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from bot.ui.cutting import cut_around, cut_at_clause
from bot.ui.pages import plain

if TYPE_CHECKING:
    from bot.texts import Say
    from lore import Line, Ranked

LONGEST_QUOTE = 240
_LONGEST_CHOSEN = 900
_STATED = frozenset({"tag", "label", "beat", "given", "introduced", "corrected"})
"""Rules by which the text itself, or a person who corrected it, names the speaker; every other rule infers them."""

Certainty: TypeAlias = Literal["stated", "implied", "unresolved"]


def certainty_of(line: Line) -> Certainty:
    """Return how the speaker of a speech is known."""
    if line.speaker is None:
        return "unresolved"
    return "stated" if line.evidence is None or line.evidence.rule in _STATED else "implied"


def folded(text: str) -> str:
    """Return a line's text as one paragraph."""
    return " ".join(text.split())


def words_of(content: str) -> str:
    """Return the words of a message that may be a line: without small print, quotation signs and marks of stress."""
    rows = (row.removeprefix("> ") for row in content.splitlines())
    spoken = " ".join(row for row in rows if not row.startswith("-#"))
    return folded(re.sub(r"\\([^\w\s])", r"\1", spoken).replace("*", ""))


def quoted(
    found: Ranked, say: Say, *, titled: bool, words: str = "", link: str = "", limit: int = LONGEST_QUOTE
) -> str:
    """Return a line as a quotation under its number and speaker; `words` of it are kept in view.

    `titled` names the chapter; `link` leads to where the line was performed.
    """
    head = attribution(found.line, say, title=found.script.title if titled else "", link=link)
    return f"> -# {head}\n> {quotation(folded(found.line.text), words, limit)}"


def quotation(text: str, words: str, limit: int) -> str:
    """Return at most `limit` characters of a line's text, fit to be shown, with words of it kept in view."""
    kept = cut_around(text, words, limit)
    return plain(kept.before + kept.words + kept.after)


def attribution(line: Line, say: Say, *, title: str = "", link: str = "") -> str:
    """Return a line's number, its speaker and whom they speak to, and how surely that is known, in words."""
    number = (
        say("line.number-in", line=line.number, title=plain(title)) if title else say("line.number", line=line.number)
    )
    where = f"[{number}]({link})" if link else number
    if line.kind != "speech":
        return f"{where} · {say(f'quote.{line.kind}')}"
    return f"{where} · {speaking(line, say)} · {say(f'quote.{certainty_of(line)}')}"


def speaking(line: Line, say: Say) -> str:
    """Return who speaks a line and to whom, as far as that is known."""
    speaker = plain(line.speaker) if line.speaker else say("spoken.somebody-unknown")
    return say("quote.to", speaker=speaker, to=plain(line.to)) if line.to else speaker


def speaker_of(line: Line, say: Say) -> str:
    """Name the speaker behind a line's number, with a word where the text does not state them."""
    if line.kind != "speech":
        return ""
    certainty = certainty_of(line)
    if certainty == "stated":
        return f" · {plain(line.speaker or '')}"
    name = plain(line.speaker) if line.speaker else say("spoken.somebody-unknown")
    return f" · {say(f'line.{certainty}', name=name)}"


def line_in_context(line: Line, say: Say, *, chosen: bool, link: str = "") -> str:
    """Return a line as it stands among others, set off where it is the one that was asked for."""
    limit = _LONGEST_CHOSEN if chosen else LONGEST_QUOTE
    number = f"[{line.number}]({link})" if link else f"{line.number}"
    text = f"**{number}{speaker_of(line, say)}** {plain(cut_at_clause(folded(line.text), limit))}"
    return f"> {text}" if chosen else f"-# {text}"
