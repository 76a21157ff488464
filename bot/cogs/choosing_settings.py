"""What the menus, switches and forms of `/setup` stand for: which field of the choices, and how a value is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from bot.cogs.hours import find_zone, read_time, zones_like
from bot.stage.clock import LADDERS
from bot.stage.pace import PACES
from bot.texts import languages
from bot.ui import setup_pages
from bot.ui.chosen import RETENTIONS, time_of_day
from bot.ui.forms import Field, form
from bot.ui.items import numbers_in
from bot.ui.pages import plain
from bot.ui.word_list import LONGEST_WORD, MOST_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import discord

    from bot.store.values import ServerChoices
    from bot.texts import Say

_LONGEST_FIELD = 4000


@dataclass(frozen=True, slots=True)
class Chosen:
    """A field of the choices and how it is read from a menu; `unusable` for a value that the menu does not offer."""

    field: str
    read: Callable[[tuple[str, ...]], Any]
    unusable: ClassVar[object] = object()


def _ids(values: tuple[str, ...]) -> object:
    numbers = numbers_in(values)
    return Chosen.unusable if numbers is None else tuple(sorted(numbers))


def _one_id(values: tuple[str, ...]) -> object:
    numbers = numbers_in(values)
    return Chosen.unusable if numbers is None else next(iter(numbers), None)


def _one_of(*offered: str) -> Callable[[tuple[str, ...]], object]:
    return lambda values: values[0] if values and values[0] in offered else Chosen.unusable


def _language(values: tuple[str, ...]) -> object:
    wanted = _one_of(setup_pages.AS_ON_DISCORD, *languages())(values)
    return None if wanted == setup_pages.AS_ON_DISCORD else wanted


def _days(values: tuple[str, ...]) -> object:
    wanted = _one_of(*map(str, RETENTIONS))(values)
    return int(wanted) if isinstance(wanted, str) else wanted


CHOSEN: Mapping[str, Chosen] = {
    "choose-stages": Chosen("stage_channels", _ids),
    "choose-directors": Chosen("director_role_id", _one_id),
    "choose-importers": Chosen("importer_role_id", _one_id),
    "choose-askers": Chosen("asker_role_id", _one_id),
    "choose-improvisers": Chosen("own_words_role_id", _one_id),
    "choose-transcripts": Chosen("transcript_channel_id", _one_id),
    "choose-reports": Chosen("reports_channel_id", _one_id),
    "choose-language": Chosen("language", _language),
    "choose-pace": Chosen("pace", _one_of(*PACES)),
    "choose-clock": Chosen("clock", _one_of("off", *LADDERS)),
    "choose-retention": Chosen("retention_days", _days),
}
"""By the kind of the press."""
SWITCHES: Mapping[str, tuple[str, int]] = {
    "webhooks": ("webhooks", setup_pages.STAGE),
    "ceiling": ("ceiling", setup_pages.STAGE),
    "ownwords": ("own_words", setup_pages.PEOPLE),
    "model": ("model", setup_pages.HOUSE),
}
"""Field and page by the kind of the press."""


def quiet_form(choices: ServerChoices, page: int, say: Say) -> discord.ui.Modal:
    """Return the form for time zone and quiet hours, with what holds now."""
    begin = "" if choices.quiet_from is None else time_of_day(choices.quiet_from)
    end = "" if choices.quiet_to is None else time_of_day(choices.quiet_to)
    fields = (
        Field("zone", say("quiet.zone"), choices.time_zone, say("quiet.zone-hint"), most=64, required=True),
        Field("begin", say("quiet.from"), begin, say("quiet.from-hint"), most=5),
        Field("end", say("quiet.to"), end, say("quiet.to-hint"), most=5),
    )
    return form("quiet", choices.guild_id, page, say("setting.quiet-hours"), fields)


def read_quiet_hours(fields: Mapping[str, str], say: Say) -> dict[str, Any] | str:
    """Return the fields of the choices that were typed, or the sentence that says what cannot be used."""
    typed = fields.get("zone", "").strip()
    zone = find_zone(typed)
    if zone is None:
        near = ", ".join(zones_like(typed)) or "Europe/Madrid, America/New_York"
        return say("quiet.no-such-zone", zone=plain(typed), near=near)
    begin, end = fields.get("begin", "").strip(), fields.get("end", "").strip()
    if not begin and not end:
        return {"time_zone": zone, "quiet_from": None, "quiet_to": None}
    read = read_time(begin), read_time(end)
    if None in read or read[0] == read[1]:
        return say("quiet.no-such-time", begin=plain(begin or "-"), end=plain(end or "-"))
    return {"time_zone": zone, "quiet_from": read[0], "quiet_to": read[1]}


def word_form(choices: ServerChoices, page: int, say: Say) -> discord.ui.Modal:
    """Return the form for the list of forbidden words, with those that are on it."""
    words = Field(
        "words",
        say("words.label"),
        ", ".join(choices.forbidden_words),
        say("words.hint", most=MOST_WORDS, longest=LONGEST_WORD),
        most=_LONGEST_FIELD,
        long=True,
    )
    return form("wordlist", choices.guild_id, page, say("words.title"), (words,))
