"""Interactions: what members do with the bot, what the bot is sent, and what became of each.

The bot's first answer comes in ``rest_interactions``, later ones in ``followups``; what a member may send is checked in
``members_interactions``.
"""

import asyncio
import base64
import secrets
from dataclasses import dataclass, field

from bot.rehearsal.house import House
from bot.rehearsal.kinds import ChannelKind, InteractionKind
from bot.rehearsal.messages import PRIVATE
from bot.rehearsal.resolved import interacting_member, partial_channel
from bot.rehearsal.shapes import Event, Json, without
from bot.rehearsal.snowflakes import seconds
from bot.rehearsal.world import World

FIRST_ANSWER_SECONDS = 3.0
TOKEN_SECONDS = 15 * 60
LARGEST_ATTACHMENT = 10 * 1024 * 1024
LOCALE = "en-US"
TOKEN_PREFIX = "interaction:"  # noqa: S105 - the plain beginning of every token, not a secret
WAITING, ANSWERED, LATE = "waiting", "answered", "late"


@dataclass(frozen=True)
class Act:
    """What a member does: in which channel, of which kind, with which data; on which message, from which interaction.

    ``summary`` is what the messages that answer it say about it, ``locale`` the language of the member's client.
    """

    user_id: str
    channel: Json
    kind: int
    data: Json
    message: Json | None = None
    opener: Json | None = None
    summary: Json = field(default_factory=dict)
    locale: str = LOCALE


def begin(world: World, act: Act) -> Json:
    """Note an interaction; it waits for its first answer, and is written down with it: nobody waits after a crash."""
    forget_old(world)
    interaction_id = world.new_id()
    secret = f"{TOKEN_PREFIX}{interaction_id}:{secrets.token_urlsafe(60)}"
    row = {
        "id": interaction_id,
        "token": base64.urlsafe_b64encode(secret.encode()).decode().rstrip("="),
        "type": int(act.kind),
        "user_id": act.user_id,
        "channel_id": act.channel["id"],
        "guild_id": act.channel.get("guild_id"),
        "message_id": act.message["id"] if act.message else None,
        "state": WAITING,
        "original_id": None,
        "modal": None,
        "metadata": _metadata(world, interaction_id, act),
        "option_type": _focused_kind(act.data),
        "command_type": act.data.get("type") if act.kind == InteractionKind.COMMAND else None,
    }
    world.interactions.restore(interaction_id, row)
    return row


def _metadata(world: World, interaction_id: str, act: Act) -> Json:
    """Make what the messages that answer an interaction say of where they come from."""
    metadata = {
        "id": interaction_id,
        "type": int(act.kind),
        "user": world.users[act.user_id],
        "authorizing_integration_owners": _owners(act.channel),
        **act.summary,
    }
    if act.kind == InteractionKind.COMPONENT and act.message is not None:
        metadata["interacted_message_id"] = act.message["id"]
    if act.opener is not None:
        metadata["triggering_interaction_metadata"] = act.opener["metadata"]
    return metadata


def _focused_kind(data: Json) -> int | None:
    """Find the type of the option that a member is filling in, however deep it stands."""
    for option in data.get("options") or []:
        if option.get("focused"):
            return int(option["type"])
        deeper = _focused_kind(option)
        if deeper is not None:
            return deeper
    return None


def _owners(channel: Json) -> Json:
    return {"0": str(channel.get("guild_id") or 0)}


def payload(world: World, row: Json, act: Act) -> Json:
    """Make what the gateway sends the bot about an interaction."""
    channel = act.channel
    sent = {
        "id": row["id"],
        "application_id": world.bot_id,
        "type": row["type"],
        "token": row["token"],
        "version": 1,
        "data": act.data,
        "channel_id": channel["id"],
        "channel": partial_channel(world, channel, act.user_id),
        "app_permissions": str(world.declared_permissions(channel, world.bot_id)),
        "locale": act.locale,
        "entitlements": [],
        "authorizing_integration_owners": _owners(channel),
        "context": 1 if channel["type"] == ChannelKind.DIRECT else 0,
        "attachment_size_limit": LARGEST_ATTACHMENT,
        **_whose(world, channel, act.user_id),
    }
    if act.message is not None and act.kind != InteractionKind.COMMAND:
        sent["message"] = without(act.message, *PRIVATE)
    return sent


def _whose(world: World, channel: Json, user_id: str) -> Json:
    if channel["type"] == ChannelKind.DIRECT:
        return {"user": world.users[user_id]}
    guild = world.guilds[channel["guild_id"]]
    return {
        "guild_id": guild["id"],
        "guild": {"id": guild["id"], "locale": guild["preferred_locale"], "features": guild["features"]},
        "guild_locale": guild["preferred_locale"],
        "member": interacting_member(world, channel, user_id),
    }


async def perform(house: House, act: Act) -> Json:
    """Send an interaction to the bot and wait for its first answer, three seconds at most.

    Returns: The interaction's id and its outcome, with what the outcome brings (message, modal or choices).
    ``failed`` means that the bot is away or was too slow: its answer will then be refused.
    """
    world = house.world
    row = begin(world, act)
    answered: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
    house.waiting[row["id"]] = answered
    event = Event("INTERACTION_CREATE", payload(world, row, act), act.channel.get("guild_id"), to_members=False)
    reachable = house.gateway.sessions.reach(event.guild_id)
    if reachable:
        world.emit(event)
    world.settle()
    try:
        outcome = await asyncio.wait_for(answered, FIRST_ANSWER_SECONDS if reachable else 0)
    except TimeoutError:
        outcome = _give_up(row)
    finally:
        house.waiting.pop(row["id"], None)
    return {"interaction": row["id"], **outcome}


def _give_up(row: Json) -> Json:
    row["state"] = LATE
    return {"outcome": "failed"}


def answer(house: House, row: Json, outcome: Json) -> None:
    """Note an interaction's first answer and tell whoever waits for it."""
    world = house.world
    row["state"] = ANSWERED
    world.interactions.put(row["id"], row)
    data = {"interaction": row["id"], **outcome}
    world.emit(Event("INTERACTION_ANSWERED", data, only_for=row["user_id"], to_bot=False))
    waiting = house.waiting.get(row["id"])
    if waiting is not None and not waiting.done():
        waiting.set_result(outcome)


def by_token(world: World, token: str) -> Json | None:
    """Find the interaction that a token belongs to, while the token lasts."""
    padded = token + "=" * (-len(token) % 4)
    try:
        interaction_id = base64.urlsafe_b64decode(padded).decode().split(":")[1]
    except (ValueError, IndexError):
        return None
    row = world.interactions.get(interaction_id)
    return row if row is not None and row["token"] == token and age(world, row) < TOKEN_SECONDS else None


def age(world: World, row: Json) -> float:
    """Tell how many seconds ago an interaction began."""
    return seconds(world.new_id()) - seconds(row["id"])


def forget_old(world: World) -> None:
    """Forget the oldest interactions once their token has run out; a few with each new one keep the number bounded."""
    for row in world.interactions.first(3):
        if age(world, row) >= 2 * TOKEN_SECONDS:
            world.interactions.remove(row["id"])
