from __future__ import annotations

import json
from dataclasses import fields
from typing import get_args

import pytest

from bot.stage.events import KINDS, Ended, Ending, Event, LinePerformed, Manner, from_record, to_record


def test_every_event_has_one_stored_name() -> None:
    assert set(KINDS.values()) == set(get_args(Event))


@pytest.mark.parametrize("event", [LinePerformed(3, "p1", Manner.OWN_WORDS), Ended(Ending.CURTAIN)])
def test_an_event_comes_back_from_its_record_unchanged(event: Event) -> None:
    kind, data = to_record(event)
    assert from_record(kind, json.loads(json.dumps(data))) == event


def test_an_unknown_stored_name_is_a_fault() -> None:
    with pytest.raises(KeyError):
        from_record("sneezed", {})


def test_no_event_has_room_for_typed_words_or_a_discord_id() -> None:
    names = {field.name for event in KINDS.values() for field in fields(event)}
    figures = {"line", "rung", "of", "strictness", "percent"}
    switches = {"rotating", "replied", "wanted", "agreed"}
    codes = {"performer", "to", "part", "manner", "reason", "ending", "clock", "book"}
    assert names <= figures | switches | codes
