"""How the bot stands: what it may do in each channel and where a permission is missing, and how the machine does.

Told to a server's admins by `/doctor` and to the operator by `footlights doctor`; no secret is in it.
"""

from __future__ import annotations

import math
import time
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from shutil import disk_usage
from typing import TYPE_CHECKING, Literal, TypeAlias

import discord

from bot.store import faults
from bot.store.engine import dialect_version, transaction
from bot.store.ledgers import work_in_hand
from bot.store.schema import current_schema

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncEngine

VITAL = (
    "view_channel", "send_messages_in_threads", "create_public_threads", "read_message_history", "attach_files",
)  # fmt: skip
"""Without one of these nothing is staged in a channel."""
VITAL_IN_FORUMS = (
    "view_channel", "send_messages_in_threads", "create_posts", "read_message_history", "attach_files",
)  # fmt: skip
"""The same in a forum, where a performance is a post; `create_posts` is what Discord there calls Send Messages."""
WISHED = ("manage_webhooks", "send_messages")
"""Without these something is missing: names of characters, lines in the channel itself."""
_IN_THE_API = {"create_posts": "send_messages"}
FAULTS_TOLD = 5
LITTLE_SPACE = 200 * 2**20
"""Bytes left on the database's disk below which an operator should make room."""

Where: TypeAlias = Literal["role", "channel"]
State: TypeAlias = Literal["works", "partly", "fails"]


@dataclass(frozen=True, slots=True)
class Missing:
    """A permission that is missing, and where it is to be granted.

    `where`: by a role of the bot's, or in the channel, where `target` (a role's name; empty: the bot itself) denies it.
    """

    permission: str
    where: Where
    target: str = ""


@dataclass(frozen=True, slots=True)
class ChannelHealth:
    """What the bot may do in a channel; `gone`: the channel was chosen and is there no more."""

    channel_id: int
    name: str
    missing: tuple[Missing, ...] = ()
    gone: bool = False

    @property
    def is_unseen(self) -> bool:
        """Whether the bot does not even see the channel."""
        return any(each.permission == "view_channel" for each in self.missing)

    @property
    def state(self) -> State:
        """Whether a scene can be played here."""
        vital = {*VITAL, *VITAL_IN_FORUMS}
        if self.gone or any(each.permission in vital for each in self.missing):
            return "fails"
        return "partly" if self.missing else "works"


@dataclass(frozen=True, slots=True)
class MachineHealth:
    """How the machine does: seconds to Discord (None: unknown) and to the database, what is in hand, last faults."""

    version: str
    database: str
    schema: str
    database_seconds: float
    latency_seconds: float | None
    performances: int
    posts_in_hand: int
    faults: tuple[tuple[str, datetime], ...]
    space: int | None = None
    """Bytes left on the disk of the database's file; None where it has none of its own, or where that is not known."""

    @property
    def is_short_of_space(self) -> bool:
        """Whether the disk is nearly full; when it is, nothing more can be kept."""
        return self.space is not None and self.space < LITTLE_SPACE


def health_of(channel: discord.abc.GuildChannel, me: discord.Member) -> ChannelHealth:
    """Return what the bot may do in a channel, with the place of each permission that is missing."""
    held, everywhere = channel.permissions_for(me), me.guild_permissions
    wanted: Iterable[str] = (*VITAL, *WISHED)
    if isinstance(channel, discord.ForumChannel):
        wanted = (*VITAL_IN_FORUMS, "manage_webhooks")
    missing = lacking(held, wanted if held.view_channel else ("view_channel",))
    return ChannelHealth(channel.id, channel.name, tuple(_place(channel, me, everywhere, name) for name in missing))


def lacking(held: discord.Permissions, wanted: Iterable[str]) -> list[str]:
    """Return those of the wanted permissions that are not held."""
    return [name for name in wanted if not getattr(held, _IN_THE_API.get(name, name))]


def _place(
    channel: discord.abc.GuildChannel, me: discord.Member, everywhere: discord.Permissions, name: str
) -> Missing:
    """Return where a missing permission is to be granted: the last place that denies it, as Discord counts."""
    field = _IN_THE_API.get(name, name)
    if not getattr(everywhere, field):
        return Missing(name, "role")
    denying = [target for target, overwrite in channel.overwrites.items() if getattr(overwrite, field) is False]
    if any(target.id == me.id for target in denying):
        return Missing(name, "channel")
    mine = {role.id for role in me.roles}
    roles = [target for target in denying if target.id in mine and target.id != channel.guild.id]
    denier = roles[0] if roles else channel.guild.default_role
    return Missing(name, "channel", getattr(denier, "name", "") or "@everyone")


async def machine_health(engine: AsyncEngine, latency: float | None, guild_id: int | None = None) -> MachineHealth:
    """Return how the machine does; of one server where it is given. `latency` is in seconds, not finite: unknown."""
    begun = time.monotonic()
    async with transaction(engine, writes=False) as session:
        performances, posts = await work_in_hand(session, guild_id)
        last = await faults.last_faults(session, FAULTS_TOLD)
    seconds = time.monotonic() - begun
    return MachineHealth(
        version=version("footlights"),
        database=await dialect_version(engine),
        schema=await current_schema(engine),
        database_seconds=seconds,
        latency_seconds=latency if latency is not None and math.isfinite(latency) else None,
        performances=performances,
        posts_in_hand=posts,
        faults=last,
        space=_space_beside(engine.url.database) if engine.dialect.name == "sqlite" else None,
    )


def _space_beside(database: str | None) -> int | None:
    with suppress(OSError):
        return disk_usage(Path(database or "").resolve().parent).free
    return None
