"""What can have happened in a performance.

Events are facts: they are stored, never changed, and going back is an event of its own. They name members by performer
key only; Discord ids and typed words stand in tables of their own, so that they can be erased without touching these.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime


class Manner(StrEnum):
    """How a line was read."""

    AS_WRITTEN = "as-written"
    OWN_WORDS = "own-words"
    FROM_MEMORY = "from-memory"
    """Typed without the book, as well as the performer's strictness asks for."""
    IMPROVISED = "improvised"
    """Of a line that is in no script; no event of a script's line has it."""
    PROMPTER = "prompter"
    """By the bot, because the line belongs to nobody or to a part that nobody took."""
    UNDERSTUDY = "understudy"
    """By the bot, in place of a performer who passed or left."""


class Ending(StrEnum):
    """How a performance came to its end."""

    CURTAIN = "curtain"
    STOPPED = "stopped"
    EXPIRED = "expired"
    """Nobody began in time."""
    ABANDONED = "abandoned"
    """Nobody went on in time."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A member opened the lobby; they direct unless somebody with more rights does.

    `rotating`: members queue for a part and take its lines in turn. `clock` names the preset of `bot.stage.clock`.
    """

    performer: str
    rotating: bool = False
    clock: str = "off"


@dataclass(frozen=True, slots=True)
class PartTaken:
    """A performer took a part."""

    performer: str
    part: str


@dataclass(frozen=True, slots=True)
class PartLeft:
    """A performer gave a part back."""

    performer: str
    part: str


@dataclass(frozen=True, slots=True)
class Begun:
    """The lobby closed and the scene began."""

    performer: str


@dataclass(frozen=True, slots=True)
class CueGiven:
    """It is this line's turn; `performer` None means that the bot reads it."""

    line: int
    performer: str | None


@dataclass(frozen=True, slots=True)
class Prompted:
    """The prompter gave a hint for the line, the `rung`-th on the ladder (from 1)."""

    performer: str
    line: int
    rung: int


@dataclass(frozen=True, slots=True)
class Passed:
    """A performer, or the director in their place, handed the line on to the bot."""

    performer: str
    line: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """The director left a line out."""

    performer: str
    line: int


@dataclass(frozen=True, slots=True)
class WentBack:
    """The director took the scene back to a line; what was read from there on is read again."""

    performer: str
    line: int


@dataclass(frozen=True, slots=True)
class DirectionHanded:
    """The direction went to somebody else; `reason` "left": because the director is no longer on the server."""

    performer: str
    to: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ClockSet:
    """The director chose another preset of `bot.stage.clock`."""

    performer: str
    clock: str


@dataclass(frozen=True, slots=True)
class UnderstudyNamed:
    """Somebody stands by for a part; nobody does any more where `performer` is None."""

    performer: str | None
    part: str


@dataclass(frozen=True, slots=True)
class Held:
    """A performer asked for time; the clock stands still for a while."""

    performer: str
    line: int


@dataclass(frozen=True, slots=True)
class Nudged:
    """A performer was reminded of their line, the `rung`-th time (from 1)."""

    performer: str
    line: int
    rung: int


@dataclass(frozen=True, slots=True)
class StoodIn:
    """A performer's time was up, and somebody or the bot stands in for them at this line."""

    performer: str
    line: int


@dataclass(frozen=True, slots=True)
class LinePerformed:
    """A line was read: by a performer, or by the bot where `performer` is None.

    `replied`: the performer's own reply to the cue is the line's post, and the bot put up none.
    """

    line: int
    performer: str | None
    manner: Manner
    replied: bool = False


@dataclass(frozen=True, slots=True)
class BookChosen:
    """A performer chose how they see their lines, one of `bot.stage.books.BOOKS`, and how strictly they are heard."""

    performer: str
    book: str
    strictness: int


@dataclass(frozen=True, slots=True)
class OnDeckAsked:
    """A performer wants to be told, or no longer, when the line before theirs is due."""

    performer: str
    wanted: bool


@dataclass(frozen=True, slots=True)
class ScoresAgreed:
    """A performer agreed, or no longer, that the company's scores are shown to all."""

    performer: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class Attempted:
    """A performer typed the line from memory, so many percent of it right; whether it is said is theirs to choose."""

    performer: str
    line: int
    percent: int


@dataclass(frozen=True, slots=True)
class Unheard:
    """A performer replied to the cue, and Discord kept the words from the bot."""

    performer: str
    line: int


@dataclass(frozen=True, slots=True)
class WentOffScript:
    """The company improvises; `line` is the one it comes back to."""

    performer: str
    line: int


@dataclass(frozen=True, slots=True)
class Improvised:
    """A performer said something as a part that is in no script."""

    performer: str
    part: str


@dataclass(frozen=True, slots=True)
class CameBack:
    """The company is back at the line; `performer` None: because nobody went on improvising."""

    performer: str | None
    line: int


@dataclass(frozen=True, slots=True)
class Paused:
    """The scene stands still; `performer` None means that the house itself paused it."""

    performer: str | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The scene goes on."""

    performer: str


@dataclass(frozen=True, slots=True)
class ThreadLost:
    """The thread of the performance was deleted; resuming opens another."""


@dataclass(frozen=True, slots=True)
class PostRemoved:
    """Somebody deleted the post that the event numbered `of` put up; it stays deleted."""

    of: int


@dataclass(frozen=True, slots=True)
class Ended:
    """The performance is over."""

    ending: Ending
    performer: str | None = None


Event: TypeAlias = (
    Opened
    | PartTaken
    | PartLeft
    | Begun
    | CueGiven
    | Prompted
    | Passed
    | Skipped
    | WentBack
    | DirectionHanded
    | ClockSet
    | UnderstudyNamed
    | Held
    | Nudged
    | StoodIn
    | LinePerformed
    | BookChosen
    | OnDeckAsked
    | ScoresAgreed
    | Attempted
    | Unheard
    | WentOffScript
    | Improvised
    | CameBack
    | Paused
    | Resumed
    | ThreadLost
    | PostRemoved
    | Ended
)

KINDS: dict[str, type[Event]] = {
    "opened": Opened,
    "part-taken": PartTaken,
    "part-left": PartLeft,
    "begun": Begun,
    "cue-given": CueGiven,
    "prompted": Prompted,
    "passed": Passed,
    "skipped": Skipped,
    "went-back": WentBack,
    "direction-handed": DirectionHanded,
    "clock-set": ClockSet,
    "understudy-named": UnderstudyNamed,
    "held": Held,
    "nudged": Nudged,
    "stood-in": StoodIn,
    "line-performed": LinePerformed,
    "book-chosen": BookChosen,
    "on-deck-asked": OnDeckAsked,
    "scores-agreed": ScoresAgreed,
    "attempted": Attempted,
    "unheard": Unheard,
    "went-off-script": WentOffScript,
    "improvised": Improvised,
    "came-back": CameBack,
    "paused": Paused,
    "resumed": Resumed,
    "thread-lost": ThreadLost,
    "post-removed": PostRemoved,
    "ended": Ended,
}
"""The name each event is stored under; a stored name is never given another meaning."""

_NAMES = {event: name for name, event in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as it stands in the ledger: its number, counted from 1 without a gap, and when it happened (UTC)."""

    seq: int
    at: datetime
    event: Event


def to_record(event: Event) -> tuple[str, dict[str, Any]]:
    """Return the stored name and the plain data of an event."""
    return _NAMES[type(event)], asdict(event)


def from_record(kind: str, data: dict[str, Any]) -> Event:
    """Return the event of a stored name and its data; KeyError for a name that this version does not know."""
    values = dict(data)
    if kind == "line-performed":
        values["manner"] = Manner(values["manner"])
    if kind == "ended":
        values["ending"] = Ending(values["ending"])
    return KINDS[kind](**values)
