"""REST: the application, its user, the gateway's address, direct channels.

Commands have a module of their own.
"""

from bot.rehearsal import cdn, guilds, seed
from bot.rehearsal.api import Call, Route
from bot.rehearsal.checks import check_text
from bot.rehearsal.gateway import gateway_url
from bot.rehearsal.kinds import ChannelKind, Intent
from bot.rehearsal.refusals import ApiError, Code, refuse
from bot.rehearsal.shapes import Event, Json
from bot.rehearsal.world import GLOBAL, World


def get_gateway(call: Call) -> Json:
    """Tell where the gateway is."""
    return {"url": gateway_url(call.world)}


def get_gateway_bot(call: Call) -> Json:
    """Tell where the gateway is and how often it may be dialled."""
    limit = {"total": 1000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1}
    return {"url": gateway_url(call.world), "shards": 1, "session_start_limit": limit}


def get_me(call: Call) -> Json:
    """Show the bot's user."""
    return call.world.bot | {"verified": True, "mfa_enabled": False, "email": None, "locale": "en-US"}


def edit_me(call: Call) -> Json:
    """Change the bot's name or picture."""
    if call.body.get("username") is not None:
        refuse(check_text("username", call.body["username"], 2, 32))
        call.world.bot["username"] = call.body["username"]
    if "avatar" in call.body:
        call.world.bot["avatar"] = cdn.keep_picture(call.world, call.bot_id, call.body["avatar"])
    call.world.users.put(call.bot_id, call.world.bot)
    me = get_me(call)
    call.world.emit(Event("USER_UPDATE", me))
    return me


def get_application(call: Call) -> Json:
    """Show the application."""
    application = call.world.settings["application"]
    return {
        "type": None,
        "icon": None,
        "summary": "",
        "bot": call.world.bot,
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": seed.new_user("1", "operator"),
        "team": None,
        "rpc_origins": [],
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "tags": [],
        "flags_new": str(application["flags"]),
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": ["bot", "applications.commands"],
        "approximate_guild_count": len(list(guilds.bot_guilds(call.world))),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "integration_types_config": {"0": {}},
        "hook": True,
        **application,
    }


def edit_application(call: Call) -> Json:
    """Change the application's description."""
    application = call.world.settings["application"]
    if "description" in call.body:
        application["description"] = str(call.body["description"] or "")
    call.world.settings.put("application", application)
    return get_application(call)


def list_my_guilds(call: Call) -> list[Json]:
    """List the guilds that the bot is in."""
    world = call.world
    return [
        {
            "id": guild["id"],
            "name": guild["name"],
            "icon": guild["icon"],
            "banner": guild["banner"],
            "owner": False,
            "features": guild["features"],
            "permissions": str(world.guild_permissions(guild["id"], call.bot_id)),
        }
        for guild in guilds.bot_guilds(world)
    ]


def leave_guild(call: Call) -> None:
    """Let the bot leave a guild."""
    member = call.world.member(call["guild_id"], call.bot_id)
    if member is None:
        raise ApiError(Code.UNKNOWN_GUILD)
    guilds.remove_member(call.world, member)


def get_user(call: Call) -> Json:
    """Show any user."""
    user = call.world.users.get(call["user_id"])
    if user is None:
        raise ApiError(Code.UNKNOWN_USER)
    return user


def open_direct_channel(call: Call) -> Json:
    """Open the direct channel with a user, or find the one there is."""
    user = call.world.users.get(str(call.body.get("recipient_id")))
    if user is None:
        raise ApiError(Code.UNKNOWN_USER)
    if user["bot"]:
        raise ApiError(Code.CANNOT_SEND_TO_USER)
    return direct_channel(call.world, user)


def direct_channel(world: World, user: Json) -> Json:
    """Find or open the direct channel between the bot and a user."""
    rows = world.channels.group(GLOBAL).values()
    channel = next((row for row in rows if row["recipients"][0]["id"] == user["id"]), None)
    if channel is None:
        channel = {
            "id": world.new_id(),
            "type": int(ChannelKind.DIRECT),
            "last_message_id": None,
            "flags": 0,
            "recipients": [user],
        }
        world.channels.put(channel["id"], channel)
        world.emit(Event("CHANNEL_CREATE", channel, to_members=False, intent=Intent.DIRECT_MESSAGES))
        world.emit(Event("CHANNEL_CREATE", channel, only_for=user["id"], to_bot=False))
    return channel


ROUTES = (
    Route("GET", "/gateway", get_gateway, authenticated=False),
    Route("GET", "/gateway/bot", get_gateway_bot),
    Route("GET", "/users/@me", get_me),
    Route("PATCH", "/users/@me", edit_me),
    Route("GET", "/users/@me/guilds", list_my_guilds),
    Route("DELETE", "/users/@me/guilds/{guild_id}", leave_guild),
    Route("POST", "/users/@me/channels", open_direct_channel),
    Route("GET", "/users/{user_id}", get_user),
    Route("GET", "/applications/@me", get_application),
    Route("PATCH", "/applications/@me", edit_application),
    Route("GET", "/oauth2/applications/@me", get_application),
)
