"""Scheduled events of a guild: what is announced for a time and a place outside, and what becomes of it.

Only events that take place "elsewhere" are known here: stages and voice channels are not.
"""

from datetime import datetime

from bot.rehearsal.checks import check_choice, check_longest, check_text, required
from bot.rehearsal.kinds import Intent
from bot.rehearsal.refusals import ApiError, Code, Problem
from bot.rehearsal.shapes import Event, Json
from bot.rehearsal.world import World

EXTERNAL = 3
GUILD_ONLY = 2
SCHEDULED, ACTIVE, COMPLETED, CANCELED = 1, 2, 3, 4
NEXT = {SCHEDULED: (SCHEDULED, ACTIVE, CANCELED), ACTIVE: (ACTIVE, COMPLETED), COMPLETED: (), CANCELED: ()}
"""Which status may follow which."""
MOST = 100


def check_event(body: Json, now: str) -> list[Problem]:
    """Check the body that makes an event."""
    problems = check_text("name", body.get("name"), 1, 100) + check_longest(
        "description", body.get("description"), 1000
    )
    problems += check_choice("privacy_level", body.get("privacy_level"), (GUILD_ONLY,))
    problems += check_choice("entity_type", body.get("entity_type"), (EXTERNAL,))
    place = body.get("entity_metadata") or {}
    problems += check_text("entity_metadata.location", place.get("location"), 1, 100)
    return problems + check_times(body.get("scheduled_start_time"), body.get("scheduled_end_time"), now)


def check_times(start: object, end: object, now: str) -> list[Problem]:
    """Check that an event lies in the future and ends after it begins."""
    times = {"scheduled_start_time": _moment(start), "scheduled_end_time": _moment(end)}
    if missing := [required(name) for name, moment in times.items() if moment is None]:
        return missing
    begins, ends = times["scheduled_start_time"], times["scheduled_end_time"]
    if begins is not None and begins <= datetime.fromisoformat(now):
        return [Problem("scheduled_start_time", "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST", "Cannot schedule in the past.")]
    if begins is not None and ends is not None and ends <= begins:
        rule = "GUILD_SCHEDULED_EVENT_END_BEFORE_START"
        return [Problem("scheduled_end_time", rule, "Cannot end before it starts.")]
    return []


def _moment(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def create(world: World, guild_id: str, creator_id: str, body: Json) -> Json:
    """Announce an event."""
    waiting = [row for row in world.scheduled_events.group(guild_id).values() if row["status"] in (SCHEDULED, ACTIVE)]
    if len(waiting) >= MOST:
        raise ApiError(Code.TOO_MANY_EVENTS)
    event: Json = {
        "id": world.new_id(),
        "guild_id": guild_id,
        "channel_id": None,
        "creator_id": creator_id,
        "creator": world.users[creator_id],
        "name": body["name"],
        "description": body.get("description"),
        "image": None,
        "scheduled_start_time": body["scheduled_start_time"],
        "scheduled_end_time": body["scheduled_end_time"],
        "privacy_level": GUILD_ONLY,
        "status": SCHEDULED,
        "entity_type": EXTERNAL,
        "entity_id": None,
        "entity_metadata": {"location": body["entity_metadata"]["location"]},
        "recurrence_rule": None,
        "guild_scheduled_event_exceptions": [],
        "user_count": 0,
    }
    world.scheduled_events.put(event["id"], event)
    _announce(world, "CREATE", event)
    return event


def ahead(world: World, guild_id: str) -> list[Json]:
    """List what is announced or under way in a guild, next first."""
    rows = [row for row in world.scheduled_events.group(guild_id).values() if row["status"] in (SCHEDULED, ACTIVE)]
    return sorted(rows, key=lambda row: datetime.fromisoformat(row["scheduled_start_time"]))


def change(world: World, event: Json, body: Json) -> Json:
    """Move an event, begin it, end it, call it off."""
    status = body.get("status") or event["status"]
    if status != event["status"] and status not in NEXT[event["status"]]:
        raise ApiError(Code.EVENT_IS_OVER)
    names = ("name", "description", "scheduled_start_time", "scheduled_end_time", "entity_metadata")
    event |= {name: body[name] for name in names if name in body} | {"status": status}
    world.scheduled_events.put(event["id"], event)
    _announce(world, "UPDATE", event)
    return event


def remove(world: World, event: Json) -> None:
    """Take an event away."""
    world.scheduled_events.remove(event["id"])
    _announce(world, "DELETE", event | {"status": CANCELED})


def _announce(world: World, what: str, event: Json) -> None:
    intent = Intent.GUILD_SCHEDULED_EVENTS
    world.emit(Event(f"GUILD_SCHEDULED_EVENT_{what}", event, event["guild_id"], intent=intent))
