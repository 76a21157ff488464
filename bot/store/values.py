"""What the store hands out: frozen values, no rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.stage.book import PromptBook
    from bot.stage.events import Recorded
    from bot.stage.state import Performance
    from lore.corrections.values import Correction

PostStatus: TypeAlias = Literal["sending", "done", "gone", "failed"]


@dataclass(frozen=True, slots=True)
class ServerChoices:
    """What a server's admins chose, every field with what holds where nothing is chosen.

    stage_channels        where performances may open; empty: everywhere
    director_role_id      who directs every performance, besides who starts it and who manages the server
    ceiling               answers where a performance runs know nothing after the line it has reached
    importer_role_id      who brings chapters, besides directors and who manages the server
    asker_role_id         who may ask; None: everybody
    language              of public texts, such as "es"; None: Discord's setting of the server
    pace                  how long the bot pauses between the lines it reads: one of `bot.stage.pace.PACES`
    clock                 the preset of a performance that names none: live, post or off
    webhooks              characters speak under names of their own; else as `**Lex:** ...`
    model                 a language model may word answers, where the operator has named one
    transcript_channel_id where transcripts are posted at the curtain, besides the thread
    retention_days        how long a performance is kept after its end; 0: until somebody deletes it
    time_zone             an IANA name; quiet hours are in it
    quiet_from, quiet_to  minutes after midnight between which nobody is pinged, over midnight too; None: no quiet hours
    own_words             performers may say lines in own words; own_words_role_id: only these
    forbidden_words       what own words may not hold, in lower case
    reports_channel_id    where reports of spoken lines go
    """

    guild_id: int
    stage_channels: tuple[int, ...] = ()
    director_role_id: int | None = None
    ceiling: bool = True
    importer_role_id: int | None = None
    asker_role_id: int | None = None
    language: str | None = None
    pace: str = "usual"
    clock: str = "live"
    webhooks: bool = True
    model: bool = False
    transcript_channel_id: int | None = None
    retention_days: int = 90
    time_zone: str = "UTC"
    quiet_from: int | None = None
    quiet_to: int | None = None
    own_words: bool = True
    own_words_role_id: int | None = None
    forbidden_words: tuple[str, ...] = ()
    reports_channel_id: int | None = None


@dataclass(frozen=True, slots=True)
class ChoiceChange:
    """A change of a server's choices: fields of `ServerChoices` as plain data; `user_id` None: a former member."""

    id: int
    guild_id: int
    user_id: int | None
    at: datetime
    before: Mapping[str, object]
    after: Mapping[str, object]
    undoes: int | None = None
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter on the shelf, without its source; `guild_id` None: ready on every server.

    `reader_guild_id` is the server that looks at it, whose corrections count, and `revision` tells what they come to;
    it is empty where there are none.
    """

    id: int
    guild_id: int | None
    handle: str
    title: str
    filename: str
    fingerprint: str
    published: bool = True
    adult: bool = False
    replaces_id: int | None = None
    removed_at: datetime | None = None
    work_id: int | None = None
    place: int = 0
    reader_guild_id: int | None = None
    revision: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """Several chapters of a server in order."""

    id: int
    guild_id: int
    title: str


@dataclass(frozen=True, slots=True)
class KeptCorrection:
    """A correction as it is kept: which press it came from (`batch`), and who made it; None: a former member."""

    id: int
    batch: int
    correction: Correction
    user_id: int | None
    accepted: bool


@dataclass(frozen=True, slots=True)
class Look:
    """How a character shows: the name they speak under, and their picture with the message that keeps it."""

    name: str
    shown_name: str | None = None
    channel_id: int | None = None
    message_id: int | None = None
    picture_url: str | None = None
    picture_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Venue:
    """Where a performance takes place: its number and Discord's ids; `thread_id` None: not opened yet, or lost."""

    id: int
    guild_id: int
    channel_id: int
    thread_id: int | None
    chapter_id: int


@dataclass(frozen=True, slots=True)
class Post:
    """What an event put up on Discord, and whether it is known to stand there."""

    seq: int
    slot: int
    status: PostStatus
    channel_id: int | None = None
    message_id: int | None = None
    webhook_id: int | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """A performance as it is stored: its venue, its book, its events, and the state they add up to.

    `choices` are those of its server at the time of loading.
    """

    venue: Venue
    book: PromptBook
    records: tuple[Recorded, ...]
    state: Performance
    performers: dict[str, int | None]
    own_words: dict[int, str]
    posts: dict[tuple[int, int], Post]
    choices: ServerChoices = ServerChoices(0)

    def key_of(self, user_id: int) -> str | None:
        """Return the performer key of a member, or None where they have none yet."""
        return next((key for key, user in self.performers.items() if user == user_id), None)


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer given in private: who got it where and when, and its page as plain data."""

    id: int
    guild_id: int
    user_id: int
    page: dict[str, object]
    given_at: datetime
