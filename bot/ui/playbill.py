"""The playbill: a performance's public card, with its cast, its progress and its controls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stage.decide import LOBBY_LASTS
from bot.stage.events import Ending
from bot.stage.state import Phase
from bot.ui.casting import cast_row
from bot.ui.pages import Button, Panel, plain, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.stage.state import Performance
    from bot.texts import Say

MOST_PARTS_SHOWN = 24
_LONGEST_TITLE = 200


def playbill(state: Performance, members: Mapping[str, str], say: Say, *, key: int, seq: int) -> Panel:
    """Return the playbill of a performance; `members` says how each performer key is named."""
    title = f"## {shorten(plain(state.book.title), _LONGEST_TITLE)}"
    return Panel((title, _status(state, say), _cast(state, members, say)), _controls(state, say, key, seq))


def _status(state: Performance, say: Say) -> str:
    if state.phase is Phase.LOBBY:
        return "\n".join(filter(None, (say("playbill.lobby", lines=len(state.book.lines)), *_terms(state, say))))
    if state.phase is Phase.OVER:
        ending = state.ending or Ending.STOPPED
        return say(f"playbill.{ending}")
    place = state.book.position(state.cue.line) if state.cue else len(state.readings)
    going = "playbill.off-script" if state.off_script else "playbill.playing"
    text_id = "playbill.paused" if state.phase is Phase.PAUSED else going
    return say(text_id, place=place, total=len(state.book.lines))


def _terms(state: Performance, say: Say) -> tuple[str, ...]:
    """Say how it is played and when the lobby closes."""
    closes = f"<t:{int((state.since + LOBBY_LASTS).timestamp())}:R>" if state.since else ""
    return (
        say("playbill.rotating") if state.rotating else "",
        say(f"playbill.clock-{state.clock}"),
        say("playbill.closes", when=closes) if closes else "",
    )


def _cast(state: Performance, members: Mapping[str, str], say: Say) -> str:
    rows = [cast_row(state, part, members, say) for part in state.book.parts[:MOST_PARTS_SHOWN]]
    hidden = len(state.book.parts) - len(rows)
    return "\n".join(rows + ([say("playbill.more-parts", count=hidden)] if hidden > 0 else []))


def _controls(state: Performance, say: Say, key: int, seq: int) -> tuple[tuple[Button, ...], ...]:
    if state.phase is Phase.OVER:
        return ()
    casting = (
        Button("take", key, seq, say("button.take"), "main", disabled=not (state.free_parts or state.rotating)),
        Button("leave", key, seq, say("button.leave")),
    )
    more = (Button("book", key, seq, say("button.my-book")), *_whole_cast(state, say, key))
    return ((*casting, *_running(state, say, key, seq)), more)


def _running(state: Performance, say: Say, key: int, seq: int) -> tuple[Button, ...]:
    if state.phase is Phase.LOBBY:
        nothing_to_share = not (state.company and state.free_parts)
        return (
            Button("balance", key, seq, say("button.balance"), disabled=nothing_to_share),
            Button("begin", key, seq, say("button.begin"), "good", disabled=not state.company),
        )
    paused = state.phase is Phase.PAUSED
    going = Button("resume", key, seq, say("button.resume"), "good") if paused else None
    return (
        going or Button("pause", key, seq, say("button.pause")),
        Button("recap", key, seq, say("button.recap")),
        Button("direct", key, seq, say("button.direct")),
    )


def _whole_cast(state: Performance, say: Say, key: int) -> tuple[Button, ...]:
    """Return the button that leads to all parts, where there are more than the card shows."""
    if len(state.book.parts) <= MOST_PARTS_SHOWN:
        return ()
    return (Button("cast", key, 0, say("button.cast", count=len(state.book.parts))),)
