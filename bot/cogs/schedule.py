"""Scheduling a performance: the time, the permission, the event, and what Discord tells of events afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot.backstage.appointments import terms_data
from bot.backstage.quiet import zone_of
from bot.cogs.front_of_house import answer_privately, choices_of, guild_of, private_voice, public_voice, tell
from bot.store import appointments
from bot.store.appointments import Appointment
from bot.store.engine import transaction
from bot.ui.moments import read_moment
from bot.ui.pages import Page, plain, shorten
from bot.ui.render import message_of

if TYPE_CHECKING:
    from datetime import datetime

    from bot.backstage.opening import Terms
    from bot.backstage.shelf import Volume
    from bot.backstage.theatre import Theatre
    from bot.cogs.front_of_house import Interaction
    from bot.stage.book import Excerpt

MOST_WAITING = 20
SOONEST, LATEST = timedelta(minutes=1), timedelta(days=365)


async def read_time(theatre: Theatre, interaction: Interaction, typed: str) -> datetime | None:
    """Return the time at which a lobby is to open, or None after telling what is wrong with it."""
    if not interaction.app_permissions.create_events:
        await tell(interaction, "schedule.may-not")
        return None
    choices = await choices_of(theatre, guild_of(interaction))
    now = theatre.house.now()
    at = read_moment(typed, now.astimezone(zone_of(choices)))
    if at is None:
        await tell(interaction, "schedule.no-time", typed=shorten(plain(typed), 100), zone=choices.time_zone)
        return None
    if not SOONEST <= at - now <= LATEST:
        await tell(interaction, "schedule.wrong-time", when=f"<t:{int(at.timestamp())}:F>")
        return None
    return at


async def schedule(
    theatre: Theatre, interaction: Interaction, volume: Volume, excerpt: Excerpt, terms: Terms, at: datetime
) -> None:
    """Announce a performance for a time, and tell the channel."""
    house, channel_id = theatre.house, interaction.channel_id or 0
    parent = getattr(interaction.channel, "parent_id", None)
    made = Appointment(
        guild_id=guild_of(interaction),
        channel_id=parent or channel_id,
        user_id=interaction.user.id,
        chapter_id=volume.chapter.id,
        title=volume.chapter.title,
        terms=terms_data(excerpt, terms),
        at=at,
    )
    async with transaction(house.engine) as session:
        full = await appointments.count_waiting(session, made.guild_id) >= MOST_WAITING
        number = 0 if full else await appointments.make(session, made)
    if full:
        await tell(interaction, "schedule.full", most=MOST_WAITING)
        return
    theatre.appointments.wake()
    await _announce(theatre, interaction, number)


async def _announce(theatre: Theatre, interaction: Interaction, number: int) -> None:
    async with transaction(theatre.house.engine, writes=False) as session:
        made = next(each for each in await appointments.waiting(session) if each.id == number)
    try:
        event_id = await theatre.appointments.announce(made)
    except discord.Forbidden:
        async with transaction(theatre.house.engine) as session:
            await appointments.settle(session, number, "off")
        await tell(interaction, "schedule.may-not")
        return
    link = f"https://discord.com/events/{made.guild_id}/{event_id}"
    when = f"<t:{int(made.at.timestamp())}:F>"
    await answer_privately(interaction, Page(private_voice(interaction)("schedule.done", when=when, link=link)))
    say = await public_voice(theatre, interaction)
    member, title = interaction.user.mention, plain(made.title)
    text = say("schedule.announced", member=member, title=title, when=when, link=link)
    await interaction.followup.send(**message_of(Page(text)))


class Schedule(commands.Cog):
    """Hears what becomes of scheduled events, and keeps the appointments."""

    def __init__(self, theatre: Theatre) -> None:
        self._appointments = theatre.appointments

    async def cog_unload(self) -> None:
        """Stop waiting."""
        await self._appointments.close()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Begin to wait for the next lobby."""
        self._appointments.start()

    @commands.Cog.listener()
    async def on_scheduled_event_update(self, _before: discord.ScheduledEvent, after: discord.ScheduledEvent) -> None:
        """Honour that an event was moved, begun or called off."""
        await self._appointments.heed(after.id, after.status.value, after.start_time)

    @commands.Cog.listener()
    async def on_scheduled_event_delete(self, event: discord.ScheduledEvent) -> None:
        """Honour that an event was taken away."""
        await self._appointments.heed(event.id, discord.EventStatus.cancelled.value, None)


async def setup(bot: commands.Bot) -> None:
    """Add the cog; see `bot.client`."""
    await bot.add_cog(Schedule(bot.theatre))  # type: ignore[attr-defined]
