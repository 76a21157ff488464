"""A server's quiet hours, its time zone looked up."""

from __future__ import annotations

from datetime import UTC, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.stage.quiet import QuietHours

if TYPE_CHECKING:
    from bot.store.values import ServerChoices


def zone_of(choices: ServerChoices) -> tzinfo:
    """Return a server's time zone; UTC where this machine does not know the one that was chosen."""
    try:
        return ZoneInfo(choices.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def quiet_hours(choices: ServerChoices) -> QuietHours | None:
    """Return the hours in which nobody is pinged, or None where there are none."""
    if choices.quiet_from is None or choices.quiet_to is None or choices.quiet_from == choices.quiet_to:
        return None
    return QuietHours(choices.quiet_from, choices.quiet_to, zone_of(choices))
