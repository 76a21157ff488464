"""The tables. Nothing outside `bot.store` and the migrations sees a row.

Discord's ids are named as such (`guild_id`, `channel_id`, `user_id`); a plain `id` or `key` is ours.
"""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 (SQLModel reads the annotations)
from typing import Any

from sqlalchemy import JSON, MetaData, Text, UniqueConstraint, false, text, true
from sqlmodel import Field, SQLModel

from bot.store.columns import Key, Moment, discord_id, own_key

SQLModel.metadata.naming_convention = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
).naming_convention


class ServerRow(SQLModel, table=True):
    """What a server's admins chose; no row means all defaults."""

    __tablename__ = "server"

    guild_id: int = discord_id(primary_key=True, sa_column_kwargs={"autoincrement": False})
    director_role_id: int | None = discord_id(default=None)
    ceiling: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    importer_role_id: int | None = discord_id(default=None)
    asker_role_id: int | None = discord_id(default=None)
    language: str | None = Field(default=None, max_length=10)
    pace: str = Field(default="usual", max_length=10, sa_column_kwargs={"server_default": "usual"})
    clock: str = Field(default="live", max_length=10, sa_column_kwargs={"server_default": "live"})
    webhooks: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    model: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    transcript_channel_id: int | None = discord_id(default=None)
    retention_days: int = Field(default=90, sa_column_kwargs={"server_default": text("90")})
    time_zone: str = Field(default="UTC", max_length=64, sa_column_kwargs={"server_default": "UTC"})
    quiet_from: int | None = None
    quiet_to: int | None = None
    own_words: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    own_words_role_id: int | None = discord_id(default=None)
    forbidden_words: list[str] = Field(default_factory=list, sa_type=JSON, sa_column_kwargs={"server_default": "[]"})
    reports_channel_id: int | None = discord_id(default=None)


class StageChannelRow(SQLModel, table=True):
    """A channel in which a server lets performances open; none means every channel."""

    __tablename__ = "stage_channel"

    guild_id: int = discord_id(primary_key=True, foreign_key="server.guild_id", ondelete="CASCADE")
    channel_id: int = discord_id(primary_key=True)


class ChoiceChangeRow(SQLModel, table=True):
    """A change of a server's choices: who made it (None: erased), when, and what the fields were and became.

    `undoes` is the change that this one took back; `undone` tells that a later one took this back.
    """

    __tablename__ = "choice_change"

    id: int | None = own_key()
    guild_id: int = discord_id(index=True)
    user_id: int | None = discord_id(default=None, index=True)
    at: datetime = Field(sa_type=Moment)
    before: dict[str, Any] = Field(sa_type=JSON)
    after: dict[str, Any] = Field(sa_type=JSON)
    undoes: int | None = None
    undone: bool = False


class DepartureRow(SQLModel, table=True):
    """A server that the bot was removed from, and when: what is kept of it is deleted some days later."""

    __tablename__ = "departure"

    guild_id: int = discord_id(primary_key=True, sa_column_kwargs={"autoincrement": False})
    left_at: datetime = Field(sa_type=Moment)


class ChapterRow(SQLModel, table=True):
    """A text somebody brought. `guild_id` None: it came with the house and is ready on every server.

    `handle` tells a server's chapters apart; `fingerprint` is of the source, so that the same text is not kept twice.
    `published_at` None: a draft, which only who may bring chapters sees. `replaces_id` is the chapter that a draft is a
    new version of. `removed_at`: taken away; some days later it is deleted. A chapter stands at a `place` of a work.
    """

    __tablename__ = "chapter"
    __table_args__ = (UniqueConstraint("guild_id", "handle"),)

    id: int | None = own_key()
    guild_id: int | None = discord_id(default=None, index=True)
    handle: str = Field(max_length=100)
    title: str = Field(max_length=200)
    filename: str = Field(max_length=255)
    source: str = Field(sa_type=Text)
    fingerprint: str = Field(max_length=64)
    added_by_user_id: int | None = discord_id(default=None)
    added_at: datetime = Field(sa_type=Moment)
    withdrawn: bool = False
    published_at: datetime | None = Field(default=None, sa_type=Moment)
    removed_at: datetime | None = Field(default=None, sa_type=Moment)
    replaces_id: int | None = None
    adult: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    work_id: int | None = Field(default=None, index=True)
    place: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})


class WorkRow(SQLModel, table=True):
    """Several chapters of a server in order; which, stands with the chapters."""

    __tablename__ = "work"

    id: int | None = own_key()
    guild_id: int = discord_id(index=True)
    title: str = Field(max_length=200)


class ChapterChannelRow(SQLModel, table=True):
    """A chapter that commands in a channel mean where they name none."""

    __tablename__ = "chapter_channel"

    channel_id: int = discord_id(primary_key=True, sa_column_kwargs={"autoincrement": False})
    chapter_id: int = Field(primary_key=True, foreign_key="chapter.id", ondelete="CASCADE")
    guild_id: int = discord_id(index=True)


class CorrectionRow(SQLModel, table=True):
    """What somebody corrected in a server's reading of a chapter, or (not `accepted`) proposed to.

    The corrections of one press share a `batch`, the id of the first, and are taken back together: `undone`. Rows are
    never deleted singly, so that what a server's corrections come to is known by the last id and what was undone.
    """

    __tablename__ = "correction"

    id: int | None = own_key()
    guild_id: int = discord_id(index=True)
    chapter_id: int = Field(foreign_key="chapter.id", ondelete="CASCADE", index=True)
    batch: int = Field(default=0, sa_type=Key)
    data: dict[str, Any] = Field(sa_type=JSON)
    user_id: int | None = discord_id(default=None, index=True)
    made_at: datetime = Field(sa_type=Moment)
    accepted: bool = True
    undone: bool = False


class CharacterLookRow(SQLModel, table=True):
    """How a character of a chapter shows on a server: the name they speak under, and where their picture is kept.

    The picture is an attachment of the message; `picture_url` is its link, good until `picture_until`.
    """

    __tablename__ = "character_look"

    guild_id: int = discord_id(primary_key=True, sa_column_kwargs={"autoincrement": False})
    chapter_id: int = Field(primary_key=True, foreign_key="chapter.id", ondelete="CASCADE")
    name: str = Field(primary_key=True, max_length=100)
    shown_name: str | None = Field(default=None, max_length=80)
    channel_id: int | None = discord_id(default=None)
    message_id: int | None = discord_id(default=None)
    picture_url: str | None = Field(default=None, sa_type=Text)
    picture_until: datetime | None = Field(default=None, sa_type=Moment)


class PerformanceRow(SQLModel, table=True):
    """One reenactment: where it is, and the lines it plays (`book`, fixed when it opens).

    `follows_id` is the performance that it plays again.
    """

    __tablename__ = "performance"

    id: int | None = own_key()
    guild_id: int = discord_id(index=True)
    channel_id: int = discord_id()
    thread_id: int | None = discord_id(default=None, index=True)
    chapter_id: int = Field(foreign_key="chapter.id")
    book: dict[str, Any] = Field(sa_type=JSON)
    opened_at: datetime = Field(sa_type=Moment)
    over: bool = Field(default=False, index=True)
    follows_id: int | None = Field(default=None, index=True)


class PerformerRow(SQLModel, table=True):
    """Which member a performer key stands for; `user_id` None: erased."""

    __tablename__ = "performer"
    __table_args__ = (UniqueConstraint("performance_id", "user_id"),)

    performance_id: int = Field(primary_key=True, foreign_key="performance.id", ondelete="CASCADE")
    key: str = Field(primary_key=True, max_length=20)
    user_id: int | None = discord_id(default=None, index=True)


class EventRow(SQLModel, table=True):
    """An event of a performance's ledger; the key is what makes two decisions at once impossible."""

    __tablename__ = "event"

    performance_id: int = Field(primary_key=True, foreign_key="performance.id", ondelete="CASCADE")
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    kind: str = Field(max_length=30)
    at: datetime = Field(sa_type=Moment)
    data: dict[str, Any] = Field(sa_type=JSON)


class SpokenWordsRow(SQLModel, table=True):
    """The words a performer typed for the line that an event performed; apart from it, so that they can be erased."""

    __tablename__ = "spoken_words"

    performance_id: int = Field(primary_key=True, foreign_key="performance.id", ondelete="CASCADE")
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    words: str = Field(sa_type=Text)


class PostRow(SQLModel, table=True):
    """What an event put up on Discord. `slot` tells the posts of one event apart.

    Status: `sending` (tried, not known to have arrived), `done`, `gone` (somebody deleted it), `failed` (given up).
    """

    __tablename__ = "post"

    performance_id: int = Field(primary_key=True, foreign_key="performance.id", ondelete="CASCADE")
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    slot: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    status: str = Field(max_length=10)
    channel_id: int | None = discord_id(default=None)
    message_id: int | None = discord_id(default=None, index=True)
    webhook_id: int | None = discord_id(default=None)


class ErasureRow(SQLModel, table=True):
    """A performer who was erased and whose posts are still to be edited; the key alone, no member's id."""

    __tablename__ = "erasure"

    performance_id: int = Field(primary_key=True, foreign_key="performance.id", ondelete="CASCADE")
    key: str = Field(primary_key=True, max_length=20)
    asked_at: datetime = Field(sa_type=Moment)


class FaultRow(SQLModel, table=True):
    """A fault that was logged: its short id, when, where in the bot, and of what kind. Nothing of what was said."""

    __tablename__ = "fault"

    id: str = Field(primary_key=True, max_length=12)
    at: datetime = Field(sa_type=Moment)
    place: str = Field(max_length=60)
    kind: str = Field(max_length=80)


class AnswerRow(SQLModel, table=True):
    """An answer given in private, kept for a day so that its buttons work after a restart."""

    __tablename__ = "answer"

    id: int | None = own_key()
    guild_id: int = discord_id(index=True)
    user_id: int = discord_id(index=True)
    page: dict[str, Any] = Field(sa_type=JSON)
    given_at: datetime = Field(sa_type=Moment, index=True)


class ObjectionRow(SQLModel, table=True):
    """An answer that a member found wrong, for the admins to look at; `line` is the line it was taken from."""

    __tablename__ = "objection"

    id: int | None = own_key()
    guild_id: int = discord_id(index=True)
    user_id: int | None = discord_id(default=None, index=True)
    chapter_id: int = Field(foreign_key="chapter.id")
    line: int
    question: str = Field(sa_type=Text)
    answer: str = Field(sa_type=Text)
    made_at: datetime = Field(sa_type=Moment)
    settled: bool = False


class QuestionRow(SQLModel, table=True):
    """Where a member's question stands in a channel, and what stands there `without` it; see `bot.store.questions`."""

    __tablename__ = "question"

    message_id: int = discord_id(primary_key=True, sa_column_kwargs={"autoincrement": False})
    guild_id: int = discord_id(index=True)
    channel_id: int = discord_id()
    thread_id: int = discord_id()
    webhook_id: int | None = discord_id(default=None)
    user_id: int | None = discord_id(default=None, index=True)
    without: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=Moment)


class PracticeRow(SQLModel, table=True):
    """Where a member's practice of a part stands; one for each member of a server, see `bot.stage.practice`."""

    __tablename__ = "practice"
    __table_args__ = (UniqueConstraint("guild_id", "user_id"),)

    id: int | None = own_key()
    guild_id: int = discord_id(index=True)
    user_id: int = discord_id(index=True)
    chapter_id: int = Field(foreign_key="chapter.id", ondelete="CASCADE")
    part: str = Field(sa_type=Text)
    book: str = Field(max_length=10)
    queue: list[int] = Field(sa_type=JSON)
    drill: int
    step: int
    shown: bool
    known: int
    missed: list[int] = Field(sa_type=JSON)
    strictness: int
    at: datetime = Field(sa_type=Moment)


class TroubleRow(SQLModel, table=True):
    """A line that a member missed in practice, and how often more than they knew it."""

    __tablename__ = "trouble"

    guild_id: int = discord_id(primary_key=True)
    user_id: int = discord_id(primary_key=True, index=True)
    chapter_id: int = Field(primary_key=True, foreign_key="chapter.id", ondelete="CASCADE")
    line: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    misses: int


class AppointmentRow(SQLModel, table=True):
    """A lobby that opens at a time: where, whose, and how it is played; see `bot.store.appointments`."""

    __tablename__ = "appointment"

    id: int | None = own_key()
    guild_id: int = discord_id(index=True)
    channel_id: int = discord_id()
    user_id: int = discord_id(index=True)
    chapter_id: int = Field(foreign_key="chapter.id", ondelete="CASCADE")
    title: str = Field(max_length=200)
    terms: dict[str, Any] = Field(sa_type=JSON)
    at: datetime = Field(sa_type=Moment)
    event_id: int | None = discord_id(default=None, index=True)
    fate: str = Field(default="waiting", max_length=10, index=True)
