"""The playbill: a performance's public card, with its cast, its progress and its controls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stage.events import Ending
from bot.stage.state import Phase
from bot.ui.pages import Button, Panel, plain, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.stage.state import Performance
    from bot.texts import Say

_MOST_PARTS_SHOWN = 24
_LONGEST_TITLE = 200


def playbill(state: Performance, members: Mapping[str, str], say: Say, *, key: int, seq: int) -> Panel:
    """Return the playbill of a performance; `members` says how each performer key is named."""
    title = f"## {shorten(plain(state.book.title), _LONGEST_TITLE)}"
    return Panel((title, _status(state, say), _cast(state, members, say)), _controls(state, say, key, seq))


def _status(state: Performance, say: Say) -> str:
    if state.phase is Phase.LOBBY:
        return say("playbill.lobby", lines=len(state.book.lines))
    if state.phase is Phase.OVER:
        ending = state.ending or Ending.STOPPED
        return say(f"playbill.{ending}")
    place = state.book.position(state.cue.line) if state.cue else len(state.readings)
    text_id = "playbill.paused" if state.phase is Phase.PAUSED else "playbill.playing"
    return say(text_id, place=place, total=len(state.book.lines))


def _cast(state: Performance, members: Mapping[str, str], say: Say) -> str:
    counts = state.book.line_counts
    rows = [
        say(
            "playbill.part",
            part=shorten(plain(part), 80),
            count=counts[part],
            players=_players(state, part, members) or say(_nobody(state)),
        )
        for part in state.book.parts[:_MOST_PARTS_SHOWN]
    ]
    hidden = len(state.book.parts) - len(rows)
    return "\n".join(rows + ([say("playbill.more-parts", count=hidden)] if hidden > 0 else []))


def _nobody(state: Performance) -> str:
    return "playbill.bot" if state.phase is Phase.OVER else "playbill.free"


def _players(state: Performance, part: str, members: Mapping[str, str]) -> str:
    return ", ".join(members.get(performer, "?") for performer in state.performers_of(part))


def _controls(state: Performance, say: Say, key: int, seq: int) -> tuple[tuple[Button, ...], ...]:
    if state.phase is Phase.OVER:
        return ()
    casting = (
        Button("take", key, seq, say("button.take"), "main", disabled=not (state.free_parts or state.rotating)),
        Button("leave", key, seq, say("button.leave")),
    )
    if state.phase is Phase.LOBBY:
        return ((*casting, Button("begin", key, seq, say("button.begin"), "good", disabled=not state.company)),)
    if state.phase is Phase.PAUSED:
        return ((*casting, Button("resume", key, seq, say("button.resume"), "good")),)
    return ((*casting, Button("pause", key, seq, say("button.pause"))),)
