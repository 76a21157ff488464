"""The world as it is before anybody has done anything: two houses, their companies and the application.

Names only; how objects behave is elsewhere. The ids are fixed, so that a fresh world has the same addresses every time.
"""

from bot.rehearsal.kinds import PRIVILEGED, ChannelKind
from bot.rehearsal.permissions import Permission
from bot.rehearsal.shapes import Json
from bot.rehearsal.world import World, member_key

APPLICATION_ID = "1100000000000000001"
FIRST_USER_ID = 1_100_000_000_000_000_100
FIRST_PLACE_ID = 1_100_000_000_000_001_000
FOUNDED = "2026-01-01T12:00:00.000000+00:00"

EVERYONE = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.ADD_REACTIONS
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.SEND_MESSAGES_IN_THREADS
)
BOT_PERMISSIONS = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.SEND_MESSAGES_IN_THREADS
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.MANAGE_WEBHOOKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
)
SCHEDULING_PERMISSIONS = BOT_PERMISSIONS | Permission.CREATE_EVENTS
"""What a house gives that wants its performances announced; the other house shows what happens without it."""
PRIVILEGED_FLAGS = tuple(PRIVILEGED.values())
COMPANY = ("ana", "ben", "cleo", "dan", "eve")


def plant(world: World) -> None:
    """Fill an empty world; a world that has anything in it is left alone."""
    if len(world.guilds):
        return
    application = {"id": APPLICATION_ID, "name": "Footlights", "flags": 0, "description": "", "verify_key": "0" * 64}
    world.settings.put("application", application)
    world.users.put(APPLICATION_ID, new_user(APPLICATION_ID, "Footlights", bot=True))
    for number, name in enumerate(COMPANY):
        user_id = str(FIRST_USER_ID + number)
        world.users.put(user_id, new_user(user_id, name))
    _plant_theatre(world)
    _plant_other_house(world)
    world.settle()


def new_user(user_id: str, name: str, *, bot: bool = False) -> Json:
    """Make a user; people are called by their name with a capital."""
    return {
        "id": user_id,
        "username": name,
        "discriminator": "0000" if bot else "0",
        "global_name": None if bot else name.capitalize(),
        "avatar": None,
        "bot": bot,
        "system": False,
        "public_flags": 0,
        "flags": 0,
        "banner": None,
        "accent_color": None,
        "avatar_decoration_data": None,
        "primary_guild": None,
        "collectibles": None,
    }


def _plant_theatre(world: World) -> None:
    place = FIRST_PLACE_ID
    guild = new_guild(world, str(place), "The Little Theatre", _user_id("ana"))
    admin = new_role(world, guild, str(place + 1), "Admin", int(Permission.MANAGE_GUILD | Permission.MANAGE_CHANNELS))
    new_role(world, guild, str(place + 2), "Director", 0)
    for offset, name in enumerate(("stage", "lobby-talk", "tech")):
        new_text_channel(world, guild, str(place + 10 + offset), name)
    new_member(world, guild, _user_id("ana"), [admin["id"]])
    for name in ("ben", "cleo", "dan"):
        new_member(world, guild, _user_id(name), [])
    invite_bot(world, guild, str(place + 3), SCHEDULING_PERMISSIONS)


def _plant_other_house(world: World) -> None:
    place = FIRST_PLACE_ID + 100
    guild = new_guild(world, str(place), "The Other House", _user_id("eve"))
    new_text_channel(world, guild, str(place + 10), "foyer")
    for name in ("eve", "ana"):
        new_member(world, guild, _user_id(name), [])
    invite_bot(world, guild, str(place + 3))


def _user_id(name: str) -> str:
    return str(FIRST_USER_ID + COMPANY.index(name))


def new_guild(world: World, guild_id: str, name: str, owner_id: str) -> Json:
    """Found a guild with its role of everyone."""
    guild: Json = {
        "id": guild_id,
        "name": name,
        "owner_id": owner_id,
        "icon": None,
        "splash": None,
        "discovery_splash": None,
        "banner": None,
        "description": None,
        "vanity_url_code": None,
        "features": [],
        "emojis": [],
        "stickers": [],
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        "safety_alerts_channel_id": None,
        "application_id": None,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "nsfw": False,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "premium_progress_bar_enabled": False,
        "preferred_locale": "en-US",
        "max_members": 500_000,
        "max_presences": None,
        "max_video_channel_users": 25,
        "max_stage_video_channel_users": 50,
        "region": "deprecated",
        "home_header": None,
        "incidents_data": None,
        "widget_enabled": False,
        "widget_channel_id": None,
    }
    world.guilds.put(guild_id, guild)
    new_role(world, guild, guild_id, "@everyone", int(EVERYONE))
    return guild


def new_role(world: World, guild: Json, role_id: str, name: str, bits: int) -> Json:
    """Make a role above all others of its guild."""
    role = {
        "id": role_id,
        "guild_id": guild["id"],
        "name": name,
        "permissions": str(int(bits)),
        "position": len(world.roles.group(guild["id"])),
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }
    return world.roles.put(role_id, role)


def new_text_channel(world: World, guild: Json, channel_id: str, name: str, kind: int = ChannelKind.TEXT) -> Json:
    """Open a channel at the bottom of its guild's list."""
    siblings = [row for row in world.channels.group(guild["id"]).values() if not world.is_thread(row)]
    channel = {
        "id": channel_id,
        "type": int(kind),
        "guild_id": guild["id"],
        "name": name,
        "position": len(siblings),
        "parent_id": None,
        "topic": None,
        "nsfw": False,
        "rate_limit_per_user": 0,
        "last_message_id": None,
        "permission_overwrites": [],
        "flags": 0,
    }
    return world.channels.put(channel_id, channel)


def new_member(world: World, guild: Json, user_id: str, role_ids: list[str]) -> Json:
    """Let a user into a guild."""
    member = {
        "user_id": user_id,
        "guild_id": guild["id"],
        "roles": role_ids,
        "nick": None,
        "avatar": None,
        "banner": None,
        "joined_at": FOUNDED,
        "premium_since": None,
        "communication_disabled_until": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
    }
    return world.members.put(member_key(guild["id"], user_id), member)


def invite_bot(world: World, guild: Json, role_id: str, permissions: int = BOT_PERMISSIONS) -> Json:
    """Let the application's bot into a guild, with the role that carries the permissions it asks for."""
    role = new_role(world, guild, role_id, world.bot["username"], int(permissions))
    role.update(managed=True, tags={"bot_id": world.bot_id, "integration_id": role_id})
    return new_member(world, guild, world.bot_id, [role_id])
