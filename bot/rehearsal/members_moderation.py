"""What moderators and owners do beside writing: channels, threads, webhooks, permissions, roles, comings and goings.

The client is trusted to offer these to those who may do them: whoever is named in ``as`` is not asked for permissions,
because tests need every such change and the page offers them to the owner.
"""

from bot.rehearsal import guilds, seed, threads, webhooks
from bot.rehearsal.kinds import Intent
from bot.rehearsal.members_api import Ask, Way
from bot.rehearsal.members_errors import MISSING, MemberError
from bot.rehearsal.rest_channels import put_overwrite, remove_channel
from bot.rehearsal.shapes import Event, Json
from bot.rehearsal.world import World, member_key


def _channel(ask: Ask) -> Json:
    channel = ask.world.channels.get(ask["channel"])
    if channel is None:
        raise MemberError(f"There is no channel {ask['channel']}.", MISSING)
    return channel


def _guild(ask: Ask) -> Json:
    guild = ask.world.guilds.get(ask["guild"])
    if guild is None:
        raise MemberError(f"There is no guild {ask['guild']}.", MISSING)
    return guild


def _membership(ask: Ask) -> Json:
    member = ask.world.member(_guild(ask)["id"], ask.member()["id"])
    if member is None:
        raise MemberError(f"{ask.member()['username']} is not in this guild.", MISSING)
    return member


def delete_channel(ask: Ask) -> None:
    """Take a channel or thread away."""
    remove_channel(ask.world, _channel(ask))


def change_thread(ask: Ask) -> Json:
    """Put a thread away, take it out again, lock or unlock it."""
    thread = _channel(ask)
    if not ask.world.is_thread(thread):
        raise MemberError("This is not a thread.")
    if "locked" in ask.body:
        thread["thread_metadata"]["locked"] = bool(ask.body["locked"])
    if "archived" in ask.body:
        metadata = thread["thread_metadata"]
        metadata |= {"archived": bool(ask.body["archived"]), "archive_timestamp": ask.world.now()}
    threads.change(ask.world, thread)
    return thread


def open_thread(ask: Ask) -> Json:
    """Open a public thread as a member."""
    opening = threads.Opening(ask.channel(), ask.member()["id"], str(ask.body.get("name") or "thread"))
    return threads.open_thread(ask.world, opening)


def delete_webhook(ask: Ask) -> None:
    """Take a webhook away."""
    webhook = ask.world.webhooks.get(ask["webhook"])
    if webhook is None:
        raise MemberError(f"There is no webhook {ask['webhook']}.", MISSING)
    webhooks.remove(ask.world, webhook)


def list_webhooks(ask: Ask) -> list[Json]:
    """List a channel's webhooks without their tokens."""
    rows = ask.world.webhooks.group(_channel(ask)["id"]).values()
    return [{name: row[name] for name in ("id", "name", "channel_id", "application_id")} for row in rows]


def _role_id(world: World, guild_id: str, name: str) -> str:
    """Find a role of a guild by id or name."""
    for role_id, role in world.roles.group(guild_id).items():
        if name in (role_id, role["name"]):
            return role_id
    raise MemberError(f"There is no role {name} in this guild.", MISSING)


def set_permissions(ask: Ask) -> Json:
    """Say what a role or a member may and may not do in a channel."""
    channel, body = ask.world.parent(_channel(ask)), ask.body
    if body.get("role"):
        target, kind = _role_id(ask.world, channel["guild_id"], str(body["role"])), 0
    else:
        user = ask.world.user_named(str(body.get("member")))
        if user is None:
            raise MemberError("Name a role or a member.")
        target, kind = user["id"], 1
    overwrite = {"id": target, "type": kind, "allow": int(body.get("allow") or 0), "deny": int(body.get("deny") or 0)}
    put_overwrite(ask.world, channel, overwrite)
    return channel


def set_roles(ask: Ask) -> Json:
    """Give a member exactly these roles, named by id or name."""
    member = _membership(ask)
    named = ask.body.get("roles") or []
    member["roles"] = [_role_id(ask.world, member["guild_id"], str(name)) for name in named]
    _changed(ask.world, member)
    return guilds.shown_member(ask.world, member)


def _changed(world: World, member: Json) -> None:
    world.members.put(member_key(member["guild_id"], member["user_id"]), member)
    guilds.announce_member(world, "GUILD_MEMBER_UPDATE", member)


def set_role_permissions(ask: Ask) -> Json:
    """Set what a role may do."""
    role = ask.world.roles.get(ask["role"])
    if role is None:
        raise MemberError(f"There is no role {ask['role']}.", MISSING)
    role["permissions"] = str(int(ask.body.get("permissions") or 0))
    ask.world.roles.put(role["id"], role)
    guilds.announce_role(ask.world, "GUILD_ROLE_UPDATE", role)
    return role


def leave(ask: Ask) -> None:
    """Let a member leave a guild."""
    guilds.remove_member(ask.world, _membership(ask))


def enter(ask: Ask) -> Json:
    """Let a user into a guild."""
    guild, user = _guild(ask), ask.member()
    if ask.world.member(guild["id"], user["id"]):
        raise MemberError(f"{user['username']} is in this guild already.")
    member = seed.new_member(ask.world, guild, user["id"], [])
    guilds.announce_member(ask.world, "GUILD_MEMBER_ADD", member)
    return guilds.shown_member(ask.world, member)


def set_bot(ask: Ask) -> Json:
    """Invite the bot into a guild, or kick it."""
    guild, world = _guild(ask), ask.world
    member, wanted = world.member(guild["id"], world.bot_id), bool(ask.body.get("present"))
    if wanted and member is None:
        seed.invite_bot(world, guild, world.new_id())
        world.emit(Event("GUILD_CREATE", guilds.full_guild(world, guild), guild["id"], intent=Intent.GUILDS))
    elif not wanted and member is not None:
        guilds.remove_member(world, member)
    return {"present": wanted}


def create_channel(ask: Ask) -> Json:
    """Open a text channel."""
    guild = _guild(ask)
    channel = seed.new_text_channel(ask.world, guild, ask.world.new_id(), str(ask.body.get("name") or "channel"))
    ask.world.emit(Event("CHANNEL_CREATE", channel, guild["id"], channel["id"], intent=Intent.GUILDS))
    return channel


WAYS = (
    Way("DELETE", "/channels/{channel}", delete_channel),
    Way("PATCH", "/channels/{channel}", change_thread),
    Way("POST", "/channels/{channel}/threads", open_thread),
    Way("GET", "/channels/{channel}/webhooks", list_webhooks),
    Way("PUT", "/channels/{channel}/permissions", set_permissions),
    Way("DELETE", "/webhooks/{webhook}", delete_webhook),
    Way("POST", "/guilds/{guild}/channels", create_channel),
    Way("POST", "/guilds/{guild}/bot", set_bot),
    Way("PUT", "/guilds/{guild}/members/{member}", enter),
    Way("PUT", "/guilds/{guild}/members/{member}/roles", set_roles),
    Way("DELETE", "/guilds/{guild}/members/{member}", leave),
    Way("PUT", "/roles/{role}/permissions", set_role_permissions),
)
