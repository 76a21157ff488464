"""What somebody may do: Discord's permission bits and how roles and overwrites make them up.

Pure: it reads roles, overwrites and ids and returns bits. Looking those up in the world is the world's;
refusing a request is the handlers'.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import IntFlag

from bot.rehearsal.shapes import Json


class Permission(IntFlag):
    """Permission bits that the room knows how to check."""

    NONE = 0
    KICK_MEMBERS = 1 << 1
    BAN_MEMBERS = 1 << 2
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    MANAGE_ROLES = 1 << 28
    MANAGE_WEBHOOKS = 1 << 29
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_EVENTS = 1 << 33
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    MODERATE_MEMBERS = 1 << 40
    CREATE_EVENTS = 1 << 44
    PIN_MESSAGES = 1 << 51


EVERYTHING = (1 << 53) - 1
# Plain numbers, because every event asks for permissions and operations on flags are slow.
ADMINISTRATOR = int(Permission.ADMINISTRATOR)
VIEW = int(Permission.VIEW_CHANNEL)
SEND = int(Permission.SEND_MESSAGES)
SEND_IN_THREADS = int(Permission.SEND_MESSAGES_IN_THREADS)
WHILE_TIMED_OUT = int(Permission.VIEW_CHANNEL | Permission.READ_MESSAGE_HISTORY)
FALLS_WITH_SENDING = int(Permission.MENTION_EVERYONE | Permission.ATTACH_FILES | Permission.EMBED_LINKS)


def base_permissions(
    guild: Mapping[str, object],
    roles: Mapping[str, Json],
    user_id: str,
    role_ids: Iterable[str],
) -> int:
    """Add up what a member may do before any channel has its say.

    The guild's own id is the role of everyone. The owner and administrators may do everything.
    """
    if guild["owner_id"] == user_id:
        return EVERYTHING
    held = (roles[role_id] for role_id in (str(guild["id"]), *role_ids) if role_id in roles)
    bits = 0
    for role in held:
        bits |= int(role["permissions"])
    return EVERYTHING if bits & ADMINISTRATOR else bits


def channel_permissions(
    base: int,
    overwrites: Sequence[Mapping[str, object]],
    guild_id: str,
    user_id: str,
    role_ids: Iterable[str],
) -> int:
    """Apply a channel's overwrites: everyone first, then all roles together, then the member."""
    if base == EVERYTHING:
        return EVERYTHING
    by_id = {str(overwrite["id"]): overwrite for overwrite in overwrites}
    bits = _apply(base, [by_id[guild_id]] if guild_id in by_id else [])
    bits = _apply(bits, [by_id[role_id] for role_id in role_ids if role_id in by_id])
    bits = _apply(bits, [by_id[user_id]] if user_id in by_id else [])
    return _implied(bits)


def _apply(bits: int, overwrites: Iterable[Mapping[str, object]]) -> int:
    allow = deny = 0
    for overwrite in overwrites:
        allow |= int(str(overwrite.get("allow", 0)))
        deny |= int(str(overwrite.get("deny", 0)))
    return (bits & ~deny) | allow


def _implied(bits: int) -> int:
    """Take away what cannot be done without seeing the channel."""
    return bits if bits & VIEW else 0


def in_thread(bits: int) -> int:
    """Read a parent channel's permissions for a thread in it: sending there is a permission of its own."""
    if bits & SEND_IN_THREADS:
        return bits | SEND
    return bits & ~(SEND | FALLS_WITH_SENDING)


def without_sending(bits: int) -> int:
    """Take away what falls with the right to send messages."""
    return bits if bits & SEND else bits & ~FALLS_WITH_SENDING


def while_timed_out(bits: int) -> int:
    """Leave a member who is timed out only seeing and reading."""
    return bits & WHILE_TIMED_OUT
