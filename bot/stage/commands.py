"""What somebody may ask of a performance.

A command carries who asks (a performer key), whether they have the director's rights by role or permission, and, where
it came from a button of a cue, the number of the event that put the cue up. Whether it is granted: `bot.stage.decide`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from bot.stage.quiet import QuietHours


@dataclass(frozen=True, slots=True)
class Open:
    """Open the lobby, for a fixed casting or a rotating one, with a clock."""

    performer: str
    rotating: bool = False
    clock: str = "off"


@dataclass(frozen=True, slots=True)
class Take:
    """Take a part; without one, the largest free part."""

    performer: str
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Leave:
    """Give a part back; without one, all parts."""

    performer: str
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Begin:
    """Close the lobby and begin."""

    performer: str
    directs: bool = False


@dataclass(frozen=True, slots=True)
class Say:
    """Read the line that is due; `own_words` when the performer's own words stand in for the text."""

    performer: str
    cue: int | None = None
    own_words: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """Read the line that is due by a reply to its cue, so many percent of it as written.

    `heard` is False where Discord kept the words from the bot.
    """

    performer: str
    cue: int
    percent: int
    heard: bool = True


@dataclass(frozen=True, slots=True)
class Attempt:
    """Have the line heard as it was typed from memory, so many percent of it right."""

    performer: str
    percent: int
    cue: int | None = None


@dataclass(frozen=True, slots=True)
class SayAttempt:
    """Say the line that was typed in the event numbered `attempt`: as it was typed, or as it is written."""

    performer: str
    attempt: int
    as_written: bool


@dataclass(frozen=True, slots=True)
class ChooseBook:
    """Choose a book, or how strictly the line is heard; what is None stays."""

    performer: str
    book: str | None = None
    strictness: int | None = None


@dataclass(frozen=True, slots=True)
class AskOnDeck:
    """Ask to be told when the line before one's own is due, or not to be."""

    performer: str
    wanted: bool


@dataclass(frozen=True, slots=True)
class AgreeToScores:
    """Agree that the company's scores are shown to all, or no longer."""

    performer: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class Improvise:
    """Say something that is in no script, as a part of one's own; the first such line takes the scene off script."""

    performer: str
    cue: int | None = None
    part: str | None = None
    directs: bool = False


@dataclass(frozen=True, slots=True)
class ComeBack:
    """Come back to the line at which the script was left."""

    performer: str
    directs: bool = False


@dataclass(frozen=True, slots=True)
class Prompt:
    """Ask for a hint."""

    performer: str
    cue: int | None = None


@dataclass(frozen=True, slots=True)
class Pass:
    """Hand the line on."""

    performer: str
    cue: int | None = None
    directs: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """The bot reads the line of the cue, which is its own; asked by the house when the time has come."""

    cue: int


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop for a while."""

    performer: str


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on."""

    performer: str
    directs: bool = False


@dataclass(frozen=True, slots=True)
class End:
    """End the performance before its curtain."""

    performer: str
    directs: bool = False


@dataclass(frozen=True, slots=True)
class Skip:
    """Leave the line that is due out; `cue` where a button of a panel says which cue was meant."""

    performer: str
    directs: bool = False
    cue: int | None = None


@dataclass(frozen=True, slots=True)
class GoBack:
    """Go back one line; `cue` where a button of a panel says which cue was meant."""

    performer: str
    directs: bool = False
    cue: int | None = None


@dataclass(frozen=True, slots=True)
class Assign:
    """Give a part to somebody, in place of whoever has it."""

    performer: str
    to: str
    part: str
    directs: bool = False


@dataclass(frozen=True, slots=True)
class HandOver:
    """Hand the direction over."""

    performer: str
    to: str
    directs: bool = False


@dataclass(frozen=True, slots=True)
class LoseDirector:
    """The house found that the director is no longer on the server, and who may direct in their place."""

    to: str


@dataclass(frozen=True, slots=True)
class SetClock:
    """Choose another preset of the clock."""

    performer: str
    clock: str
    directs: bool = False


@dataclass(frozen=True, slots=True)
class NameUnderstudy:
    """Have somebody stand by for a part; members may offer themselves, the director names anybody."""

    performer: str
    to: str
    part: str
    directs: bool = False


@dataclass(frozen=True, slots=True)
class Balance:
    """Share the free parts out among the company, whoever has fewest lines first."""

    performer: str
    directs: bool = False


@dataclass(frozen=True, slots=True)
class Hold:
    """Ask for time."""

    performer: str
    cue: int | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """The house looks whether the clock brings something for the cue; `quiet` are the server's quiet hours."""

    cue: int
    quiet: QuietHours | None = None


@dataclass(frozen=True, slots=True)
class LoseThread:
    """The house found that the thread is gone."""


@dataclass(frozen=True, slots=True)
class LosePost:
    """The house found that somebody deleted the post of the event numbered `of`."""

    of: int


@dataclass(frozen=True, slots=True)
class Suspend:
    """The house cannot go on in the thread, for the reason given."""

    reason: str


@dataclass(frozen=True, slots=True)
class Expire:
    """The house closes a lobby that nobody came to."""


Command: TypeAlias = (
    Open
    | Take
    | Leave
    | Begin
    | Say
    | Reply
    | Attempt
    | SayAttempt
    | ChooseBook
    | AskOnDeck
    | AgreeToScores
    | Improvise
    | ComeBack
    | Prompt
    | Pass
    | Read
    | Pause
    | Resume
    | End
    | Skip
    | GoBack
    | Assign
    | HandOver
    | LoseDirector
    | SetClock
    | NameUnderstudy
    | Balance
    | Hold
    | Tick
    | LoseThread
    | LosePost
    | Suspend
    | Expire
)
