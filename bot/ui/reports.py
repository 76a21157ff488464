"""Who said a line: what a member is told, and what the moderators read of a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.stage.events import Manner
from bot.ui.pages import Page, plain, shorten

if TYPE_CHECKING:
    from bot.texts import Say

_LONGEST_WORDS = 600


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """A line in a thread: whose it is in the chapter, and who said it (None: somebody erased, or the bot)."""

    title: str
    number: int
    part: str | None
    manner: Manner
    by_bot: bool
    user_id: int | None
    words: str
    link: str


def said_page(line: SpokenLine, say: Say) -> Page:
    """Return who said a line, and whose it is in the chapter."""
    return Page(say(_text_id(line), **_about(line, say)))


def _text_id(line: SpokenLine) -> str:
    if line.by_bot:
        return "said.by-bot"
    return "said.own-words" if line.manner is Manner.OWN_WORDS else "said.as-written"


def _about(line: SpokenLine, say: Say) -> dict[str, object]:
    member = f"<@{line.user_id}>" if line.user_id else say("member.former")
    part = plain(line.part) if line.part else say("spoken.narrator")
    title = shorten(plain(line.title), 150)
    return {"member": member, "part": part, "line": line.number, "title": title, "link": line.link}


def report_page(line: SpokenLine, reporter_id: int, reason: str, say: Say) -> Page:
    """Return what the moderators read: who reports whom, for what, where, and what was said. Nobody is pinged."""
    rows = [say("report.head", member=f"<@{reporter_id}>"), said_page(line, say).content]
    rows.append(f"> {shorten(plain(' '.join(line.words.split())), _LONGEST_WORDS)}")
    if reason:
        rows.append(say("report.because", reason=shorten(plain(" ".join(reason.split())), _LONGEST_WORDS)))
    return Page("\n".join(rows))
