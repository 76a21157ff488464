"""Which deeds later events made needless: what was never tried and would only tell what is no longer so. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.stage.events import CueGiven, Nudged
from bot.stage.state import Phase

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.backstage.plan import Deed, DeedKind
    from bot.stage.state import Performance


def is_overtaken(deed: Deed, state: Performance) -> bool:
    """Tell whether the state has left a deed behind; lines, notes and edits of what stands never are."""
    overtaken = _OVERTAKEN.get(deed.kind)
    return overtaken is not None and overtaken(deed, state)


def _cue(deed: Deed, state: Performance) -> bool:
    return state.cue is None or state.cue.seq != deed.record.seq


def _told_of_a_line(deed: Deed, state: Performance) -> bool:
    event = deed.record.event
    return state.cue is None or not isinstance(event, Nudged | CueGiven) or state.cue.line != event.line


def _reword_cue(deed: Deed, state: Performance) -> bool:
    return state.cue is None or state.cue.seq != deed.of


def _way_back(deed: Deed, state: Performance) -> bool:
    return state.off_script is None or state.off_script.seq != deed.record.seq


def _pause(_deed: Deed, state: Performance) -> bool:
    return state.phase is not Phase.PAUSED


_OVERTAKEN: Mapping[DeedKind, Callable[[Deed, Performance], bool]] = {
    "cue": _cue,
    "nudge": _told_of_a_line,
    "on-deck": _told_of_a_line,
    "reword-cue": _reword_cue,
    "way-back": _way_back,
    "pause": _pause,
}
