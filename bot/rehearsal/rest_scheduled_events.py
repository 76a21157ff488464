"""REST: scheduled events. The bot changes its own with Create Events, anybody's with Manage Events."""

from bot.rehearsal import scheduled_events
from bot.rehearsal.access import reach_guild
from bot.rehearsal.api import Call, Route
from bot.rehearsal.permissions import Permission
from bot.rehearsal.refusals import ApiError, Code, refuse
from bot.rehearsal.shapes import Json


def list_events(call: Call) -> list[Json]:
    """List a guild's events."""
    return list(call.world.scheduled_events.group(reach_guild(call)["id"]).values())


def create_event(call: Call) -> Json:
    """Announce an event."""
    guild = reach_guild(call, Permission.CREATE_EVENTS)
    refuse(scheduled_events.check_event(call.body, call.world.now()))
    return scheduled_events.create(call.world, guild["id"], call.bot_id, call.body)


def get_event(call: Call) -> Json:
    """Show an event."""
    return _event(call, reach_guild(call))


def _event(call: Call, guild: Json) -> Json:
    event = call.world.scheduled_events.group(guild["id"]).get(call["guild_scheduled_event_id"])
    if event is None:
        raise ApiError(Code.UNKNOWN_EVENT)
    return event


def _own(call: Call) -> Json:
    guild = reach_guild(call)
    event = _event(call, guild)
    own = event["creator_id"] == call.bot_id
    reach_guild(call, Permission.CREATE_EVENTS if own else Permission.MANAGE_EVENTS)
    return event


def edit_event(call: Call) -> Json:
    """Change an event."""
    event = _own(call)
    if "scheduled_start_time" in call.body:
        end = call.body.get("scheduled_end_time", event["scheduled_end_time"])
        refuse(scheduled_events.check_times(call.body["scheduled_start_time"], end, call.world.now()))
    return scheduled_events.change(call.world, event, call.body)


def delete_event(call: Call) -> None:
    """Take an event away."""
    scheduled_events.remove(call.world, _own(call))


_ALL = "/guilds/{guild_id}/scheduled-events"
_ONE = _ALL + "/{guild_scheduled_event_id}"
ROUTES = (
    Route("GET", _ALL, list_events),
    Route("POST", _ALL, create_event),
    Route("GET", _ONE, get_event),
    Route("PATCH", _ONE, edit_event),
    Route("DELETE", _ONE, delete_event),
)
