from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.ui.moments import read_moment

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 4, 18, 0, tzinfo=BERLIN)
"""A Wednesday evening, 17:00 UTC."""


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("20:30", "2026-03-04T19:30"),
        ("8:30 pm", "2026-03-04T19:30"),
        ("8pm", "2026-03-04T19:00"),
        ("at 20:30", "2026-03-04T19:30"),
        ("17:59", "2026-03-05T16:59"),
        ("today 20:30", "2026-03-04T19:30"),
        ("tomorrow 20:30", "2026-03-05T19:30"),
        ("Tomorrow at 9:00", "2026-03-05T08:00"),
        ("friday 20:30", "2026-03-06T19:30"),
        ("wednesday 17:00", "2026-03-11T16:00"),
        ("2026-12-01 20:30", "2026-12-01T19:30"),
        ("2026-12-01T20:30", "2026-12-01T19:30"),
        ("2026-07-01 20:30", "2026-07-01T18:30"),
        ("in 90 min", "2026-03-04T18:30"),
        ("in 2 hours", "2026-03-04T19:00"),
        ("in 3 d", "2026-03-07T17:00"),
        ("<t:1772654400:F>", "2026-03-04T20:00"),
        ("12am", "2026-03-04T23:00"),
        ("12:30 pm", "2026-03-05T11:30"),
        ("hoy 20:30", "2026-03-04T19:30"),
        ("hoy a las 20:30", "2026-03-04T19:30"),
        ("a las 20:30 h", "2026-03-04T19:30"),
        ("8:30 p. m.", "2026-03-04T19:30"),
        ("mañana a las 8:30 de la tarde", "2026-03-05T19:30"),
        ("manana 8:30 de la mañana", "2026-03-05T07:30"),
        ("hoy a las 12 de la tarde", "2026-03-04T11:00"),
        ("mañana a las 10 de la noche", "2026-03-05T21:00"),
        ("mañana, 20:30", "2026-03-05T19:30"),
        ("el viernes a las 20:30", "2026-03-06T19:30"),
        ("Miércoles 17:00", "2026-03-11T16:00"),
        ("sábado 20:30", "2026-03-07T19:30"),
        ("2026-12-01 a las 20:30", "2026-12-01T19:30"),
        ("en 90 minutos", "2026-03-04T18:30"),
        ("dentro de 2 horas", "2026-03-04T19:00"),
        ("en 3 días", "2026-03-07T17:00"),
    ],
)
def test_a_time_means_what_people_mean_by_it(typed: str, moment: str) -> None:
    assert read_moment(typed, NOW) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "typed",
    ["", "8", "25:00", "20:75", "13 pm", "0:30 pm", "soon", "2026-13-01 20:30", "2026-02-30 20:30", "in 2 moons",
     "friday", "20:30 or so", "<t:99999999999999>", "in 9999 weeks",
     "mañana", "pasado mañana 20:30", "el viernes", "en dos horas", "por la noche",
     "viernes a las 12 de la noche", "12:30 de la noche", "mañana a las 12 de la mañana", "a la 1 de la noche"],
)  # fmt: skip
def test_what_cannot_be_told_is_asked_again(typed: str) -> None:
    assert read_moment(typed, NOW) is None


def test_an_evening_of_a_clock_change_is_the_servers_evening() -> None:
    before = datetime(2026, 3, 28, 18, 0, tzinfo=BERLIN)
    assert read_moment("tomorrow 20:30", before) == datetime(2026, 3, 29, 18, 30, tzinfo=UTC)
