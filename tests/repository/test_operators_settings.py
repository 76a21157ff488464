from __future__ import annotations

import dataclasses
import re

import pytest

from bot.settings import DEFAULTS, Settings
from tests.repository.tree import ROOT

EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf8")
DESIGNED = {
    "DISCORD_TOKEN", "DATABASE_URL", "DISCORD_API_URL", "LORE_DIR", "READING_PACE", "ROOM_PORT", "PURGE_DAYS",
    "LOG_LEVEL", "LOG_FORMAT", "METRICS_PORT", "SHARD_COUNT", "SHARD_IDS", "MODEL_URL", "MODEL_NAME", "MODEL_KEY",
}  # fmt: skip
"""The names that are fixed; each enters with the feature that reads it."""


def _written() -> dict[str, str]:
    return dict(re.findall(r"(?m)^([A-Z_]+)=(.*)$", EXAMPLE))


def test_the_example_names_every_setting_with_its_default_in_order() -> None:
    assert list(_written().items()) == list(DEFAULTS.items())


@pytest.mark.parametrize("name", DEFAULTS)
def test_the_example_gives_a_reason_for_a_setting(name: str) -> None:
    assert re.search(rf"(?m)^# \S.{{20,}}\n(?:# .*\n)*{name}=", EXAMPLE)


def test_the_settings_have_a_field_for_every_name_and_no_other() -> None:
    assert [field.name.upper() for field in dataclasses.fields(Settings)] == list(DEFAULTS)


def test_the_names_are_those_that_are_fixed() -> None:
    assert set(DEFAULTS) <= DESIGNED
