"""What a server's admins chose, in words: the name and the value of each field, and a change of some.

The fields are those of the store's `ServerChoices`, as plain data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.texts import language_name
from bot.ui.pages import plain, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from bot.texts import Say

FIELDS = (
    "stage_channels", "clock", "pace", "webhooks", "ceiling", "director_role_id", "importer_role_id", "asker_role_id",
    "own_words", "own_words_role_id", "forbidden_words", "language", "model", "transcript_channel_id",
    "retention_days", "reports_channel_id", "time_zone", "quiet_from", "quiet_to",
)  # fmt: skip
"""In the order in which the panel tells them."""
RETENTIONS = (7, 30, 90, 365, 0)
"""Days that the panel offers; 0: until somebody deletes it."""
_PLACES = frozenset({"transcript_channel_id", "reports_channel_id"})
_MOST_WORDS_SHOWN = 300


def named(field: str, say: Say) -> str:
    """Return the name of a field."""
    return say(f"setting.{field.replace('_', '-')}")


def shown(field: str, value: Any, say: Say) -> str:  # noqa: ANN401, PLR0911 (a field's value; one sentence for each kind)
    """Return the value of a field."""
    if value is None or value == []:
        return say(f"setting.none.{field.replace('_', '-')}")
    if isinstance(value, bool):
        return say("setting.on" if value else "setting.off")
    if field == "stage_channels":
        return ", ".join(f"<#{channel}>" for channel in value)
    if field == "forbidden_words":
        return shorten(", ".join(plain(word) for word in value), _MOST_WORDS_SHOWN)
    if field == "retention_days":
        return retention(int(value), say)
    if field in {"quiet_from", "quiet_to"}:
        return time_of_day(int(value))
    if field in _PLACES:
        return f"<#{value}>"
    return _text(field, value, say)


def _text(field: str, value: str | int, say: Say) -> str:
    if field in {"clock", "pace"}:
        return say(f"setting.{field}.{value}")
    if field == "language":
        return language_name(str(value))
    return plain(str(value)) if field == "time_zone" else f"<@&{value}>"


def retention(days: int, say: Say) -> str:
    """Return how long performances are kept."""
    return say("setting.days", count=days) if days else say("setting.for-ever")


def time_of_day(minutes: int) -> str:
    """Return minutes after midnight as a clock shows them."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def told(chosen: Mapping[str, Any], fields: Iterable[str], say: Say) -> str:
    """Return fields with their values, one a row; who may use own words stands in one row, quiet hours too."""
    rows = []
    for field in fields:
        if field == "own_words_role_id" and not chosen["own_words"]:
            continue
        if field == "quiet_from" and chosen["quiet_from"] is not None:
            hours = f"{time_of_day(chosen['quiet_from'])}-{time_of_day(chosen['quiet_to'] or 0)}"
            rows.append(say("setting.row", name=say("setting.quiet-hours"), value=hours))
        elif field == "quiet_from":
            rows.append(say("setting.row", name=say("setting.quiet-hours"), value=say("setting.none.quiet-from")))
        elif field != "quiet_to":
            value = chosen[field]
            rows.append(say("setting.row", name=named(field, say), value=shown(field, _listed(value), say)))
    return "\n".join(rows)


def _listed(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def change_row(at: datetime, member: str, before: Mapping[str, Any], after: Mapping[str, Any], say: Say) -> str:
    """Return a change in a row: when, who, and what was what and became what."""
    changes = (
        say("change.field", name=named(field, say), before=_cut(field, was, say), after=_cut(field, after[field], say))
        for field, was in before.items()
    )
    return say("change.row", when=f"<t:{int(at.timestamp())}:f>", member=member, changes="; ".join(changes))


def _cut(field: str, value: object, say: Say) -> str:
    return shorten(shown(field, value, say), 120)
