from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime

import pytest

from bot.store.values import ServerChoices
from bot.texts import languages, voice
from bot.ui.chosen import FIELDS, change_row, told
from bot.ui.render import layout_of
from bot.ui.setup_pages import CHANGES, OVERVIEW, PEOPLE, STAGE, Limits, setup_page
from tests.ui.test_render import named

LIMITS = Limits(2, 20, 5, 50, 5, 2, 15, 120)
NOTHING = ServerChoices(10**18)
ID = 10**18
EVERYTHING = ServerChoices(
    ID,
    stage_channels=tuple(range(ID, ID + 25)),
    director_role_id=ID,
    importer_role_id=ID,
    asker_role_id=ID,
    language="es",
    model=True,
    transcript_channel_id=ID,
    retention_days=365,
    time_zone="America/Argentina/ComodRivadavia",
    quiet_from=1320,
    quiet_to=420,
    own_words_role_id=ID,
    forbidden_words=tuple(f"{number:060}" for number in range(200)),
    reports_channel_id=ID,
)
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
