from __future__ import annotations

import pytest

from bot.cogs.hours import find_zone, read_time, zones_like


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
