"""What a typed time means, in a server's own time zone.

Understood are a time today or tomorrow ("20:30", "8:30 pm", "tomorrow 20:30"), a weekday ("friday 20:30"), a date
("2026-12-01 20:30"), a while from now ("in 2 hours") and Discord's own "<t:...>"; in English and in Spanish ("viernes a
las 20:30", "dentro de 2 horas"). Anything else is nothing: better to ask again than to meet on the wrong evening.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SPANISH = {
    "el": "", "las": "", "la": "", "a": "at", "h": "", "horas": "hours", "hora": "hour", "minutos": "minutes",
    "minuto": "minute", "dias": "days", "dia": "day", "hoy": "today", "manana": "tomorrow", "en": "in", "dentro": "in",
    "de": "", "lunes": "monday", "martes": "tuesday", "miercoles": "wednesday", "jueves": "thursday",
    "viernes": "friday", "sabado": "saturday", "domingo": "sunday",
}  # fmt: skip
"""By its words without accents; none of them is an English word that means another thing in a time."""
_OTHER_HALF = re.compile(r"\b(?:12(?:[:.h]\d{2})? de la (?:manana|noche)|0?[1-4](?:[:.h]\d{2})? de la noche)\b")
"""Hours to which Spanish gives another half of the day, or another day, than English gives to am and pm."""
_STAMP = re.compile(r"<t:(\d{1,12})(?::[tTdDfFR])?>")
_WHILE = re.compile(r"in\s+(\d{1,4})\s*(m|min|minutes?|h|hours?|d|days?)")
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})[t\s,]+(?:at\s+)?(.+)")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*([ap]m)?")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_NOON = 12


def read_moment(typed: str, now: datetime) -> datetime | None:
    """Return the moment (UTC) that was typed, or None where it cannot be told; `now` carries the server's zone."""
    text = " ".join(typed.strip().casefold().split())
    try:
        found = _read(text, now) or _read(_from_spanish(text), now)
    except (ValueError, OverflowError):
        return None
    return found.astimezone(UTC) if found else None


def _read(text: str, now: datetime) -> datetime | None:
    return _stamp(text) or _after_a_while(text, now) or _on_a_date(text, now) or _on_a_day(text, now)


def _from_spanish(text: str) -> str:
    """Return a time with its Spanish words put into English ones; nothing where they have no English for certain."""
    bare = "".join(each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each))
    if _OTHER_HALF.search(bare):
        return ""
    halves = re.sub(r"\b([ap])\. ?m\.?", r"\1m", bare).replace(" de la manana", " am")
    halves = re.sub(r" de la (?:tarde|noche)", " pm", halves)
    words = (_SPANISH.get(word, word) for word in re.sub(r"[,]", " ", halves).split())
    return " ".join(filter(None, words))


def _stamp(text: str) -> datetime | None:
    match = _STAMP.fullmatch(text)
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(match[1])) if match else None


def _after_a_while(text: str, now: datetime) -> datetime | None:
    match = _WHILE.fullmatch(text)
    # Counted in UTC, or an hour would be two or none on the night of a clock change.
    return now.astimezone(UTC) + int(match[1]) * _UNITS[match[2][0]] if match else None


def _on_a_date(text: str, now: datetime) -> datetime | None:
    match = _DATE.fullmatch(text)
    time = _time(match[4]) if match else None
    if match is None or time is None:
        return None
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    return datetime(year, month, day, *time, tzinfo=now.tzinfo)


def _on_a_day(text: str, now: datetime) -> datetime | None:
    """Return a time today, or tomorrow where it has passed; or on the day that is named before it."""
    word, _, rest = text.partition(" ")
    named = word in {"today", "tomorrow"} or word in DAYS
    time = _time((rest if named else text).removeprefix("at "))
    if time is None:
        return None
    days = _days_until(word, now) if named else 0
    found = _at(now + timedelta(days=days), time)
    passed = found <= now
    if passed and not named:
        return _at(now + timedelta(days=1), time)
    return _at(now + timedelta(days=7), time) if passed and word in DAYS else found


def _days_until(word: str, now: datetime) -> int:
    if word in DAYS:
        return (DAYS.index(word) - now.weekday()) % 7
    return int(word == "tomorrow")


def _at(day: datetime, time: tuple[int, int]) -> datetime:
    return day.replace(hour=time[0], minute=time[1], second=0, microsecond=0, fold=0)


def _time(text: str) -> tuple[int, int] | None:
    match = _CLOCK.fullmatch(text.strip())
    if match is None or not (match[2] or match[3]):
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if match[3] == "pm" else 0)
    return (hour, minute) if hour < 24 and minute < 60 else None  # noqa: PLR2004 (a day and an hour)
