"""Talking to a character: their own line as the answer, labelled as such.

Nothing is made up: what a character says here stands in the chapter, and the label says where.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from bot.ui.cutting import MOST_SHARED, cut_around, cut_at_clause
from bot.ui.own_words import clean_words
from bot.ui.pages import LONGEST_CONTENT, Button, Page, plain, shorten
from bot.ui.quoting import certainty_of, folded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.texts import Say
    from lore import Line

_LONGEST_QUESTION_SHOWN = 300
_ROOM_FOR_MARKS = 10


@dataclass(frozen=True, slots=True)
class Reply:
    """What a character answers: their line, the words of it that answer, and to what it was said.

    `free`: the text may be quoted without a limit. `link` leads to where the line was performed. `worded` is a model's
    wording of lines of theirs, which `lines` numbers.
    """

    character: str
    words: str
    line: Line
    answer: str
    free: bool
    link: str = ""
    worded: str = ""
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Talk:
    """What is kept of a conversation so that it goes on for a day: the chapter, the character, what was asked last."""

    chapter: int
    character: str
    asked: str

    def to_data(self) -> dict[str, Any]:
        """Return plain data to store."""
        return asdict(self)

    @staticmethod
    def from_data(data: Mapping[str, Any]) -> Talk | None:
        """Return the conversation that was stored, or None where something else was."""
        if "chapter" not in data:
            return None
        return Talk(int(data["chapter"]), str(data["character"]), str(data.get("asked", "")))


def reply_page(reply: Reply, say: Say, *, member: str) -> Page:
    """Return a character's answer: what a member said to them, the line that answers, and which line it is."""
    words = shorten(plain(folded(clean_words(reply.words))), _LONGEST_QUESTION_SHOWN)
    asked = say("talk.asked", member=member, character=plain(reply.character), words=words)
    label = _label(reply, say)
    body = shorten(plain(_body(reply)), LONGEST_CONTENT - len(asked) - len(label) - _ROOM_FOR_MARKS)
    return Page(f"-# {asked}\n{body}\n-# {label}", character=reply.character)


def _body(reply: Reply) -> str:
    if reply.worded:
        return reply.worded if reply.free else cut_at_clause(reply.worded, MOST_SHARED)
    text = folded(reply.line.text)
    if reply.free:
        return text
    kept = cut_around(text, folded(reply.answer), MOST_SHARED)
    return f"{kept.before}{kept.words}{kept.after}"


def _label(reply: Reply, say: Say) -> str:
    character = plain(reply.character)
    if reply.worded:
        return say("talk.worded", count=len(reply.lines), lines=", ".join(map(str, reply.lines)), character=character)
    number = say("line.number", line=reply.line.number)
    where = f"[{number}]({reply.link})" if reply.link else number
    return say(f"talk.from-{certainty_of(reply.line)}", line=where, character=character)


def with_reply(page: Page, conversation: int, line: int, say: Say) -> Page:
    """Return the answer with the button that goes on."""
    return Page(page.content, (Button("reply", conversation, line, say("button.reply")),), character=page.character)
