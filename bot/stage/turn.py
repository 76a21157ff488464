"""The turn: whose line is due, what it takes to read it, and who comes next. Shared by all rules.

No command is decided here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from bot.stage.events import CueGiven, Ended, Ending, Event, LinePerformed, Manner
from bot.stage.refusals import Refusal
from bot.stage.state import Cue, Performance, Phase

if TYPE_CHECKING:
    from bot.stage.book import PromptLine

Decision: TypeAlias = tuple[Event, ...] | Refusal


def cue_for(state: Performance, line: PromptLine) -> CueGiven:
    """Return the cue of a line: to whoever of its part is next, else to the bot."""
    return CueGiven(line.number, state.next_for(line.part))


def cue_again(state: Performance, part: str, performer: str | None) -> tuple[Event, ...]:
    """Give the cue anew when it stands at a line of the part that changed hands."""
    if cannot_read(state) is not None or state.cue is None or state.book.line(state.cue.line).part != part:
        return ()
    return (CueGiven(state.cue.line, performer),)


def cue_of(state: Performance, performer: str, clicked: int | None) -> Cue | Refusal:
    """Return the cue if it is this performer's and the one that was clicked (None: whichever is live)."""
    if (refusal := cannot_read(state)) is not None:
        return refusal
    cue = state.cue
    if cue is None or (clicked is not None and clicked != cue.seq):
        return Refusal("cue-is-older", due(state))
    if cue.performer is None:
        return Refusal("cue-is-the-bots", due(state))
    if cue.performer != performer:
        return Refusal("line-is-anothers", {**due(state), "performer": cue.performer})
    return cue


def not_playing(state: Performance) -> Refusal | None:
    """Return why the scene does not go on now, or None."""
    if state.phase in {Phase.UNOPENED, Phase.LOBBY}:
        return Refusal("not-yet-begun")
    if state.phase is Phase.PAUSED:
        return Refusal("paused", due(state))
    return None


def cannot_read(state: Performance) -> Refusal | None:
    """Return why no line of the script can be read now, or None."""
    if (refusal := not_playing(state)) is None and state.off_script is not None:
        return Refusal("off-script", due(state))
    return refusal


def due(state: Performance) -> dict[str, str | int]:
    """Say which line is due, for a refusal to speak about."""
    if state.cue is None:
        return {"line": 0, "part": ""}
    return {"line": state.cue.line, "part": state.book.line(state.cue.line).part or ""}


def still_due(state: Performance, cue: Cue) -> str | None:
    """Return whose the line is after a while in which its performer may have left or somebody taken the part."""
    part = state.book.line(cue.line).part or ""
    players = (*state.performers_of(part), *filter(None, [state.understudies.get(part)]))
    return cue.performer if cue.performer in players else state.next_for(part)


def on_deck(state: Performance) -> tuple[PromptLine, str] | None:
    """Return who has the next turn after the one that is due, and with which line; None where it is no other member's.

    Lines that the bot reads are passed over: nobody is cued for them.
    """
    cue = state.cue
    if cue is None or cue.performer is None:
        return None
    for line in state.book.lines:
        if line.number > cue.line and (performer := _next_after(state, cue.line, cue.performer, line)):
            return (line, performer) if performer != cue.performer else None
    return None


def perform(
    state: Performance, cue: Cue, performer: str | None, manner: Manner, *, replied: bool = False
) -> tuple[Event, ...]:
    """Read the line and hand on to the next, or let the curtain fall."""
    return LinePerformed(cue.line, performer, manner, replied), *go_on(state, cue.line, performer or cue.performer)


def go_on(state: Performance, line: int, performer: str | None = None) -> tuple[Event, ...]:
    """Cue the line after this one, or let the curtain fall; `performer` just had their turn, which counts."""
    following = state.book.after(line)
    if following is None:
        return (Ended(Ending.CURTAIN),)
    return (CueGiven(following.number, _next_after(state, line, performer, following)),)


def _next_after(state: Performance, line: int, performer: str | None, following: PromptLine) -> str | None:
    """Return who is next for a line when somebody just had their turn at the line before it."""
    players = state.performers_of(following.part)
    if state.book.line(line).part != following.part or performer not in players or len(players) == 1:
        return state.next_for(following.part)
    return state.next_for_others(following.part, performer)


def stand_in(state: Performance, cue: Cue) -> tuple[Event, ...]:
    """Return what happens to a line that its performer does not read: the understudy is cued, else the bot reads."""
    part = state.book.line(cue.line).part or ""
    understudy = state.understudies.get(part)
    if understudy is not None and understudy != cue.performer:
        return (CueGiven(cue.line, understudy),)
    return perform(state, cue, None, Manner.UNDERSTUDY)
