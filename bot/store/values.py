"""What the store hands out: frozen values, no rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime

    from bot.stage.book import PromptBook
    from bot.stage.events import Recorded
    from bot.stage.state import Performance

PostStatus: TypeAlias = Literal["sending", "done", "gone", "failed"]


@dataclass(frozen=True, slots=True)
class ServerChoices:
    """What a server's admins chose; empty `stage_channels` means every channel is a stage.

    `ceiling`: answers where a performance runs know nothing after the line it has reached.
    """

    guild_id: int
    stage_channels: tuple[int, ...] = ()
    director_role_id: int | None = None
    ceiling: bool = True


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter on the shelf, without its source; `guild_id` None: ready on every server."""

    id: int
    guild_id: int | None
    handle: str
    title: str
    filename: str
    fingerprint: str


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
    """A performance as it is stored: its venue, its book, its events, and the state they add up to."""

    venue: Venue
    book: PromptBook
    records: tuple[Recorded, ...]
    state: Performance
    performers: dict[str, int | None]
    own_words: dict[int, str]
    posts: dict[tuple[int, int], Post]

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
