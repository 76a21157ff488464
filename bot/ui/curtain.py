"""The curtain call: the cast, how the lines were read, the transcript in its formats, and playing it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stage.events import Ending, Manner
from bot.stage.transcript import FORMATS, render
from bot.ui.pages import Attachment, Button, Choice, Menu, Page, plain, shorten

if TYPE_CHECKING:
    from bot.stage.state import Performance
    from bot.stage.transcript import Transcript
    from bot.texts import Say

_AT_THE_CURTAIN = ("txt", "html")
"""The formats that the card carries; the others are taken in private, so that a phone shows no wall of files."""
_MOST_CREDITS = 20
_LONGEST_CREDITS = 1300


def curtain_page(state: Performance, transcript: Transcript, say: Say, *, key: int, seq: int) -> Page:
    """Return the curtain call; `transcript` names performers as they are called."""
    manners = [reading.manner for reading in state.readings]
    text = [
        f"## {say(f'curtain.{state.ending or Ending.STOPPED}', title=shorten(plain(state.book.title), 200))}",
        *_credits(transcript, say),
        say(
            "curtain.count",
            count=len(manners),
            written=manners.count(Manner.AS_WRITTEN),
            own=manners.count(Manner.OWN_WORDS),
            bot=manners.count(Manner.UNDERSTUDY) + manners.count(Manner.PROMPTER),
        ),
        *_without_the_book(state, transcript, say),
    ]
    files = tuple(transcript_file(transcript, ending, say) for ending in _AT_THE_CURTAIN)
    buttons = (
        Button("swap", key, seq, say("button.swap"), "main"),
        Button("again", key, seq, say("button.again")),
    )
    menus = (transcript_menu(say, key, seq),) if manners else ()
    return Page(shorten("\n".join(text), 1900), buttons, menus, files if manners else ())


def _without_the_book(state: Performance, transcript: Transcript, say: Say) -> list[str]:
    """Return what was played from memory and improvised; scores are in the transcript only where all agreed."""
    known = sum(reading.manner is Manner.FROM_MEMORY for reading in state.readings)
    scores = ", ".join(f"{shorten(plain(name), 40)} {percent} %" for name, percent in transcript.scores)
    return [
        *([say("curtain.from-memory", count=known)] if known else []),
        *([say("curtain.improvised", count=len(state.improvisations))] if state.improvisations else []),
        *([say("curtain.scores", scores=shorten(scores, 300))] if scores else []),
    ]


def _credits(transcript: Transcript, say: Say) -> list[str]:
    shown = [_credit(part, names, say) for part, names in transcript.cast[:_MOST_CREDITS]]
    hidden = len(transcript.cast) - len(shown)
    return [
        shorten("\n".join(shown), _LONGEST_CREDITS),
        *([say("playbill.more-parts", count=hidden)] if hidden else []),
    ]


def _credit(part: str, names: tuple[str, ...], say: Say) -> str:
    players = ", ".join(shorten(plain(name), 40) for name in names)
    return say("curtain.part", part=shorten(plain(part), 80), players=shorten(players, 200) or say("playbill.bot"))


def transcript_menu(say: Say, key: int, seq: int) -> Menu:
    """Return the menu of the formats in which anybody may take the transcript in private."""
    choices = tuple(Choice(ending, say(f"format.{ending}")) for ending in FORMATS)
    return Menu("transcript", key, seq, say("curtain.take-transcript"), choices)


def transcript_file(transcript: Transcript, ending: str, say: Say) -> Attachment:
    """Return a transcript as a file."""
    return Attachment(f"transcript.{ending}", render(transcript, ending, say))
