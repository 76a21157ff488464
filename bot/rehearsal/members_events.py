"""What members do with scheduled events: look at them, move them, call them off."""

from bot.rehearsal import scheduled_events
from bot.rehearsal.members_api import Ask, Way
from bot.rehearsal.members_errors import MISSING, MemberError
from bot.rehearsal.shapes import Json


def list_events(ask: Ask) -> list[Json]:
    """List what is announced in a guild, next first."""
    rows = ask.world.scheduled_events.group(ask["guild"]).values()
    return sorted(rows, key=lambda row: str(row["scheduled_start_time"]))


def _event(ask: Ask) -> Json:
    event = ask.world.scheduled_events.get(ask["event"])
    if event is None:
        raise MemberError(f"There is no event {ask['event']}.", MISSING)
    return event


def change_event(ask: Ask) -> Json:
    """Move an event, or change its status."""
    return scheduled_events.change(ask.world, _event(ask), ask.body)


def delete_event(ask: Ask) -> None:
    """Take an event away."""
    scheduled_events.remove(ask.world, _event(ask))


WAYS = (
    Way("GET", "/guilds/{guild}/events", list_events),
    Way("PATCH", "/events/{event}", change_event),
    Way("DELETE", "/events/{event}", delete_event),
)
