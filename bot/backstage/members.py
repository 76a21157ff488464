"""Who is still on a server, and how they are called there: asked of Discord, since members are not kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.backstage.webhooks import TROUBLE, UncertainError

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.store.values import Ledger
    from bot.texts import Say


async def display_name(client: discord.Client, guild_id: int, user_id: int) -> str | None:
    """Return a member's display name, or None where they are no longer on the server.

    UncertainError when Discord is in trouble.
    """
    found = await _member_of(client, guild_id, user_id)
    if found is None:
        return None
    user = found["user"]
    name: str = found.get("nick") or user.get("global_name") or user["username"]
    return name


async def _member_of(client: discord.Client, guild_id: int, user_id: int) -> Any:  # noqa: ANN401 (Discord's JSON)
    try:
        return await client.http.get_member(guild_id, user_id)
    except discord.NotFound:
        return None
    except TROUBLE as trouble:
        raise UncertainError(str(trouble)) from trouble


async def has_role_or_manages(
    client: discord.Client, guild_id: int, user_id: int, roles: Collection[int | None]
) -> bool:
    """Tell whether a member has one of the roles, or may manage the server by a role or as its owner.

    The member is asked of Discord; what each role permits is known from the gateway. False for who has left.
    UncertainError when Discord is in trouble.
    """
    guild = client.get_guild(guild_id)
    member = await _member_of(client, guild_id, user_id)
    if member is None:
        return False
    held = {int(role) for role in member["roles"]}
    if held.intersection(roles) or (guild is not None and guild.owner_id == user_id):
        return True
    permitted = [role.permissions for role in guild.roles if role.id in held or role.is_default()] if guild else []
    return any(permission.manage_guild or permission.administrator for permission in permitted)


async def names_of(client: discord.Client, ledger: Ledger, say: Say) -> dict[str, str]:
    """Return how each performer is called; who has left, or was erased, is a former member."""
    names = {}
    for key, user_id in ledger.performers.items():
        name = await display_name(client, ledger.venue.guild_id, user_id) if user_id else None
        names[key] = name or say("member.former")
    return names
