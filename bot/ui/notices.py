"""Short public messages of a performance: pauses, recaps, the curtain call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stage.events import Ending, Manner
from bot.stage.transcript import as_markdown, as_text, transcribe
from bot.ui.pages import Attachment, Button, Page, plain, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.stage.book import PromptLine
    from bot.stage.events import Paused
    from bot.stage.state import Performance
    from bot.texts import Say

_LINES_RECALLED = 3


def pause_page(paused: Paused, say: Say, *, key: int, seq: int, member: str | None) -> Page:
    """Return the notice of a pause, with the button that ends it."""
    text = say("notice.paused-by", member=member) if member else say(f"notice.paused.{paused.reason or 'house'}")
    return Page(text, (Button("resume", key, seq, say("button.resume"), "good"),))


def recap_page(state: Performance, say: Say) -> Page:
    """Return the last lines that were read, for people who come back."""
    last = state.readings[-_LINES_RECALLED:]
    lines = (state.book.line(reading.line) for reading in last)
    told = [f"> **{_name(line, say)}** {shorten(plain(line.words), 300)}" for line in lines]
    return Page("\n".join([say("notice.recap", title=shorten(plain(state.book.title), 200)), *told]))


def _name(line: PromptLine, say: Say) -> str:
    return shorten(plain(line.part), 100) if line.part else say("spoken.narrator")


def curtain_page(state: Performance, names: Mapping[str, str], own_words: Mapping[int, str], say: Say) -> Page:
    """Return the curtain call: the cast, how the lines were read, and the transcript to take away."""
    lines = transcribe(state, names, own_words)
    manners = [reading.manner for reading in state.readings]
    ending = state.ending or Ending.STOPPED
    text = [
        f"## {say(f'curtain.{ending}', title=shorten(plain(state.book.title), 200))}",
        *(_credit(state, part, names, say) for part in state.book.parts[:20]),
        say(
            "curtain.count",
            count=len(manners),
            written=manners.count(Manner.AS_WRITTEN),
            own=manners.count(Manner.OWN_WORDS),
            bot=manners.count(Manner.UNDERSTUDY) + manners.count(Manner.PROMPTER),
        ),
    ]
    files = (
        Attachment("transcript.txt", as_text(state, lines, names)),
        Attachment("transcript.md", as_markdown(state, lines, names)),
    )
    return Page(shorten("\n".join(text), 1900), files=files if manners else ())


def _credit(state: Performance, part: str, names: Mapping[str, str], say: Say) -> str:
    players = [plain(names.get(performer, say("member.former"))) for performer in state.performers_of(part)]
    return say("curtain.part", part=shorten(plain(part), 80), players=", ".join(players) or say("playbill.bot"))
