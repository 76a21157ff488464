"""What `/doctor` shows: how the machine does, then each channel with what is missing in it, worst first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from bot.ui.pages import Panel, plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.texts import Say

_ROOM_FOR_CHANNELS = 2600
_ORDER = {"fails": 0, "partly": 1, "works": 2}


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A missing permission by its name in Discord's API, where it is to be granted, and what denies it there."""

    permission: str
    where: Literal["role", "channel"]
    target: str = ""


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """A channel, whether a scene can be played in it, and what is missing."""

    channel_id: int
    state: Literal["works", "partly", "fails"]
    missing: tuple[MissingRow, ...] = ()
    gone: bool = False


ModelState: TypeAlias = Literal["unnamed", "missing", "off", "on", "resting"]
"""None is named by the operator and none wanted; none is named and one wanted; named; used; used and failing."""


@dataclass(frozen=True, slots=True)
class Machine:
    """How the machine does; milliseconds, None where they are not known.

    `model` is how the language model stands, `megabytes_left` what is left on a disk that is nearly full.
    """

    version: str
    database: str
    schema: str
    database_milliseconds: int
    latency_milliseconds: int | None
    performances: int
    posts_in_hand: int
    faults: tuple[tuple[str, datetime], ...]
    model: ModelState = "unnamed"
    megabytes_left: int | None = None


def doctor_panel(machine: Machine, channels: Sequence[ChannelRow], unseen: int, say: Say) -> Panel:
    """Return the panel; `unseen` is how many channels the bot cannot see and was not told to use."""
    rows = [_channel(row, say) for row in sorted(channels, key=lambda row: _ORDER[row.state])]
    shown = _as_many_as_fit(rows)
    hidden = [say("doctor.more", count=len(rows) - len(shown))] if len(shown) < len(rows) else []
    blind = [say("doctor.unseen", count=unseen)] if unseen else []
    return Panel((say("doctor.head"), _machine(machine, say), "\n".join([*shown, *hidden, *blind])))


def _machine(machine: Machine, say: Say) -> str:
    latency = machine.latency_milliseconds
    discord = say("doctor.not-measured") if latency is None else say("doctor.milliseconds", time=latency)
    ids = ", ".join(f"`{fault}` (<t:{int(at.timestamp())}:R>)" for fault, at in machine.faults)
    told = say(
        "doctor.machine",
        version=machine.version,
        database=machine.database,
        schema=machine.schema,
        query=say("doctor.milliseconds", time=machine.database_milliseconds),
        latency=discord,
        performances=machine.performances,
        posts=machine.posts_in_hand,
        faults=ids or say("doctor.no-faults"),
    )
    left = machine.megabytes_left
    space = [] if left is None else [say("doctor.little-space", left=left)]
    return "\n".join([told, *space, say(f"doctor.model-{machine.model}")])


def _channel(row: ChannelRow, say: Say) -> str:
    if row.gone:
        return say("doctor.gone", channel=f"<#{row.channel_id}>")
    head = say(f"doctor.{row.state}", channel=f"<#{row.channel_id}>")
    told = (missing_text(each.permission, each.where, plain(each.target), say) for each in row.missing)
    return "\n".join([head, *(f"  - {each}" for each in told)])


def missing_text(permission: str, where: Literal["role", "channel"], denier: str, say: Say) -> str:
    """Return the sentence about a missing permission: what does not work, and where to grant it."""
    text_id = f"permission.{permission.replace('_', '-')}"
    name, effect = say(text_id), say(f"{text_id}.effect")
    if where == "role":
        return say("doctor.grant-to-role", permission=name, effect=effect)
    target = denier or say("doctor.the-bot")
    return say("doctor.grant-in-channel", permission=name, effect=effect, target=target)


def _as_many_as_fit(rows: Sequence[str]) -> list[str]:
    shown: list[str] = []
    room = _ROOM_FOR_CHANNELS
    for row in rows:
        room -= len(row) + 1
        if room < 0:
            break
        shown.append(row)
    return shown
