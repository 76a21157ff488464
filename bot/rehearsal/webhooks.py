"""Webhooks: making, changing and removing them, and the messages they send.

Who may do so is decided by the handlers.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from bot.rehearsal import cdn
from bot.rehearsal.kinds import Intent
from bot.rehearsal.messages import Draft
from bot.rehearsal.permissions import Permission
from bot.rehearsal.posting import post
from bot.rehearsal.shapes import Event, Json, Upload, without
from bot.rehearsal.world import World

MOST_IN_CHANNEL = 15
INCOMING = 1


@dataclass(frozen=True)
class Maker:
    """Who makes a webhook: a user, and the application if it is one."""

    user: Json
    application_id: str | None


def make(world: World, channel: Json, maker: Maker, name: str, avatar: object = None) -> Json:
    """Make a webhook in a channel and tell the bot that something changed there."""
    webhook_id = world.new_id()
    webhook = {
        "id": webhook_id,
        "type": INCOMING,
        "guild_id": channel["guild_id"],
        "channel_id": channel["id"],
        "name": tidy(name),
        "avatar": cdn.keep_picture(world, webhook_id, avatar),
        "user": maker.user,
        "application_id": maker.application_id,
        "token": secrets.token_urlsafe(51),
    }
    world.webhooks.put(webhook_id, webhook)
    announce(world, webhook)
    return webhook


def tidy(name: str) -> str:
    """Write a name as Discord shows it: no blanks around it, none doubled in it."""
    return " ".join(name.split())


def move(world: World, webhook: Json, channel: Json) -> None:
    """Move a webhook to another channel."""
    world.webhooks.remove(webhook["id"])
    announce(world, webhook)
    webhook["channel_id"] = channel["id"]
    world.webhooks.put(webhook["id"], webhook)


def remove(world: World, webhook: Json) -> None:
    """Take a webhook away; what it said stays."""
    world.webhooks.remove(webhook["id"])
    announce(world, webhook)


def announce(world: World, webhook: Json) -> None:
    """Tell the bot that the webhooks of a channel changed; Discord does not say how."""
    data = {"guild_id": webhook["guild_id"], "channel_id": webhook["channel_id"]}
    intent = Intent.GUILD_WEBHOOKS
    world.emit(
        Event("WEBHOOKS_UPDATE", data, webhook["guild_id"], webhook["channel_id"], to_members=False, intent=intent)
    )


def shown(world: World, webhook: Json) -> Json:
    """Show a webhook to the bot; the token of another application's stays with that application."""
    if webhook["application_id"] not in (None, world.bot_id):
        return without(webhook, "token")
    return webhook | {"url": f"{world.base_url}/api/webhooks/{webhook['id']}/{webhook['token']}"}


def say(world: World, webhook: Json, channel: Json, body: Json, files: Sequence[Upload]) -> Json:
    """Send a message through a webhook, into its channel or a thread of it.

    Nobody's permissions stand behind a webhook, so mentions are held back by ``allowed_mentions`` alone.
    """
    link = body.get("avatar_url")
    author = {
        "id": webhook["id"],
        "username": tidy(str(body.get("username") or webhook["name"])),
        "avatar": cdn.link_picture(world, link) if link else webhook["avatar"],
        "discriminator": "0000",
        "public_flags": 0,
        "flags": 0,
        "bot": True,
        "global_name": None,
        "clan": None,
        "primary_guild": None,
    }
    extra = {"webhook_id": webhook["id"]}
    if webhook["application_id"]:
        extra["application_id"] = webhook["application_id"]
    draft = Draft(channel, author, body, files, int(Permission.MENTION_EVERYONE), extra)
    return post(world, draft)
