from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime

import pytest

from bot.store.values import ServerChoices
from bot.texts import languages, voice
from bot.ui.chosen import FIELDS, change_row, told
from bot.ui.hours import find_zone, read_time, zones_like
from bot.ui.render import layout_of
from bot.ui.setup_pages import CHANGES, OVERVIEW, PEOPLE, STAGE, Limits, setup_page
from tests.ui.test_render import named

LIMITS = Limits(2, 50, 5, 2, 15, 120)
NOTHING = ServerChoices(10**18)
ID = 10**18
EVERYTHING = ServerChoices(
    ID, tuple(range(ID, ID + 25)), ID, True, ID, ID, "es", "usual", "live", True, True, ID, 365,  # noqa: FBT003 (a row)
    "America/Argentina/ComodRivadavia", 1320, 420, True, ID, tuple(f"{n:060}" for n in range(200)), ID,  # noqa: FBT003
)  # fmt: skip
WHEN = datetime(2026, 11, 27, tzinfo=UTC)


def rows(language: str) -> list[str]:
    was, now = asdict(NOTHING), asdict(EVERYTHING)
    changed = {name: list(value) if isinstance(value, tuple) else value for name, value in now.items()}
    return [change_row(WHEN, f"<@{ID}>", {name: was[name] for name in FIELDS}, changed, voice(language))] * 10


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("page", range(OVERVIEW, CHANGES + 1))
async def test_every_page_is_within_discords_limits_with_everything_chosen(page: int, language: str) -> None:
    panel = setup_page(page, ID, asdict(EVERYTHING), rows(language), LIMITS, voice(language))
    layout = layout_of(panel)
    assert layout.content_length() <= 4000
    assert len(list(layout.walk_children())) <= 40
    assert len(named(layout)) == len(set(named(layout)))
    assert all(len(custom_id) <= 100 for custom_id in named(layout))


def test_the_overview_tells_every_field_and_the_limits() -> None:
    (now, values, limits, *_) = setup_page(OVERVIEW, ID, asdict(NOTHING), (), LIMITS, voice()).body
    assert "Everything works with nothing chosen." in str(now)
    assert str(values).count("\n") == len(FIELDS) - 2  # quiet hours stand in one row
    assert "5 performances at once" in str(limits)


def test_a_page_that_there_is_not_is_the_overview() -> None:
    assert setup_page(99, ID, asdict(NOTHING), (), LIMITS, voice()).body[0] == voice()("setup.now")


async def test_a_switch_asks_for_what_does_not_hold() -> None:
    ids = named(layout_of(setup_page(STAGE, ID, asdict(NOTHING), (), LIMITS, voice())))
    assert f"webhooks:{ID}:0" in ids
    assert f"webhooks:{ID}:1" not in ids


async def test_where_nobody_may_use_own_words_no_role_is_asked_for() -> None:
    without = asdict(ServerChoices(ID, own_words=False))
    ids = named(layout_of(setup_page(PEOPLE, ID, without, (), LIMITS, voice())))
    assert not any(each.startswith("choose-improvisers") for each in ids)


def test_quiet_hours_are_told_as_a_clock_shows_them() -> None:
    chosen = asdict(ServerChoices(ID, quiet_from=22 * 60, quiet_to=7 * 60 + 30))
    assert told(chosen, ("quiet_from", "quiet_to"), voice()) == "**Quiet hours:** 22:00-07:30"


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("22:00", 1320), ("7", 420), ("07.30", 450), ("7h05", 425), ("24", 0), ("0", 0), (" 9:15 ", 555)],
)
def test_a_time_of_day_is_read_as_people_type_it(typed: str, minutes: int) -> None:
    assert read_time(typed) == minutes


@pytest.mark.parametrize("typed", ["", "25", "12:60", "noon", "-1", "1:2"])
def test_what_is_no_time_of_day_is_none(typed: str) -> None:
    assert read_time(typed) is None


@pytest.mark.parametrize("typed", ["Europe/Madrid", "europe/madrid", " Madrid ", "EUROPE/Madrid"])
def test_a_time_zone_is_found_by_its_name_or_city(typed: str) -> None:
    assert find_zone(typed) == "Europe/Madrid"


def test_a_city_of_two_words_is_found() -> None:
    assert find_zone("new york") == "America/New_York"


def test_a_misspelled_zone_has_its_like() -> None:
    assert find_zone("Europe/Madird") is None
    assert "Europe/Madrid" in zones_like("Europe/Madird")
