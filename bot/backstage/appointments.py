"""Appointments: lobbies that open at a time which a scheduled event of Discord's announces.

The store knows what waits, so that a restart changes nothing; Discord's event has the last word on when, and whether at
all. A lobby is opened in the transaction that notes it, so it opens once.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import discord
import structlog

from bot.backstage.house import log_fault, public_voice
from bot.backstage.opening import Terms, open_in
from bot.stage.book import Excerpt
from bot.stage.refusals import Refusal
from bot.store import appointments, chapters
from bot.store.engine import cancel_between_transactions, transaction
from bot.store.servers import choices_of
from bot.store.values import Venue
from bot.ui.pages import Page, plain, shorten
from bot.ui.render import message_of

if TYPE_CHECKING:
    from bot.backstage.crews import Crews
    from bot.backstage.house import House
    from bot.backstage.shelf import Shelf, Volume
    from bot.store.appointments import Appointment
    from bot.texts import Say

_log = structlog.get_logger(__name__)
TRY_AGAIN = 60.0
"""Seconds until an appointment that could not be kept is looked at again."""
LATE = timedelta(hours=12)
"""A lobby whose time was longer ago than this, because the bot was away, stays closed: nobody waits any more."""
PLAYS_FOR = timedelta(hours=2)
_SCHEDULED, _ACTIVE, _OVER = 1, 2, frozenset({3, 4})
_ELSEWHERE, _GUILD_ONLY = 3, 2


def terms_data(excerpt: Excerpt, terms: Terms) -> dict[str, Any]:
    """Return how a performance is played as plain data."""
    return {"excerpt": asdict(excerpt), "terms": asdict(terms)}


class Appointments:
    """Announces, and opens when the time has come."""

    def __init__(self, house: House, shelf: Shelf, crews: Crews) -> None:
        self._house = house
        self._shelf = shelf
        self._crews = crews
        self._woken = asyncio.Event()
        self._announcing = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    def wake(self) -> None:
        """Say that an appointment was made or changed."""
        self._woken.set()

    def start(self) -> None:
        """Begin to wait; a second start does nothing."""
        if self._task is None:
            self._task = asyncio.create_task(self._keep(), name="appointments")

    async def close(self) -> None:
        """Stop."""
        if self._task is not None:
            await cancel_between_transactions((self._task,))

    async def _keep(self) -> None:
        while True:
            self._woken.clear()
            try:
                seconds = await self.look()
            except Exception as error:  # noqa: BLE001 (the next look must come)
                log_fault("appointments", error)
                seconds = TRY_AGAIN
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._woken.wait()

    async def look(self) -> float | None:
        """Do what is due, and return in how many seconds to look again; None where nothing waits."""
        async with transaction(self._house.engine, writes=False) as session:
            waiting = await appointments.waiting(session)
        for appointment in waiting:
            if appointment.at <= self._house.now():
                await self._ring(appointment)
            elif appointment.event_id is None:
                await self.announce(appointment)
        if not waiting:
            return None
        until_next = (min(each.at for each in waiting) - self._house.now()).total_seconds()
        return until_next if until_next > 0 else TRY_AGAIN

    # Announcing

    async def announce(self, appointment: Appointment) -> int | None:
        """Have Discord announce an appointment, once, and return the event; discord.Forbidden where it may not."""
        if self._house.client.get_guild(appointment.guild_id) is None:
            return None
        # Whoever comes second finds the event there and makes no other.
        async with self._announcing:
            return await self._announce(appointment)

    async def _announce(self, appointment: Appointment) -> int:
        http, guild_id = self._house.client.http, appointment.guild_id
        known: Any = await http.get_scheduled_events(guild_id, with_user_count=False)
        name = await self._name(appointment)
        event = next((event for event in known if self._is_of(event, appointment, name)), None)
        event = event or await http.create_guild_scheduled_event(guild_id, **await self._event(appointment, name))
        async with transaction(self._house.engine) as session:
            await appointments.announce(session, appointment.id, int(event["id"]))
        return int(event["id"])

    async def _name(self, appointment: Appointment) -> str:
        """Return what the event is called; all members see it, so that it does not name a chapter for adults."""
        async with transaction(self._house.engine, writes=False) as session:
            adult = await chapters.is_adult(session, appointment.chapter_id)
        say = await self._voice(appointment.guild_id)
        return shorten(say("event.for-adults") if adult else appointment.title, 100)

    def _is_of(self, event: Any, appointment: Appointment, name: str) -> bool:  # noqa: ANN401 (JSON)
        """Tell whether an event is the appointment's, which an earlier process may have announced and not noted."""
        mine = str(event.get("creator_id")) == str(self._house.client.user.id if self._house.client.user else "")
        same = event["name"] == name and event["status"] == _SCHEDULED
        return mine and same and datetime.fromisoformat(event["scheduled_start_time"]) == appointment.at

    async def _event(self, appointment: Appointment, name: str) -> dict[str, Any]:
        say = await self._voice(appointment.guild_id)
        channel = self._house.client.get_channel(appointment.channel_id)
        place = getattr(channel, "name", "")
        return {
            "name": name,
            "description": shorten(say("event.description", channel=f"<#{appointment.channel_id}>"), 1000),
            "privacy_level": _GUILD_ONLY,
            "entity_type": _ELSEWHERE,
            "entity_metadata": {"location": shorten(f"#{place}", 100)},
            "scheduled_start_time": appointment.at.isoformat(),
            "scheduled_end_time": (appointment.at + PLAYS_FOR).isoformat(),
        }

    async def _voice(self, guild_id: int) -> Say:
        async with transaction(self._house.engine, writes=False) as session:
            return public_voice(self._house, await choices_of(session, guild_id))

    # What members did with the event

    async def heed(self, event_id: int, status: int, at: datetime | None) -> None:
        """Honour what was done with an event on Discord: called off, moved, or begun before its time."""
        async with transaction(self._house.engine) as session:
            appointment = await appointments.of_event(session, event_id)
            if appointment is None:
                return
            if status in _OVER:
                await appointments.settle(session, appointment.id, "off")
            elif status == _ACTIVE:
                await appointments.move(session, appointment.id, min(appointment.at, self._house.now()))
            elif at is not None and at != appointment.at:
                await appointments.move(session, appointment.id, at)
        self.wake()

    # Opening

    async def _ring(self, appointment: Appointment) -> None:
        """Open the lobby whose time has come, unless its event says otherwise."""
        if not await self._still_stands(appointment):
            return
        volume = await self._volume(appointment)
        opened = await self._open(appointment, volume) if volume else None
        if opened is None:
            await self._call_off(appointment)
            return
        await self._tell(appointment, opened)

    async def _still_stands(self, appointment: Appointment) -> bool:
        """Ask Discord what became of the event: its changes may have gone unheard."""
        if self._house.client.get_guild(appointment.guild_id) is None:
            return False
        if self._house.now() - appointment.at > LATE:
            await self._call_off(appointment)
            return False
        if appointment.event_id is None:
            return True
        try:
            event: Any = await self._house.client.http.get_scheduled_event(
                appointment.guild_id, appointment.event_id, with_user_count=False
            )
        except discord.NotFound:
            await self._call_off(appointment)
            return False
        at = datetime.fromisoformat(event["scheduled_start_time"])
        await self.heed(appointment.event_id, event["status"], at)
        return event["status"] not in _OVER and (event["status"] == _ACTIVE or at <= self._house.now())

    async def _call_off(self, appointment: Appointment) -> None:
        async with transaction(self._house.engine) as session:
            await appointments.settle(session, appointment.id, "off")
        _log.info("an appointment is off", appointment=appointment.id)

    async def _volume(self, appointment: Appointment) -> Volume | None:
        chapters = await self._shelf.chapters(appointment.guild_id)
        found = next((chapter for chapter in chapters if chapter.id == appointment.chapter_id), None)
        return await self._shelf.volume(found) if found else None

    async def _open(self, appointment: Appointment, volume: Volume) -> int | None:
        """Open the lobby and note it in one transaction; None where nobody can play it, or somebody else opened it."""
        venue = Venue(0, appointment.guild_id, appointment.channel_id, None, appointment.chapter_id)
        excerpt, terms = Excerpt(**appointment.terms["excerpt"]), Terms(**appointment.terms["terms"])
        async with transaction(self._house.engine) as session:
            if not await appointments.settle(session, appointment.id, "opened"):
                return None
            opened = await open_in(session, volume, excerpt, terms, venue, appointment.user_id, self._house.now())
        return None if isinstance(opened, Refusal) else opened

    async def _tell(self, appointment: Appointment, number: int) -> None:
        """Open the thread, tell the channel, and have the event begin; none of it is needed for the lobby to stand."""
        thread_id = await self._crews.thread_of(number)
        client = self._house.client
        try:
            # In a forum the performance's own post tells of it: there is no channel to write in.
            if not isinstance(client.get_channel(appointment.channel_id), discord.ForumChannel):
                await self._tell_channel(appointment, thread_id)
        except discord.HTTPException as error:
            _log.info("a lobby opened without being told of", code=error.code)
        try:
            if appointment.event_id is not None:
                await client.http.edit_scheduled_event(appointment.guild_id, appointment.event_id, status=_ACTIVE)
        except discord.HTTPException as error:
            _log.info("a lobby opened and its event did not begin", code=error.code)

    async def _tell_channel(self, appointment: Appointment, thread_id: int | None) -> None:
        say = await self._voice(appointment.guild_id)
        text = say("event.opens", title=plain(appointment.title), thread=f"<#{thread_id}>" if thread_id else "")
        await self._house.client.get_partial_messageable(appointment.channel_id).send(**message_of(Page(text)))
