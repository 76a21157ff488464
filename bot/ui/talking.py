"""Talking to a character: their own line as the answer, labelled as such.

Nothing is made up: what a character says here stands in the chapter, and the label says where.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.ui.cutting import MOST_SHARED, cut_at_clause
from bot.ui.pages import LONGEST_CONTENT, Button, Page, plain, shorten

if TYPE_CHECKING:
    from bot.texts import Say
    from lore import Line

_LONGEST_QUESTION_SHOWN = 300


def reply_page(line: Line, character: str, words: str, say: Say, *, member: str, free: bool) -> Page:
    """Return a character's answer: what was said to them, the line that answers, and which line it is."""
    asked = say(
        "talk.asked",
        member=member,
        character=plain(character),
        words=shorten(plain(" ".join(words.split())), _LONGEST_QUESTION_SHOWN),
    )
    text = " ".join(line.text.split())
    said = plain(text if free else cut_at_clause(text, MOST_SHARED))
    label = say("talk.from-line", line=line.number, character=plain(character))
    body = shorten(said, LONGEST_CONTENT - len(asked) - len(label) - 10)
    return Page(f"-# {asked}\n{body}\n-# {label}", character=character)


def with_reply(page: Page, conversation: int, line: int, say: Say) -> Page:
    """Return the answer with the button that goes on."""
    return Page(page.content, (Button("reply", conversation, line, say("button.reply")),), character=page.character)
