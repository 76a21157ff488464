"""Whom a message mentions, and what of it the bot may read.

Pure but for looking up users and roles. Delivering the mention is the gateway's and the clients' business.
"""

import re
from dataclasses import dataclass

from bot.rehearsal.kinds import ChannelKind
from bot.rehearsal.permissions import Permission
from bot.rehearsal.shapes import Json
from bot.rehearsal.world import World

USER = re.compile(r"<@!?(\d{1,20})>")
ROLE = re.compile(r"<@&(\d{1,20})>")
EVERYONE = re.compile(r"@(everyone|here)\b")
HIDDEN: Json = {"content": "", "embeds": [], "attachments": [], "components": []}


@dataclass(frozen=True)
class Allowed:
    """What a message may mention, as its ``allowed_mentions`` say; all of it, when they are left out."""

    everyone: bool
    roles: frozenset[str] | None
    users: frozenset[str] | None
    replied_user: bool

    @classmethod
    def read(cls, body: object) -> "Allowed":
        """Read the field; None as a set means that anybody may be mentioned."""
        if not isinstance(body, dict):
            return cls(everyone=True, roles=None, users=None, replied_user=True)
        parse = body.get("parse") or []
        return cls(
            everyone="everyone" in parse,
            roles=None if "roles" in parse else frozenset(map(str, body.get("roles") or [])),
            users=None if "users" in parse else frozenset(map(str, body.get("users") or [])),
            replied_user=bool(body.get("replied_user")),
        )


def mentions(world: World, text: str, allowed: Allowed, guild_id: str | None, permissions: int) -> Json:
    """Work out the mention fields of a message from its text; ``permissions`` are its sender's in the channel."""
    privileged = bool(permissions & Permission.MENTION_EVERYONE)
    named = [
        user_id for user_id in dict.fromkeys(USER.findall(text)) if allowed.users is None or user_id in allowed.users
    ]
    roles = [
        role_id for role_id in dict.fromkeys(ROLE.findall(text)) if allowed.roles is None or role_id in allowed.roles
    ]
    return {
        "mentions": [mention(world, guild_id, user_id) for user_id in named if user_id in world.users],
        "mention_roles": [role_id for role_id in roles if _pingable(world, guild_id, role_id, privileged=privileged)],
        "mention_everyone": privileged and allowed.everyone and bool(EVERYONE.search(text)),
    }


def mention(world: World, guild_id: str | None, user_id: str) -> Json:
    """Show a mentioned user, with their membership where they have one."""
    user, member = world.users[user_id], world.member(guild_id, user_id)
    return user if member is None else user | {"member": bare_member(member)}


def bare_member(member: Json) -> Json:
    """Show a member without the user, as messages carry it."""
    return {name: value for name, value in member.items() if name not in ("user_id", "guild_id")}


def _pingable(world: World, guild_id: str | None, role_id: str, *, privileged: bool) -> bool:
    role = world.roles.group(guild_id or "-").get(role_id)
    return role is not None and (privileged or bool(role["mentionable"]))


def readable(world: World, message: Json) -> bool:
    """Tell whether the bot gets a message's content without the message content intent.

    It does for its own messages, direct messages and messages that mention it. A webhook's messages are not its
    own, even where the webhook is.
    """
    if message["author"]["id"] == world.bot_id:
        return True
    channel = world.channels.get(message["channel_id"])
    if channel is not None and channel["type"] == ChannelKind.DIRECT:
        return True
    return any(user["id"] == world.bot_id for user in message["mentions"])


def as_read(world: World, message: Json) -> Json:
    """Show a message to the bot as it stands without the message content intent."""
    shown = message if readable(world, message) else message | HIDDEN
    referenced = shown.get("referenced_message")
    return shown if referenced is None else shown | {"referenced_message": as_read(world, referenced)}
