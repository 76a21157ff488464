"""The names of the plain values that travel through the room.

Discord's objects stay JSON objects here, in Discord's own shape: they are stored, sent and shown as they are.
Rules about them live with their nouns, not here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
"""A JSON object in Discord's shape."""


@dataclass(frozen=True)
class Upload:
    """A file that came with a request: its name, its bytes and what its sender says it is."""

    filename: str
    content: bytes
    content_type: str


@dataclass(frozen=True)
class Event:
    """Something that happened and that others are told of.

    ``name`` is Discord's dispatch name. ``only_for`` keeps it from every member but one; ``to_bot`` and
    ``to_members`` say which side hears of it. ``intent`` is the bit that a session of the bot must have asked
    for, 0 for none.
    """

    name: str
    data: Json
    guild_id: str | None = None
    channel_id: str | None = None
    only_for: str | None = None
    to_bot: bool = True
    to_members: bool = True
    intent: int = 0


def without(value: Mapping[str, Any], *names: str) -> Json:
    """Copy an object leaving out the named fields."""
    return {name: field for name, field in value.items() if name not in names}


def only(value: Mapping[str, Any], *names: str) -> Json:
    """Copy the named fields of an object, those it has."""
    return {name: value[name] for name in names if name in value}
