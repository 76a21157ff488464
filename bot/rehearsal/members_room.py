"""What tests do with the room itself: faults, the gateway's line, the book of requests, the live connection."""

from bot.rehearsal.faults import FaultError
from bot.rehearsal.members_api import Ask, Way
from bot.rehearsal.members_errors import MemberError
from bot.rehearsal.shapes import Json


def add_fault(ask: Ask) -> Json:
    """Make requests fail from now on."""
    try:
        return {"id": ask.house.faults.add(ask.body).id}
    except FaultError as error:
        raise MemberError(str(error)) from error


def clear_faults(ask: Ask) -> None:
    """Let all requests be."""
    ask.house.faults.clear()


async def disturb_gateway(ask: Ask) -> Json:
    """Drop the bot's line, have it reconnect, or declare its session invalid."""
    if not await ask.house.gateway.disturb(str(ask.body.get("action"))):
        raise MemberError("The action must be one of drop, reconnect, invalid_session.")
    return {}


def list_requests(ask: Ask) -> list[Json]:
    """List the bot's requests after a number."""
    return ask.house.record.since(int(ask.query.get("since") or 0))


def list_violations(ask: Ask) -> list[Json]:
    """List the bot's requests that broke a rule."""
    return ask.house.record.violations()


WAYS = (
    Way("POST", "/faults", add_fault),
    Way("DELETE", "/faults", clear_faults),
    Way("POST", "/gateway", late_act=disturb_gateway),
    Way("GET", "/requests", list_requests),
    Way("GET", "/violations", list_violations),
)
