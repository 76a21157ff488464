"""Times of day and time zones as people type them."""

from __future__ import annotations

import difflib
import re
from functools import cache
from zoneinfo import available_timezones

_TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})?)?")
_HOURS = 24
_MINUTES = 60


def read_time(typed: str) -> int | None:
    """Return the minutes after midnight of a time such as "22", "22:30" or "7.00"; None where it is no time of day."""
    match = _TIME.fullmatch(typed.strip())
    if match is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    return (hour % _HOURS) * _MINUTES + minute if hour <= _HOURS and minute < _MINUTES else None


def find_zone(typed: str) -> str | None:
    """Return the IANA name of a time zone, typed in any case and with blanks; a city alone will do."""
    wanted = _folded(typed)
    return _zones().get(wanted) or _cities().get(wanted)


def zones_like(typed: str, most: int = 3) -> tuple[str, ...]:
    """Return the names of time zones that are spelled nearly so."""
    known = {**_cities(), **_zones()}
    near = difflib.get_close_matches(_folded(typed), known, n=most, cutoff=0.5)
    return tuple(dict.fromkeys(known[name] for name in near))


def _folded(name: str) -> str:
    return "_".join(name.split()).casefold()


@cache
def _zones() -> dict[str, str]:
    return {_folded(name): name for name in sorted(available_timezones())}


@cache
def _cities() -> dict[str, str]:
    """Return the zones of the continents by their cities."""
    apart = (name for name in sorted(available_timezones()) if "/" in name and not name.startswith(("Etc", "SystemV")))
    return {_folded(name.rpartition("/")[2]): name for name in apart}
