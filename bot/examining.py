"""What `footlights doctor` tells the operator: settings, database, what is in hand, and each server's channels.

Discord is only asked, nothing is changed there, and a bot that runs beside is not disturbed. No secret is printed.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import aiohttp
import click
import discord
from discord.http import Route

from bot.backstage.health import health_of, machine_health
from bot.running import how_the_model_stands, migrated, why_discord_failed
from bot.store.schema import DatabaseUnusableError
from bot.texts import voice
from bot.ui.doctor_pages import missing_text
from lore.chapters import bundled

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.backstage.health import ChannelHealth
    from bot.settings import Settings

MOST_SERVERS = 50
_SECONDS = 60.0


def examine(settings: Settings) -> str:
    """Check what an operator can get wrong, and say how each stands; return why the bot could not run, or nothing."""
    token = "set" if settings.discord_token else "not set: `footlights run` opens the rehearsal room"
    click.echo(f"DISCORD_TOKEN  {token}")
    click.echo(f"LORE_DIR       {settings.lore_dir or 'not set: the bundled chapter alone'}")
    click.echo(f"chapters       {', '.join(chapter.title for chapter in bundled())} bundled")
    click.echo(f"MODEL_URL      {how_the_model_stands(settings)}")
    return asyncio.run(_examine(settings))


async def _examine(settings: Settings) -> str:
    click.echo("database       ", nl=False)
    try:
        async with migrated(settings) as engine:
            health = await machine_health(engine, None)
    except DatabaseUnusableError as error:
        return str(error)
    milliseconds = f"{health.database_seconds * 1000:.0f} ms"
    click.echo(f"{health.database}, schema {health.schema}, answers in {milliseconds}: ready.")
    if health.is_short_of_space:
        click.echo(
            f"disk           nearly full, {(health.space or 0) // 2**20} MB left: make room, or nothing can be kept"
        )
    click.echo(f"version        {health.version}")
    click.echo(f"in hand        {health.performances} performances, {health.posts_in_hand} posts on their way")
    faults = ", ".join(f"{fault} ({at:%Y-%m-%d %H:%M} UTC)" for fault, at in health.faults)
    click.echo(f"last faults    {faults or 'none'}")
    return await _examine_discord(settings) if settings.discord_token else ""


async def _examine_discord(settings: Settings) -> str:
    """Print how the bot stands on its servers; return why Discord could not be asked, or nothing."""
    if settings.discord_api_url:
        Route.BASE = settings.discord_api_url
    client = discord.Client(intents=discord.Intents.none())
    try:
        async with asyncio.timeout(_SECONDS):
            await _tell_servers(client, settings.discord_token)
    except TimeoutError:
        return "Discord did not answer in time. Check the network, or try again later."
    except (discord.DiscordException, aiohttp.ClientError) as error:
        return why_discord_failed(error, settings.discord_api_url or "Discord")
    finally:
        await client.close()
    return ""


async def _tell_servers(client: discord.Client, token: str) -> None:
    begun = time.monotonic()
    await client.login(token)
    click.echo(f"Discord        answers in {(time.monotonic() - begun) * 1000:.0f} ms")
    count = 0
    async for guild in client.fetch_guilds(limit=MOST_SERVERS):
        count += 1
        healths = [each async for each in _healths(client, guild.id)]
        works = sum(each.state == "works" for each in healths)
        click.echo(f"server         {guild.name}: {works} of {len(healths)} channels work")
        for health in healths:
            for row in _rows(health):
                click.echo(f"  {row}")
    if count == MOST_SERVERS:
        click.echo(f"               the first {MOST_SERVERS} servers; /doctor tells on each of them")


async def _healths(client: discord.Client, guild_id: int) -> AsyncIterator[ChannelHealth]:
    """Yield how the bot stands in the channels of a server that it sees."""
    guild = await client.fetch_guild(guild_id, with_counts=False)
    me = await guild.fetch_member(client.user.id if client.user else 0)
    for channel in await guild.fetch_channels():
        if isinstance(channel, discord.TextChannel | discord.ForumChannel):
            health = health_of(channel, me)
            if not health.is_unseen:
                yield health


def _rows(health: ChannelHealth) -> list[str]:
    say = voice()
    return [f"#{health.name}: {missing_text(each.permission, each.where, each.target, say)}" for each in health.missing]
